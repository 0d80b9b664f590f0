package inventory

import (
	"context"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Part is a part of an event's layout, as it travels.
type Part struct {
	Event          EventID
	Layout         int
	Number, Of     int // 1 … Of
	Currency       money.Currency
	StageX, StageY float64
	Seats          []events.GeneratedSeat
}

// Relay is the catalogue's wish to lay an event's seats anew.
type Relay struct {
	Event  EventID
	Layout int // the one that is to come; 0: the next one
	// Keeps says that every seat stays in the plan: what is held or sold is then no hindrance. Reservations keep their prices, and what comes
	// free has its new one.
	Keeps bool
}

// ReplaceLayout grants the catalogue a new layout for the event, or refuses because a seat is held or sold. From its return until
// the new layout is there no seat can be held; if it does not come within the rule's patience, the old one is sold again. A wish for a
// layout that has come already is old news.
func (s *Service) ReplaceLayout(ctx context.Context, in Relay) error {
	now := s.clock.Now()
	err := s.store.Update(ctx, func(tx Tx) error {
		sale, err := tx.LockSale(ctx, in.Event)
		if err != nil || in.Layout > 0 && in.Layout <= sale.Layout {
			return err
		}
		if !in.Keeps {
			if err := unclaimed(ctx, tx, in.Event); err != nil {
				return err
			}
		}
		sale.RelaidUntil, sale.RelaidTo = now.Add(s.rules.RelayPatience), max(sale.RelaidTo, in.Layout)
		return tx.PutSale(ctx, sale)
	})
	if err != nil {
		return fmt.Errorf("grant a new layout: %w", err)
	}
	return nil
}

// unclaimed refuses to go on while a seat of the event is held or sold.
func unclaimed(ctx context.Context, tx Tx, event EventID) error {
	counts, err := tx.Counts(ctx, event)
	if err != nil || counts.Held+counts.Sold == 0 {
		return err
	}
	return ErrSeatsClaimed.With("held", counts.Held).With("sold", counts.Sold)
}

// Arrange takes a part of a layout. With the last part the whole layout goes on sale in one transaction, and the free seats of the
// lower ones leave the plan. A seat of theirs that somebody has, because he was quicker than the message, leaves it when it comes free.
func (s *Service) Arrange(ctx context.Context, part Part) error {
	now := s.clock.Now()
	err := s.store.Update(ctx, func(tx Tx) error {
		sale, err := tx.LockSale(ctx, part.Event)
		if err != nil {
			return err
		}
		if part.Layout <= sale.Layout {
			return nil
		}
		parts, err := complete(ctx, tx, part)
		if err != nil || parts == nil {
			return err
		}
		return s.putLayout(ctx, tx, sale, parts, now)
	})
	if err != nil {
		return fmt.Errorf("arrange seats: %w", err)
	}
	s.floors.forget(part.Event)
	return nil
}

// complete returns all parts of the layout once they are there; until then it keeps the part.
func complete(ctx context.Context, tx Tx, part Part) ([]Part, error) {
	if part.Of <= 1 {
		return []Part{part}, nil
	}
	have, err := tx.PutPart(ctx, part)
	if err != nil || have < part.Of {
		return nil, err
	}
	return tx.Parts(ctx, part.Event, part.Layout)
}

// putLayout puts a whole layout on sale.
func (s *Service) putLayout(ctx context.Context, tx Tx, sale Sale, parts []Part, now time.Time) error {
	old, err := tx.SeatsOf(ctx, sale.Event)
	if err != nil {
		return err
	}
	first := parts[0]
	if sale.Currency == "" {
		sale.Currency = first.Currency
	}
	a := arrangement{sale: sale, layout: first.Layout, until: now.Add(s.rules.Stall), old: make(map[SeatID]Seat, len(old))}
	for _, seat := range old {
		a.old[seat.ID] = seat
	}
	stamp := func() events.Meta { return events.Stamp(s.ids.New(), now) }
	for _, part := range parts {
		if err := a.place(part, stamp); err != nil {
			return err
		}
	}
	a.remove(old, stamp)
	if err := tx.PutSeats(ctx, a.seats); err != nil {
		return err
	}
	tx.Emit(a.facts...)
	sale.Layout, sale.StageX, sale.StageY = first.Layout, first.StageX, first.StageY
	if sale.RelaidTo <= first.Layout { // else a later one is announced, which has other prices
		sale.RelaidUntil = time.Time{}
	}
	if err := tx.PutSale(ctx, sale); err != nil {
		return err
	}
	return tx.DropParts(ctx, sale.Event, first.Layout)
}

// arrangement is a layout on its way into the store.
type arrangement struct {
	sale   Sale
	layout int
	until  time.Time       // how long new seats wait for the keeper whom the event favours
	old    map[SeatID]Seat // by id; what the new layout has too is taken out
	seats  []Seat
	facts  []work.Fact
}

// place puts the seats of a part on sale, those that are new for the keeper whom the event favours. One that was there before keeps
// its claim and goes on with its version.
func (a *arrangement) place(part Part, stamp func() events.Meta) error {
	for _, g := range part.Seats {
		price, err := g.Price.In(part.Currency)
		if err != nil {
			return &work.Unreadable{Topic: events.SeatsGenerated{}.Topic(), Cause: fmt.Errorf("price of seat %s: %w", g.Seat, err)}
		}
		seat, known := a.old[SeatID(g.Seat)]
		delete(a.old, SeatID(g.Seat))
		if !known {
			seat = Seat{ID: SeatID(g.Seat), Claim: Claim{Kind: SeatOff}}
		}
		seat.Event, seat.Layout, seat.Price = a.sale.Event, a.layout, price
		seat.Label = Label{Section: g.Section, Row: g.Row, Number: g.Label}
		seat.Spot = Spot{
			Category: g.Category, Rank: g.Rank, Accessible: g.Accessible, Companion: g.Companion, Standing: g.Standing,
			X: g.X, Y: g.Y, Index: g.Index,
		}
		if seat.PutOn() {
			put, heir := seat, a.sale.heir("")
			if heir != "" {
				_ = seat.SetAside(heir, a.until, "") // it is free
			}
			a.facts = append(a.facts, seatStatusChanged(stamp(), put, seat.Claim, "on_sale"))
			if heir != "" {
				a.facts = append(a.facts, seatStatusChanged(stamp(), seat, seat.Claim, "set_aside"))
			}
		}
		a.seats = append(a.seats, seat)
	}
	return nil
}

// remove takes the free seats that are not in the new layout off sale, in the order of their ids.
func (a *arrangement) remove(old []Seat, stamp func() events.Meta) {
	for _, seat := range old {
		if _, gone := a.old[seat.ID]; !gone || seat.TakeOff() != nil {
			continue
		}
		a.seats = append(a.seats, seat)
		a.facts = append(a.facts, seatStatusChanged(stamp(), seat, seat.Claim, "removed"))
	}
}
