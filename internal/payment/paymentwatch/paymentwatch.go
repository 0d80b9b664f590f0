// Package paymentwatch shows an operator the calls to the payment provider.
package paymentwatch

import (
	"context"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment"
)

// Provider returns a provider each of whose calls is a step that span watches. Without a provider there is none.
func Provider(next payment.Provider, span func(ctx context.Context, name string, do func(context.Context) error) error) payment.Provider {
	if next == nil {
		return nil
	}
	return provider{next, span}
}

type provider struct {
	payment.Provider
	span func(context.Context, string, func(context.Context) error) error
}

// Charge takes the amount.
func (p provider) Charge(ctx context.Context, charge payment.Charge) (out payment.Outcome, err error) {
	err = p.span(ctx, "provider charge", func(ctx context.Context) error {
		out, err = p.Provider.Charge(ctx, charge)
		return err
	})
	return out, err
}

// Lookup says what became of a charge.
func (p provider) Lookup(ctx context.Context, key id.UUID) (out payment.Outcome, err error) {
	err = p.span(ctx, "provider lookup", func(ctx context.Context) error {
		out, err = p.Provider.Lookup(ctx, key)
		return err
	})
	return out, err
}

// Close sees to it that a charge takes no money any more.
func (p provider) Close(ctx context.Context, key id.UUID) (out payment.Outcome, err error) {
	err = p.span(ctx, "provider close", func(ctx context.Context) error {
		out, err = p.Provider.Close(ctx, key)
		return err
	})
	return out, err
}

// Refund gives a taken charge back.
func (p provider) Refund(ctx context.Context, refund payment.RefundRequest) (out payment.RefundOutcome, err error) {
	err = p.span(ctx, "provider refund", func(ctx context.Context) error {
		out, err = p.Provider.Refund(ctx, refund)
		return err
	})
	return out, err
}
