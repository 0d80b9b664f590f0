package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/speckit/ticketing/test/e2e/client"
)

// wire looks at answers as they stand on the wire.
type wire struct {
	*testing.T
	h *house
}

// ask sends a request and expects its status.
func (w wire) ask(as *client.Client, method, path string, body any, status int) *client.Answer {
	w.Helper()
	answer, err := as.Send(w.Context(), client.Request{Method: method, Path: path, Body: body, Accept: "application/json"})
	if err != nil {
		w.Fatal(err)
	}
	if answer.Status != status {
		w.Fatalf("%s %s is answered %d, want %d: %.300s", method, path, answer.Status, status, answer.Body)
	}
	return answer
}

// fields expects an object, or each of a list, to have fields, and returns it. Numbers stay as they are written.
func (w wire) fields(answer *client.Answer, names string) map[string]any {
	w.Helper()
	decoder := json.NewDecoder(bytes.NewReader(answer.Body))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		w.Fatalf("%v: %.200s", err, answer.Body)
	}
	objects, isList := value.([]any)
	if !isList {
		objects = []any{value}
	}
	if len(objects) == 0 {
		w.Fatal("the list is empty")
	}
	first, _ := objects[0].(map[string]any)
	for name := range strings.FieldsSeq(names) {
		if _, has := first[name]; !has {
			w.Errorf("there is no %s in %.400s", name, answer.Body)
		}
	}
	return first
}

func (w wire) equal(what string, got, expected any) {
	w.Helper()
	if fmt.Sprint(got) != fmt.Sprint(expected) {
		w.Errorf("%s is %v, want %v", what, got, expected)
	}
}

// TestTheWireIsAsPromised goes a purchase's way and looks at every answer's form: paths, fields, statuses and headers that others'
// clients stand on.
func TestTheWireIsAsPromised(t *testing.T) {
	t.Parallel()
	w := wire{t, openHouse(t)}
	w.addresses()
	w.sessions()
	w.catalog()
	w.purchase()
	w.line()
}

// addresses are what answers where.
func (w wire) addresses() {
	bare := client.New(w.h.URL(), nil)
	for _, as := range []*client.Client{bare, w.h.stranger} {
		w.ask(as, "GET", "/health", nil, 200)
		w.ask(as, "GET", "/health/live", nil, 200)
		w.ask(as, "GET", "/health/ready", nil, 200)
		w.fields(w.ask(as, "GET", "/.well-known/jwks.json", nil, 200), "keys")
		w.fields(w.ask(as, "GET", "/.well-known/ticket-keys", nil, 200), "keys")
		w.fields(w.ask(as, "GET", "/dev/mailbox", nil, 200), "messages")
	}
	w.ask(w.h.stranger, "GET", "/docs", nil, 200)
	w.equal("version of the description", w.fields(w.ask(w.h.stranger, "GET", "/openapi.json", nil, 200), "paths components")["openapi"], "3.1.0")
	w.ask(w.h.stranger, "GET", "/Events", nil, 200) // the original's paths are in any case
	for _, private := range []string{"/metrics", "/debug/pprof/", "/api/metrics", "/internal/orders", "/api/internal/orders"} {
		w.ask(bare, "GET", private, nil, 404)
	}
	if answer := w.ask(client.New(w.h.InternalURL(), nil), "GET", "/metrics", nil, 200); !bytes.Contains(answer.Body, []byte("speckit_")) {
		w.Error("the internal port shows no figures of ours")
	}
}

