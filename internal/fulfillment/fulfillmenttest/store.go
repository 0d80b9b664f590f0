package fulfillmenttest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// Open makes an empty store for one test.
type Open func(t *testing.T) fulfillment.Store

// TestStore says what a store is.
func TestStore(t *testing.T, open Open) {
	for name, test := range map[string]func(*testing.T, *World){
		"a ticket comes back as it was kept":                     ticketComesBack,
		"what is not there is said so":                           nothingThere,
		"an error undoes everything":                             errorUndoes,
		"a message is taken once":                                takenOnce,
		"an order is made by whoever asks first":                 orderIsMade,
		"a seat has one ticket that admits":                      seatHasOneTicket,
		"the log keeps a scan as it was first written":           scanIsKept,
		"a scan admits at last when it is sent again":            scanAdmitsAtLast,
		"the log admits once with a ticket":                      logAdmitsOnce,
		"of an event the highest version stays":                  highestVersion,
		"one key is in use, whoever came first":                  oneKey,
		"keys are sealed anew":                                   sealedAnew,
		"a door's list goes from mark to mark":                   doorList,
		"an event's tickets are listed by order and position":    attendees,
		"all tickets are listed by id":                           pages,
		"two scans of one code at once admit once":               scansOverlap,
		"two scans of one code in one batch admit once":          scansInOneBatch,
		"the tickets of an order are issued once, twice at once": issuesOverlap,
		"a void beside an issue leaves no ticket that admits":    voidOverlapsIssue,
		"a void beside a scan leaves nothing half done":          voidOverlapsScan,
		"a re-issue beside a scan leaves one of them":            reissueOverlapsScan,
		"two processes that make the first key get the same":     keysOverlap,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, NewWorld(open(t)))
		})
	}
}

// change runs a transaction that must succeed.
func change(t *testing.T, w *World, do func(tx fulfillment.Tx) error) {
	t.Helper()
	if err := w.Store.Update(t.Context(), do); err != nil {
		t.Fatal(err)
	}
}

func issuedOf(t *testing.T, w *World, name string, seats int) []fulfillment.Issued {
	t.Helper()
	tickets, err := w.Issued(t.Context(), name, seats)
	if err != nil || len(tickets) != seats {
		t.Fatalf("issued %d tickets, error %v", len(tickets), err)
	}
	return tickets
}

