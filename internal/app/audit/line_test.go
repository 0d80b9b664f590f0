package audit

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/waitlist"
)

// offered is a line of two whose first has an offer, as it should be.
func offered() *books {
	event, seat, hold, offer := waitlist.EventID(named("event")), named("seat"), named("hold"), waitlist.OfferID(named("offer"))
	first, second := waitlist.EntryID(named("first")), waitlist.EntryID(named("second"))
	entry := waitlist.Entry{ID: first, Event: event, Status: waitlist.Assigned, Offer: offer}
	b := &books{
		seats: map[id.UUID]inventory.Seat{seat: {
			ID: inventory.SeatID(seat), Claim: inventory.Claim{Kind: inventory.SeatHeld, Reservation: inventory.ReservationID(hold)},
		}},
		claims: map[id.UUID]inventory.Reservation{hold: {
			ID: inventory.ReservationID(hold), Group: inventory.GroupID(offer), Seat: inventory.SeatID(seat),
			Customer: inventory.CustomerID(entry.Customer()), Status: inventory.Active,
		}},
		orders: map[id.UUID]ordering.Order{offer.UUID(): {ID: ordering.OrderID(offer), State: ordering.Pending}},
		queue:  newQueue(),
	}
	b.queue.lines[event] = waitlist.Line{Event: event, Term: 2, Waiting: 1, Assigned: 1}
	b.queue.sales[event] = inventory.Sale{Favours: inventory.Waitlist, LineTerm: 2}
	b.queue.entries[first] = entry
	b.queue.entries[second] = waitlist.Entry{ID: second, Event: event, Status: waitlist.Pending}
	b.queue.offers[offer] = waitlist.Offer{
		ID: offer, Event: event, Entry: first, State: waitlist.Open, Seats: []waitlist.OfferedSeat{{ID: waitlist.SeatID(seat)}}, Reservations: []id.UUID{hold},
	}
	return b
}

func inLine(b *books) []Finding {
	r := Report{Checked: map[Invariant]int{}}
	checkLines(b, &r, noon, time.Minute)
	return r.Of(LineIsFair)
}

func alter[K comparable, V any](m map[K]V, key K, do func(*V)) {
	v := m[key]
	do(&v)
	m[key] = v
}

func TestEveryBreachOfALineIsFound(t *testing.T) {
	t.Parallel()
	if found := inLine(offered()); len(found) > 0 {
		t.Fatalf("a proper line: %v", found)
	}
	event, offer := waitlist.EventID(named("event")), waitlist.OfferID(named("offer"))
	first, second := waitlist.EntryID(named("first")), waitlist.EntryID(named("second"))
	seat, hold := named("seat"), named("hold")
	for name, spoil := range map[string]func(b *books){
		"a seat is in two offers": func(b *books) {
			other := b.queue.offers[offer]
			other.ID, other.Entry, other.State = waitlist.OfferID(named("other")), second, waitlist.Making
			b.queue.offers[other.ID] = other
		},
		"the hold is over": func(b *books) { delete(b.claims, hold) },
		"the hold is another's": func(b *books) {
			alter(b.claims, hold, func(r *inventory.Reservation) { r.Group = inventory.GroupID{} })
		},
		"a hold is missing": func(b *books) { alter(b.queue.offers, offer, func(o *waitlist.Offer) { o.Reservations = nil }) },
		"the order is cancelled": func(b *books) {
			alter(b.orders, offer.UUID(), func(o *ordering.Order) { o.State = ordering.Cancelled })
		},
		"the order is not there": func(b *books) { delete(b.orders, offer.UUID()) },
		"the entry has another offer": func(b *books) {
			alter(b.queue.entries, first, func(e *waitlist.Entry) { e.Offer = waitlist.OfferID{} })
		},
		"the offer is not there": func(b *books) { delete(b.queue.offers, offer) },
		"the entry is over":      func(b *books) { delete(b.queue.entries, first) },
		"a seat is set aside for too long": func(b *books) {
			alter(b.seats, seat, func(s *inventory.Seat) {
				s.Claim = inventory.Claim{Kind: inventory.SeatSetAside, Keeper: inventory.Waitlist, Until: noon.Add(-2 * time.Minute)}
			})
			delete(b.claims, hold)
			delete(b.queue.offers, offer)
			delete(b.queue.entries, first)
		},
		"a seat is held for nothing": func(b *books) {
			delete(b.queue.offers, offer)
			alter(b.queue.entries, first, func(e *waitlist.Entry) { e.Status, e.Offer = waitlist.Pending, waitlist.OfferID{} })
		},
		"inventory has no line":   func(b *books) { alter(b.queue.sales, event, func(s *inventory.Sale) { s.Favours = "" }) },
		"the line's term is over": func(b *books) { alter(b.queue.sales, event, func(s *inventory.Sale) { s.LineTerm = 3 }) },
	} {
		b := offered()
		spoil(b)
		if len(inLine(b)) == 0 {
			t.Errorf("%s: nothing was found", name)
		}
	}
}

func TestWhatALineIsBusyWithIsNoBreach(t *testing.T) {
	t.Parallel()
	event, offer := waitlist.EventID(named("event")), waitlist.OfferID(named("offer"))
	first := waitlist.EntryID(named("first"))
	for name, change := range map[string]func(b *books){
		"a hold whose offer is in the making": func(b *books) {
			alter(b.queue.offers, offer, func(o *waitlist.Offer) { o.State, o.Reservations = waitlist.Making, nil })
			alter(b.queue.entries, first, func(e *waitlist.Entry) { e.Status = waitlist.Pending })
			delete(b.orders, offer.UUID())
		},
		"a paid order whose offer was not looked at yet": func(b *books) {
			alter(b.orders, offer.UUID(), func(o *ordering.Order) { o.State = ordering.Paid })
			alter(b.claims, named("hold"), func(r *inventory.Reservation) { r.Status = inventory.Confirmed })
		},
		"a seat that was set aside a moment ago": func(b *books) {
			b.seats[named("freed")] = inventory.Seat{Claim: inventory.Claim{Kind: inventory.SeatSetAside, Keeper: inventory.Waitlist, Until: noon.Add(time.Minute)}}
		},
		"a seat that the house keeps": func(b *books) {
			b.seats[named("kept")] = inventory.Seat{Claim: inventory.Claim{Kind: inventory.SeatSetAside, Keeper: inventory.House}}
		},
		"a cancelled event that still has a line": func(b *books) {
			b.queue.sales[event] = inventory.Sale{Terms: inventory.Terms{Status: inventory.Cancelled}}
		},
	} {
		b := offered()
		change(b)
		if found := inLine(b); len(found) > 0 {
			t.Errorf("%s: %v", name, found)
		}
	}
}
