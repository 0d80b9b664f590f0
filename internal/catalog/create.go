package catalog

import (
	"context"
	"errors"
	"fmt"

	"github.com/speckit/ticketing/internal/kernel/actor"
)

// Create announces an event. It is active, and for sale as soon as it has seats and its sale is open. The same id again returns the
// event that there is.
func (s *Service) Create(ctx context.Context, who actor.Actor, event EventID, draft Draft) (Event, error) {
	now, message := s.clock.Now(), s.ids.New()
	e, err := draft.event(event, s.rules, now)
	if err != nil {
		return Event{}, err
	}
	err = s.store.Update(ctx, func(tx Tx) error {
		if err := tx.AddEvent(ctx, e); err != nil {
			return err
		}
		tx.Emit(eventChanged(e, message, now))
		tx.Record(deed(who, "event.create", e, now))
		return nil
	})
	if errors.Is(err, ErrEventExists) {
		return s.Event(ctx, event)
	}
	if err != nil {
		return Event{}, fmt.Errorf("create event: %w", err)
	}
	return e, nil
}
