package catalog

import (
	"context"
	"io"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// PlanImport is a seat plan on its way into an event.
type PlanImport struct {
	Prices map[string]money.Decimal // by category; the others cost the base price
	Marks  Marks
	Body   io.Reader // the plan in the open format; read once, and not before the event is known
}

// ImportPlan gives an event the seats of a plan, in the place of all that it has. Inventory refuses it while one is held or sold.
func (s *Service) ImportPlan(ctx context.Context, who actor.Actor, call id.UUID, event EventID, in PlanImport) (*Plan, error) {
	var plan *Plan
	c, err := s.replacement(ctx, event, in, &plan)
	if err != nil {
		return nil, err
	}
	c.who, c.laidBy = who, call
	if _, err = s.carry(ctx, c); err != nil {
		return nil, err
	}
	return plan, nil
}

// replacement reads a plan into the change that puts its seats in the place of all that the event has. It leaves their plan in made.
func (s *Service) replacement(ctx context.Context, event EventID, in PlanImport, made **Plan) (change, error) {
	e, err := s.Event(ctx, event)
	if err != nil {
		return change{}, err
	}
	if e.Status == Cancelled {
		return change{}, ErrEventCancelled
	}
	raw, err := ReadPlan(in.Body)
	if err != nil {
		return change{}, err
	}
	return change{
		event: event, deed: "event.plan", apply: unlessCancelled, replaces: true,
		layout: func(_ context.Context, before, _ Event) (_ *Plan, err error) {
			*made, err = raw.Seats(event.UUID(), Pricing{Base: before.BasePrice, ByCategory: in.Prices}, in.Marks)
			return *made, err
		},
	}, nil
}