// sessions are guests, accounts and the browser's cookies.
func (w wire) sessions() {
	begun := w.ask(w.h.stranger, "POST", "/guests", nil, 201)
	guest := w.fields(begun, "customerId guestToken expiresAt")
	cookie := begun.Header.Get("Set-Cookie")
	for _, part := range []string{"speckit_guest=", "HttpOnly", "SameSite=Strict", "Path=/api"} {
		if !strings.Contains(cookie, part) {
			w.Errorf("the guest's cookie %q has no %s", cookie, part)
		}
	}
	pair, _, _ := strings.Cut(cookie, ";")
	resumed, err := w.h.stranger.Call(w.Context(), client.Request{Method: "POST", Path: "/guests", Header: http.Header{"Cookie": {pair}}}, nil)
	if err != nil {
		w.Fatal(err)
	}
	w.equal("customer of the resumed session", w.fields(resumed, "customerId")["customerId"], guest["customerId"])
	_, err = w.h.stranger.Call(w.Context(), client.Request{Method: "GET", Path: "/cart", Header: http.Header{"Cookie": {pair}}}, nil)
	if p, refused := client.AsProblem(err); !refused || p.Status != 401 {
		w.Errorf("a cookie alone reads the cart: %v", err)
	}

	account := map[string]string{"email": "wire@example.com", "password": password}
	made := w.ask(w.h.stranger, "POST", "/users", account, 201)
	user := w.fields(made, "userId email role")
	w.equal("role", user["role"], "User")
	w.equal("Location", strings.HasSuffix(made.Header.Get("Location"), "/users/"+fmt.Sprint(user["userId"])), true)
	w.equal("code of a second registration", w.fields(w.ask(w.h.stranger, "POST", "/users", account, 409), "error message detail")["code"], "email_taken")
	w.ask(w.h.stranger, "POST", "/token", map[string]string{"email": "wire@example.com", "password": "not " + password}, 401)
	signedIn := w.ask(w.h.stranger, "POST", "/token", account, 200)
	session := w.fields(signedIn, "token expiresAt userRole userEmail refreshToken")
	w.equal("role", session["userRole"], "User")
	next := w.fields(w.ask(w.h.stranger, "POST", "/token/refresh", map[string]any{"refreshToken": session["refreshToken"]}, 200), "token refreshToken")
	owner := w.h.stranger.As(fmt.Sprint(session["token"]))
	w.fields(w.ask(owner, "GET", "/users/me", nil, 200), "userId email role")
	w.ask(w.h.stranger, "POST", "/token/revoke", map[string]any{"refreshToken": next["refreshToken"]}, 204)
	w.equal("code of a token whose session ended", w.fields(w.ask(owner, "GET", "/users/me", nil, 401), "error detail")["code"], "token_revoked")
	w.ask(w.h.stranger, "POST", "/token/refresh", map[string]any{"refreshToken": next["refreshToken"]}, 401)
	w.ask(w.h.stranger, "POST", "/users/password-reset", map[string]string{"email": "nobody.here@example.com"}, 202)
}

// catalog is lists, maps and their caching.
func (w wire) catalog() {
	event := w.fields(w.ask(w.h.stranger, "GET", "/events?limit=2", nil, 200),
		"id name description eventDate venue maxCapacity basePrice isActive totalSeats soldSeats revenue currency timeZone saleOpensAt saleClosesAt maxPerCustomer")
	w.equal("revenue for a stranger", event["revenue"], nil)
	w.equal("where the list goes on", regexp.MustCompile(`^</api/events\?.*cursor=.*>; rel="next"$`).
		MatchString(w.ask(w.h.stranger, "GET", "/events?limit=2", nil, 200).Header.Get("Link")), true)
	w.fields(w.ask(w.h.stranger, "GET", "/events/"+demoEvent, nil, 200), "availableSeats reservedSeats")
	w.fields(w.ask(w.h.stranger, "GET", "/events/"+demoEvent+"/seatmap", nil, 200), "eventId eventName eventDescription eventDate basePrice seats")

	available := w.ask(w.h.stranger, "GET", "/events/"+demoEvent+"/availability", nil, 200)
	state := w.fields(available, "sequence plan states")
	w.equal("length of the states", len(fmt.Sprint(state["states"])), 168) // base64 of 125 bytes: two bits for each of 500 seats
	again, err := w.h.stranger.Send(w.Context(), client.Request{
		Method: "GET", Path: "/events/" + demoEvent + "/availability", Header: http.Header{"If-None-Match": {available.Header.Get("Etag")}},
	})
	if err != nil {
		w.Fatal(err)
	}
	w.equal("status of what has not changed", again.Status, 304)
	redirect := w.ask(w.h.stranger, "GET", "/events/"+demoEvent+"/plan", nil, 302)
	w.equal("the plan's address has its hash", strings.HasSuffix(redirect.Header.Get("Location"), "?v="+fmt.Sprint(state["plan"])), true)
	plan := w.ask(w.h.stranger, "GET", fmt.Sprint("/events/", demoEvent, "/plan?v=", state["plan"]), nil, 200)
	w.equal("caching of the plan", strings.Contains(plan.Header.Get("Cache-Control"), "immutable"), true)
}

