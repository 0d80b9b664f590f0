package sim

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/payment"
)

// refund gives somebody's money back.
func refund(w *World) {
	of, any := w.belief.aPayment(w)
	if !any {
		return
	}
	refund := payment.RefundID(w.ids.New())
	again := func() error {
		return w.ask("the organiser", "refunds a payment", func(ctx context.Context) error {
			_, err := w.all.Payment.Refund(ctx, organiser, payment.ID(of), refund)
			return err
		})
	}
	if _ = again(); w.chance(3) {
		_ = again()
	}
}

// houseCancels ends somebody's order from behind the counter.
func houseCancels(w *World) {
	if o, any := w.anOrder(w.somebody()); any {
		_ = w.ask("the house", "cancels an order", func(ctx context.Context) error {
			return w.all.Ordering.Cancel(ctx, admin, o.ID)
		})
	}
}

// setAside keeps seats for the house.
func setAside(w *World) {
	at := w.anEvent()
	in := inventory.HouseHold{Event: at.id, Seats: w.wished(at, 1+w.rnd.IntN(3)), Note: "Press", By: organiser}
	if len(in.Seats) == 0 {
		return
	}
	if w.chance(2) {
		in.Until = w.clock.Now().Add(5 * time.Minute)
	}
	again := func() error {
		return w.ask("the house", "sets seats aside", func(ctx context.Context) error { return w.all.Inventory.HoldForHouse(ctx, in) })
	}
	if _ = again(); w.chance(4) {
		_ = again()
	}
}

// kept lists what is set aside of an event.
func (w *World) kept(at *show) []inventory.SeatID {
	states, err := w.all.Inventory.Snapshot(w.ctx, at.id)
	w.must("read seats", err)
	var kept []inventory.SeatID
	for _, s := range states {
		if s.Kind == inventory.SeatSetAside {
			kept = append(kept, s.Seat)
		}
	}
	return kept
}

// letAsideGo lets go what is kept for the house.
func letAsideGo(w *World) {
	at := w.anEvent()
	kept := w.kept(at)
	if len(kept) == 0 {
		return
	}
	_ = w.ask("the house", "lets seats go", func(ctx context.Context) error {
		_, err := w.all.Inventory.ReleaseForHouse(ctx, at.id, kept, organiser)
		return err
	})
}

// sellKept holds for somebody what is set aside, for the house or for those in line.
func sellKept(w *World) {
	p, kept := w.somebody(), w.kept(w.anEvent())
	if len(kept) == 0 {
		return
	}
	keeper := inventory.House
	if w.chance(2) {
		keeper = inventory.Waitlist
	}
	wish := inventory.Reserve{Group: inventory.GroupID(w.ids.New()), By: p.who, Seats: kept[:min(len(kept), 1+w.rnd.IntN(2))], Keeper: keeper}
	_ = w.request(p, "holds what was kept", func(ctx context.Context) error {
		held, err := w.all.Inventory.Reserve(ctx, wish)
		w.whole(held, len(wish.Seats), err)
		return err
	})
}

// orderFor places an order for somebody who holds seats.
func orderFor(w *World) {
	p := w.somebody()
	in := ordering.PlaceFor{Operation: w.ids.New(), Customer: p.who.Customer, Guest: p.account == "", Email: p.email(), Name: p.name}
	for _, h := range w.held(p) {
		if h.Customer.UUID() == p.who.Customer {
			in.Reservations = append(in.Reservations, ordering.ReservationID(h.ID))
		}
	}
	_ = w.ask("the house", "orders for somebody", func(ctx context.Context) error {
		placed, err := w.all.Ordering.PlaceFor(ctx, door, in)
		if err == nil {
			p.links = append(p.links, link{placed.Order.ID, placed.Secret})
		}
		return err
	})
}

// releaseSeat is the house's release of whatever keeps a seat.
func releaseSeat(w *World) {
	seats := w.wished(w.anEvent(), 1)
	if states, err := w.all.Inventory.Snapshot(w.ctx, w.anEvent().id); err == nil && len(states) > 0 {
		seats = []inventory.SeatID{states[w.rnd.IntN(len(states))].Seat}
	}
	if len(seats) == 0 {
		return
	}
	_ = w.ask("the house", "releases a seat", func(ctx context.Context) error {
		_, err := w.all.Inventory.ReleaseSeat(ctx, seats[0], door)
		return err
	})
}
