package inventoryhttp_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
)

func TestOneSeatIsAnsweredInTheOriginalsShape(t *testing.T) {
	t.Parallel()
	h := open(t)
	a := h.makes("ana", "POST", "/reservations", h.seat("A", 7), 201)
	same(t, a.location, "/api/reservations/"+a.json["reservationId"].(string))
	delete(a.json, "reservationId")
	delete(a.json, "groupId")
	same(t, a.json, map[string]any{
		"seatId": h.Seat("A", 7).String(), "customerId": people["ana"].Customer.String(), "status": "active", "reason": nil,
		"createdAt": "2030-03-01T12:00:00Z", "expiresAt": "2030-03-01T12:15:00Z", "eventId": h.Event.String(),
		"sectionCode": "Stalls", "row": "A", "seat": "7", "price": 50.0, "currency": "EUR",
	})
	if !strings.Contains(a.raw, `"price":50.00`) || len(a.raw) > 600 {
		t.Errorf("answer: %s", a.raw)
	}
}

func TestSeveralSeatsAndBestAvailableAreAnsweredAsAGroup(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, body := range []string{
		fmt.Sprintf(`{"seatIds":[%q,%q]}`, h.Seat("C", 1), h.Seat("C", 2)),
		fmt.Sprintf(`{"seatIds":[%q],"eventId":%q}`, h.Seat("D", 1), h.Event),
		fmt.Sprintf(`{"eventId":%q,"quantity":2,"section":"Floor","maxPrice":20,"anything":"else"}`, h.Event),
	} {
		a := h.makes("ana", "POST", "/reservations", body, 201)
		list := a.json["reservations"].([]any)
		for _, one := range list {
			if one.(map[string]any)["groupId"] != a.json["groupId"] || one.(map[string]any)["expiresAt"] != a.json["expiresAt"] {
				t.Errorf("%s: %v", body, a.json)
			}
		}
		if _, single := a.json["seatId"]; single || len(a.json) != 3 {
			t.Errorf("%s: %v", body, a.json)
		}
	}
}

func TestARefusedHoldSaysWhichSeatsWentAndOffersOthers(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.makes("eve", "POST", "/reservations", h.seat("A", 5), 201)
	a := h.refuses("ana", "POST", "/reservations", h.seat("A", 5), 409, "seat_taken")
	same(t, a.json["taken"], []any{h.Seat("A", 5).String()})
	if !strings.Contains(a.json["detail"].(string), "Row A, seat 5 in Stalls") || a.json["error"] == nil {
		t.Errorf("%s", a.raw)
	}
	offer := a.json["offer"].(map[string]any)
	same(t, offer["totalAmount"], 50.0)
	ids, err := json.Marshal(offer["seatIds"])
	if err != nil {
		t.Fatal(err)
	}
	h.makes("ana", "POST", "/reservations", fmt.Sprintf(`{"seatIds":%s}`, ids), 201)
}

func TestAHoldBelongsToTheTokenNotToTheBody(t *testing.T) {
	t.Parallel()
	h := open(t)
	body := func(customer string) string {
		return fmt.Sprintf(`{"seatId":%q,"customerId":%q}`, h.Seat("A", 1), customer)
	}
	h.refuses("", "POST", "/reservations", h.seat("A", 1), 401, "unauthenticated")
	h.refuses("link", "POST", "/reservations", h.seat("A", 1), 403, "one_order_only")
	h.refuses("ana", "POST", "/reservations", body(people["eve"].Customer.String()), 403, "customer_mismatch")
	h.refuses("ana", "POST", "/reservations", body("guest-42"), 403, "customer_mismatch")
	h.makes("ana", "POST", "/reservations", body(people["ana"].Customer.String()), 201)
}

func TestAReservationIsShownToItsOwnerAndTheHouseOnly(t *testing.T) {
	t.Parallel()
	h := open(t)
	path := "/reservations/" + h.makes("ana", "POST", "/reservations", h.seat("A", 1), 201).json["reservationId"].(string)
	h.makes("ana", "GET", path, "", 200)
	h.makes("sam", "GET", path, "", 200)
	for _, stranger := range []string{"eve", "link"} {
		h.refuses(stranger, "GET", path, "", 404, "reservation_not_found")
		h.refuses(stranger, "DELETE", path, "", 404, "reservation_not_found")
		h.refuses(stranger, "POST", path+"/extend", "", 404, "reservation_not_found")
		same(t, h.makes(stranger, "GET", "/reservations", "", 200).raw, "[]")
	}
	if list := h.makes("ana", "GET", "/reservations", "", 200).raw; !strings.Contains(list, h.Seat("A", 1).String()) {
		t.Errorf("my holds: %s", list)
	}
	same(t, h.makes("ana", "DELETE", path, "", 204).raw, "")
	a := h.makes("ana", "GET", path, "", 200)
	same(t, []any{a.json["status"], a.json["reason"]}, []any{"expired", "manual_cancellation"})
	same(t, h.makes("ana", "GET", "/reservations", "", 200).raw, "[]")
}

func TestAHoldIsExtendedOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	path := "/reservations/" + h.makes("ana", "POST", "/reservations", h.seat("A", 1), 201).json["reservationId"].(string) + "/extend"
	same(t, h.makes("ana", "POST", path, "", 200).json["expiresAt"], any("2030-03-01T12:20:00Z"))
	h.refuses("ana", "POST", path, "", 409, "already_extended")
	h.Clock.Advance(20 * time.Minute)
	h.refuses("ana", "POST", path, "", 410, "hold_expired")
}

