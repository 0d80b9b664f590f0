package catalog

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// Generate makes seats by sections, beside those that the event has already. Seats that are there keep their ids, prices and buyers. It
// refuses sections that the event has, and more seats than its capacity. The same call again makes nothing more. It returns the plan
// of the sections that were asked for.
func (s *Service) Generate(ctx context.Context, who actor.Actor, call id.UUID, event EventID, sections []SectionConfiguration) (*Plan, error) {
	e, err := s.Event(ctx, event)
	if err != nil {
		return nil, err
	}
	if e.Status == Cancelled {
		return nil, ErrEventCancelled
	}
	more, err := GeneratePlan(event.UUID(), sections, e.BasePrice)
	if err != nil || e.LaidBy == call {
		return more, err
	}
	_, err = s.carry(ctx, change{
		event: event, who: who, deed: "event.seats", apply: unlessCancelled, laidBy: call,
		layout: func(ctx context.Context, before, _ Event) (*Plan, error) {
			if more, err = GeneratePlan(event.UUID(), sections, before.BasePrice); err != nil {
				return nil, err
			}
			present, err := s.plan(ctx, before)
			if err != nil || present == nil {
				return more, err
			}
			return present.Join(more)
		},
	})
	if err != nil {
		return nil, fmt.Errorf("generate seats: %w", err)
	}
	return more, nil
}

// unlessCancelled leaves the event as it is.
func unlessCancelled(e *Event) error {
	if e.Status == Cancelled {
		return ErrEventCancelled
	}
	return nil
}
