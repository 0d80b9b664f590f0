package inventoryhttp_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// forHouse is a body that names seats of the event, with further fields.
func (h *house) forHouse(more string, seats ...inventory.SeatID) string {
	ids, err := json.Marshal(id.UUIDs(seats))
	if err != nil {
		h.t.Fatal(err)
	}
	return fmt.Sprintf(`{"eventId":%q,"seatIds":%s%s}`, h.Event, ids, more)
}

func TestTheHouseKeepsSeatsListsThemAndLetsThemGo(t *testing.T) {
	t.Parallel()
	h := open(t)
	path := "/v1/seats/house?eventId=" + h.Event.String()
	same(t, h.makes("sam", "GET", path, "", 200).raw, "[]")
	until := `,"note":"Press","until":"2030-03-01T13:00:00+01:00"`
	h.refuses("olga", "POST", "/v1/seats/house", h.forHouse(until, h.Seat("A", 1)), 400, "invalid_house_hold") // noon
	until = strings.Replace(until, "T13:00:00", "T14:00:00.1234567", 1)
	same(t, h.makes("olga", "POST", "/v1/seats/house", h.forHouse(until, h.Seat("A", 1)), 200).raw, `{"held":1}`)
	same(t, h.makes("olga", "POST", "/v1/seats/house", h.forHouse("", h.Row("B", 2)...), 200).raw, `{"held":2}`)
	var all []map[string]any
	for next := path + "&limit=2"; next != ""; {
		a := h.do("sam", "GET", next, "")
		var page []map[string]any
		if err := json.Unmarshal([]byte(a.raw), &page); err != nil || a.status != 200 || len(page) > 2 {
			t.Fatal(a.raw, err)
		}
		all = append(all, page...)
		next, _, _ = strings.Cut(strings.TrimPrefix(a.link, "</api"), ">")
	}
	if len(all) != 3 {
		t.Fatalf("listed %v", all)
	}
	same(t, all[0], map[string]any{
		"seatId": h.Seat("A", 1).String(), "sectionCode": "Stalls", "row": "A", "seat": "1", "price": 50.0, "currency": "EUR", "note": "Press",
		"until": "2030-03-01T13:00:00.123456Z",
	})
	same(t, []any{all[1]["seat"], all[2]["seat"], all[1]["until"], all[1]["note"]}, []any{"1", "2", nil, ""})
	same(t, h.makes("olga", "POST", "/v1/seats/house/release", h.forHouse("", h.Row("B", 3)...), 200).raw, `{"released":2}`)
	h.makes("ana", "POST", "/reservations", h.seat("B", 1), 201)
}

func TestOnlyManagersKeepSeatsForTheHouse(t *testing.T) {
	t.Parallel()
	h := open(t)
	body := h.forHouse("", h.Seat("A", 1))
	for who, status := range map[string]int{"": 401, "ana": 403, "sam": 403} {
		h.refuses(who, "POST", "/v1/seats/house", body, status, map[int]string{401: "unauthenticated", 403: "forbidden"}[status])
		h.refuses(who, "POST", "/v1/seats/house/release", body, status, map[int]string{401: "unauthenticated", 403: "forbidden"}[status])
	}
	h.refuses("ana", "GET", "/v1/seats/house?eventId="+h.Event.String(), "", 403, "forbidden")
	h.makes("ana", "POST", "/reservations", h.seat("A", 1), 201)
}

func TestARefusedHouseHoldNamesWhatIsTakenAndKeepsNothing(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.makes("ana", "POST", "/reservations", h.seat("A", 2), 201)
	a := h.refuses("olga", "POST", "/v1/seats/house", h.forHouse("", h.Row("A", 3)...), 409, "seat_taken")
	same(t, a.json["taken"], []any{h.Seat("A", 2).String()})
	many := make([]inventory.SeatID, 501)
	for i := range many {
		many[i] = inventory.SeatID(h.IDs.New())
	}
	for body, code := range map[string]string{
		h.forHouse(""):          "invalid_request",
		h.forHouse("", many...): "invalid_request",
		h.forHouse(`,"until":"soon"`, h.Seat("A", 1)):                                                 "invalid_request",
		h.forHouse(`,"note":"a\u0007b"`, h.Seat("A", 1)):                                              "invalid_house_hold",
		h.forHouse("", h.Seat("A", 1), h.Seat("A", 1)):                                                "duplicate_seat",
		`{"seatIds":["` + h.Seat("A", 1).String() + `"]}`:                                             "invalid_request",
		`{"eventId":"` + h.Event.String() + `"}`:                                                      "invalid_request",
		strings.Replace(h.forHouse("", h.Seat("A", 1)), h.Event.String(), h.Seat("A", 1).String(), 1): "several_events",
	} {
		h.refuses("olga", "POST", "/v1/seats/house", body, 400, code)
	}
	h.refuses("olga", "POST", "/v1/seats/house", h.forHouse("", many[0]), 404, "seat_not_found")
	h.refuses("sam", "GET", "/v1/seats/house", "", 400, "invalid_request")
	h.refuses("sam", "GET", "/v1/seats/house?eventId="+h.Event.String()+"&cursor=x", "", 400, "invalid_cursor")
	same(t, h.makes("sam", "GET", "/v1/seats/house?eventId="+h.Event.String(), "", 200).raw, "[]")
}
