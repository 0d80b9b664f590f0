package catalog

import (
	"context"

	"github.com/speckit/ticketing/internal/kernel/actor"
)

// Deactivate takes an event off sale; what is sold stays sold. Inventory refuses it while a seat is held. An event that is off sale
// already stays so.
func (s *Service) Deactivate(ctx context.Context, who actor.Actor, event EventID) (Event, error) {
	return s.carry(ctx, change{event: event, who: who, deed: "event.deactivate", apply: (*Event).deactivate})
}