func TestOnlyTheHouseReleasesASeat(t *testing.T) {
	t.Parallel()
	h := open(t)
	held := h.Hold(t, people["ana"], h.Seat("A", 1))
	h.Sell(t, h.Hold(t, people["ana"], h.Seat("A", 2)))
	path := func(n int) string { return "/v1/seats/" + h.Seat("A", n).String() + "/release" }
	h.refuses("", "PUT", path(1), "", 401, "unauthenticated")
	h.refuses("ana", "PUT", path(1), "", 403, "forbidden")
	payment := inventory.PaymentID(h.IDs.New())
	if err := h.Protect(t.Context(), payment, inventorytest.IDs(held)); err != nil {
		t.Fatal(err)
	}
	h.refuses("sam", "PUT", path(1), "", 409, "payment_in_progress")
	if err := h.Unprotect(t.Context(), payment, inventorytest.IDs(held)); err != nil {
		t.Fatal(err)
	}
	same(t, h.makes("sam", "PUT", path(1), "", 200).json, map[string]any{"seatId": h.Seat("A", 1).String(), "status": "available"})
	h.refuses("sam", "PUT", path(2), "", 409, "seat_sold")
	h.refuses("sam", "PUT", "/v1/seats/"+h.Event.String()+"/release", "", 404, "seat_not_found")
}

func TestBadInputIsRefusedAndNothingIsHeld(t *testing.T) {
	t.Parallel()
	h := open(t)
	many := make([]string, 10_000)
	for i := range many {
		many[i] = fmt.Sprintf("%q", h.IDs.New())
	}
	seat, event := h.Seat("A", 1).String(), h.Event.String()
	for body, want := range map[string]int{
		``: 400, `{`: 400, `[]`: 400, `null`: 400, `{}`: 400, `"x"`: 400,
		`{"seatId":"seven"}`: 400, `{"seatId":7}`: 400, `{"seatId":""}`: 400, `{"seatId":"` + strings.Repeat("0", 70_000) + `"}`: 400,
		`{"seatId":"00000000-0000-0000-0000-000000000000"}`:                                          400,
		`{"seatId":"` + event + `"}`:                                                                 404,
		`{"seatIds":[]}`:                                                                             400,
		`{"seatIds":["` + seat + `","` + seat + `"]}`:                                                400,
		`{"seatIds":[` + strings.Join(many, ",") + `]}`:                                              400,
		`{"seatId":"` + seat + `","seatIds":["` + seat + `"]}`:                                       400,
		`{"seatId":"` + seat + `","eventId":"` + seat + `"}`:                                         400,
		`{"seatId":"` + seat + `","quantity":1}`:                                                     400,
		`{"quantity":1}`:                                                                             400,
		`{"eventId":"` + event + `"}`:                                                                400,
		`{"eventId":"` + seat + `","quantity":1}`:                                                    404,
		`{"eventId":"` + event + `","quantity":0}`:                                                   400,
		`{"eventId":"` + event + `","quantity":-1}`:                                                  400,
		`{"eventId":"` + event + `","quantity":1e99}`:                                                400,
		`{"eventId":"` + event + `","quantity":99999999999999}`:                                      400,
		`{"eventId":"` + event + `","quantity":1.5}`:                                                 400,
		`{"eventId":"` + event + `","quantity":7}`:                                                   409,
		`{"eventId":"` + event + `","quantity":1,"maxPrice":-1}`:                                     400,
		`{"eventId":"` + event + `","quantity":1,"maxPrice":1e9999999}`:                              400,
		`{"eventId":"` + event + `","quantity":1,"maxPrice":"1"}`:                                    400,
		`{"eventId":"` + event + `","quantity":1,"section":"Roof"}`:                                  404,
		`{"eventId":"` + event + `","quantity":1,"section":"\u0000"}`:                                400,
		"{\"eventId\":\"" + event + "\",\"quantity\":1,\"section\":\"\xff\"}":                        400,
		`{"eventId":"` + event + `","quantity":1,"section":"` + strings.Repeat("x", 300) + `"}`:      400,
		`{"seatId":"` + seat + `","customerId":"` + strings.Repeat("x", 300) + `"}`:                  400,
		`{"seatId":"` + seat + `","customerId":null,"padding":"` + strings.Repeat("x", 2<<20) + `"}`: 413,
	} {
		a := h.do("ana", "POST", "/reservations", body)
		if a.status != want || a.json["code"] == nil || a.json["detail"] == nil || strings.Contains(a.raw, "goroutine") {
			t.Errorf("%.120s: %d %.200s, want %d", body, a.status, a.raw, want)
		}
	}
	for _, id := range []string{"seven", "%00", strings.Repeat("9", 500), "00000000-0000-0000-0000-00000000000g"} {
		if a := h.do("ana", "GET", "/reservations/"+id, ""); a.status != 400 && a.status != 404 {
			t.Errorf("id %.40q: %d %.200s", id, a.status, a.raw)
		}
	}
	claims, err := h.Store.ClaimPage(t.Context(), inventory.ReservationID{}, 10)
	if err != nil || len(claims) > 0 {
		t.Errorf("held: %v %v", claims, err)
	}
}
