package catalog

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// Painted is what an event's categories came to.
type Painted struct {
	Plan *Plan
	// Kept is how many seats of the categories that were named or painted are held or sold at another price, as far as the map knows.
	Kept int
}

// Paint makes and changes price categories and moves seats into them. Whoever has a seat keeps it at the price at which he took it; from
// then on it costs what its category does. Inventory is asked to keep buyers off until it has the new prices, so that nobody is charged
// another than he was shown. The same painting again changes nothing.
func (s *Service) Paint(ctx context.Context, who actor.Actor, call id.UUID, event EventID, in Painting) (Painted, error) {
	var plan *Plan
	_, err := s.carry(ctx, change{
		event: event, who: who, deed: "event.categories", apply: unlessCancelled, laidBy: call, replaces: true, keeps: true,
		layout: func(ctx context.Context, before, _ Event) (*Plan, error) {
			present, err := s.plan(ctx, before)
			if err != nil {
				return nil, err
			}
			if present == nil {
				return nil, ErrNoPlan.Saying("This event has no seats yet. Nothing was changed; make its seats first.")
			}
			if plan, err = present.paint(in, before.Currency()); err != nil || plan.same(present) {
				return nil, err
			}
			return plan, nil
		},
	})
	if err != nil {
		return Painted{}, err
	}
	seats, err := s.store.Seats(ctx, event, 0, maxPlanSeats)
	if err != nil {
		return Painted{}, fmt.Errorf("read seats: %w", err)
	}
	return Painted{Plan: plan, Kept: in.kept(seats)}, nil
}

// kept counts the seats of the painting's categories that cost whoever has them something else than the next one.
func (in Painting) kept(seats []Seat) int {
	mine := make(map[string]bool, len(in.Categories)+len(in.Moves))
	for _, category := range in.Categories {
		mine[category.Name] = true
	}
	for _, move := range in.Moves {
		mine[move.Category] = true
	}
	kept := 0
	for i := range seats {
		if mine[seats[i].Category] && seats[i].Cost() != seats[i].Standing.Price {
			kept++
		}
	}
	return kept
}
