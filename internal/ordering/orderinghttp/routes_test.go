package orderinghttp_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/ordering/orderingtest"
)

// succeed brings the news that the order's money was taken.
func (h *house) succeed(t *testing.T, o ordering.Order) {
	t.Helper()
	h.bring(t, events.PaymentSucceeded{
		Meta: events.Stamp(h.IDs.New(), h.Clock.Now()), Charge: events.Charge{Payment: h.IDs.New(), Order: o.ID.UUID()},
	})
}

func (h *house) bring(t *testing.T, fact work.Fact) {
	t.Helper()
	envelope, err := work.Seal(fact)
	if err != nil {
		t.Fatal(err)
	}
	for _, sub := range h.Subscriptions() {
		if sub.Topic == fact.Topic() {
			if err := sub.Handle(t.Context(), []work.Envelope{envelope})[0]; err != nil {
				t.Fatal(err)
			}
		}
	}
}

func addBody(hold ordering.Hold) string {
	return fmt.Sprintf(`{"seatId":"%s","reservationId":"%s","price":%s}`, hold.Seat, hold.Reservation, hold.Price.Decimal())
}

func TestAPurchaseOverTheWire(t *testing.T) {
	t.Parallel()
	h := newHouse()
	ann := h.as("ann", h.Guest())
	h.as("clerk", h.Clerk())
	event := h.Event()
	one, two := h.Hold(ann, event, 2000), h.Hold(ann, event, 2550)
	h.Mails.Known = []ordering.Mail{{Kind: "tickets", Status: "failed", At: h.Clock.Now(), Reason: "mailbox full"}}
	h.want(t, 200, "", "ann", "GET", "/cart", "")
	h.want(t, 200, "", "ann", "POST", "/cart/add", addBody(one))
	h.want(t, 200, "", "ann", "POST", "/cart/add", addBody(two))
	cart := h.want(t, 200, "", "ann", "GET", "/cart", "")
	checkout := h.want(t, 200, "", "ann", "POST", "/orders/checkout",
		fmt.Sprintf(`{"orderId":"%s","guestToken":"%s","email":"ann@example.com","name":"Ann Buyer","amount":45.5}`, cart["id"], ann.Customer))
	order := "/orders/" + cart["id"].(string)
	h.want(t, 200, "", "ann", "GET", order, "")
	h.succeed(t, h.Order(t, must(ordering.OrderID{}, cart["id"])))
	h.want(t, 200, "", "", "GET", order+"?secret="+checkout["secret"].(string), "")
	h.want(t, 200, "", "ann", "GET", "/orders", "")
	h.want(t, 200, "", "clerk", "GET", "/admin/orders?q=buyer", "")
	h.want(t, 200, "", "", "POST", order+"/access", fmt.Sprintf(`{"secret":"%s"}`, checkout["secret"]))
	h.golden(t, "purchase")
}

// must reads an order's id from an answer.
func must(order ordering.OrderID, text any) ordering.OrderID {
	if err := order.UnmarshalText([]byte(text.(string))); err != nil {
		panic(err)
	}
	return order
}

func TestRefusalsOverTheWire(t *testing.T) {
	t.Parallel()
	h := newHouse()
	ann := h.as("ann", h.Guest())
	h.as("eve", h.Guest())
	hold := h.Hold(ann, h.Event(), 2000)
	ended := h.Hold(ann, h.Event(), 2000)
	h.Seats.End(ended)
	h.want(t, 401, "unauthenticated", "", "POST", "/cart/add", addBody(hold))
	h.want(t, 404, "reservation_not_found", "eve", "POST", "/cart/add", addBody(hold))
	h.want(t, 400, "reservation_required", "ann", "POST", "/cart/add", fmt.Sprintf(`{"seatId":"%s","price":20}`, hold.Seat))
	h.want(t, 410, "hold_expired", "ann", "POST", "/cart/add", addBody(ended))
	h.want(t, 409, "price_changed", "ann", "POST", "/cart/add", strings.Replace(addBody(hold), "20.00", "0.01", 1))
	h.want(t, 200, "", "ann", "POST", "/cart/add", addBody(hold))
	h.want(t, 409, "seat_in_cart", "ann", "POST", "/cart/add", addBody(hold))
	h.want(t, 404, "seat_not_in_cart", "eve", "DELETE", "/cart/items/"+hold.Seat.String(), "")
	h.want(t, 200, "", "ann", "DELETE", "/cart/items/"+hold.Seat.String(), "")
	h.golden(t, "refusals")
}

