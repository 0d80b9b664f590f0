package payment_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
	"github.com/speckit/ticketing/internal/payment/paymenttest"
)

func TestAPaymentTakesTheMoneyAndTellsOfIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.mustPay(payment.CardOK, payment.Succeeded)
	w.balanced()
	w.wantTopics("payment-succeeded")
	if p.Amount != w.bill.Total || p.Transaction == "" || p.SimulatedResponse != "Success - TransactionId: "+p.Transaction {
		t.Errorf("payment is %+v", p)
	}
	fact, err := work.Open[events.PaymentSucceeded](w.store.DB.Facts(0)[0])
	if err != nil {
		t.Fatal(err)
	}
	if fact.Amount != "25.50" || fact.Method != "credit_card" || fact.TestMethod != "card_ok" || len(fact.Reservations) != 2 ||
		*fact.Reservation != w.bill.Reservations[0] || fact.Customer != w.buyer.Customer || fact.Transaction != p.Transaction {
		t.Errorf("fact is %+v", fact)
	}
}

func TestEveryMethodHasItsOutcome(t *testing.T) {
	t.Parallel()
	for method, want := range map[payment.Method]payment.Status{
		"":                        payment.Succeeded,
		payment.CreditCard:        payment.Succeeded,
		payment.DebitCard:         payment.Succeeded,
		payment.Wallet:            payment.Succeeded,
		payment.BankTransfer:      payment.Succeeded,
		payment.CardOK:            payment.Succeeded,
		payment.CardDeclined:      payment.Failed,
		payment.InsufficientFunds: payment.Failed,
		payment.RequiresAction:    payment.Pending,
		payment.ProcessorTimeout:  payment.Pending,
	} {
		t.Run("method "+string(method), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.mustPay(method, want)
			w.balanced()
		})
	}
}

func TestADeclineKeepsTheOrderOpenForAnotherTry(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.mustPay(payment.InsufficientFunds, payment.Failed)
	if p.FailureReason != payment.ReasonFunds || p.ErrorCode != "INSUFFICIENT_FUNDS" || p.ErrorMessage == "" {
		t.Errorf("payment is %+v", p)
	}
	w.mustPay(payment.CardDeclined, payment.Failed)
	w.mustPay(payment.CardOK, payment.Succeeded)
	w.balanced()
	w.wantTopics("payment-failed", "payment-failed", "payment-succeeded")
}

func TestWhatCannotBePaidIsRefusedAndNothingIsCharged(t *testing.T) {
	t.Parallel()
	stranger := actor.Actor{Customer: id.Named(id.Nil, "stranger"), Role: actor.Guest}
	for name, c := range map[string]struct {
		change func(*payment.Bill)
		who    *actor.Actor
		method string
		belief payment.Belief
		want   error
	}{
		"another's order":                {who: &stranger, want: payment.ErrUnknownOrder},
		"an unknown method":              {method: "barter", want: payment.ErrUnknownMethod},
		"a cart":                         {change: func(b *payment.Bill) { b.State = payment.OrderDraft }, want: payment.ErrNotPayable},
		"a cancelled order":              {change: func(b *payment.Bill) { b.State = payment.OrderCancelled }, want: payment.ErrNotPayable},
		"an order whose holds ran out":   {change: func(b *payment.Bill) { b.State, b.CancelReason = payment.OrderCancelled, "hold_expired" }, want: payment.ErrHoldExpired},
		"an order of nothing":            {change: func(b *payment.Bill) { b.Total.Minor = 0 }, want: payment.ErrNothingDue},
		"a paid order of nothing":        {change: func(b *payment.Bill) { b.Total.Minor, b.State = 0, payment.OrderPaid }, want: payment.ErrNothingDue},
		"an order whose money went back": {change: func(b *payment.Bill) { b.State = payment.OrderPaid }, want: payment.ErrNotPayable},
		"another amount":                 {belief: payment.Belief{Amount: "25.51"}, want: payment.ErrPriceChanged},
		"an impossible amount":           {belief: payment.Belief{Amount: "25.505"}, want: payment.ErrPriceChanged},
		"a huge amount":                  {belief: payment.Belief{Amount: "1e30"}, want: payment.ErrPriceChanged},
		"a negative amount":              {belief: payment.Belief{Amount: "-1"}, want: payment.ErrBadAmount},
		"nothing":                        {belief: payment.Belief{Amount: "0"}, want: payment.ErrBadAmount},
		"another currency":               {belief: payment.Belief{Currency: "EUR"}, want: payment.ErrPriceChanged},
		"another's customer id":          {belief: payment.Belief{Customer: stranger.Customer}, want: payment.ErrForeignCustomer},
		"a reservation of elsewhere":     {belief: payment.Belief{Reservation: stranger.Customer}, want: payment.ErrForeignReservation},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			if c.change != nil {
				c.change(&w.bill)
				w.near.SetBill(w.bill)
			}
			who := w.buyer
			if c.who != nil {
				who = *c.who
			}
			_, err := w.Pay(t.Context(), who, payment.Pay{
				Payment: payment.ID(w.ids.New()), Order: w.bill.Order, Method: c.method, Belief: c.belief,
			})
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if n := len(w.payments()); n != 0 {
				t.Errorf("%d payments were written", n)
			}
			w.balanced()
		})
	}
}

