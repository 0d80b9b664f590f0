package catalogmem

import (
	"context"
	"fmt"
	"slices"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/mem"
)

// tx is a catalog.Tx.
type tx struct {
	*mem.Unit
	store *Store
}

func (t tx) Events(_ context.Context, events []catalog.EventID) ([]catalog.Event, error) {
	return t.store.byID(events), nil
}

func (t tx) AddEvent(_ context.Context, event catalog.Event) error {
	if _, known := t.store.events.Get(event.ID); known {
		return catalog.ErrEventExists
	}
	t.store.events.Put(event.ID, event)
	return nil
}

func (t tx) PutEvents(_ context.Context, events []catalog.Event) error {
	for _, e := range events {
		if e.Tally.Total() > e.MaxCapacity {
			return catalog.ErrOverCapacity
		}
		t.store.events.Put(e.ID, e)
	}
	return nil
}

func (t tx) Standings(_ context.Context, seats []catalog.SeatID) ([]catalog.Standing, error) {
	var out []catalog.Standing
	for _, seat := range sorted(seats) {
		if row, known := t.store.seats.Get(seat); known {
			out = append(out, row.Standing)
		}
	}
	return out, nil
}

func (t tx) StandingsOf(ctx context.Context, event catalog.EventID) ([]catalog.Standing, error) {
	order, _ := t.store.orders.Get(event)
	return t.Standings(ctx, order)
}

func (t tx) PutStandings(_ context.Context, standings []catalog.Standing) error {
	for _, s := range standings {
		if row, known := t.store.seats.Get(s.SeatID); known {
			row.Status, row.Promise, row.Version, row.Changed = s.Status, s.Promise, s.Version, s.Changed
			t.store.seats.Put(s.SeatID, row)
		}
	}
	return nil
}

func (t tx) PutPlan(_ context.Context, hash string, geometry []byte) error {
	if _, known := t.store.plans.Get(hash); !known {
		t.store.plans.Put(hash, geometry)
	}
	return nil
}

func (t tx) PutSeats(_ context.Context, event catalog.EventID, seats []catalog.Seat) error {
	old, _ := t.store.orders.Get(event)
	for _, seat := range old {
		t.store.seats.Delete(seat)
	}
	seats = slices.Clone(seats)
	slices.SortFunc(seats, func(a, b catalog.Seat) int { return a.Index - b.Index })
	order := make([]catalog.SeatID, len(seats))
	for i, s := range seats {
		if _, known := t.store.seats.Get(s.SeatID); known {
			return fmt.Errorf("seat %s is of two places", id.Hex(s.SeatID.UUID()))
		}
		order[i] = s.SeatID
		s.Event, s.GUID, s.X, s.Y = event, "", 0, 0 // as little as a database keeps
		t.store.seats.Put(s.SeatID, s)
	}
	t.store.orders.Put(event, order)
	return nil
}
