package payment_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
)

// refund asks for a refund as an organiser.
func (w *world) refund(of payment.ID) (payment.Refund, error) {
	who := actor.Actor{Customer: w.ids.New(), Role: actor.Organiser}
	return w.Refund(w.t.Context(), who, of, payment.RefundID(w.ids.New()))
}

func TestARefundVoidsTheTicketsAndGivesTheMoneyBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.mustPay(payment.CardOK, payment.Succeeded)
	w.near.VoidHook = func(context.Context, id.UUID) error {
		if e, _, _ := w.book.Entry(t.Context(), p.ID.UUID()); e.RefundKey != id.Nil {
			t.Error("the money went back while the tickets were still good")
		}
		return nil
	}
	r, err := w.refund(p.ID)
	if err != nil || r.Status != payment.RefundSucceeded || r.Amount != p.Amount {
		t.Fatalf("refund is %+v, %v", r, err)
	}
	if p := w.payments()[0]; p.Status != payment.Refunded {
		t.Errorf("payment is %s, want refunded", p.Status)
	}
	w.balanced()
	w.wantTopics("payment-succeeded", "payment-refunded")
	fact, err := work.Open[events.PaymentRefunded](w.store.DB.Facts(1)[0])
	if err != nil || fact.Refund != r.ID.UUID() || fact.Reason != "requested" || fact.Amount != "25.50" {
		t.Errorf("fact is %+v, %v", fact, err)
	}
	deeds := w.store.DB.Deeds()
	if len(deeds) != 1 || deeds[0].Actor != r.By || deeds[0].Action != "payment.refund" || deeds[0].Subject != p.ID.UUID() {
		t.Errorf("deeds are %+v", deeds)
	}
}

// Ordering may not have heard of the refund yet. Its tickets are void for good, so money for it must not be taken again.
func TestAnOrderWhoseMoneyWentBackIsNotChargedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.mustPay(payment.CardOK, payment.Succeeded)
	if _, err := w.refund(p.ID); err != nil {
		t.Fatal(err)
	}
	_, err := w.pay(payment.CardOK)
	if !errors.Is(err, payment.ErrNotPayable) {
		t.Fatalf("paying a refunded order: %v, want %v", err, payment.ErrNotPayable)
	}
	if n := len(w.payments()); n != 1 {
		t.Errorf("there are %d payments, want the first alone", n)
	}
	w.balanced()
}

func TestOnlyMoneyThatWasTakenGoesBackAndOnlyOnce(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		method payment.Method
		before func(*world, payment.ID)
		want   error
	}{
		"an undecided payment": {payment.ProcessorTimeout, nil, payment.ErrInProgress},
		"a declined payment":   {payment.CardDeclined, nil, payment.ErrNotRefundable},
		"a refunded payment":   {payment.CardOK, func(w *world, p payment.ID) { _, _ = w.refund(p) }, payment.ErrAlreadyRefunded},
		"a refund under way": {payment.CardOK, func(w *world, p payment.ID) {
			_ = w.Return(w.t.Context(), p, payment.SeatsGone)
		}, payment.ErrAlreadyRefunded},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			p, err := w.pay(c.method)
			if err != nil {
				t.Fatal(err)
			}
			if c.before != nil {
				c.before(w, p.ID)
			}
			before := len(w.refunds())
			if _, err := w.refund(p.ID); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if n := len(w.refunds()) - before; n != 0 {
				t.Errorf("%d refunds were written", n)
			}
			w.balanced()
		})
	}
	w := newWorld(t)
	if _, err := w.refund(payment.ID(w.ids.New())); !errors.Is(err, payment.ErrUnknownPayment) {
		t.Errorf("an unknown payment: %v", err)
	}
}