func TestATrueBeliefIsAccepted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p, err := w.Pay(t.Context(), w.buyer, payment.Pay{
		Payment: payment.ID(w.ids.New()), Order: w.bill.Order,
		Belief: payment.Belief{Customer: w.buyer.Customer, Reservation: w.bill.Reservations[1], Amount: "25.5", Currency: "usd"},
	})
	if err != nil || p.Status != payment.Succeeded {
		t.Errorf("got %s, %v", p.Status, err)
	}
}

func TestWithoutAProviderNothingIsPaid(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	svc := payment.New(w.store, w.near, w.near, w.near, nil, payment.DefaultRules, w.clock, w.ids)
	_, err := svc.Pay(t.Context(), w.buyer, payment.Pay{Payment: payment.ID(w.ids.New()), Order: w.bill.Order})
	if !errors.Is(err, payment.ErrNoProvider) {
		t.Errorf("got %v, want ErrNoProvider", err)
	}
	if methods, _ := svc.Methods(); len(methods) != 0 {
		t.Errorf("it offers %v", methods)
	}
	if n, err := svc.ResolveDue(t.Context()); n != 0 || err != nil {
		t.Errorf("the worker did %d, %v", n, err)
	}
	if n, err := svc.RunRefunds(t.Context()); n != 0 || err != nil {
		t.Errorf("the refunds did %d, %v", n, err)
	}
}

func TestAPaidOrderIsAnsweredWithItsPayment(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := w.mustPay(payment.CardOK, payment.Succeeded)
	before := w.mustPay(payment.CardOK, payment.Succeeded) // ordering has not heard of it yet
	w.bill.State = payment.OrderPaid
	w.near.SetBill(w.bill)
	after := w.mustPay(payment.CardDeclined, payment.Succeeded)
	if before.ID != first.ID || after.ID != first.ID {
		t.Errorf("payments are %s, %s, %s; want one", first.ID, before.ID, after.ID)
	}
	w.balanced()
	w.wantTopics("payment-succeeded")
}

func TestAnOrderWhoseMoneyGoesBackIsNotPaidAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.mustPay(payment.CardOK, payment.Succeeded)
	if err := w.Return(t.Context(), p.ID, payment.SeatsGone); err != nil {
		t.Fatal(err)
	}
	if _, err := w.pay(payment.CardOK); !errors.Is(err, payment.ErrNotPayable) {
		t.Errorf("got %v, want ErrNotPayable", err)
	}
}

func TestASecondPaymentWaitsForTheFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.mustPay(payment.ProcessorTimeout, payment.Pending)
	if _, err := w.pay(payment.CardOK); !errors.Is(err, payment.ErrInProgress) {
		t.Errorf("got %v, want ErrInProgress", err)
	}
	w.sweep()
	w.mustPay(payment.CardOK, payment.Succeeded) // the first one's
	w.balanced()
	w.wantTopics("payment-succeeded")
}

func TestASecondPaymentDuringTheFirstOnesChargeIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var second error
	w.fault = once(paymentsim.OpCharge, paymentsim.Before, func() error {
		_, second = w.pay(payment.CardOK)
		return nil
	})
	w.mustPay(payment.CardOK, payment.Succeeded)
	if !errors.Is(second, payment.ErrInProgress) {
		t.Errorf("the second got %v, want ErrInProgress", second)
	}
	w.balanced()
}

func TestARepeatedRequestDoesNotChargeAgain(t *testing.T) {
	t.Parallel()
	for _, method := range []payment.Method{payment.CardOK, payment.CardDeclined, payment.ProcessorTimeout, payment.RequiresAction} {
		t.Run(string(method), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			request := payment.Pay{Payment: payment.ID(w.ids.New()), Order: w.bill.Order, Method: string(method)}
			first, err := w.Pay(t.Context(), w.buyer, request)
			if err != nil {
				t.Fatal(err)
			}
			again, err := w.Pay(t.Context(), w.buyer, request)
			if err != nil || again.ID != first.ID || again.Status != first.Status {
				t.Errorf("again: %s %s, %v; want %s %s", again.ID, again.Status, err, first.ID, first.Status)
			}
			if n := len(w.near.Protected()); n != 1 {
				t.Errorf("holds were protected %d times, want once", n)
			}
		})
	}
}

