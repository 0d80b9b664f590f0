package payment_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
)

// crash is a point at which the process dies, and how to arrange it.
type crash struct {
	at      string
	arrange func(w *world)
}

// payCrashes are all points between two effects of a payment on the outside.
var payCrashes = []crash{
	{"before the payment is committed", func(w *world) { w.restartOver(&fragile{Store: w.store, left: 0}, w.near) }},
	{"after the payment is committed", func(w *world) { w.restartOver(&fragile{Store: w.store, left: 0, after: true}, w.near) }},
	{"before the holds are protected", func(w *world) {
		w.near.ProtectHook = func(context.Context, id.UUID) error { panic(crashed{}) }
	}},
	{"after the holds are protected", func(w *world) { w.restartOver(w.store, dyingHolds{w.near}) }},
	{"before the charge arrives", func(w *world) { w.fault = once(paymentsim.OpCharge, paymentsim.Before, die) }},
	{"after the bank has decided", func(w *world) { w.fault = once(paymentsim.OpCharge, paymentsim.After, die) }},
	{"before the outcome is committed", func(w *world) { w.restartOver(&fragile{Store: w.store, left: 1}, w.near) }},
	{"after the outcome is committed", func(w *world) { w.restartOver(&fragile{Store: w.store, left: 1, after: true}, w.near) }},
}

type dyingHolds struct{ payment.Holds }

func (d dyingHolds) Protect(ctx context.Context, of id.UUID, reservations []id.UUID) error {
	if err := d.Holds.Protect(ctx, of, reservations); err != nil {
		return err
	}
	panic(crashed{})
}

func TestNoCrashDuringAPaymentLosesMoney(t *testing.T) {
	t.Parallel()
	for _, method := range []payment.Method{payment.CardOK, payment.CardDeclined, payment.ProcessorTimeout, payment.RequiresAction} {
		for _, c := range payCrashes {
			t.Run(fmt.Sprintf("%s, %s", method, c.at), func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				c.arrange(w)
				if !survive(func() { _, _ = w.pay(method) }) {
					t.Fatal("it did not crash")
				}
				w.near.ProtectHook, w.fault = nil, nil
				w.restart()
				w.sweep()
				w.balanced()
				if n := len(w.near.Protected()); n > 1 {
					t.Errorf("holds were protected %d times", n)
				}
				if p, err := w.pay(payment.CardOK); err != nil || p.Status != payment.Succeeded {
					t.Errorf("the next try: %s, %v", p.Status, err)
				}
				w.balanced()
			})
		}
	}
}

func TestARepeatedRequestAfterACrashFindsWhatTheFirstDid(t *testing.T) {
	t.Parallel()
	for _, c := range payCrashes {
		t.Run(c.at, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			request := payment.Pay{Payment: payment.ID(w.ids.New()), Order: w.bill.Order}
			c.arrange(w)
			survive(func() { _, _ = w.Pay(t.Context(), w.buyer, request) })
			w.near.ProtectHook, w.fault = nil, nil
			w.restart()
			p, err := w.Pay(t.Context(), w.buyer, request)
			if err != nil || p.ID != request.Payment {
				t.Fatalf("again: %s, %v", p.ID, err)
			}
			w.sweep()
			w.balanced()
			if n := len(w.payments()); n != 1 {
				t.Errorf("%d payments, want one", n)
			}
		})
	}
}

func TestNoLostAnswerLosesMoney(t *testing.T) {
	t.Parallel()
	for _, method := range []payment.Method{payment.CardOK, payment.CardDeclined, payment.ProcessorTimeout, payment.RequiresAction} {
		for _, op := range []paymentsim.Op{paymentsim.OpCharge, paymentsim.OpLookup, paymentsim.OpClose} {
			for _, stage := range []paymentsim.Stage{paymentsim.Before, paymentsim.After} {
				t.Run(fmt.Sprintf("%s, %s %d", method, op, stage), func(t *testing.T) {
					t.Parallel()
					w := newWorld(t)
					lostOnce := once(op, stage, lose)
					w.fault = func(o paymentsim.Op, s paymentsim.Stage, key id.UUID) error {
						if o == paymentsim.OpCharge && op != o && s == paymentsim.After {
							return errLost // so that there is something to look up
						}
						return lostOnce(o, s, key)
					}
					w.mustPay(method, payment.Pending)
					w.sweep()
					w.balanced()
				})
			}
		}
	}
}