func TestMisshapenBodiesChangeNothing(t *testing.T) {
	t.Parallel()
	h := newHouse()
	ann := h.as("ann", h.Guest())
	hold := h.Hold(ann, h.Event(), 2000)
	cart := h.Add(t, ann, hold)
	for body, code := range map[string]string{
		`{`:                                   "invalid_json",
		`[]`:                                  "invalid_request",
		`{"orderId":17}`:                      "invalid_request",
		`{"orderId":"seventeen"}`:             "invalid_request",
		`{"email":"a@example.com"}`:           "invalid_request",
		`{"orderId":"%s","amount":"20.00"}`:   "invalid_request",
		`{"orderId":"%s","amount":1e999999}`:  "invalid_request",
		`{"orderId":"%s","amount":-20}`:       "price_changed",
		`{"orderId":"%s","amount":20.001}`:    "price_changed",
		`{"orderId":"%s","email":"a\u0000b"}`: "invalid_json",
		`{"orderId":"%s","email":"a b@c.de"}`: "invalid_email",
		`{"orderId":"%s","email":"a@c.de","name":"` + strings.Repeat("x", 5000) + `"}`:             "invalid_request",
		`{"orderId":"%s","email":"a@c.de\r\nBcc: e@v.il","name":"A"}`:                              "invalid_email",
		`{"orderId":"00000000-0000-0000-0000-000000000000","email":"a@c.de","name":"Ann","x":"y"}`: "order_not_found",
	} {
		if strings.Contains(body, "amount") {
			body = strings.Replace(body, `"amount"`, `"email":"a@c.de","name":"A","amount"`, 1)
		}
		body = strings.Replace(body, "%s", cart.ID.String(), 1)
		answer := h.ask(t, "ann", "POST", "/orders/checkout", body)
		if answer.Code >= 500 || !strings.Contains(answer.Body.String(), `"code":"`+code+`"`) {
			t.Errorf("%.120s: %d %s, want code %s", body, answer.Code, answer.Body, code)
		}
	}
	if kept := h.Order(t, cart.ID); kept.Version != cart.Version {
		t.Errorf("the cart was changed: %+v", kept)
	}
}

func TestABodyThatSpeaksOfSomebodyElseIsRefused(t *testing.T) {
	t.Parallel()
	h := newHouse()
	ann, eve := h.as("ann", h.Guest()), h.Guest()
	for field, ok := range map[string]bool{
		`"userId":"` + ann.Customer.String() + `"`:     true,
		`"guestToken":"` + ann.Customer.String() + `"`: true,
		`"guestToken":"ann"`:                           true, // the token itself
		`"userId":null,"guestToken":null`:              true, // as the original's clients send them
		`"customerId":"` + eve.Customer.String() + `"`: false,
		`"userId":"somebody"`:                          false,
		`"guestToken":"eve"`:                           false,
	} {
		body := strings.Replace(addBody(h.Hold(ann, h.Event(), 2000)), "{", "{"+field+",", 1)
		if ok {
			h.want(t, 200, "", "ann", "POST", "/cart/add", body)
		} else {
			h.want(t, 403, "customer_mismatch", "ann", "POST", "/cart/add", body)
		}
	}
}

func TestEveryRouteRefusesStrangers(t *testing.T) {
	t.Parallel()
	h := newHouse()
	ann := h.as("ann", h.Guest())
	h.as("eve", h.Guest())
	h.as("one-order", actor.Actor{Customer: ann.Customer, Role: actor.Guest, Order: h.IDs.New()})
	placed := h.Place(t, ann, h.Hold(ann, h.Event(), 2000))
	order := "/orders/" + placed.Order.ID.String()
	for _, token := range []string{"eve", "one-order"} {
		h.want(t, 404, "order_not_found", token, "GET", order, "")
		h.want(t, 404, "order_not_found", token, "PATCH", order+"/cancel", "")
		h.want(t, 404, "order_not_found", token, "POST", order+"/resend", "")
		h.want(t, 403, "forbidden", token, "GET", "/admin/orders", "")
		h.want(t, 403, "forbidden", token, "POST", "/orders/waitlist", `{}`)
	}
	h.want(t, 404, "order_not_found", "", "GET", order+"?secret=guessed", "")
	h.want(t, 404, "order_not_found", "eve", "POST", order+"/access", `{"secret":"guessed"}`)
	for _, route := range []string{
		"GET " + order, "PATCH " + order + "/cancel", "POST " + order + "/resend", "GET /orders", "GET /cart", "POST /cart/add",
		"POST /orders/checkout", "DELETE /cart/items/" + placed.Order.Items[0].Seat.String(), "GET /admin/orders", "POST /orders/waitlist",
	} {
		method, path, _ := strings.Cut(route, " ")
		h.want(t, 401, "unauthenticated", "", method, path, "")
	}
}

