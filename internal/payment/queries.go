package payment

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/kernel/actor"
)

// Show returns a payment to its owner or to the house, with its refund: the one under way or done, else the last that was refused; nil while there is none. To everybody
// else there is no such payment.
func (s *Service) Show(ctx context.Context, who actor.Actor, payment ID) (Payment, *Refund, error) {
	p, err := s.Find(ctx, payment)
	if err != nil {
		return Payment{}, nil, err
	}
	if !who.House() && !who.OwnsOrder(p.Order, p.Customer) {
		return Payment{}, nil, ErrUnknownPayment
	}
	if p.Status != Succeeded && p.Status != Refunded {
		return p, nil, nil // no money was taken: buyers ask often while that is open
	}
	r, found, err := s.store.RefundOf(ctx, p.ID)
	if err != nil {
		return Payment{}, nil, fmt.Errorf("read refund: %w", err)
	}
	if !found {
		return p, nil, nil
	}
	return p, &r, nil
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
