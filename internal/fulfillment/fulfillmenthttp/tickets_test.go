package fulfillmenthttp_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmenttest"
)

// ticketJSON is a ticket of a world as the wire has it.
func ticketJSON(t fulfillment.Issued) string {
	return fmt.Sprintf(`{"id":%q,"ticketNumber":%q,"orderId":%q,"eventId":%q,"seatId":%q,"sectionCode":"Platea","row":"C","seat":%q,
		"holder":"Ana Muñoz","price":45.50,"currency":"USD","status":"valid","qrCode":%q,"issuedAt":"2026-11-24T12:00:00Z","revision":%d}`,
		t.ID, t.Number, t.Order, t.Event, t.Seat, t.Label, t.Code, t.Revision)
}

func TestAnOrdersTicketsAreListedForWhoMaySeeThem(t *testing.T) {
	t.Parallel()
	h := open(t)
	tickets := h.issued("A", 2)
	path := "/orders/" + tickets[0].Order.String() + "/tickets"
	want := "[" + ticketJSON(tickets[0]) + "," + ticketJSON(tickets[1]) + "]"
	h.answers(ask{who: "ana", method: "GET", path: path}, 200, want)
	h.answers(ask{who: "sam", method: "GET", path: path}, 200, want)
	h.answers(ask{method: "GET", path: path + "?secret=" + fulfillmenttest.Secret}, 200, want)
	h.refuses(ask{method: "GET", path: path}, 401, "unauthenticated")
	h.refuses(ask{who: "eve", method: "GET", path: path}, 404, "order_not_found")
	h.refuses(ask{method: "GET", path: path + "?secret=guess"}, 404, "order_not_found")
	h.refuses(ask{who: "ana", method: "GET", path: "/orders/" + h.IDs.New().String() + "/tickets"}, 404, "order_not_found")
	h.refuses(ask{who: "ana", method: "GET", path: "/orders/12/tickets"}, 400, "invalid_request")
	body := h.do(ask{who: "ana", method: "GET", path: path}).Body.String()
	if !strings.Contains(body, `"price":45.50,`) {
		t.Errorf("the price has not the currency's digits: %s", body)
	}
}

func TestAnOrderWithoutTicketsYetHasAnEmptyList(t *testing.T) {
	t.Parallel()
	h := open(t)
	path := "/orders/" + h.Paid("A", 1).Order.String() + "/tickets"
	h.answers(ask{who: "ana", method: "GET", path: path}, 200, `[]`)
	h.refuses(ask{who: "eve", method: "GET", path: path}, 404, "order_not_found")
	h.refuses(ask{who: "ana", method: "GET", path: path + ".pdf"}, 404, "no_tickets")
}

func TestATicketIsAPDFUnlessSomethingElseIsAskedFor(t *testing.T) {
	t.Parallel()
	h := open(t)
	ticket := h.issued("A", 1)[0]
	path := "/tickets/" + ticket.ID.String()
	for _, c := range []struct{ path, accept, kind, name string }{
		{path, "", "application/pdf", ticket.ID.String() + ".pdf"},
		{path, "*/*", "application/pdf", ticket.ID.String() + ".pdf"},
		{path, "text/html,application/xhtml+xml,*/*;q=0.8", "application/pdf", ticket.ID.String() + ".pdf"},
		{path + ".pdf", "application/json", "application/pdf", ticket.ID.String() + ".pdf"},
		{path + ".ics", "", "text/calendar; charset=utf-8", ticket.ID.String() + ".ics"},
		{"/orders/" + ticket.Order.String() + "/tickets.pdf", "", "application/pdf", "tickets-NRA.pdf"},
		{"/orders/" + ticket.Order.String() + "/tickets.ics", "", "text/calendar; charset=utf-8", "order-NRA.ics"},
	} {
		w := h.do(ask{who: "ana", method: "GET", path: c.path, accept: c.accept})
		if w.Code != 200 || w.Header().Get("Content-Type") != c.kind || !strings.Contains(w.Body.String(), "NRA-1") {
			t.Errorf("%s for %q: %d %v %s", c.path, c.accept, w.Code, w.Header(), w.Body)
		}
		if got := w.Header().Get("Content-Disposition"); got != "attachment; filename="+c.name {
			t.Errorf("%s is called %s", c.path, got)
		}
	}
	h.answers(ask{who: "ana", method: "GET", path: path, accept: "application/json"}, 200, ticketJSON(ticket))
	w := h.do(ask{method: "GET", path: path + ".pdf?secret=" + fulfillmenttest.Secret})
	if w.Code != 200 || w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("by the secret link: %d %v", w.Code, w.Header())
	}
}

