package fulfillmenthttp_test

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmenttest"
)

func TestAttendeesOverTheWire(t *testing.T) {
	t.Parallel()
	h := open(t)
	tickets := h.issued("A", 2)
	h.do(checkIn("sam", fmt.Sprintf(`{"code":%q,"gate":"North"}`, tickets[1].Code)))
	list := "/tickets?eventId=" + tickets[0].Event.String()
	entry := func(i int, seat, rest string) string {
		return fmt.Sprintf(`{"id":%q,"ticketNumber":"NRA-%d","orderId":%q,"orderNumber":"NRA","holder":"Ana Muñoz","email":"a@example.com",
			"sectionCode":"Platea","row":"C","seat":%q,"price":45.50,"currency":"USD","issuedAt":"2026-11-24T12:00:00Z",%s}`,
			tickets[i].ID, i+1, tickets[i].Order, seat, rest)
	}
	first := entry(0, "14", `"status":"valid"`)
	second := entry(1, "15", `"status":"used","admittedAt":"2026-11-24T12:00:00Z","gate":"North"`)
	h.answers(ask{who: "sam", method: "GET", path: list}, 200, "["+first+","+second+"]")
	h.answers(ask{who: "sam", method: "GET", path: list + "&q=A@&status=used"}, 200, "["+second+"]")
	h.answers(ask{who: "sam", method: "GET", path: list + "&q=nobody"}, 200, "[]")
	page := ask{who: "sam", method: "GET", path: list + "&limit=1"}
	h.answers(page, 200, "["+first+"]")
	page.path, _, _ = strings.Cut(strings.TrimPrefix(h.do(page).Header().Get("Link"), "</api"), ">")
	h.answers(page, 200, "["+second+"]")
	if link := h.do(page).Header().Get("Link"); link != "" {
		t.Errorf("the last page goes on at %s", link)
	}
	for _, path := range []string{"/tickets", "/tickets/attendees.csv", list + "&status=lost", list + "&cursor=x"} {
		if w := h.do(ask{who: "sam", method: "GET", path: path}); w.Code != 400 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	for _, path := range []string{list, "/tickets/attendees.csv?eventId=" + tickets[0].Event.String()} {
		h.refuses(ask{who: "ana", method: "GET", path: path}, 403, "forbidden")
		h.refuses(ask{method: "GET", path: path}, 401, "unauthenticated")
	}
}

func TestTheTableOfAttendeesHasEveryTicketAndNoFormula(t *testing.T) {
	t.Parallel()
	h := open(t)
	tickets := h.issued("A", 2)
	sly := tickets[1].Ticket
	sly.Holder = `=HYPERLINK("https://example.com","Ana")`
	err := h.Store.Update(t.Context(), func(tx fulfillment.Tx) error {
		twin := sly
		twin.ID, twin.Number, twin.Position, twin.Seat = fulfillment.TicketID(h.IDs.New()), "NRA-3", 3, h.IDs.New()
		return tx.AddTickets(t.Context(), []fulfillment.Ticket{twin})
	})
	if err != nil {
		t.Fatal(err)
	}
	w := h.do(ask{who: "sam", method: "GET", path: "/tickets/attendees.csv?eventId=" + sly.Event.String()})
	lines, err := csv.NewReader(w.Body).ReadAll()
	if err != nil || w.Code != 200 || len(lines) != 4 {
		t.Fatalf("%d, %v: %v", w.Code, err, lines)
	}
	if kind, name := w.Header().Get("Content-Type"), w.Header().Get("Content-Disposition"); kind != "text/csv; charset=utf-8" || name != "attachment; filename=attendees-"+sly.Event.String()+".csv" {
		t.Errorf("%s, %s", kind, name)
	}
	want := "id ticketNumber orderId orderNumber holder email sectionCode row seat price currency status issuedAt admittedAt gate"
	if got := strings.Join(lines[0], " "); got != want {
		t.Errorf("columns %s", got)
	}
	want = strings.Join([]string{
		tickets[0].ID.String(), "NRA-1", tickets[0].Order.String(), "NRA", "Ana Muñoz", "a@example.com", "Platea", "C", "14", "45.50", "USD", "valid",
		fulfillmenttest.Start.Format("2006-01-02T15:04:05Z07:00"), "", "",
	}, "|")
	if got := strings.Join(lines[1], "|"); got != want {
		t.Errorf("line %s, want %s", got, want)
	}
	if got := lines[3][4]; got != "'"+sly.Holder {
		t.Errorf("a formula reaches the spreadsheet: %s", got)
	}
	empty := h.do(ask{who: "sam", method: "GET", path: "/tickets/attendees.csv?eventId=" + h.IDs.New().String()})
	if empty.Code != 200 || strings.Count(empty.Body.String(), "\n") != 1 {
		t.Errorf("of an event without tickets: %d %q", empty.Code, empty.Body)
	}
}