func ticketOf(t *testing.T, w *World, ticket fulfillment.TicketID) fulfillment.Ticket {
	t.Helper()
	found, err := w.Store.Ticket(t.Context(), ticket)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func same(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func ticketComesBack(t *testing.T, w *World) {
	plain := issuedOf(t, w, "A", 1)[0].Ticket
	full := plain
	full.Status, full.Revision, full.Reissue = fulfillment.Used, 3, w.IDs.New()
	full.IssuedAt, full.TouchedAt = Start.Add(time.Microsecond), Start.Add(time.Hour)
	full.Entry = fulfillment.Entry{Scan: w.IDs.New(), At: Start.Add(time.Minute), Gate: "North", By: w.IDs.New()}
	for _, want := range []fulfillment.Ticket{full, plain} {
		change(t, w, func(tx fulfillment.Tx) error { return tx.PutTickets(t.Context(), []fulfillment.Ticket{want}) })
		same(t, want, ticketOf(t, w, want.ID))
		byNumber, err := w.Store.TicketByNumber(t.Context(), want.Number)
		if err != nil {
			t.Fatal(err)
		}
		same(t, want, byNumber)
	}
	order, err := w.Store.Order(t.Context(), plain.Order)
	if err != nil {
		t.Fatal(err)
	}
	fact := w.Paid("A", 1)
	want := fulfillment.Order{
		ID: plain.Order, Number: "NRA", Customer: Buyer().Customer, Payment: *fact.Payment, SecretHash: [32]byte(fact.SecretHash), IssuedAt: Start,
	}
	same(t, want, order)
}

func nothingThere(t *testing.T, w *World) {
	ctx := t.Context()
	if _, err := w.Store.Order(ctx, fulfillment.OrderID(w.IDs.New())); !errors.Is(err, fulfillment.ErrOrderNotFound) {
		t.Errorf("order: %v", err)
	}
	if _, err := w.Store.Ticket(ctx, fulfillment.TicketID(w.IDs.New())); !errors.Is(err, fulfillment.ErrTicketNotFound) {
		t.Errorf("ticket: %v", err)
	}
	if _, err := w.Store.TicketByNumber(ctx, "NRA-1"); !errors.Is(err, fulfillment.ErrTicketNotFound) {
		t.Errorf("ticket by number: %v", err)
	}
	tickets, err := w.Store.TicketsOf(ctx, fulfillment.OrderID(w.IDs.New()))
	events, err2 := w.Store.Events(ctx, []id.UUID{w.IDs.New()})
	scans, err3 := w.Store.Scans(ctx, []fulfillment.TicketID{fulfillment.TicketID(w.IDs.New())})
	if len(tickets)+len(events)+len(scans) != 0 || errors.Join(err, err2, err3) != nil {
		t.Errorf("found %v, %v, %v; errors %v, %v, %v", tickets, events, scans, err, err2, err3)
	}
	change(t, w, func(tx fulfillment.Tx) error {
		locked, err := tx.Tickets(ctx, []fulfillment.TicketID{fulfillment.TicketID(w.IDs.New())})
		if len(locked) != 0 {
			t.Errorf("locked %v", locked)
		}
		return errors.Join(err, tx.PutTickets(ctx, nil), tx.AddScans(ctx, nil), tx.PutEvents(ctx, nil))
	})
}

func errorUndoes(t *testing.T, w *World) {
	ticket := issuedOf(t, w, "A", 1)[0].Ticket
	boom := errors.New("boom")
	err := w.Store.Update(t.Context(), func(tx fulfillment.Tx) error {
		if _, err := tx.Orders(t.Context(), []fulfillment.OrderID{fulfillment.OrderID(id.Named(id.Nil, "other"))}); err != nil {
			return err
		}
		if err := tx.PutTickets(t.Context(), []fulfillment.Ticket{ticket.Cancel(Start)}); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Fatal(err)
	}
	same(t, ticket, ticketOf(t, w, ticket.ID))
	if _, err := w.Store.Order(t.Context(), fulfillment.OrderID(id.Named(id.Nil, "other"))); !errors.Is(err, fulfillment.ErrOrderNotFound) {
		t.Errorf("an order of an undone transaction: %v", err)
	}
}

func takenOnce(t *testing.T, w *World) {
	message := w.IDs.New()
	for _, want := range []bool{true, false} {
		change(t, w, func(tx fulfillment.Tx) error {
			first, err := tx.Once(t.Context(), "group", message)
			if first != want {
				t.Errorf("first is %v", first)
			}
			return err
		})
	}
}

func orderIsMade(t *testing.T, w *World) {
	want := fulfillment.Order{ID: fulfillment.OrderID(w.IDs.New())}
	for range 2 {
		change(t, w, func(tx fulfillment.Tx) error {
			got, err := tx.Orders(t.Context(), []fulfillment.OrderID{want.ID, want.ID})
			same(t, []fulfillment.Order{want}, got)
			return err
		})
	}
	want.VoidedAt = Start
	change(t, w, func(tx fulfillment.Tx) error { return tx.PutOrders(t.Context(), []fulfillment.Order{want}) })
	got, err := w.Store.Order(t.Context(), want.ID)
	if err != nil {
		t.Fatal(err)
	}
	same(t, want, got)
}

func seatHasOneTicket(t *testing.T, w *World) {
	first := issuedOf(t, w, "A", 1)[0].Ticket
	issuedOf(t, w, "B", 1)
	twin := first
	twin.ID, twin.Number = fulfillment.TicketID(w.IDs.New()), "NRA-2"
	ofAnother := twin
	ofAnother.Order = fulfillment.OrderID(w.Paid("B", 1).Order)
	add := func(ticket fulfillment.Ticket) error {
		return w.Store.Update(t.Context(), func(tx fulfillment.Tx) error { return tx.AddTickets(t.Context(), []fulfillment.Ticket{ticket}) })
	}
	for _, ticket := range []fulfillment.Ticket{twin, ofAnother} {
		if err := add(ticket); !errors.Is(err, fulfillment.ErrSeatHasTicket) {
			t.Errorf("a second ticket for the seat: %v", err)
		}
	}
	change(t, w, func(tx fulfillment.Tx) error {
		return tx.PutTickets(t.Context(), []fulfillment.Ticket{first.Cancel(Start)})
	})
	if err := add(twin); !errors.Is(err, fulfillment.ErrSeatHasTicket) {
		t.Errorf("a second ticket of the order for the seat: %v", err)
	}
	if err := add(ofAnother); err != nil {
		t.Errorf("a ticket for a seat that was given back: %v", err)
	}
}

func highestVersion(t *testing.T, w *World) {
	for _, version := range []int64{2, 3, 1, 3} {
		event := Concert()
		event.Version, event.Venue = version, "Venue "+time.Duration(version).String()
		change(t, w, func(tx fulfillment.Tx) error { return tx.PutEvents(t.Context(), []fulfillment.Event{event}) })
	}
	want := Concert()
	want.Version, want.Venue = 3, "Venue 3ns"
	got, err := w.Store.Events(t.Context(), []id.UUID{want.ID})
	if err != nil {
		t.Fatal(err)
	}
	same(t, []fulfillment.Event{want}, got)
}

func doorList(t *testing.T, w *World) {
	tickets := issuedOf(t, w, "A", 6)
	touch := func(i int, after time.Duration, status fulfillment.Status) fulfillment.Ticket {
		ticket := tickets[i].Ticket
		ticket.Status, ticket.TouchedAt = status, Start.Add(after)
		if status == fulfillment.Used {
			ticket.Entry = fulfillment.Entry{Scan: w.IDs.New(), At: Start, By: Staff().Customer}
		}
		return ticket
	}
	used, cancelled, undone := touch(0, 3*time.Minute, fulfillment.Used), touch(1, time.Minute, fulfillment.Cancelled), touch(2, 2*time.Minute, fulfillment.Valid)
	twin, again := touch(3, 3*time.Minute, fulfillment.Used), touch(4, 4*time.Minute, fulfillment.Valid)
	again.Revision = 2
	change(t, w, func(tx fulfillment.Tx) error {
		return tx.PutTickets(t.Context(), []fulfillment.Ticket{used, cancelled, undone, twin, again})
	})
	list := func(query fulfillment.DoorQuery) (all []fulfillment.Ticket) {
		t.Helper()
		query.Event, query.Limit = Concert().ID, 2
		for {
			page, err := w.Store.Door(t.Context(), query)
			if err != nil || len(page) > 2 {
				t.Fatalf("%d on a page, error %v", len(page), err)
			}
			if len(page) == 0 {
				return all
			}
			all = append(all, page...)
			last := page[len(page)-1]
			query.After = fulfillment.DoorMark{At: last.TouchedAt, Ticket: last.ID}
		}
	}
	same(t, []fulfillment.Ticket{cancelled, used, twin, again}, list(fulfillment.DoorQuery{}))
	same(t, []fulfillment.Ticket{undone, used, twin, again}, list(fulfillment.DoorQuery{Since: Start.Add(2 * time.Minute)}))
	page, err := w.Store.Door(t.Context(), fulfillment.DoorQuery{Event: w.IDs.New(), Limit: 10})
	if len(page) != 0 || err != nil {
		t.Errorf("another event's door has %v, error %v", page, err)
	}
}

func pages(t *testing.T, w *World) {
	var want []fulfillment.TicketID
	for _, name := range []string{"A", "B"} {
		for _, ticket := range issuedOf(t, w, name, 3) {
			want = append(want, ticket.ID)
		}
	}
	slices.SortFunc(want, id.Compare)
	var got []fulfillment.TicketID
	for after := (fulfillment.TicketID{}); ; {
		page, err := w.Store.Page(t.Context(), after, 4)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			break
		}
		for _, ticket := range page {
			got = append(got, ticket.ID)
		}
		after = got[len(got)-1]
	}
	same(t, want, got)
}
