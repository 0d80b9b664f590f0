package catalog

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// layout is a plan on its way to become the seats of an event, worked out before the transaction.
type layout struct {
	number   int
	laidBy   id.UUID
	plan     *Plan
	geometry []byte
	hash     string
	facts    []work.Fact
}

// lay works out the layout of a change; nil leaves the seats as they are.
func (s *Service) lay(ctx context.Context, c change, before, after Event) (*layout, error) {
	plan, err := c.plan(ctx, before, after)
	if err != nil || plan == nil {
		return nil, err
	}
	after.Layout++
	return s.draw(after, plan, c.laidBy), nil
}

// plan works out the plan that the change gives its event; nil leaves the seats as they are.
func (c change) plan(ctx context.Context, before, after Event) (*Plan, error) {
	if c.layout == nil {
		return nil, nil
	}
	plan, err := c.layout(ctx, before, after)
	if err != nil || plan == nil {
		return nil, err
	}
	if err := after.admits(len(plan.Seats)); err != nil {
		return nil, err
	}
	return plan, plan.checkPrices(after.Currency())
}

// draw writes a plan as the event's present layout.
func (s *Service) draw(e Event, plan *Plan, by id.UUID) *layout {
	geometry := plan.Geometry()
	return &layout{
		number: e.Layout, laidBy: by, plan: plan, geometry: geometry, hash: PlanHash(geometry),
		facts: s.seatsGenerated(e, plan, s.clock.Now()),
	}
}

// checkPrices refuses prices of which a thousand would no longer add up to an amount.
func (p *Plan) checkPrices(currency money.Currency) error {
	for _, category := range p.Categories {
		if category.Price.Minor > maxPrice {
			return ErrPricing.Saying("Seats of the category %.40s would cost more than %s each. Nothing was changed.", category.Name, money.Of(maxPrice, currency))
		}
	}
	return nil
}

// put gives the event the layout's seats. One that was there before goes on with its status and version, and with its price for whoever has it.
func (l *layout) put(ctx context.Context, tx Tx, e *Event) error {
	old, err := tx.StandingsOf(ctx, e.ID)
	if err != nil {
		return err
	}
	known := make(map[SeatID]Standing, len(old))
	for _, standing := range old {
		known[standing.SeatID] = standing
	}
	e.redraw()
	e.Layout, e.LaidBy, e.PlanHash, e.Tally = l.number, l.laidBy, l.hash, Tally{}
	e.Lowest, e.Highest = e.BasePrice.Minor, e.BasePrice.Minor
	seats := make([]Seat, len(l.plan.Seats))
	for i, place := range l.plan.Seats {
		standing := Standing{SeatID: SeatID(place.ID), Event: e.ID, Status: Unavailable}
		if before, there := known[standing.SeatID]; there {
			standing = before.promised(place.Price.Minor)
		}
		standing.Index, standing.Price, standing.Changed = i, place.Price.Minor, e.Sequence
		seats[i] = Seat{PlanSeat: place, Standing: standing}
		e.Tally.count(standing, 1)
		if i == 0 {
			e.Lowest, e.Highest = standing.Price, standing.Price
		}
		e.Lowest, e.Highest = min(e.Lowest, standing.Price), max(e.Highest, standing.Price)
	}
	if err := tx.PutPlan(ctx, l.hash, l.geometry); err != nil {
		return err
	}
	return tx.PutSeats(ctx, e.ID, seats)
}

// promised is a standing that keeps its price when the seat gets another, if it is sold and nobody told at which.
func (s Standing) promised(price int64) Standing {
	if s.Status == Sold && !s.Promise.Made && s.Price != price {
		s.Promise = Promise{Made: true, Price: s.Price}
	}
	return s
}

// plan reads the present layout of an event back; nil if it has no seats.
func (s *Service) plan(ctx context.Context, e Event) (*Plan, error) {
	if e.Layout == 0 {
		return nil, nil
	}
	geometry, err := s.store.Plan(ctx, e.PlanHash)
	if err != nil {
		return nil, fmt.Errorf("read geometry: %w", err)
	}
	seats, err := s.store.Seats(ctx, e.ID, 0, maxPlanSeats)
	if err != nil {
		return nil, fmt.Errorf("read seats: %w", err)
	}
	return restore(geometry, seats)
}