func TestHoldsThatAreGoneAreNotPaidFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.near.ProtectHook = func(context.Context, id.UUID) error { return payment.ErrHoldExpired }
	request := payment.Pay{Payment: payment.ID(w.ids.New()), Order: w.bill.Order}
	for range 2 { // a repeated request is told the same
		if _, err := w.Pay(t.Context(), w.buyer, request); !errors.Is(err, payment.ErrHoldExpired) {
			t.Fatalf("got %v, want ErrHoldExpired", err)
		}
	}
	entries, _ := w.book.Entries(t.Context(), id.Nil, 10)
	if len(entries) != 0 {
		t.Errorf("the bank was asked: %+v", entries)
	}
	w.wantTopics("payment-failed")
	if p := w.payments()[0]; p.Status != payment.Failed || p.FailureReason != payment.ReasonTimeout {
		t.Errorf("payment is %+v", p)
	}
}

func TestWhenInventoryIsAwayNothingIsCharged(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.near.ProtectHook = func(context.Context, id.UUID) error { return errLost }
	if _, err := w.pay(payment.CardOK); !errors.Is(err, errLost) {
		t.Fatalf("got %v, want the cause", err)
	}
	w.wantTopics("payment-failed")
	w.near.ProtectHook = nil
	w.mustPay(payment.CardOK, payment.Succeeded)
	w.balanced()
}

func TestTheBuyersLeavingStopsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, leave := context.WithCancel(t.Context())
	w.near.ProtectHook = func(context.Context, id.UUID) error { leave(); return nil }
	p, err := w.Pay(ctx, w.buyer, payment.Pay{Payment: payment.ID(w.ids.New()), Order: w.bill.Order})
	if err != nil || p.Status != payment.Succeeded {
		t.Errorf("got %s, %v", p.Status, err)
	}
	w.balanced()
}

func TestTheDeadlineIsTheHoldsEndTheWindowAndAWhileForLateMoney(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.mustPay(payment.RequiresAction, payment.Pending)
	if want := w.bill.ExpiresAt.Add(10*time.Minute + payment.DefaultRules.Grace); !p.Deadline.Equal(want) {
		t.Errorf("deadline is %s, want %s", p.Deadline, want)
	}
	if want := "http://tickets.test/dev/bank/" + p.ID.String(); p.NextAction != want {
		t.Errorf("next action is %q, want %q", p.NextAction, want)
	}
}

func TestOnlyTheOwnerAndTheHouseSeeAPayment(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.mustPay(payment.CardOK, payment.Succeeded)
	for name, c := range map[string]struct {
		who  actor.Actor
		sees bool
	}{
		"the owner":               {w.buyer, true},
		"who took the guest over": {actor.Actor{Customer: w.ids.New(), Also: []id.UUID{w.buyer.Customer}, Role: actor.Customer}, true},
		"a session of the order":  {actor.Actor{Order: w.bill.Order, Role: actor.Guest}, true},
		"staff":                   {actor.Actor{Customer: w.ids.New(), Role: actor.Staff}, true},
		"another buyer":           {actor.Actor{Customer: w.ids.New(), Role: actor.Customer}, false},
		"a session of elsewhere":  {actor.Actor{Order: w.ids.New(), Customer: w.buyer.Customer, Role: actor.Guest}, false},
	} {
		_, _, err := w.Show(t.Context(), c.who, p.ID)
		if c.sees != (err == nil) || err != nil && !errors.Is(err, payment.ErrUnknownPayment) {
			t.Errorf("%s: %v, want seen %v", name, err, c.sees)
		}
	}
}

func TestABillInACurrencyWithoutCentsIsPaid(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.bill.Total = money.Of(2550, "JPY")
	w.near.SetBill(w.bill)
	p, err := w.Pay(t.Context(), w.buyer, payment.Pay{
		Payment: payment.ID(w.ids.New()), Order: w.bill.Order, Belief: payment.Belief{Amount: "2550"},
	})
	if err != nil || p.Amount != w.bill.Total {
		t.Errorf("got %+v, %v", p, err)
	}
	if !p.CreatedAt.Equal(paymenttest.Noon) {
		t.Errorf("created at %s, want the clock's time", p.CreatedAt)
	}
}