// purchase is one seat's way from the hold to the door.
func (w wire) purchase() {
	s := &world{house: w.h, people: map[string]*person{}}
	if err := s.seatedEvent(w.Context(), 2, 6, "30.00", "HALL"); err != nil {
		w.Fatal(err)
	}
	if err := s.arrive(w.Context(), "Ana"); err != nil {
		w.Fatal(err)
	}
	ana := s.people["Ana"].Client
	seats, err := s.seatIDs(w.Context(), "HALL 1-1, HALL 1-2, HALL 1-3")
	if err != nil {
		w.Fatal(err)
	}
	hold := w.holdOnWire(ana, seats)
	order := w.orderOnWire(ana, hold)
	w.ticketOnWire(ana, order)
}

func (w wire) holdOnWire(ana *client.Client, seats []string) map[string]any {
	made := w.ask(ana, "POST", "/reservations", map[string]any{"seatId": seats[0]}, 201)
	hold := w.fields(made, "reservationId seatId customerId expiresAt status eventId sectionCode row seat price currency")
	w.equal("price as it is written", hold["price"], "30.00")
	w.equal("Location", strings.HasSuffix(made.Header.Get("Location"), "/reservations/"+fmt.Sprint(hold["reservationId"])), true)
	path := fmt.Sprint("/reservations/", hold["reservationId"])
	w.fields(w.ask(ana, "GET", path, nil, 200), "reservationId seatId customerId createdAt expiresAt status")
	w.ask(ana, "POST", path+"/extend", nil, 200)
	w.equal("code of a second extension", w.fields(w.ask(ana, "POST", path+"/extend", nil, 409), "detail")["code"], "already_extended")

	group := w.fields(w.ask(ana, "POST", "/reservations", map[string]any{"seatIds": seats[1:]}, 201), "groupId expiresAt reservations")
	members, _ := group["reservations"].([]any)
	w.equal("seats of the group", len(members), 2)
	first, _ := members[0].(map[string]any)
	w.ask(ana, "DELETE", fmt.Sprint("/reservations/", first["reservationId"]), nil, 204)
	w.equal("status of a released hold", w.fields(w.ask(ana, "GET", fmt.Sprint("/reservations/", first["reservationId"]), nil, 200), "reason")["status"], "expired")
	second, _ := members[1].(map[string]any)
	w.ask(w.h.steward, "PUT", fmt.Sprint("/v1/seats/", second["seatId"], "/release"), nil, 200)
	return hold
}

func (w wire) orderOnWire(ana *client.Client, hold map[string]any) map[string]any {
	empty := w.fields(w.ask(ana, "GET", "/cart", nil, 200), "id items totalAmount")
	w.equal("a cart that was not begun", fmt.Sprint(empty["id"], empty["items"]), "<nil> []")
	cart := w.fields(w.ask(ana, "POST", "/cart/add", map[string]any{"reservationId": hold["reservationId"], "seatId": hold["seatId"], "price": json.Number("30")}, 200),
		"id userId guestToken totalAmount state createdAt paidAt items eventName seatNumber eventId")
	w.equal("state", cart["state"], "draft")

	order := w.fields(w.ask(ana, "POST", "/orders/checkout", map[string]any{"orderId": cart["id"], "email": "wire@example.com", "name": "Ana Sol"}, 200),
		"id state secret statusUrl expiresAt")
	number := w.fields(w.ask(ana, "GET", fmt.Sprint("/orders/", order["id"]), nil, 200),
		"orderId customerEmail eventId eventName seatNumber price currency id number state totalAmount createdAt paidAt expiresAt items paymentId mails")["number"]
	w.equal("the order's number has eight characters without look-alikes", regexp.MustCompile(`^[2-9A-HJ-NP-Z]{8}$`).MatchString(fmt.Sprint(number)), true)
	w.equal("the secret has 128 bits", len(fmt.Sprint(order["secret"])) >= 22, true)

	w.fields(w.ask(ana, "POST", "/payments", map[string]any{"orderId": order["id"], "paymentMethod": "card_declined"}, 422), "success errorMessage payment code detail")
	paid := w.fields(w.ask(ana, "POST", "/payments", map[string]any{"orderId": order["id"]}, 200), "success errorMessage payment")
	w.equal("success", paid["success"], true)
	payment, _ := paid["payment"].(map[string]any)
	w.equal("the method when none was said", payment["paymentMethod"], "credit_card")
	w.fields(w.ask(ana, "GET", fmt.Sprint("/payments/", payment["id"]), nil, 200),
		"id orderId customerId reservationId amount currency paymentMethod status errorCode errorMessage failureReason createdAt processedAt isSimulated simulatedResponse")
	w.ask(w.h.steward, "PUT", fmt.Sprint("/v1/seats/", hold["seatId"], "/release"), nil, 409)
	w.ask(ana, "PATCH", fmt.Sprint("/orders/", order["id"], "/cancel"), nil, 409)
	return order
}

