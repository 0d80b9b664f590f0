package orderingtest

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
)

func cartsByCustomer(t *testing.T, s Subject) {
	m := NewMaker(1)
	mine, account, foreign, placed := m.Draft(m.Event(), 1), m.Draft(m.Event(), 0), m.Draft(m.Event(), 1), m.Pending(m.Event(), 1)
	placed.Customer = mine.Customer
	put(t, s, mine, account, foreign, placed)
	customers := []id.UUID{account.Customer, mine.Customer}
	carts, err := s.Carts(t.Context(), customers)
	if err != nil {
		t.Fatalf("read carts: %v", err)
	}
	same(t, "carts", []ordering.Order{mine, account}, carts)
	same(t, "drafts", carts, inTx(t, s, func(tx ordering.Tx) ([]ordering.Order, error) { return tx.Drafts(t.Context(), customers) }))
	none, err := s.Carts(t.Context(), nil)
	same(t, "carts of nobody", 0, len(none))
	same(t, "error", nil, err)
}

func waitingByReservation(t *testing.T, s Subject) {
	m := NewMaker(1)
	draft, pending, paid, cancelled := m.Draft(m.Event(), 2), m.Pending(m.Event(), 1), m.Paid(m.Event(), 1), m.Pending(m.Event(), 1)
	must(cancelled.Cancel(events.HoldExpired, Noon))
	put(t, s, draft, pending, paid, cancelled)
	var all []ordering.ReservationID
	for _, o := range []ordering.Order{draft, pending, paid, cancelled} {
		all = append(all, o.Items[0].Reservation)
	}
	found := inTx(t, s, func(tx ordering.Tx) ([]ordering.Order, error) { return tx.Waiting(t.Context(), all) })
	same(t, "waiting", []ordering.Order{draft, pending}, found)
}

func ordersOfEvent(t *testing.T, s Subject) {
	m := NewMaker(1)
	event := m.Event()
	draft, pending, paid, owed, other := m.Draft(event, 1), m.Pending(event, 1), m.Paid(event, 2), m.Paid(event, 1), m.Paid(m.Event(), 1)
	owed.OweBack(owed.Payment, ordering.RefundEventIsOff, Noon)
	put(t, s, draft, pending, paid, owed, other)
	load := func(after ordering.OrderID, limit int) []ordering.Order {
		return inTx(t, s, func(tx ordering.Tx) ([]ordering.Order, error) { return tx.OfEvent(t.Context(), event, after, limit) })
	}
	same(t, "orders of the event", []ordering.Order{pending, paid}, load(ordering.OrderID{}, 10))
	sameIDs(t, "first of them", load(ordering.OrderID{}, 1), pending)
	sameIDs(t, "the rest", load(pending.ID, 10), paid)
}

func liveSeats(t *testing.T, s Subject) {
	m := NewMaker(1)
	draft, cancelled := m.Draft(m.Event(), 2), m.Pending(m.Event(), 1)
	must(cancelled.Cancel(events.HoldExpired, Noon))
	put(t, s, draft, cancelled)
	taken := inTx(t, s, func(tx ordering.Tx) ([]ordering.SeatID, error) {
		return tx.LiveSeats(t.Context(), []ordering.SeatID{cancelled.Items[0].Seat, draft.Items[0].Seat})
	})
	same(t, "live seats", []ordering.SeatID{draft.Items[0].Seat}, taken)
}

