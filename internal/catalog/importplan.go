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
	e, err := s.Event(ctx, event)
	if err != nil {
		return nil, err
	}
	if e.Status == Cancelled {
		return nil, ErrEventCancelled
	}
	raw, err := ReadPlan(in.Body)
	if err != nil {
		return nil, err
	}
	var plan *Plan
	_, err = s.carry(ctx, change{
		event: event, who: who, deed: "event.plan", apply: unlessCancelled, laidBy: call, replaces: true,
		layout: func(_ context.Context, before, _ Event) (*Plan, error) {
			plan, err = raw.Seats(event.UUID(), Pricing{Base: before.BasePrice, ByCategory: in.Prices}, in.Marks)
			return plan, err
		},
	})
	if err != nil {
		return nil, err
	}
	return plan, nil
}
