package payment_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
)

func TestABankThatTakesItsTimeIsAskedUntilItHasDecided(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.mustPay(payment.ProcessorTimeout, payment.Pending)
	w.sweep()
	if took := w.clock.Now().Sub(p.CreatedAt); took > 5*time.Second {
		t.Errorf("it took %s to hear of a decision after 2s", took)
	}
	if p := w.payments()[0]; p.Status != payment.Succeeded {
		t.Errorf("payment is %s, want succeeded", p.Status)
	}
	w.balanced()
}

func TestAChargeThatNeverArrivedIsClosedAtTheBankAndFailed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.fault = once(paymentsim.OpCharge, paymentsim.Before, lose)
	p := w.mustPay(payment.CardOK, payment.Pending)
	w.sweep()
	if p := w.payments()[0]; p.Status != payment.Failed || p.ErrorCode != "NEVER_ARRIVED" {
		t.Errorf("payment is %s %s, want failed", p.Status, p.ErrorCode)
	}
	late, err := w.bank().Charge(t.Context(), payment.Charge{Key: p.ID.UUID(), Amount: p.Amount, Method: payment.CardOK})
	if err != nil || late.Status != payment.Closed {
		t.Errorf("the late charge: %s, %v; want closed", late.Status, err)
	}
	w.balanced()
	w.wantTopics("payment-failed")
}

func TestWhatMayStillTravelIsNotClosed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var during payment.Payment
	w.fault = once(paymentsim.OpCharge, paymentsim.Before, func() error {
		w.clock.Advance(payment.DefaultRules.Patience - time.Second)
		during, _ = w.Resolve(t.Context(), w.payments()[0].ID)
		return nil
	})
	w.mustPay(payment.CardOK, payment.Succeeded)
	if during.Status != payment.Pending {
		t.Errorf("during the charge the payment was %s, want pending", during.Status)
	}
	w.balanced()
}

func TestAChargeThatComesAfterItsClosingFails(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.fault = once(paymentsim.OpCharge, paymentsim.Before, func() error {
		w.clock.Advance(payment.DefaultRules.Patience)
		_, err := w.ResolveDue(t.Context())
		return err
	})
	w.mustPay(payment.CardOK, payment.Failed)
	w.balanced()
	w.wantTopics("payment-failed")
}

func TestAPaymentThatNobodyConfirmsIsCalledOffAtItsDeadline(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.mustPay(payment.RequiresAction, payment.Pending)
	w.sweep()
	if late := w.clock.Now().Sub(p.Deadline); late < 0 || late > payment.DefaultRules.LastPause {
		t.Errorf("it ended %s after its deadline", late)
	}
	p = w.payments()[0]
	if p.Status != payment.Cancelled || p.FailureReason != payment.ReasonTimeout || p.NextAction != "" {
		t.Errorf("payment is %+v, want cancelled", p)
	}
	if err := w.bank().Confirm(t.Context(), p.ID.UUID(), true); err != nil {
		t.Fatal(err)
	}
	w.balanced() // the late confirmation took nothing
	fact, err := work.Open[events.PaymentFailed](w.store.DB.Facts(0)[0])
	if err != nil || fact.Status != "failed" || fact.FailureReason != "timeout" {
		t.Errorf("fact is %+v, %v", fact, err)
	}
}

func TestMoneyTakenInTheLastMomentIsASuccess(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.mustPay(payment.RequiresAction, payment.Pending)
	w.clock.Advance(p.Deadline.Sub(w.clock.Now()))
	w.fault = once(paymentsim.OpClose, paymentsim.Before, func() error {
		return w.bank().Confirm(t.Context(), p.ID.UUID(), true)
	})
	if _, err := w.ResolveDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.wantTopics("payment-succeeded")
	w.balanced()
}

func TestTheAnswerOnTheBanksPageDecides(t *testing.T) {
	t.Parallel()
	for approve, want := range map[bool]payment.Status{true: payment.Succeeded, false: payment.Failed} {
		w := newWorld(t)
		p := w.mustPay(payment.RequiresAction, payment.Pending)
		if err := w.bank().Confirm(t.Context(), p.ID.UUID(), approve); err != nil {
			t.Fatal(err)
		}
		if p, err := w.Resolve(t.Context(), p.ID); err != nil || p.Status != want || p.NextAction != "" {
			t.Errorf("approve %v: %s, %v; want %s", approve, p.Status, err, want)
		}
		w.balanced()
	}
}

