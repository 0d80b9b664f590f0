package catalog

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// DemoEvent is an event that comes whole: with its id, and a plan whose seats have theirs and their prices.
type DemoEvent struct {
	ID id.UUID
	Draft
	Plan *Plan
}

// Load brings an event with its seats, in one transaction. An event that is there already stays as it is.
func (s *Service) Load(ctx context.Context, in DemoEvent) error {
	now, message := s.clock.Now(), s.ids.New()
	if _, err := s.Event(ctx, EventID(in.ID)); !errors.Is(err, ErrNoSuchEvent) {
		return err
	}
	e, err := in.event(EventID(in.ID), s.rules, now)
	if err != nil {
		return err
	}
	if err := e.admits(len(in.Plan.Seats)); err != nil {
		return err
	}
	numbered := e
	numbered.Layout++
	lay := s.draw(numbered, in.Plan, id.Nil)
	if err := s.seats.SetTerms(ctx, e.Terms()); err != nil {
		return fmt.Errorf("load event: %w", err)
	}
	err = s.store.Update(ctx, func(tx Tx) error {
		loaded := e
		if err := tx.AddEvent(ctx, loaded); err != nil {
			return err
		}
		if err := lay.put(ctx, tx, &loaded); err != nil {
			return err
		}
		tx.Emit(eventChanged(loaded, message, now))
		tx.Emit(lay.facts...)
		return tx.PutEvents(ctx, []Event{loaded})
	})
	if err != nil && !errors.Is(err, ErrEventExists) {
		return fmt.Errorf("load event: %w", err)
	}
	return nil
}

// Postpone moves an event to another date, as a demonstration does with what has passed. Its sale has no times of its own afterwards.
func (s *Service) Postpone(ctx context.Context, event id.UUID, to time.Time) error {
	var always time.Time
	_, err := s.Edit(ctx, actor.Actor{}, EventID(event), Edit{EventDate: &to, SaleOpensAt: &always, SaleClosesAt: &always})
	return err
}

// OnSale says how many of an event's seats inventory sells or has sold already, of how many.
func (s *Service) OnSale(ctx context.Context, event id.UUID) (known, total int, err error) {
	e, err := s.Event(ctx, EventID(event))
	return e.Tally.Total() - e.Tally.Unavailable, e.Tally.Total(), err
}
