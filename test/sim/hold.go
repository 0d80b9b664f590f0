package sim

import (
	"context"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// hold asks for named seats.
func (w *World) hold(p *person, seats []inventory.SeatID) error {
	if len(seats) == 0 {
		return nil
	}
	group := inventory.GroupID(w.ids.New())
	return w.request(p, "holds named seats", func(ctx context.Context) error {
		held, err := w.all.Inventory.Reserve(ctx, inventory.Reserve{Group: group, By: p.who, Seats: seats})
		w.whole(held, len(seats), err)
		return err
	})
}

// whole checks that a wish was fulfilled whole or not at all.
func (w *World) whole(held []inventory.Hold, wished int, err error) {
	if err == nil && len(held) != wished {
		w.breach("all or none", "%d seats were asked for and %d held", wished, len(held))
	}
}

// holdNamed picks seats on the map.
func holdNamed(w *World) {
	p := w.somebody()
	_ = w.hold(p, w.wished(w.anEvent(), 1+w.rnd.IntN(4)))
}

// holdBest leaves the choice to the house.
func holdBest(w *World) { w.holdBest(w.somebody()) }

func (w *World) holdBest(p *person) {
	show := w.anEvent()
	wish := inventory.Reserve{
		Group: inventory.GroupID(w.ids.New()), By: p.who, Event: show.id, Quantity: 1 + w.rnd.IntN(4),
	}
	if w.chance(3) {
		wish.Section = show.sections[w.rnd.IntN(len(show.sections))].SectionCode
	}
	if w.chance(4) {
		wish.MaxPrice = money.Decimal("30")
	}
	_ = w.request(p, "asks for the best seats", func(ctx context.Context) error {
		held, err := w.all.Inventory.Reserve(ctx, wish)
		w.whole(held, wish.Quantity, err)
		for _, h := range held {
			if limit, err := wish.MaxPrice.In(h.Price.Currency); wish.MaxPrice != "" && err == nil && h.Price.Minor > limit.Minor {
				w.breach("I6", "a seat of %s was held for a wish of at most %s", h.Price, limit)
			}
		}
		return err
	})
}

// wished picks seats of an event as somebody would who looks at the map: mostly free ones.
func (w *World) wished(at *show, n int) []inventory.SeatID {
	states, err := w.all.Inventory.Snapshot(w.ctx, at.id)
	w.must("read seats", err)
	var free []inventory.SeatID
	for _, s := range states {
		if s.Kind == inventory.SeatFree || w.chance(12) {
			free = append(free, s.Seat)
		}
	}
	w.rnd.Shuffle(len(free), func(i, j int) { free[i], free[j] = free[j], free[i] })
	return free[:min(n, len(free))]
}

// held lists what somebody holds.
func (w *World) held(p *person) []inventory.Hold {
	holds, err := w.all.Inventory.HoldsOf(w.ctx, p.who)
	w.must("list holds", err)
	return holds
}

// letGo releases one of somebody's holds.
func letGo(w *World) {
	p := w.somebody()
	if holds := w.held(p); len(holds) > 0 {
		one := holds[w.rnd.IntN(len(holds))]
		_ = w.request(p, "lets a seat go", func(ctx context.Context) error { return w.all.Inventory.ReleaseOwn(ctx, one.ID, p.who) })
	}
}

// extend asks for more time.
func extend(w *World) {
	p := w.somebody()
	if holds := w.held(p); len(holds) > 0 {
		one := holds[w.rnd.IntN(len(holds))]
		_ = w.request(p, "asks for more time", func(ctx context.Context) error {
			_, err := w.all.Inventory.Extend(ctx, one.ID, p.who)
			return err
		})
	}
}
