package fulfillment

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// Void cancels every ticket of an order, used ones too, and makes sure that it gets none any more: order-paid may still be on its
// way. When it returns, that is committed; nobody is admitted from then on, and the money can go back. It may be called again.
func (s *Service) Void(ctx context.Context, order id.UUID) error {
	now := s.clock.Now()
	err := s.store.Update(ctx, func(tx Tx) error {
		found, err := tx.Orders(ctx, []OrderID{OrderID(order)})
		if err != nil || !found[0].VoidedAt.IsZero() {
			return err
		}
		o := found[0]
		tickets, err := tx.TicketsOf(ctx, o.ID)
		if err != nil {
			return err
		}
		for i, t := range tickets {
			tickets[i] = t.Cancel(now)
		}
		if err := tx.PutTickets(ctx, tickets); err != nil {
			return err
		}
		o.VoidedAt = now
		return tx.PutOrders(ctx, []Order{o})
	})
	if err != nil {
		return fmt.Errorf("void the tickets of order %s: %w", order, err)
	}
	return nil
}
