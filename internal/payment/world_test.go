package payment_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentmem"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
	"github.com/speckit/ticketing/internal/payment/paymenttest"
)

// world is payment with everything around it: what it keeps and the bank's book survive a crash of the service.
type world struct {
	*payment.Service
	t     *testing.T
	clock *clock.Fake
	ids   *id.Seeded
	near  *paymenttest.Neighbours
	book  *paymentsim.Memory
	store *paymentmem.Store
	fault func(paymentsim.Op, paymentsim.Stage, id.UUID) error
	buyer actor.Actor
	bill  payment.Bill
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{
		t: t, clock: clock.NewFake(paymenttest.Noon), ids: id.NewSeeded(3), near: &paymenttest.Neighbours{},
		book: paymentsim.NewMemory(), store: paymentmem.New(),
	}
	w.buyer = actor.Actor{Customer: w.ids.New(), Role: actor.Guest}
	w.bill = payment.Bill{
		Order: w.ids.New(), Number: "K7MWQ2PX", Customer: w.buyer.Customer, State: payment.OrderPending,
		Total: money.Of(2550, "USD"), Reservations: []id.UUID{w.ids.New(), w.ids.New()}, ExpiresAt: paymenttest.Noon.Add(15 * time.Minute),
	}
	w.near.SetBill(w.bill)
	w.restart()
	return w
}

// restart makes a new service over what is kept, as after a crash.
func (w *world) restart() { w.restartOver(w.store, w.near) }

func (w *world) restartOver(store payment.Store, holds payment.Holds) {
	bank := paymentsim.New(w.book, w.clock, paymentsim.Config{
		PublicURL: "http://tickets.test",
		Fault: func(op paymentsim.Op, stage paymentsim.Stage, key id.UUID) error {
			if w.fault == nil {
				return nil
			}
			return w.fault(op, stage, key)
		},
	})
	w.Service = payment.New(store, w.near, holds, w.near, bank, payment.DefaultRules, w.clock, w.ids)
}

func (w *world) bank() *paymentsim.Bank {
	return paymentsim.New(w.book, w.clock, paymentsim.Config{})
}

// pay pays the bill by the method.
func (w *world) pay(method payment.Method) (payment.Payment, error) {
	return w.Pay(w.t.Context(), w.buyer, payment.Pay{Payment: payment.ID(w.ids.New()), Order: w.bill.Order, Method: string(method)})
}

// mustPay pays and wants a status.
func (w *world) mustPay(method payment.Method, want payment.Status) payment.Payment {
	w.t.Helper()
	p, err := w.pay(method)
	if err != nil || p.Status != want {
		w.t.Fatalf("pay by %s: %s, %v; want %s", method, p.Status, err, want)
	}
	return p
}

// sweep lets time pass in steps until nothing is undecided, or an hour has gone.
func (w *world) sweep() {
	w.t.Helper()
	for range 3600 {
		_, err := w.ResolveDue(w.t.Context())
		if err != nil {
			w.t.Logf("resolve: %v", err)
		}
		if _, err := w.RunRefunds(w.t.Context()); err != nil {
			w.t.Logf("refund: %v", err)
		}
		if w.pending() == 0 {
			return
		}
		w.clock.Advance(time.Second)
	}
	w.t.Fatal("something is still undecided after an hour")
}

func (w *world) pending() (n int) {
	for _, p := range w.payments() {
		if p.Status == payment.Pending {
			n++
		}
	}
	refunds, _ := w.Refunds(w.t.Context(), payment.RefundID{}, 1000)
	for _, r := range refunds {
		if r.Status == payment.RefundPending {
			n++
		}
	}
	return n
}

func (w *world) payments() []payment.Payment {
	all, err := w.Payments(w.t.Context(), payment.ID{}, 1000)
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

func (w *world) topics() []string {
	var topics []string
	for _, e := range w.store.DB.Facts(0) {
		topics = append(topics, e.Topic)
	}
	return topics
}

// balanced checks I2 as far as payment sees it: what the bank has and has not given back is what succeeded payments say, one fact
// for each end.
func (w *world) balanced() {
	w.t.Helper()
	entries, err := w.book.Entries(w.t.Context(), id.Nil, 1000)
	if err != nil {
		w.t.Fatal(err)
	}
	held := map[id.UUID]money.Amount{}
	for _, e := range entries {
		if e.State == paymentsim.Taken && e.RefundKey == id.Nil {
			held[e.Key] = e.Amount
		}
	}
	ends := 0
	for _, p := range w.payments() {
		if p.Status == payment.Succeeded {
			if held[p.ID.UUID()] != p.Amount {
				w.t.Errorf("payment %s succeeded with %s, the bank has %s", p.ID, p.Amount, held[p.ID.UUID()])
			}
			delete(held, p.ID.UUID())
		}
		if p.Status != payment.Pending {
			ends++
		}
		if p.Status == payment.Refunded {
			ends++
		}
	}
	for key, amount := range held {
		w.t.Errorf("the bank has %s of payment %s, which has not succeeded", amount, key)
	}
	if len(w.topics()) != ends {
		w.t.Errorf("%d facts for %d ends: %v", len(w.topics()), ends, w.topics())
	}
}

func (w *world) wantTopics(want ...string) {
	w.t.Helper()
	if got := w.topics(); !slices.Equal(got, want) {
		w.t.Errorf("facts are %v, want %v", got, want)
	}
}

// once makes a fault that strikes the first time only.
func once(op paymentsim.Op, stage paymentsim.Stage, strike func() error) func(paymentsim.Op, paymentsim.Stage, id.UUID) error {
	struck := false
	return func(o paymentsim.Op, s paymentsim.Stage, _ id.UUID) error {
		if struck || o != op || s != stage {
			return nil
		}
		struck = true
		return strike()
	}
}

var errLost = errors.New("the line is dead")

func lose() error { return errLost }

// crashed is what the process dies of in these tests.
type crashed struct{}

func die() error { panic(crashed{}) }

// survive runs what crashes, and reports whether it did.
func survive(do func()) (died bool) {
	defer func() {
		if cause := recover(); cause != nil {
			if _, ours := cause.(crashed); !ours {
				panic(cause)
			}
			died = true
		}
	}()
	do()
	return false
}

// fragile is a store that dies around one of its commits.
type fragile struct {
	payment.Store
	left  int // commits to go before the fatal one
	after bool
}

func (f *fragile) Update(ctx context.Context, do func(payment.Tx) error) error {
	f.left--
	if f.left == -1 && !f.after {
		panic(crashed{})
	}
	err := f.Store.Update(ctx, do)
	if f.left == -1 {
		panic(crashed{})
	}
	return err
}