func TestATicketThatIsNotTheirsIsNotFound(t *testing.T) {
	t.Parallel()
	h := open(t)
	path := "/tickets/" + h.issued("A", 1)[0].ID.String()
	for _, suffix := range []string{"", ".pdf", ".ics"} {
		h.refuses(ask{who: "eve", method: "GET", path: path + suffix}, 404, "ticket_not_found")
		h.refuses(ask{method: "GET", path: path + suffix}, 401, "unauthenticated")
	}
	h.refuses(ask{who: "ana", method: "GET", path: "/tickets/" + h.IDs.New().String()}, 404, "ticket_not_found")
}

func TestWhatIsNoTicketIDIsToldInTheOriginalsWords(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, wrong := range []string{"12", "nothing.pdf", ".pdf", h.IDs.New().String() + ".txt", h.IDs.New().String() + ".ics.pdf"} {
		h.answers(ask{who: "ana", method: "GET", path: "/tickets/" + wrong}, 400,
			`{"code":"invalid_ticket_id","error":"Invalid ticket ID format. Expected a GUID."}`)
	}
}

func TestAReissueAnswersWithTheNewCode(t *testing.T) {
	t.Parallel()
	h := open(t)
	before := h.issued("A", 1)[0]
	path := "/tickets/" + before.ID.String() + "/reissue"
	h.refuses(ask{who: "eve", method: "POST", path: path}, 404, "ticket_not_found")
	h.refuses(ask{method: "POST", path: path}, 401, "unauthenticated")
	h.refuses(ask{method: "POST", path: path + "?secret=" + fulfillmenttest.Secret}, 401, "unauthenticated")
	first := h.do(ask{who: "ana", method: "POST", path: path, key: "once"})
	second := h.do(ask{who: "ana", method: "POST", path: path, key: "once"})
	after, err := h.Ticket(t.Context(), fulfillment.Reader{Who: people["ana"]}, before.ID)
	if err != nil || after.Revision != 2 || first.Code != 200 || first.Body.String() != second.Body.String() {
		t.Fatalf("%d %s, then %d %s; error %v", first.Code, first.Body, second.Code, second.Body, err)
	}
	h.answers(ask{who: "ana", method: "GET", path: "/tickets/" + before.ID.String(), accept: "application/json"}, 200, ticketJSON(after))
	h.answers(ask{who: "sam", method: "POST", path: "/check-ins", body: fmt.Sprintf(`{"code":%q}`, before.Code)}, 410, `{"code":"ticket_void"}`)
}

func TestTheKeysAreForEverybody(t *testing.T) {
	t.Parallel()
	h := open(t)
	code := h.issued("A", 1)[0].Code
	for _, path := range []string{"./.well-known/ticket-keys", "/.well-known/ticket-keys"} {
		w := h.do(ask{method: "GET", path: path})
		if w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "public, max-age=300" {
			t.Fatalf("%d %v", w.Code, w.Header())
		}
		keys, err := fulfillment.ParseKeySet(w.Body.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := fulfillment.Verify(keys, code); err != nil {
			t.Errorf("a door with these keys refuses a good code: %v", err)
		}
	}
}
