package paymentwatch_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentwatch"
)

var errLost = errors.New("the answer was lost")

// bank takes every charge and loses the answers to refunds.
type bank struct{}

func (bank) Simulated() bool { return true }

func (bank) Charge(context.Context, payment.Charge) (payment.Outcome, error) {
	return payment.Outcome{Status: payment.Taken}, nil
}

func (bank) Lookup(context.Context, id.UUID) (payment.Outcome, error) {
	return payment.Outcome{Status: payment.Undecided}, nil
}

func (bank) Close(context.Context, id.UUID) (payment.Outcome, error) {
	return payment.Outcome{Status: payment.Closed}, nil
}

func (bank) Refund(context.Context, payment.RefundRequest) (payment.RefundOutcome, error) {
	return payment.RefundOutcome{Status: payment.Returned}, errLost
}

func TestEveryCallIsWatchedAndAnsweredAsTheProviderDoes(t *testing.T) {
	t.Parallel()
	var steps []string
	p := paymentwatch.Provider(bank{}, func(ctx context.Context, name string, do func(context.Context) error) error {
		steps = append(steps, name)
		return do(ctx)
	})
	charged, err1 := p.Charge(t.Context(), payment.Charge{})
	found, err2 := p.Lookup(t.Context(), id.Nil)
	closed, err3 := p.Close(t.Context(), id.Nil)
	refunded, err4 := p.Refund(t.Context(), payment.RefundRequest{})
	if charged.Status != payment.Taken || found.Status != payment.Undecided || closed.Status != payment.Closed || refunded.Status != payment.Returned || !p.Simulated() {
		t.Errorf("answers %v %v %v %v", charged, found, closed, refunded)
	}
	if err := errors.Join(err1, err2, err3); err != nil || !errors.Is(err4, errLost) {
		t.Errorf("errors %v, %v", err, err4)
	}
	if !slices.Equal(steps, []string{"provider charge", "provider lookup", "provider close", "provider refund"}) {
		t.Errorf("steps %v", steps)
	}
	if paymentwatch.Provider(nil, nil) != nil {
		t.Error("there is a provider where there was none")
	}
}