func TestCancelResendAndLookupOverTheWire(t *testing.T) {
	t.Parallel()
	h := newHouse()
	ann := h.as("ann", h.Guest())
	cancelled := h.Place(t, ann, h.Hold(ann, h.Event(), 2000))
	paid := h.Place(t, ann, h.Hold(ann, h.Event(), 2000))
	order := "/orders/" + paid.Order.ID.String()
	h.want(t, 204, "", "ann", "PATCH", "/orders/"+cancelled.Order.ID.String()+"/cancel", "")
	h.want(t, 409, "nothing_to_resend", "ann", "POST", order+"/resend", "")
	h.succeed(t, paid.Order)
	h.want(t, 409, "order_paid", "ann", "PATCH", order+"/cancel", "")
	h.want(t, 202, "", "", "POST", order+"/resend?secret="+paid.Secret, "")
	h.want(t, 429, "resent_just_now", "ann", "POST", order+"/resend", "")
	h.want(t, 202, "", "", "POST", "/orders/lookup", `{"email":"ann@example.com"}`)
	h.want(t, 202, "", "", "POST", "/orders/lookup", `{"email":"nobody@example.com"}`)
	h.want(t, 400, "invalid_email", "", "POST", "/orders/lookup", `{"email":"nobody"}`)
	if len(h.Mails.Linked) != 1 || len(h.Mails.Resent) != 1 {
		t.Errorf("mails %+v", h.Mails)
	}
}

func TestListsGoOnByTheirLink(t *testing.T) {
	t.Parallel()
	h := newHouse()
	ann := h.as("ann", h.Guest())
	h.as("clerk", h.Clerk())
	for range 3 {
		h.Place(t, ann, h.Hold(ann, h.Event(), 2000))
	}
	for token, path := range map[string]string{"ann": "/orders?limit=2", "clerk": "/admin/orders?limit=2&q=ANN"} {
		var seen []string
		for next := path; next != ""; {
			answer := h.ask(t, token, "GET", next, "")
			seen = append(seen, fmt.Sprint(strings.Count(answer.Body.String(), `"totalAmount"`)))
			if strings.Contains(answer.Body.String(), `"eventName":null`) {
				t.Errorf("%s does not say what the event is called: %s", path, answer.Body)
			}
			link := answer.Header().Get("Link")
			next = strings.TrimSuffix(strings.TrimPrefix(link, "</api"), `>; rel="next"`)
		}
		if got := strings.Join(seen, " "); got != "2 1" {
			t.Errorf("%s: pages of %s, want 2 1", path, got)
		}
		h.want(t, 400, "invalid_cursor", token, "GET", path+"&cursor=x", "")
	}
}

func TestTheHouseFindsOrdersByEventAndState(t *testing.T) {
	t.Parallel()
	h := newHouse()
	ann := h.as("ann", h.Guest())
	h.as("clerk", h.Clerk())
	waiting, free := h.Place(t, ann, h.Hold(ann, h.Event(), 2000)), h.Place(t, ann, h.Hold(ann, h.Event(), 0))
	for query, want := range map[string][]ordering.Placed{
		"": {free, waiting}, "status=pending": {waiting}, "status=paid": {free}, "status=cancelled": nil,
		"eventId=" + free.Order.Items[0].Event.String():                     {free},
		"status=pending&eventId=" + free.Order.Items[0].Event.String():      nil,
		"q=ann&status=paid&eventId=" + free.Order.Items[0].Event.String():   {free},
		"eventId=" + waiting.Order.Items[0].Event.String() + "&status=paid": nil,
	} {
		var found []struct{ Number string }
		answer := h.ask(t, "clerk", "GET", "/admin/orders?"+query, "")
		if err := json.Unmarshal(answer.Body.Bytes(), &found); answer.Code != 200 || err != nil || len(found) != len(want) {
			t.Errorf("%s: %d %s, want %d", query, answer.Code, answer.Body, len(want))
			continue
		}
		for i, o := range want {
			if found[i].Number != o.Order.Number {
				t.Errorf("%s: found %+v", query, found)
			}
		}
	}
	h.want(t, 400, "invalid_request", "clerk", "GET", "/admin/orders?status=draft", "")
	h.want(t, 400, "invalid_request", "clerk", "GET", "/admin/orders?eventId=concert", "")
}

