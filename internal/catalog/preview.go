package catalog

import (
	"context"
	"errors"
	"fmt"
)

// PreviewSeats works out what [Service.Generate] would make and writes nothing: the plan of the sections that were asked for, and the
// whole plan that the event would have. What only inventory can refuse is not refused.
func (s *Service) PreviewSeats(ctx context.Context, event EventID, sections []SectionConfiguration) (more, whole *Plan, err error) {
	whole, err = s.preview(ctx, s.generation(event, sections, &more))
	return more, whole, err
}

// PreviewPlan works out the plan that the event would have after [Service.ImportPlan] and writes nothing. What only inventory can
// refuse is not refused.
func (s *Service) PreviewPlan(ctx context.Context, event EventID, in PlanImport) (*Plan, error) {
	var plan *Plan
	c, err := s.replacement(ctx, event, in, &plan)
	if err != nil {
		return nil, err
	}
	return s.preview(ctx, c)
}

// preview works out the plan that a change would give its event.
func (s *Service) preview(ctx context.Context, c change) (*Plan, error) {
	for range changeTries {
		plan, err := s.outline(ctx, c)
		if errors.Is(err, errOvertaken) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("preview %s: %w", c.deed, err)
		}
		return plan, nil
	}
	return nil, ErrChanging
}

func (s *Service) outline(ctx context.Context, c change) (*Plan, error) {
	before, err := s.store.Event(ctx, c.event)
	if err != nil {
		return nil, err
	}
	after := before
	if err := c.apply(&after); err != nil {
		return nil, err
	}
	return c.plan(ctx, before, after)
}