func (w wire) ticketOnWire(ana *client.Client, order map[string]any) {
	of := &purchase{buyer: ana, order: client.Order{ID: fmt.Sprint(order["id"])}}
	if err := of.follow(w.Context()); err != nil {
		w.Fatal(err)
	}
	path := fmt.Sprint("/orders/", order["id"])
	ticket := w.fields(w.ask(ana, "GET", path+"/tickets", nil, 200),
		"id ticketNumber orderId eventId seatId sectionCode row seat holder price currency status qrCode issuedAt")
	w.fields(w.ask(ana, "GET", fmt.Sprint("/tickets/", ticket["id"]), nil, 200), "id ticketNumber qrCode")
	for file, media := range map[string]string{"": "application/pdf", ".pdf": "application/pdf", ".ics": "text/calendar"} {
		answer, err := ana.Download(w.Context(), fmt.Sprint(ticket["id"], file), "")
		if err != nil || !strings.HasPrefix(answer.Header.Get("Content-Type"), media) {
			w.Errorf("the ticket's file %q: %v", file, err)
		}
	}
	w.ask(ana, "POST", path+"/resend", nil, 202)
	if again := w.ask(ana, "POST", path+"/resend", nil, 429); again.Header.Get("Retry-After") == "" {
		w.Error("a refusal for a while does not say for how long")
	}

	scan := map[string]any{"code": ticket["qrCode"], "eventId": ticket["eventId"], "gate": "North"}
	w.fields(w.ask(w.h.steward, "POST", "/check-ins", scan, 201), "ticketId ticketNumber eventId sectionCode row seat holder admittedAt gate")
	w.fields(w.ask(w.h.steward, "POST", "/check-ins", scan, 409), "admittedAt gate code detail")
	known := w.fields(w.ask(w.h.steward, "GET", fmt.Sprint("/check-ins?eventId=", ticket["eventId"]), nil, 200), "ticketId status")
	w.equal("status at the door", known["status"], "used")
	w.ask(ana, "POST", fmt.Sprint("/tickets/", ticket["id"], "/reissue"), nil, 409)
	w.ask(w.h.steward, "DELETE", fmt.Sprint("/check-ins/", ticket["id"]), nil, 204)

	found := w.fields(w.ask(w.h.steward, "GET", "/admin/orders?q=wire@example.com", nil, 200), "id number state totalAmount")
	w.equal("the order that the house finds", found["id"], order["id"])
	states := []any{"paid", "fulfilled"}
	w.equal("its state is one of the paid", slices.Contains(states, found["state"]), true)
}