func TestAsksComeAtLeastEveryThirtySecondsAndNotAllAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.mustPay(payment.RequiresAction, payment.Pending)
	spread := map[time.Duration]bool{}
	for n := range 20 {
		before := w.payments()[0]
		w.clock.Advance(before.NextAsk.Sub(w.clock.Now()))
		if _, err := w.ResolveDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		pause := w.payments()[0].NextAsk.Sub(w.clock.Now())
		if pause <= 0 || pause > 30*time.Second || n > 6 && pause < 20*time.Second {
			t.Errorf("pause %d is %s", n, pause)
		}
		spread[pause] = true
	}
	if len(spread) < 15 {
		t.Errorf("only %d different pauses of 20", len(spread))
	}
}

func TestOnlyWhatIsDueIsAsked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asked := 0
	w.fault = func(op paymentsim.Op, _ paymentsim.Stage, _ id.UUID) error {
		if op == paymentsim.OpLookup {
			asked++
		}
		return nil
	}
	if _, err := w.ResolveDue(t.Context()); err != nil { // the first round of a service takes everything
		t.Fatal(err)
	}
	w.mustPay(payment.RequiresAction, payment.Pending)
	if _, err := w.ResolveDue(t.Context()); err != nil || asked != 0 {
		t.Errorf("asked %d times before it was due, %v", asked, err)
	}
}

func TestEveryPageOfUndecidedPaymentsIsAsked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	rules := payment.DefaultRules
	rules.PageSize = 2
	w.Service = payment.New(w.store, w.near, w.near, w.near, w.bank(), rules, w.clock, w.ids)
	for range 5 {
		w.bill.Order = w.ids.New()
		w.near.SetBill(w.bill)
		w.mustPay(payment.ProcessorTimeout, payment.Pending)
	}
	w.clock.Advance(time.Minute)
	if n, err := w.ResolveDue(t.Context()); n != 5 || err != nil {
		t.Errorf("decided %d, %v; want 5", n, err)
	}
	w.balanced()
}

func TestACancelledOrderCallsItsOpenPaymentOff(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		method payment.Method
		want   payment.Status
	}{
		"waiting for the buyer": {payment.RequiresAction, payment.Cancelled},
		"worked on":             {payment.ProcessorTimeout, payment.Cancelled},
		"succeeded":             {payment.CardOK, payment.Succeeded}, // ordering has it given back
		"declined":              {payment.CardDeclined, payment.Failed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			if _, err := w.pay(c.method); err != nil {
				t.Fatal(err)
			}
			fact := events.OrderCancelled{
				Meta: events.Stamp(w.ids.New(), w.clock.Now()), Order: w.bill.Order, Reason: events.EventCancelled,
			}
			for range 2 { // delivered twice
				w.deliver(fact)
			}
			if p := w.payments()[0]; p.Status != c.want {
				t.Errorf("payment is %s, want %s", p.Status, c.want)
			}
			w.balanced()
		})
	}
}

func TestMoneyThatComesAfterTheHoldEndedIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.mustPay(payment.RequiresAction, payment.Pending)
	w.clock.Advance(w.bill.ExpiresAt.Add(payment.DefaultRules.Window + time.Second).Sub(w.clock.Now()))
	w.deliver(events.OrderCancelled{Meta: events.Stamp(w.ids.New(), w.clock.Now()), Order: w.bill.Order, Reason: events.HoldExpired})
	if p := w.payments()[0]; p.Status != payment.Pending {
		t.Fatalf("with the hold the payment became %s, want pending: its money may still come", p.Status)
	}
	if err := w.bank().Confirm(t.Context(), p.ID.UUID(), true); err != nil {
		t.Fatal(err)
	}
	w.sweep()
	w.wantTopics("payment-succeeded") // ordering takes the same seats, or has it given back
	w.balanced()
}

func TestAnOrderCancelledDuringItsChargeTakesNoMoney(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.fault = once(paymentsim.OpCharge, paymentsim.Before, func() error {
		w.deliver(events.OrderCancelled{Meta: events.Stamp(w.ids.New(), w.clock.Now()), Order: w.bill.Order})
		return nil
	})
	p, err := w.pay(payment.CardOK)
	if err != nil || p.Status == payment.Succeeded || p.Status == payment.Pending {
		t.Errorf("got %s, %v; want no money", p.Status, err)
	}
	w.balanced()
}

// deliver hands a fact to the context as the router would.
func (w *world) deliver(fact work.Fact) {
	w.t.Helper()
	envelope, err := work.Seal(fact)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, s := range w.Subscriptions() {
		if s.Topic != fact.Topic() {
			continue
		}
		for _, err := range s.Handle(w.t.Context(), []work.Envelope{envelope}) {
			if err != nil {
				w.t.Fatalf("deliver %s: %v", s.Topic, err)
			}
		}
	}
}
