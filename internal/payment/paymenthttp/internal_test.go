package paymenthttp_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymenthttp"
	"github.com/speckit/ticketing/internal/payment/paymentmem"
	"github.com/speckit/ticketing/internal/payment/paymenttest"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/platform/rest/resttest"
)

// neighbour is payment as other contexts need it.
type neighbour interface {
	Return(ctx context.Context, p payment.ID, reason payment.Reason) error
}

func routesOf(svc *payment.Service) func(*rest.API) {
	return func(api *rest.API) { paymenthttp.InternalRoutes(api, svc) }
}

// returned asks for the return of payments in every state, and tells what was refused and which refunds there are then.
func returned(t *testing.T, near func(svc *payment.Service) neighbour) (map[string]*resttest.Refusal, []payment.Refund) {
	t.Helper()
	store, ids := paymentmem.New(), id.NewSeeded(3)
	svc := payment.New(store, nil, nil, nil, nil, payment.DefaultRules, clock.NewFake(paymenttest.Noon), ids)
	pending, succeeded, failed := paymenttest.Payment(ids, ids.New()), paymenttest.Payment(ids, ids.New()), paymenttest.Payment(ids, ids.New())
	succeeded = paymenttest.Ended(succeeded, payment.Outcome{Status: payment.Taken})
	failed = paymenttest.Ended(failed, payment.Outcome{Status: payment.Declined})
	err := store.Update(t.Context(), func(tx payment.Tx) error {
		_, err := tx.AddPayments(t.Context(), pending, succeeded, failed)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	n, refusals := near(svc), map[string]*resttest.Refusal{}
	for what, p := range map[string]payment.ID{"pending": pending.ID, "succeeded": succeeded.ID, "failed": failed.ID, "unknown": payment.ID(id.Named(id.Nil, "x"))} {
		for _, again := range []string{"", " again"} {
			refusals[what+again] = resttest.RefusalOf(n.Return(t.Context(), p, payment.SeatsGone))
		}
	}
	refunds, err := svc.Refunds(t.Context(), payment.RefundID{}, 10)
	if err != nil || len(refunds) != 1 {
		t.Fatalf("%d refunds, %v", len(refunds), err)
	}
	refunds[0].ID = payment.RefundID{} // made in whatever order
	return refusals, refunds
}

func TestOverTheWirePaymentKeepsItsPromises(t *testing.T) {
	t.Parallel()
	here, refundsHere := returned(t, func(svc *payment.Service) neighbour { return svc })
	there, refundsThere := returned(t, func(svc *payment.Service) neighbour {
		return paymenthttp.NewClient(resttest.Inside(t, routesOf(svc)))
	})
	if diff := cmp.Diff(here, there) + cmp.Diff(refundsHere, refundsThere); diff != "" {
		t.Errorf("over the wire (-direct +wire):\n%s", diff)
	}
	for what, refused := range map[string]bool{"pending": true, "succeeded": false, "succeeded again": false, "failed": true, "unknown": true} {
		if got, ok := there[what]; !ok || (got != nil) != refused {
			t.Errorf("%s: %+v", what, got)
		}
	}
}

func TestPaymentsInternalRoutesAreForServicesAlone(t *testing.T) {
	t.Parallel()
	resttest.Guarded(t, routesOf(payment.New(paymentmem.New(), nil, nil, nil, nil, payment.DefaultRules, clock.System{}, id.Random{})))
}
