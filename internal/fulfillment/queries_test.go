package fulfillment_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmenttest"
	"github.com/speckit/ticketing/internal/kernel/actor"
)

func TestTicketsAreShownToTheOwnerTheSecretAndTheHouseAlone(t *testing.T) {
	t.Parallel()
	w := newWorld()
	ticket := w.issued(t, "A", 1)[0]
	waiting := fulfillment.OrderID(w.Paid("B", 1).Order) // fulfillment has not heard of it
	voided := fulfillment.OrderID(w.Paid("C", 1).Order)  // nor of this one, but that it is void
	if err := w.Void(t.Context(), voided.UUID()); err != nil {
		t.Fatal(err)
	}
	other := w.issued(t, "D", 1)[0].Order
	for name, c := range map[string]struct {
		reader fulfillment.Reader
		sees   bool
	}{
		"nobody":                       {fulfillment.Reader{}, false},
		"somebody else":                {fulfillment.Reader{Who: fulfillmenttest.Stranger()}, false},
		"a wrong secret":               {fulfillment.Reader{Secret: fulfillmenttest.Secret + "x"}, false},
		"another service":              {fulfillment.Reader{Who: actor.Actor{Role: actor.Service}}, false},
		"a session of another order":   {fulfillment.Reader{Who: actor.Actor{Customer: fulfillmenttest.Buyer().Customer, Role: actor.Guest, Order: other.UUID()}}, false},
		"the owner":                    {fulfillment.Reader{Who: fulfillmenttest.Buyer()}, true},
		"the secret":                   {fulfillment.Reader{Secret: fulfillmenttest.Secret}, true},
		"somebody else with a secret":  {fulfillment.Reader{Who: fulfillmenttest.Stranger(), Secret: fulfillmenttest.Secret}, true},
		"staff":                        {fulfillment.Reader{Who: fulfillmenttest.Staff()}, true},
		"a session of this very order": {fulfillment.Reader{Who: actor.Actor{Role: actor.Guest, Order: ticket.Order.UUID()}}, true},
	} {
		for order, count := range map[fulfillment.OrderID]int{ticket.Order: 1, waiting: 0, voided: 0} {
			if order != ticket.Order && strings.Contains(name, "session") {
				continue
			}
			tickets, err := w.Tickets(t.Context(), c.reader, order)
			if c.sees != (err == nil) || c.sees && len(tickets) != count || !c.sees && !errors.Is(err, fulfillment.ErrOrderNotFound) {
				t.Errorf("%s: %d tickets, error %v", name, len(tickets), err)
			}
		}
		_, one := w.Ticket(t.Context(), c.reader, ticket.ID)
		_, pdf := w.TicketPDF(t.Context(), c.reader, ticket.ID)
		_, entry := w.TicketCalendar(t.Context(), c.reader, ticket.ID)
		_, all := w.OrderPDF(t.Context(), c.reader, ticket.Order)
		_, entries := w.OrderCalendar(t.Context(), c.reader, ticket.Order)
		for what, err := range map[string]error{"ticket": one, "PDF": pdf, "calendar": entry, "order's PDF": all, "order's calendar": entries} {
			if c.sees != (err == nil) {
				t.Errorf("%s, %s: %v", name, what, err)
			}
		}
	}
	if _, err := w.Tickets(t.Context(), fulfillment.Reader{Who: fulfillmenttest.Staff()}, fulfillment.OrderID(w.IDs.New())); !errors.Is(err, fulfillment.ErrOrderNotFound) {
		t.Errorf("an order that nobody knows: %v", err)
	}
}

func TestAMailGetsAPDFForEachTicketAndOneCalendar(t *testing.T) {
	t.Parallel()
	w := newWorld()
	tickets := w.issued(t, "A", 3)
	if _, err := w.Reissue(t.Context(), fulfillmenttest.Staff(), w.IDs.New(), tickets[1].ID); err != nil {
		t.Fatal(err)
	}
	bundle, err := w.OfOrder(t.Context(), tickets[0].Order)
	if err != nil || len(bundle.Tickets) != 3 || bundle.Revision() != 2 || len(bundle.Events) != 1 || bundle.Events[0] != fulfillmenttest.Concert() {
		t.Fatalf("the bundle is %+v, error %v", bundle, err)
	}
	files, err := w.Files(bundle)
	if err != nil {
		t.Fatal(err)
	}
	if only := bundle.Living(tickets[1].ID); len(only.Tickets) != 1 || only.Tickets[0].Revision != 2 || len(bundle.Tickets) != 3 {
		t.Errorf("the one ticket is %+v", only.Tickets)
	}
	var names []string
	for _, file := range files {
		names = append(names, file.Name)
	}
	if got := strings.Join(names, " "); got != "ticket-NRA-1.pdf ticket-NRA-2.pdf ticket-NRA-3.pdf order-NRA.ics" {
		t.Errorf("files: %s", got)
	}
	want := "NRA-1 Rock Night Section Platea, row C, seat 14 Ana Muñoz 45.50 USD " + tickets[0].Code + "\n"
	if string(files[0].Content) != want || files[0].Type != "application/pdf" {
		t.Errorf("the first PDF is %s, want %s", files[0].Content, want)
	}
	if strings.Contains(string(files[1].Content), tickets[1].Code) {
		t.Error("a dead code is printed")
	}
	if lines := strings.Count(string(files[3].Content), "NRA-"); lines != 3 {
		t.Errorf("the calendar has %s", files[3].Content)
	}
}

func TestAVoidOrderHasNothingToPrint(t *testing.T) {
	t.Parallel()
	w := newWorld()
	ticket := w.issued(t, "A", 1)[0]
	if err := w.Void(t.Context(), ticket.Order.UUID()); err != nil {
		t.Fatal(err)
	}
	staff := fulfillment.Reader{Who: fulfillmenttest.Staff()}
	if _, err := w.TicketPDF(t.Context(), staff, ticket.ID); !errors.Is(err, fulfillment.ErrTicketVoid) {
		t.Errorf("the ticket: %v", err)
	}
	if _, err := w.OrderPDF(t.Context(), staff, ticket.Order); !errors.Is(err, fulfillment.ErrNoTickets) {
		t.Errorf("the order: %v", err)
	}
	bundle, err := w.OfOrder(t.Context(), ticket.Order)
	if err != nil {
		t.Fatal(err)
	}
	if files, err := w.Files(bundle); len(files) != 0 || err != nil {
		t.Errorf("files %v, error %v", files, err)
	}
	if _, err := w.OfOrder(t.Context(), fulfillment.OrderID(w.IDs.New())); !errors.Is(err, fulfillment.ErrOrderNotFound) {
		t.Errorf("an unknown order: %v", err)
	}
}
