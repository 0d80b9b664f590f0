package ordering

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// Access is a session for one order.
type Access struct {
	Session
	Customer id.UUID
}

// Open exchanges an order's secret for a session that may do with this one order what its buyer may. A wrong secret is as if
// there were no such order.
func (s *Service) Open(ctx context.Context, order OrderID, secret string) (Access, error) {
	o, err := s.store.Order(ctx, order)
	if err != nil {
		return Access{}, fmt.Errorf("load order: %w", err)
	}
	if !o.Secret.Opens(secret) {
		return Access{}, ErrOrderNotFound
	}
	session, err := s.ports.Sessions.OrderSession(ctx, order.UUID(), o.Customer)
	if err != nil {
		return Access{}, fmt.Errorf("open session for order: %w", err)
	}
	now := s.clock.Now()
	err = s.store.Update(ctx, func(tx Tx) error {
		tx.Record(deed(actor.Actor{Customer: o.Customer, Role: actor.Guest, Order: order.UUID()}, "order.access", order, now))
		return nil
	})
	if err != nil {
		return Access{}, fmt.Errorf("record access: %w", err)
	}
	return Access{Session: session, Customer: o.Customer}, nil
}

// visible loads an order for reading: to its owner, to the house, and to whoever has its secret.
func (s *Service) visible(ctx context.Context, who actor.Actor, order OrderID, secret string) (Order, error) {
	o, err := s.store.Order(ctx, order)
	if err != nil {
		return Order{}, fmt.Errorf("load order: %w", err)
	}
	if !o.BelongsTo(who) && !who.House() && !who.Is(actor.Service) && !o.Secret.Opens(secret) {
		return Order{}, ErrOrderNotFound
	}
	return o, nil
}
