package paymenthttp_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymenthttp"
	"github.com/speckit/ticketing/internal/payment/paymentmem"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
	"github.com/speckit/ticketing/internal/payment/paymenttest"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/platform/rest/resttest"
)

// neighbour is payment as other contexts need it.
type neighbour interface {
	Return(ctx context.Context, p payment.ID, reason payment.Reason) error
	Pay(ctx context.Context, who actor.Actor, cmd payment.Pay) (payment.Payment, error)
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

// paid is what came of a payment.
type paid struct {
	Payment payment.Payment
	Refusal *resttest.Refusal
}

// payAll pays by every method twice, each an order of its own, and what cannot be paid.
func payAll(t *testing.T, near func(svc *payment.Service) neighbour) map[string]paid {
	t.Helper()
	w, ids, at := &paymenttest.Neighbours{}, id.NewSeeded(3), clock.NewFake(paymenttest.Noon)
	bank := paymentsim.New(paymentsim.NewMemory(), at, paymentsim.Config{PublicURL: "http://tickets.test"})
	n, all := near(payment.New(paymentmem.New(), w, w, w, bank, payment.DefaultRules, at, ids)), map[string]paid{}
	bill := func(state string) payment.Bill {
		b := payment.Bill{
			Order: ids.New(), Number: "K7MWQ2PX", Customer: ids.New(), State: state, Total: money.Of(2550, "USD"), Reservations: []id.UUID{ids.New()},
			ExpiresAt: paymenttest.Noon.Add(15 * time.Minute),
		}
		w.SetBill(b)
		return b
	}
	pay := func(what string, who actor.Actor, cmd payment.Pay) {
		for _, again := range []string{"", " again"} {
			p, err := n.Pay(t.Context(), who, cmd)
			all[what+again] = paid{p, resttest.RefusalOf(err)}
		}
	}
	for _, method := range []string{"", "card_ok", "card_declined", "requires_action", "processor_timeout", "shells"} {
		b := bill(payment.OrderPending)
		who := actor.Actor{Role: actor.Guest, Customer: b.Customer, Order: b.Order}
		pay("by "+method, who, payment.Pay{Payment: payment.ID(ids.New()), Order: b.Order, Method: method, Belief: payment.Belief{Amount: "25.50"}})
	}
	b := bill(payment.OrderPending)
	for what, belief := range map[string]payment.Belief{
		"less": {Amount: "25"}, "in euros": {Currency: "EUR"}, "for another": {Customer: b.Order}, "for other seats": {Reservation: b.Order},
	} {
		who := actor.Actor{Role: actor.Customer, Customer: b.Order, Also: []id.UUID{b.Customer}, Email: "ann@example.com", Verified: true}
		if what == "for another" {
			who = actor.Actor{Role: actor.Guest, Customer: b.Customer}
		}
		pay(what, who, payment.Pay{Payment: payment.ID(b.Order), Order: b.Order, Belief: belief})
	}
	pay("as a stranger", actor.Actor{}, payment.Pay{Payment: payment.ID(b.Order), Order: b.Order})
	w.ProtectHook = func(context.Context, id.UUID) error { return payment.ErrHoldExpired }
	pay("too late", actor.Actor{Role: actor.Guest, Customer: b.Customer}, payment.Pay{Payment: payment.ID(b.Order), Order: b.Order})
	return all
}

func TestOverTheWireAPaymentIsTheSame(t *testing.T) {
	t.Parallel()
	here := payAll(t, func(svc *payment.Service) neighbour { return svc })
	there := payAll(t, func(svc *payment.Service) neighbour {
		return paymenthttp.NewClient(resttest.Inside(t, routesOf(svc)))
	})
	if diff := cmp.Diff(here, there, cmpopts.IgnoreFields(payment.Payment{}, "Trace")); diff != "" {
		t.Errorf("over the wire (-direct +wire):\n%s", diff)
	}
	for what, want := range map[string]payment.Status{
		"by ": payment.Succeeded, "by card_ok again": payment.Succeeded, "by card_declined": payment.Failed, "by card_declined again": payment.Failed,
		"by requires_action": payment.Pending, "by processor_timeout": payment.Pending, "by shells": "", "less": "", "in euros": "", "for another": "",
		"for other seats": "", "as a stranger": "", "too late": "",
	} {
		if got := there[what]; got.Payment.Status != want || (got.Refusal != nil) != (want == "") {
			t.Errorf("%s: %+v", what, got)
		}
	}
	if next := there["by requires_action"].Payment.NextAction; next == "" {
		t.Error("nobody is told where to confirm")
	}
}

func TestPaymentsInternalRoutesAreForServicesAlone(t *testing.T) {
	t.Parallel()
	resttest.Guarded(t, routesOf(payment.New(paymentmem.New(), nil, nil, nil, nil, payment.DefaultRules, clock.System{}, id.Random{})))
}
