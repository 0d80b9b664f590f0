package fulfillment_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmentmem"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmenttest"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// world is the shared one, with its memory at hand.
type world struct {
	*fulfillmenttest.World
	memory *fulfillmentmem.Store
}

func newWorld() *world {
	memory := fulfillmentmem.New()
	return &world{fulfillmenttest.NewWorld(memory), memory}
}

// issued makes an order with tickets.
func (w *world) issued(t *testing.T, name string, seats int) []fulfillment.Issued {
	t.Helper()
	tickets, err := w.Issued(t.Context(), name, seats)
	if err != nil || len(tickets) != seats {
		t.Fatalf("issued %d tickets, error %v", len(tickets), err)
	}
	return tickets
}

// facts reads the outbox.
func (w *world) facts(t *testing.T) (facts []events.TicketIssued) {
	t.Helper()
	for _, envelope := range w.memory.DB.Facts(0) {
		fact, err := work.Open[events.TicketIssued](envelope)
		if err != nil {
			t.Fatal(err)
		}
		facts = append(facts, fact)
	}
	return facts
}

func (w *world) ticket(t *testing.T, ticket fulfillment.TicketID) fulfillment.Ticket {
	t.Helper()
	found, err := w.Store.Ticket(t.Context(), ticket)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// handle delivers a fact as the bus does.
func (w *world) handle(t *testing.T, facts ...work.Fact) {
	t.Helper()
	for _, fact := range facts {
		envelope, err := work.Seal(fact)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range w.Subscriptions() {
			if s.Topic != fact.Topic() {
				continue
			}
			if err := errors.Join(s.Handle(t.Context(), []work.Envelope{envelope})...); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestAPaidOrderGetsATicketForEachSeat(t *testing.T) {
	t.Parallel()
	w := newWorld()
	paid := w.Paid("K7MPX2QD", 3)
	paid.Items[2].Row, paid.Items[2].SectionCode = "", "Floor"
	w.handle(t, paid, paid)
	tickets, err := w.Store.TicketsOf(t.Context(), fulfillment.OrderID(paid.Order))
	if err != nil || len(tickets) != 3 {
		t.Fatalf("%d tickets, error %v", len(tickets), err)
	}
	want := fulfillment.Ticket{
		ID: tickets[0].ID, Number: "NRK7MPX2QD-1", Position: 1, Order: fulfillment.OrderID(paid.Order), Event: fulfillmenttest.Concert().ID,
		Seat: paid.Items[0].Seat, Section: "Platea", Row: "C", Label: "14", Holder: "Ana Muñoz", Price: fulfillmenttest.Price,
		Status: fulfillment.Valid, Revision: 1, Key: tickets[0].Key, IssuedAt: fulfillmenttest.Start,
	}
	if diff := cmp.Diff(want, tickets[0]); diff != "" {
		t.Error(diff)
	}
	if tickets[1].Standing() || !tickets[2].Standing() {
		t.Error("only a place without a row is a standing place")
	}
	facts := w.facts(t)
	if len(facts) != 3 {
		t.Fatalf("%d facts", len(facts))
	}
	wantFact := events.TicketIssued{
		Meta: facts[0].Meta, Ticket: want.ID.UUID(), Number: want.Number, Order: paid.Order, Payment: paid.Payment, Customer: paid.Customer,
		Event: want.Event, Seat: want.Seat, SeatNumber: "Platea-C-14", Section: "Platea", PDFPath: "/api/tickets/" + want.ID.String() + ".pdf",
		QRCode: want.ID.String(), Revision: 1, IssuedAt: fulfillmenttest.Start, Status: "generated",
	}
	if diff := cmp.Diff(wantFact, facts[0]); diff != "" {
		t.Error(diff)
	}
}

func TestNoFactCarriesACodeANameOrASecret(t *testing.T) {
	t.Parallel()
	w := newWorld()
	issued := w.issued(t, "A", 1)[0]
	text := string(w.memory.DB.Facts(0)[0].Payload)
	for _, private := range []string{issued.Code, "Muñoz", fulfillmenttest.Secret, "secret"} {
		if strings.Contains(text, private) {
			t.Errorf("the fact has %q: %s", private, text)
		}
	}
}

func TestATicketIsIssuedLaterWhenOrderingOrCatalogWasAway(t *testing.T) {
	t.Parallel()
	w := newWorld()
	paid := w.Paid("A", 1)
	purchase := w.Orders[fulfillment.OrderID(paid.Order)]
	delete(w.Orders, fulfillment.OrderID(paid.Order))
	if err := w.Issue(t.Context(), paid); err == nil {
		t.Error("issued without knowing for whom")
	}
	w.Orders[fulfillment.OrderID(paid.Order)] = purchase
	delete(w.Events, fulfillmenttest.Concert().ID)
	if err := w.Issue(t.Context(), paid); err == nil {
		t.Error("issued without knowing for what")
	}
	w.Events[fulfillmenttest.Concert().ID] = fulfillmenttest.Concert()
	w.handle(t, paid)
	if len(w.facts(t)) != 1 {
		t.Error("not issued when both were back")
	}
}

func TestAPriceThatIsNoneIsUnreadableForGood(t *testing.T) {
	t.Parallel()
	w := newWorld()
	paid := w.Paid("A", 1)
	paid.Items[0].Price = "12.345"
	var unreadable *work.Unreadable
	if err := w.Issue(t.Context(), paid); !errors.As(err, &unreadable) {
		t.Errorf("got %v", err)
	}
}

func TestOrdersThatArePaidTogetherGetTheirTicketsEachOnItsOwn(t *testing.T) {
	t.Parallel()
	w := newWorld()
	one, void, two := w.Paid("A", 2), w.Paid("B", 1), w.Paid("C", 1)
	if err := w.Void(t.Context(), void.Order); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := w.Issue(t.Context(), one, void, two); err != nil {
			t.Fatal(err)
		}
	}
	for order, want := range map[id.UUID]int{one.Order: 2, void.Order: 0, two.Order: 1} {
		tickets, err := w.Tickets(t.Context(), fulfillment.Reader{Secret: fulfillmenttest.Secret}, fulfillment.OrderID(order))
		if err != nil || len(tickets) != want {
			t.Errorf("%d tickets of an order with %d seats, error %v", len(tickets), want, err)
		}
	}
	if told := len(w.facts(t)); told != 3 {
		t.Errorf("%d facts", told)
	}
}

func TestAnOrderThatWasVoidedFirstGetsNoTickets(t *testing.T) {
	t.Parallel()
	w := newWorld()
	paid := w.Paid("A", 2)
	if err := w.Void(t.Context(), paid.Order); err != nil {
		t.Fatal(err)
	}
	w.handle(t, paid)
	tickets, err := w.Tickets(t.Context(), fulfillment.Reader{Secret: fulfillmenttest.Secret}, fulfillment.OrderID(paid.Order))
	if err != nil || len(tickets) != 0 || len(w.facts(t)) != 0 {
		t.Errorf("%d tickets, %d facts, error %v", len(tickets), len(w.facts(t)), err)
	}
}

func TestVoidCancelsEveryTicketOnce(t *testing.T) {
	t.Parallel()
	w := newWorld()
	tickets, others := w.issued(t, "A", 2), w.issued(t, "B", 1)
	w.admit(t, tickets[0], "North")
	for range 2 {
		if err := w.Void(t.Context(), tickets[0].Order.UUID()); err != nil {
			t.Fatal(err)
		}
		w.Clock.Advance(1)
	}
	for _, ticket := range tickets {
		got := w.ticket(t, ticket.ID)
		if got.Status != fulfillment.Cancelled || got.TouchedAt != fulfillmenttest.Start {
			t.Errorf("the ticket is %+v", got)
		}
	}
	if w.ticket(t, tickets[0].ID).Entry.Gate != "North" {
		t.Error("that somebody was admitted is forgotten")
	}
	if w.ticket(t, others[0].ID).Status != fulfillment.Valid {
		t.Error("another order's ticket was cancelled")
	}
}

func TestTheNewestCopyOfAnEventStays(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := fulfillmenttest.Concert()
	changed := func(version int64, name string) events.EventChanged {
		return events.EventChanged{
			Meta: events.Stamp(w.IDs.New(), w.Clock.Now()), Event: event.ID, EventVersion: version, Name: name,
			Venue: event.Venue, EventDate: event.Starts, TimeZone: event.TimeZone,
		}
	}
	w.handle(t, changed(3, "third"), changed(2, "second"))
	w.issued(t, "A", 1) // does not ask catalog, which only knows the first
	got, err := w.Store.Events(t.Context(), []id.UUID{event.ID})
	if err != nil || len(got) != 1 || got[0].Name != "third" {
		t.Errorf("the copy is %+v, error %v", got, err)
	}
	var batch []work.Envelope
	for _, fact := range []events.EventChanged{changed(5, "fifth"), changed(6, "sixth"), changed(4, "fourth")} {
		payload, err := json.Marshal(fact)
		if err != nil {
			t.Fatal(err)
		}
		batch = append(batch, work.Envelope{Topic: fact.Topic(), Payload: payload})
	}
	if err := errors.Join(w.Subscriptions()[1].Handle(t.Context(), batch)...); err != nil {
		t.Fatal(err)
	}
	got, err = w.Store.Events(t.Context(), []id.UUID{event.ID})
	if err != nil || len(got) != 1 || got[0].Name != "sixth" {
		t.Errorf("of a batch the copy is %+v, error %v", got, err)
	}
}
