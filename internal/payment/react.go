package payment

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Subscriptions lists what the context hears of.
func (s *Service) Subscriptions() []work.Subscription {
	return []work.Subscription{
		work.On("payment-service", s.onOrderCancelled),
	}
}

// onOrderCancelled calls off a payment that is still open: nobody wants its money any more. Where it was taken in the meantime the
// payment succeeds all the same, and ordering has it given back. A second time finds nothing open. An order whose time ran out may
// still be paid: late money takes the same seats if they are free, so its payment is awaited to its own deadline.
func (s *Service) onOrderCancelled(ctx context.Context, fact events.OrderCancelled) error {
	if fact.Reason == events.HoldExpired {
		return nil
	}
	open, found, err := s.store.OpenOf(ctx, fact.Order)
	if err != nil {
		return fmt.Errorf("read the order's payment: %w", err)
	}
	if !found || open.Status != Pending {
		return nil
	}
	now := s.clock.Now()
	err = s.store.Update(ctx, func(tx Tx) error {
		loaded, err := tx.Payments(ctx, open.ID)
		if err != nil || len(loaded) == 0 {
			return err
		}
		loaded[0].CallOff(now)
		return tx.PutPayments(ctx, loaded[0])
	})
	if err != nil {
		return fmt.Errorf("call the payment off: %w", err)
	}
	_, err = s.Resolve(ctx, open.ID)
	return err
}
