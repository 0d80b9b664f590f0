package payment

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/kernel/actor"
)

// Show returns a payment to its owner or to the house. To everybody else there is none.
func (s *Service) Show(ctx context.Context, who actor.Actor, payment ID) (Payment, error) {
	p, err := s.Find(ctx, payment)
	if err != nil {
		return Payment{}, err
	}
	if !who.House() && !who.OwnsOrder(p.Order, p.Customer) {
		return Payment{}, ErrUnknownPayment
	}
	return p, nil
}

// Find returns a payment to callers that need no leave: the simulated bank's page and the audit.
func (s *Service) Find(ctx context.Context, payment ID) (Payment, error) {
	p, err := s.store.Payment(ctx, payment)
	if err != nil {
		return Payment{}, fmt.Errorf("read payment: %w", err)
	}
	return p, nil
}

// Payments returns all payments by id, those after an id only: for the audit.
func (s *Service) Payments(ctx context.Context, after ID, limit int) ([]Payment, error) {
	return s.store.Payments(ctx, after, limit)
}

// Refunds returns all refunds by id, those after an id only: for the audit.
func (s *Service) Refunds(ctx context.Context, after RefundID, limit int) ([]Refund, error) {
	return s.store.Refunds(ctx, after, limit)
}
