package fulfillment

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// The consumer groups of fulfillment.
const (
	issuing = "fulfillment-service"
	copying = "fulfillment-event-changed"
)

// Subscriptions are the facts of others that fulfillment acts on.
func (s *Service) Subscriptions() []work.Subscription {
	return []work.Subscription{
		work.OnMany(issuing, func(ctx context.Context, paid []events.OrderPaid) error { return s.Issue(ctx, paid...) }),
		work.OnMany(copying, s.copyEvents),
	}
}

// copyEvents keeps the copies of events up to date. Older and doubled facts do nothing: the highest version stays.
func (s *Service) copyEvents(ctx context.Context, facts []events.EventChanged) error {
	newest := map[string]Event{}
	var order []string
	for _, f := range facts {
		key := f.Key()
		if have, ok := newest[key]; !ok {
			order = append(order, key)
		} else if have.Version >= f.EventVersion {
			continue
		}
		newest[key] = eventOf(f)
	}
	copies := make([]Event, len(order))
	for i, key := range order {
		copies[i] = newest[key]
	}
	if err := s.store.Update(ctx, func(tx Tx) error { return tx.PutEvents(ctx, copies) }); err != nil {
		return fmt.Errorf("keep events: %w", err)
	}
	return nil
}
