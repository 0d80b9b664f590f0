package catalog

import (
	"context"

	"github.com/speckit/ticketing/internal/kernel/actor"
)

// Cancel ends an event for good. When it returns, no seat can be held any more and the cancellation is committed; in the background,
// as others hear of it, holds are let go and every paid order is refunded. A cancelled event stays so.
func (s *Service) Cancel(ctx context.Context, who actor.Actor, event EventID) (Event, error) {
	return s.carry(ctx, change{event: event, who: who, deed: "event.cancel", apply: func(e *Event) error {
		e.cancel()
		return nil
	}})
}