// refundCrashes are all points between two effects of a refund on the outside.
var refundCrashes = []crash{
	{"before the refund is committed", func(w *world) { w.restartOver(&fragile{Store: w.store, left: 0}, w.near) }},
	{"after the refund is committed", func(w *world) { w.restartOver(&fragile{Store: w.store, left: 0, after: true}, w.near) }},
	{"before the tickets are void", func(w *world) {
		w.near.VoidHook = func(context.Context, id.UUID) error { panic(crashed{}) }
	}},
	{"before the bank is asked", func(w *world) { w.fault = once(paymentsim.OpRefund, paymentsim.Before, die) }},
	{"after the bank gave back", func(w *world) { w.fault = once(paymentsim.OpRefund, paymentsim.After, die) }},
	{"before the refund is recorded", func(w *world) { w.restartOver(&fragile{Store: w.store, left: 1}, w.near) }},
	{"after the refund is recorded", func(w *world) { w.restartOver(&fragile{Store: w.store, left: 1, after: true}, w.near) }},
}

func TestNoCrashDuringARefundLosesMoney(t *testing.T) {
	t.Parallel()
	for _, c := range refundCrashes {
		t.Run(c.at, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			p := w.mustPay(payment.CardOK, payment.Succeeded)
			organiser := actor.Actor{Customer: w.ids.New(), Role: actor.Organiser}
			refund := payment.RefundID(w.ids.New())
			c.arrange(w)
			if !survive(func() { _, _ = w.Refund(t.Context(), organiser, p.ID, refund) }) {
				t.Fatal("it did not crash")
			}
			w.near.VoidHook, w.fault = nil, nil
			w.restart()
			r, err := w.Refund(t.Context(), organiser, p.ID, refund)
			if err != nil || r.ID != refund || r.Status != payment.RefundSucceeded {
				t.Errorf("again: %s %s, %v", r.ID, r.Status, err)
			}
			w.sweep()
			w.balanced()
			w.wantTopics("payment-succeeded", "payment-refunded")
			if len(w.near.Voided()) == 0 {
				t.Error("the tickets were not voided")
			}
			if n := len(w.store.DB.Deeds()); n != 1 {
				t.Errorf("%d deeds, want one", n)
			}
		})
	}
}

func TestAfterAStartTheWorkerTakesUpEverything(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.fault = func(op paymentsim.Op, _ paymentsim.Stage, _ id.UUID) error {
		if op == paymentsim.OpLookup || op == paymentsim.OpRefund {
			return errLost
		}
		return nil
	}
	refunded := w.mustPay(payment.CardOK, payment.Succeeded)
	if err := w.Return(t.Context(), refunded.ID, payment.EventCancelled); err != nil {
		t.Fatal(err)
	}
	w.bill.Order = w.ids.New()
	w.near.SetBill(w.bill)
	w.mustPay(payment.ProcessorTimeout, payment.Pending)
	for range 60 { // until the pauses are long
		_, _ = w.ResolveDue(t.Context())
		_, _ = w.RunRefunds(t.Context())
		w.clock.Advance(time.Second)
	}
	w.fault = nil
	w.restart()
	if n, err := w.ResolveDue(t.Context()); n != 1 || err != nil {
		t.Errorf("the first round decided %d payments, %v; want one", n, err)
	}
	if n, err := w.RunRefunds(t.Context()); n != 1 || err != nil {
		t.Errorf("the first round decided %d refunds, %v; want one", n, err)
	}
	w.balanced()
}