func listings(t *testing.T, s Subject) {
	m := NewMaker(1)
	cart, first, second, third := m.Draft(m.Event(), 1), m.Pending(m.Event(), 1), m.Full(m.Event()), m.Paid(m.Event(), 1)
	third.Guest, third.Email = false, first.Email
	third.Name = "Élodie van den Berg"
	put(t, s, cart, first, second, third)
	list := func(which ordering.Listing) []ordering.Order {
		which.Limit = max(which.Limit, 1)
		orders, err := s.List(t.Context(), which)
		if err != nil {
			t.Fatalf("list %+v: %v", which, err)
		}
		return orders
	}
	all := list(ordering.Listing{Limit: 10})
	same(t, "all that were placed, newest first", []ordering.Order{third, second, first}, all)
	sameIDs(t, "newest", list(ordering.Listing{Limit: 1}), third)
	sameIDs(t, "before", list(ordering.Listing{Limit: 10, Before: third.ID}), second, first)
	sameIDs(t, "of customers", list(ordering.Listing{Limit: 10, Customers: []id.UUID{second.Customer, cart.Customer}}), second)
	sameIDs(t, "of a guest's address", list(ordering.Listing{Limit: 10, Address: "BUYER" + first.Email[5:]}), first)
	sameIDs(t, "of either", list(ordering.Listing{Limit: 10, Customers: []id.UUID{third.Customer}, Address: first.Email}), third, first)
	sameIDs(t, "with an address", list(ordering.Listing{Limit: 10, Email: "buyer" + first.Email[5:]}), third, first)
	for _, prefix := range []string{"élodie v", "BERG", third.Number} {
		sameIDs(t, "beginning with "+prefix, list(ordering.Listing{Limit: 10, Prefix: prefix}), third)
	}
	sameIDs(t, "beginning with an address", list(ordering.Listing{Limit: 10, Prefix: "BUYER"}), third, second, first)
	sameIDs(t, "nothing begins so", list(ordering.Listing{Limit: 10, Prefix: "lodie"}))
	event := third.Items[0].Event
	sameIDs(t, "of an event", list(ordering.Listing{Limit: 10, Event: event}), third)
	sameIDs(t, "of the cart's event", list(ordering.Listing{Limit: 10, Event: cart.Items[0].Event}))
	sameIDs(t, "in a state", list(ordering.Listing{Limit: 10, State: ordering.Pending}), first)
	sameIDs(t, "that were paid", list(ordering.Listing{Limit: 10, WasPaid: true}), third, second)
	sameIDs(t, "of an event in a state", list(ordering.Listing{Limit: 10, Event: event, State: ordering.Cancelled}))
	sameIDs(t, "by everything", list(ordering.Listing{Limit: 10, Event: event, State: ordering.Paid, WasPaid: true, Prefix: "berg"}), third)
}

func searchIsLiteral(t *testing.T, s Subject) {
	m := NewMaker(1)
	plain, signs := m.Pending(m.Event(), 1), m.Pending(m.Event(), 1)
	signs.Name = `100%_\ Ann`
	put(t, s, plain, signs)
	for prefix, want := range map[string][]ordering.Order{"100%_\\": {signs}, "%": nil, "_": nil, `\`: nil, "' or 1=1 --": nil} {
		orders, err := s.List(t.Context(), ordering.Listing{Prefix: prefix, Limit: 10})
		if err != nil {
			t.Fatalf("search %q: %v", prefix, err)
		}
		sameIDs(t, "search "+prefix, orders, want...)
	}
}

func dueWork(t *testing.T, s Subject) {
	m := NewMaker(1)
	free, freeToo, dear, asked, owed := m.Pending(m.Event(), 1), m.Pending(m.Event(), 1), m.Pending(m.Event(), 1), m.Paid(m.Event(), 1), m.Paid(m.Event(), 1)
	for _, o := range []*ordering.Order{&free, &freeToo} {
		o.Items[0].Price.Minor = 0
	}
	asked.OweBack(asked.Payment, ordering.SeatsGone, Noon)
	asked.RefundAskedAt = Noon
	owed.OweBack(owed.Payment, ordering.SeatsGone, Noon)
	put(t, s, free, freeToo, dear, asked, owed)
	unsettled, err := s.Unsettled(t.Context(), 10)
	same(t, "unsettled", []ordering.OrderID{free.ID, freeToo.ID}, unsettled)
	same(t, "error", nil, err)
	unsettled, err = s.Unsettled(t.Context(), 1)
	same(t, "first unsettled", []ordering.OrderID{free.ID}, unsettled)
	same(t, "error", nil, err)
	back, err := s.OwedBack(t.Context(), 10)
	same(t, "owed back", []ordering.OrderID{owed.ID}, back)
	same(t, "error", nil, err)
}

func calledOff(t *testing.T, s Subject) {
	m := NewMaker(1)
	off, on := m.Event(), m.Event()
	for range 2 {
		inTx(t, s, func(tx ordering.Tx) (struct{}, error) { return struct{}{}, tx.CallOff(t.Context(), off, Noon) })
	}
	found := inTx(t, s, func(tx ordering.Tx) ([]ordering.EventID, error) {
		return tx.CalledOff(t.Context(), []ordering.EventID{on, off, off})
	})
	same(t, "called off", []ordering.EventID{off}, found)
}

func lookupTurns(t *testing.T, s Subject) {
	take := func(hash string, at time.Time) bool {
		return inTx(t, s, func(tx ordering.Tx) (bool, error) {
			return tx.TakeLookup(t.Context(), []byte(hash), at, at.Add(-time.Minute))
		})
	}
	for _, step := range []struct {
		hash  string
		after time.Duration
		want  bool
	}{{"a", 0, true}, {"a", 59 * time.Second, false}, {"b", 59 * time.Second, true}, {"a", time.Minute, true}, {"a", 90 * time.Second, false}} {
		if got := take(step.hash, Noon.Add(step.after)); got != step.want {
			t.Errorf("%s after %s: turn %v, want %v", step.hash, step.after, got, step.want)
		}
	}
}
