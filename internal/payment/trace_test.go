package payment_test

import (
	"slices"
	"testing"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/payment"
)

func TestWhatBecomesOfAPaymentLaterStaysInThePurchasesTrace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := work.WithTrace(t.Context(), "the purchase")
	p, err := w.Pay(ctx, w.buyer, payment.Pay{Payment: payment.ID(id.Random{}.New()), Order: w.bill.Order, Method: string(payment.ProcessorTimeout)})
	if err != nil || p.Status != payment.Pending {
		t.Fatalf("%s, %v", p.Status, err)
	}
	w.sweep() // the worker decides it, in no trace
	if err := w.Return(work.WithTrace(t.Context(), "an organiser's"), p.ID, payment.EventCancelled); err != nil {
		t.Fatal(err)
	}
	w.sweep() // and gives it back
	var traces []string
	for _, e := range w.store.DB.Facts(0) {
		traces = append(traces, e.Topic+" in "+e.Trace)
	}
	if !slices.Equal(traces, []string{"payment-succeeded in the purchase", "payment-refunded in the purchase"}) {
		t.Errorf("told %q", traces)
	}
}
