package catalog

import (
	"context"

	"github.com/speckit/ticketing/internal/kernel/actor"
)

// Reactivate puts an event on sale again, unless its date has passed. An event that is on sale stays so.
func (s *Service) Reactivate(ctx context.Context, who actor.Actor, event EventID) (Event, error) {
	return s.carry(ctx, change{
		event: event, who: who, deed: "event.reactivate",
		apply: func(e *Event) error { return e.reactivate(s.clock.Now()) },
	})
}