func TestAWaitlistOrderOverTheWire(t *testing.T) {
	t.Parallel()
	h := newHouse()
	h.as("waitlist", actor.Actor{Role: actor.Service})
	h.as("clerk", h.Clerk())
	next := h.Guest()
	hold := h.Hold(next, h.Event(), 2000)
	body := fmt.Sprintf(`{"seatId":"%s","reservationId":"%s","guestToken":"%s","email":"next@example.com","price":20,"concertEventId":"%s"}`,
		hold.Seat, hold.Reservation, next.Customer, hold.Event)
	answer := h.want(t, http.StatusCreated, "", "waitlist", "POST", "/orders/waitlist", body)
	if answer["orderId"] == nil || answer["secret"] == "" || answer["expiresAt"] != orderingtest.Noon.Add(15*time.Minute).Format(time.RFC3339) {
		t.Errorf("answer %v", answer)
	}
	h.want(t, 409, "seat_in_order", "waitlist", "POST", "/orders/waitlist", body)
	other := h.Hold(next, h.Event(), 2000)
	answer = h.want(t, http.StatusCreated, "", "clerk", "POST", "/orders/waitlist",
		fmt.Sprintf(`{"reservationIds":["%s"],"customerId":"%s","guestToken":"next@example.com"}`, other.Reservation, next.Customer))
	if answer["secret"] != nil {
		t.Error("a clerk was told a buyer's secret")
	}
	h.want(t, 400, "customer_required", "clerk", "POST", "/orders/waitlist", `{"guestToken":" ","price":20}`)
	h.want(t, 400, "reservation_required", "clerk", "POST", "/orders/waitlist", fmt.Sprintf(`{"guestToken":"%s"}`, next.Customer))
}

func TestAWaitlistOrderByTheOriginalsThreeFields(t *testing.T) {
	t.Parallel()
	h := newHouse()
	h.as("waitlist", actor.Actor{Role: actor.Service})
	h.as("clerk", h.Clerk())
	body := func(token, price string) string {
		return fmt.Sprintf(`{"seatId":"%s","guestToken":"%s","price":%s,"concertEventId":"%s"}`, h.IDs.New(), token, price, h.IDs.New())
	}
	answer := h.want(t, http.StatusCreated, "", "clerk", "POST", "/orders/waitlist", body("next@example.com", "20"))
	if answer["orderId"] == nil || answer["secret"] != nil || answer["expiresAt"] != orderingtest.Noon.Add(15*time.Minute).Format(time.RFC3339) {
		t.Errorf("answer %v", answer)
	}
	known := h.Guest()
	h.Place(t, known, h.Hold(known, h.Event(), 100))
	answer = h.want(t, http.StatusCreated, "", "waitlist", "POST", "/orders/waitlist", body(known.Customer.String(), "20.00"))
	if answer["secret"] == "" {
		t.Errorf("answer %v", answer)
	}
	h.want(t, 400, "email_required", "clerk", "POST", "/orders/waitlist", body(h.IDs.New().String(), "20"))
	for _, nobody := range []string{"", " ", "nobody", id.Nil.String()} {
		h.want(t, 400, "customer_required", "clerk", "POST", "/orders/waitlist", body(nobody, "20"))
	}
	h.want(t, 400, "invalid_email", "clerk", "POST", "/orders/waitlist", body("a@b", "20"))
	h.want(t, 409, "price_changed", "clerk", "POST", "/orders/waitlist", body("next@example.com", "19.99"))
	if len(h.Seats.Released) != 1 {
		t.Errorf("let go: %v", h.Seats.Released)
	}
	h.Seats.Taken = true
	answer = h.want(t, 409, "seat_taken", "clerk", "POST", "/orders/waitlist", body("next@example.com", "20"))
	if said, _ := answer["error"].(string); said == "" {
		t.Errorf("without the original's member: %v", answer)
	}
}
