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
	c := s.generation(event, sections, &more)
	c.who, c.laidBy = who, call
	if _, err = s.carry(ctx, c); err != nil {
		return nil, fmt.Errorf("generate seats: %w", err)
	}
	return more, nil
}

// generation is the change that makes seats by sections. It leaves their own plan in more.
func (s *Service) generation(event EventID, sections []SectionConfiguration, more **Plan) change {
	return change{
		event: event, deed: "event.seats", apply: unlessCancelled,
		layout: func(ctx context.Context, before, _ Event) (_ *Plan, err error) {
			if *more, err = GeneratePlan(event.UUID(), sections, before.BasePrice); err != nil {
				return nil, err
			}
			present, err := s.plan(ctx, before)
			if err != nil || present == nil {
				return *more, err
			}
			return present.Join(*more)
		},
	}
}

// unlessCancelled leaves the event as it is.
func unlessCancelled(e *Event) error {
	if e.Status == Cancelled {
		return ErrEventCancelled
	}
	return nil
}