func (w *world) refunds() []payment.Refund {
	all, err := w.Refunds(w.t.Context(), payment.RefundID{}, 100)
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

func TestARefundByTheHousesRuleIsAcceptedOnceAndCarriedOutByTheWorker(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.mustPay(payment.CardOK, payment.Succeeded)
	for range 3 { // asked for again
		if err := w.Return(t.Context(), p.ID, payment.SeatsGone); err != nil {
			t.Fatal(err)
		}
	}
	if all := w.refunds(); len(all) != 1 || all[0].Status != payment.RefundPending || all[0].Reason != payment.SeatsGone {
		t.Fatalf("refunds are %+v, want one pending", all)
	}
	w.sweep()
	if err := w.Return(t.Context(), p.ID, payment.SeatsGone); err != nil {
		t.Errorf("asked for after the money is back: %v", err)
	}
	w.balanced()
	w.wantTopics("payment-succeeded", "payment-refunded")
}

func TestAnUndecidedRefundGoesOnWithoutTheCaller(t *testing.T) {
	t.Parallel()
	for name, arrange := range map[string]func(*world){
		"the bank is away":          func(w *world) { w.fault = once(paymentsim.OpRefund, paymentsim.Before, lose) },
		"the bank's answer is lost": func(w *world) { w.fault = once(paymentsim.OpRefund, paymentsim.After, lose) },
		"the tickets are away": func(w *world) {
			w.near.VoidHook = func(context.Context, id.UUID) error { w.near.VoidHook = nil; return errLost }
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			p := w.mustPay(payment.CardOK, payment.Succeeded)
			arrange(w)
			r, err := w.refund(p.ID)
			if err != nil || r.Status != payment.RefundPending {
				t.Fatalf("refund is %s, %v; want pending", r.Status, err)
			}
			w.sweep()
			if took := w.clock.Now().Sub(r.CreatedAt); took > 10*time.Second {
				t.Errorf("it took %s to go on", took)
			}
			w.balanced()
			w.wantTopics("payment-succeeded", "payment-refunded")
		})
	}
}

func TestARefusedRefundIsShownAndMayBeAskedForAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.mustPay(payment.CardOK, payment.Succeeded)
	stubborn := &refuser{Provider: w.bank(), refuse: true}
	w.Service = payment.New(w.store, w.near, w.near, w.near, stubborn, payment.DefaultRules, w.clock, w.ids)
	r, err := w.refund(p.ID)
	if !errors.Is(err, payment.ErrRefundRefused) || r.Status != payment.RefundFailed || r.ErrorCode != "NOT_TODAY" {
		t.Fatalf("refund is %+v, %v; want refused", r, err)
	}
	if n := len(w.store.DB.Deeds()); n != 2 {
		t.Errorf("%d deeds, want the asking and the refusal", n)
	}
	w.balanced() // still ours, and so says the payment
	house := actor.Actor{Customer: w.ids.New(), Role: actor.Staff}
	if _, shown, err := w.Show(t.Context(), house, p.ID); err != nil || shown == nil || shown.ID != r.ID {
		t.Errorf("who looks later sees %+v, %v; want the refusal", shown, err)
	}
	stubborn.refuse = false
	if r, err := w.refund(p.ID); err != nil || r.Status != payment.RefundSucceeded {
		t.Errorf("asked again: %s, %v", r.Status, err)
	}
	w.balanced()
}

// refuser is a provider that does not give money back.
type refuser struct {
	payment.Provider
	refuse bool
}

func (r *refuser) Refund(ctx context.Context, request payment.RefundRequest) (payment.RefundOutcome, error) {
	if r.refuse {
		return payment.RefundOutcome{Status: payment.Refused, Code: "NOT_TODAY"}, nil
	}
	return r.Provider.Refund(ctx, request)
}

func TestTwoWhoDriveOneRefundAtOnceGiveBackOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.mustPay(payment.CardOK, payment.Succeeded)
	w.fault = once(paymentsim.OpRefund, paymentsim.Before, func() error {
		n, err := w.RunRefunds(t.Context())
		if n != 1 {
			t.Errorf("the worker gave %d back, want one", n)
		}
		return err
	})
	if r, err := w.refund(p.ID); err != nil || r.Status != payment.RefundSucceeded {
		t.Errorf("refund is %s, %v", r.Status, err)
	}
	w.balanced()
	w.wantTopics("payment-succeeded", "payment-refunded")
}
