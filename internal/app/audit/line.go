package audit

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/waitlist"
)

// queue is what the waitlist says.
type queue struct {
	lines   map[waitlist.EventID]waitlist.Line
	entries map[waitlist.EntryID]waitlist.Entry // live ones
	offers  map[waitlist.OfferID]waitlist.Offer // live ones
	sales   map[waitlist.EventID]inventory.Sale // of events with a line
}

func newQueue() queue {
	return queue{
		lines: map[waitlist.EventID]waitlist.Line{}, entries: map[waitlist.EntryID]waitlist.Entry{},
		offers: map[waitlist.OfferID]waitlist.Offer{}, sales: map[waitlist.EventID]inventory.Sale{},
	}
}

func (b *books) readLines(ctx context.Context, in Installation) error {
	if in.Waitlist == nil {
		return nil
	}
	err := pages(func(after waitlist.OfferID) ([]waitlist.Offer, error) { return in.Waitlist.OfferPage(ctx, after, page) },
		func(o waitlist.Offer) waitlist.OfferID {
			b.queue.offers[o.ID] = o
			return o.ID
		})
	if err != nil {
		return err
	}
	err = pages(func(after waitlist.EntryID) ([]waitlist.Entry, error) { return in.Waitlist.EntryPage(ctx, after, page) },
		func(e waitlist.Entry) waitlist.EntryID {
			b.queue.entries[e.ID] = e
			return e.ID
		})
	if err != nil {
		return err
	}
	return pages(func(after waitlist.EventID) ([]waitlist.Line, error) { return in.Waitlist.LinePage(ctx, after, page) },
		func(l waitlist.Line) waitlist.EventID {
			b.queue.lines[l.Event] = l
			return l.Event
		})
}

// readSales reads how inventory sells the events that have a line.
func (b *books) readSales(ctx context.Context, in Installation) error {
	for event := range b.queue.lines {
		sale, err := in.Inventory.SaleOf(ctx, inventory.EventID(event))
		if err != nil {
			return err
		}
		b.queue.sales[event] = sale
	}
	return nil
}

// checkLines: no seat is offered to two people in line, none is stranded, and every live offer has its hold.
func checkLines(b *books, r *Report, now time.Time, sweep time.Duration) {
	offered := map[id.UUID]waitlist.OfferID{}
	holds := map[id.UUID]bool{}
	for key, o := range b.queue.offers {
		r.Checked[LineIsFair]++
		for _, s := range o.Seats {
			if other, twice := offered[s.ID.UUID()]; twice {
				r.found(LineIsFair, s.ID.UUID(), "seat is in two live offers, %s and %s", min(other.String(), key.String()), max(other.String(), key.String()))
			}
			offered[s.ID.UUID()] = key
		}
		for _, h := range o.Reservations {
			holds[h] = true
		}
		if o.State == waitlist.Open {
			checkOffer(b, r, o)
		}
	}
	for key, e := range b.queue.entries {
		r.Checked[LineIsFair]++
		if o, there := b.queue.offers[e.Offer]; e.Status == waitlist.Assigned && (!there || o.Entry != key || o.State != waitlist.Open) {
			r.found(LineIsFair, key.UUID(), "entry has an offer, %s, that is not open", e.Offer)
		}
	}
	checkStranded(b, r, holds, now, sweep)
	checkMarks(b, r, now)
}

// checkOffer: an open offer is its entry's, its seats are held or sold to it, and its order stands.
func checkOffer(b *books, r *Report, o waitlist.Offer) {
	key := o.ID.UUID()
	e, there := b.queue.entries[o.Entry]
	if !there || e.Offer != o.ID || e.Status != waitlist.Assigned {
		r.found(LineIsFair, key, "offer is open, but its entry %s is %s with the offer %s", o.Entry, e.Status, e.Offer)
	}
	for _, h := range o.Reservations {
		if c, live := b.claims[h]; !live || c.Group.UUID() != key {
			r.found(LineIsFair, key, "offer is open, but its hold %s is not live", h)
		}
	}
	if len(o.Reservations) != len(o.Seats) {
		r.found(LineIsFair, key, "offer names %d seats and has %d holds", len(o.Seats), len(o.Reservations))
	}
	if order, there := b.orders[key]; !there || order.State == ordering.Cancelled {
		r.found(LineIsFair, key, "offer is open, but its order is %s", b.standing(key))
	}
}

// checkStranded: what is set aside for a line does not stay so past its time, and nobody in line keeps a seat without an offer.
func checkStranded(b *books, r *Report, holds map[id.UUID]bool, now time.Time, sweep time.Duration) {
	for key, s := range b.seats {
		if s.Kind == inventory.SeatSetAside && s.Keeper == inventory.Waitlist && s.Lapsed(now.Add(-sweep)) {
			r.found(LineIsFair, key, "seat is set aside for a line since before %s", s.Until.Format(time.RFC3339))
		}
	}
	inLine := map[id.UUID]waitlist.EntryID{}
	for key, e := range b.queue.entries {
		inLine[e.Customer()] = key
	}
	for key, c := range b.claims {
		entry, waits := inLine[c.Customer.UUID()]
		if !waits || c.Status != inventory.Active || holds[key] {
			continue
		}
		if o, there := b.queue.offers[waitlist.OfferID(c.Group)]; !there || o.State != waitlist.Making {
			r.found(LineIsFair, c.Seat.UUID(), "seat is held for entry %s, which has no such offer", entry)
		}
	}
}

// checkMarks: where somebody waits, inventory keeps freed seats for the line.
func checkMarks(b *books, r *Report, now time.Time) {
	for event, l := range b.queue.lines {
		sale := b.queue.sales[event]
		if l.Waiting > 0 && !l.IsOver(now) && sale.Status != inventory.Cancelled && (sale.Favours != inventory.Waitlist || sale.LineTerm != l.Term) {
			r.found(LineIsFair, event.UUID(), "%d wait, but the event's line is marked %q at term %d, not %d", l.Waiting, sale.Favours, sale.LineTerm, l.Term)
		}
	}
}