// line is a place in line and its offer, from joining to passing it on.
func (w wire) line() {
	s := &world{house: w.h, people: map[string]*person{}}
	if err := errors.Join(s.seatedEvent(w.Context(), 1, 2, "30.00", "BOX"), s.arrive(w.Context(), "Ana"), s.holdSeats(w.Context(), "Ana", "BOX 1-1, BOX 1-2")); err != nil {
		w.Fatal(err)
	}
	none := w.ask(w.h.stranger, "GET", "/v1/waitlist/has-pending?eventId="+s.event.ID, nil, 200)
	w.equal("what is pending", strings.TrimSpace(string(none.Body)), `{"hasPending":false,"pendingCount":0}`)
	w.fields(w.ask(w.h.stranger, "POST", "/v1/waitlist/join", map[string]any{"email": "wire"}, 400), "message errors code detail")
	wish := map[string]any{"email": s.inLine("Cleo").email, "eventId": s.event.ID}
	made := w.ask(w.h.stranger, "POST", "/v1/waitlist/join", wish, 201)
	joined := w.fields(made, "entryId position")
	w.equal("position", joined["position"], 1)
	path := fmt.Sprint("/v1/waitlist/", joined["entryId"])
	w.equal("Location", strings.HasSuffix(made.Header.Get("Location"), path), true)
	w.fields(w.ask(w.h.stranger, "POST", "/v1/waitlist/join", wish, 409), "message code detail")
	w.ask(w.h.stranger, "GET", path, nil, 404)
	w.placeOnWire(s, fmt.Sprint(joined["entryId"]), path)
	w.officeOnWire(s.event.ID)
}

func (w wire) placeOnWire(s *world, entry, path string) {
	cleo := s.people["Cleo"]
	if err := client.Await(w.Context(), soon, func(ctx context.Context) (err error) {
		cleo.place, err = s.placeLink(ctx, cleo, entry)
		return err
	}); err != nil {
		w.Fatal(err)
	}
	secret := "?secret=" + cleo.place.Secret
	w.equal("the secret has 128 bits", len(cleo.place.Secret) >= 22, true)
	shown := w.ask(w.h.stranger, "GET", path+secret, nil, 200)
	place := w.fields(shown, "entryId eventId status reason position moved quantity maxPrice sections accessible joinedAt confirmBy event")
	w.equal("status", fmt.Sprint(place["status"], place["position"]), "unconfirmed1")
	w.equal("caching of a place", shown.Header.Get("Cache-Control")+" "+shown.Header.Get("Referrer-Policy"), "no-store no-referrer")
	for range 2 {
		w.ask(w.h.stranger, "POST", path+"/confirm"+secret, nil, 204)
	}
	w.ask(w.h.stranger, "POST", path+"/decline"+secret, nil, 409)
	if err := errors.Join(s.letSeatGo(w.Context(), "Ana", "BOX 1-1"), s.isOffered(w.Context(), soon, "Cleo", "BOX 1-1", "30.00")); err != nil {
		w.Fatal(err)
	}
	place = w.fields(w.ask(w.h.stranger, "GET", path+secret, nil, 200), "status position offer")
	w.equal("status and position of who has an offer", fmt.Sprint(place["status"], place["position"]), "assigned<nil>")
	offer, _ := place["offer"].(map[string]any)
	for name := range strings.FieldsSeq("orderId orderSecret reservationIds seats totalAmount currency expiresAt") {
		if _, has := offer[name]; !has {
			w.Errorf("the offer has no %s: %v", name, offer)
		}
	}
	w.equal("total as it is written", offer["totalAmount"], "30.00")
	for range 2 {
		w.ask(w.h.stranger, "POST", path+"/decline"+secret, nil, 204)
	}
	for range 2 {
		w.ask(w.h.stranger, "DELETE", path+secret, nil, 204)
	}
}

func (w wire) officeOnWire(event string) {
	path := "/v1/waitlist/lines"
	w.fields(w.ask(w.h.steward, "GET", path, nil, 200), "eventId eventName paused waiting confirmed assigned joined offers")
	w.fields(w.ask(w.h.steward, "GET", path+"/"+event, nil, 200), "eventId waiting offers")
	w.fields(w.ask(w.h.steward, "GET", path+"/"+event+"/entries?status=expired", nil, 200), "entryId place position email name quantity status reason joinedAt passes")
	w.fields(w.ask(w.h.steward, "GET", path+"/"+event+"/history", nil, 200), "at waiting confirmed gone offered taken passed")
	w.ask(w.h.steward, "POST", path+"/"+event+"/pause", nil, 403)
	for _, verb := range []string{"/pause", "/resume"} {
		w.ask(w.h.organiser, "POST", path+"/"+event+verb, nil, 204)
	}
}
