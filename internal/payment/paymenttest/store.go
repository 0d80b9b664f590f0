package paymenttest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment"
)

// Facts reads the topics in a store's outbox, oldest first.
type Facts func(t *testing.T) []string

// TestStore holds a store against the contract of payment.Store. Open returns an empty one, and how to look into its outbox.
func TestStore(t *testing.T, open func(t *testing.T) (payment.Store, Facts)) {
	for name, test := range map[string]func(*suite, *testing.T){
		"a payment comes back as it was put":                            (*suite).roundTrip,
		"an unknown payment is told from an error":                      (*suite).unknown,
		"an order has at most one payment that is not failed":           (*suite).oneOpen,
		"failed and cancelled payments let another one in":              (*suite).endedLetIn,
		"a refunded payment lets no other one in":                       (*suite).refundedStands,
		"a payment's id is taken once":                                  (*suite).idOnce,
		"facts and rows are committed together or not at all":           (*suite).atomic,
		"undecided payments are listed by id, when due, page by page":   (*suite).undecided,
		"all payments are listed by id, page by page":                   (*suite).pages,
		"a refund comes back as it was put":                             (*suite).refundRoundTrip,
		"a payment has at most one refund that is pending or succeeded": (*suite).oneRefund,
		"undecided refunds are listed by id, when due":                  (*suite).undecidedRefunds,
		"two payments at once for one order: one row":                   (*suite).twoAtOnce,
		"after the rival's rollback the second payment is added":        (*suite).rollbackLetsIn,
		"a late failure waits for the success and sees it":              (*suite).lateFailure,
		"two refunds at once of one payment: one row":                   (*suite).twoRefundsAtOnce,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store, facts := open(t)
			test(&suite{Store: store, facts: facts, ids: id.NewSeeded(7)}, t)
		})
	}
}

type suite struct {
	payment.Store
	facts Facts
	ids   *id.Seeded
}

var (
	taken    = payment.Outcome{Status: payment.Taken, Transaction: "txn_0123456789abcdef"}
	declined = payment.Outcome{Status: payment.Declined, Code: "CARD_DECLINED", Reason: payment.ReasonDeclined, Message: "No."}
	closed   = payment.Outcome{Status: payment.Closed, Code: "CALLED_OFF", Reason: payment.ReasonTimeout}
)

func (s *suite) roundTrip(t *testing.T) {
	for _, outcome := range []payment.Outcome{{Status: payment.Undecided}, taken, declined, closed} {
		p := Payment(s.ids, s.ids.New())
		s.add(t, p)
		s.same(t, p)
		p = Ended(p, outcome)
		s.put(t, p)
		s.same(t, p)
	}
}

func (s *suite) same(t *testing.T, want payment.Payment) {
	t.Helper()
	got, err := s.Payment(t.Context(), want.ID)
	if err != nil {
		t.Fatalf("read payment: %v", err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("payment differs (-want +got):\n%s", diff)
	}
}

func (s *suite) unknown(t *testing.T) {
	if _, err := s.Payment(t.Context(), payment.ID(s.ids.New())); !errors.Is(err, payment.ErrUnknownPayment) {
		t.Errorf("got %v, want ErrUnknownPayment", err)
	}
	if _, found, err := s.OpenOf(t.Context(), s.ids.New()); found || err != nil {
		t.Errorf("open payment of an unknown order: %v, %v", found, err)
	}
	s.update(t, func(tx payment.Tx) error {
		loaded, err := tx.Payments(t.Context(), payment.ID(s.ids.New()))
		if len(loaded) != 0 {
			t.Errorf("loaded %d unknown payments", len(loaded))
		}
		return err
	})
	err := s.Update(t.Context(), func(tx payment.Tx) error {
		return tx.PutPayments(t.Context(), Payment(s.ids, s.ids.New()))
	})
	if !errors.Is(err, payment.ErrUnknownPayment) {
		t.Errorf("putting an unknown payment: %v, want ErrUnknownPayment", err)
	}
}

func (s *suite) oneOpen(t *testing.T) {
	order := s.ids.New()
	first, second := Payment(s.ids, order), Payment(s.ids, order)
	s.add(t, first)
	s.refuse(t, second)
	s.put(t, Ended(first, taken))
	s.refuse(t, second)
	s.add(t, Payment(s.ids, s.ids.New())) // another order's
	open, found, err := s.OpenOf(t.Context(), order)
	if err != nil || !found || open.ID != first.ID {
		t.Errorf("the open payment is %v (%v, %v), want %v", open.ID, found, err, first.ID)
	}
}

func (s *suite) endedLetIn(t *testing.T) {
	for _, outcome := range []payment.Outcome{declined, closed} {
		order := s.ids.New()
		first := Payment(s.ids, order)
		s.add(t, first)
		s.put(t, Ended(first, outcome))
		if _, found, err := s.OpenOf(t.Context(), order); found || err != nil {
			t.Errorf("an ended payment is still open: %v, %v", found, err)
		}
		s.add(t, Payment(s.ids, order))
	}
}

func (s *suite) refundedStands(t *testing.T) {
	order := s.ids.New()
	first := Payment(s.ids, order)
	s.add(t, first)
	first = Ended(first, taken)
	first.Status = payment.Refunded
	s.put(t, first)
	s.refuse(t, Payment(s.ids, order))
	if open, found, err := s.OpenOf(t.Context(), order); err != nil || !found || open.ID != first.ID {
		t.Errorf("the payment that stands is %v (%v, %v), want %v", open.ID, found, err, first.ID)
	}
}

func (s *suite) idOnce(t *testing.T) {
	p := Payment(s.ids, s.ids.New())
	s.add(t, p)
	again := p
	again.Order = s.ids.New()
	s.refuse(t, again)
	s.same(t, p)
}

func (s *suite) atomic(t *testing.T) {
	p := Payment(s.ids, s.ids.New())
	boom := errors.New("boom")
	fact := events.PaymentFailed{Meta: events.Stamp(s.ids.New(), Noon), Charge: events.Charge{Payment: p.ID.UUID()}}
	err := s.Update(t.Context(), func(tx payment.Tx) error {
		if _, err := tx.AddPayments(t.Context(), p); err != nil {
			return err
		}
		tx.Emit(fact)
		return boom
	})
	if !errors.Is(err, boom) {
		t.Fatalf("got %v, want the function's error", err)
	}
	if _, err := s.Payment(t.Context(), p.ID); !errors.Is(err, payment.ErrUnknownPayment) {
		t.Errorf("the row of a rolled back transaction stands: %v", err)
	}
	if got := s.facts(t); len(got) != 0 {
		t.Errorf("facts of a rolled back transaction stand: %v", got)
	}
	s.update(t, func(tx payment.Tx) error {
		_, err := tx.AddPayments(t.Context(), p)
		tx.Emit(fact)
		return err
	})
	if got := s.facts(t); len(got) != 1 || got[0] != "payment-failed" {
		t.Errorf("facts are %v, want one payment-failed", got)
	}
}

func (s *suite) undecided(t *testing.T) {
	var want []payment.ID
	for i := range 5 {
		p := Payment(s.ids, s.ids.New())
		p.NextAsk = Noon.Add(time.Duration(i%2) * time.Hour)
		s.add(t, p)
		if i == 4 {
			s.put(t, Ended(p, taken))
		} else if i%2 == 0 {
			want = append(want, p.ID)
		}
	}
	s.pagesOf(t, want, func(after payment.ID, limit int) ([]payment.Payment, error) {
		return s.Undecided(t.Context(), Noon, after, limit)
	})
}

func (s *suite) pages(t *testing.T) {
	var want []payment.ID
	for range 5 {
		p := Payment(s.ids, s.ids.New())
		s.add(t, p)
		want = append(want, p.ID)
	}
	s.pagesOf(t, want, func(after payment.ID, limit int) ([]payment.Payment, error) {
		return s.Payments(t.Context(), after, limit)
	})
}

func (s *suite) pagesOf(t *testing.T, want []payment.ID, list func(after payment.ID, limit int) ([]payment.Payment, error)) {
	t.Helper()
	var got []payment.ID
	for after := (payment.ID{}); ; {
		page, err := list(after, 2)
		if err != nil {
			t.Fatalf("list: %v", err)
		}
		if len(page) > 2 {
			t.Fatalf("a page has %d rows, want at most 2", len(page))
		}
		if len(page) == 0 {
			break
		}
		for _, p := range page {
			got, after = append(got, p.ID), p.ID
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("listed (-want +got):\n%s", diff)
	}
}

// add adds payments that nothing stands against.
func (s *suite) add(t *testing.T, payments ...payment.Payment) {
	t.Helper()
	s.update(t, func(tx payment.Tx) error {
		added, err := tx.AddPayments(t.Context(), payments...)
		if err == nil && len(added) != len(payments) {
			t.Fatalf("added %d of %d payments", len(added), len(payments))
		}
		return err
	})
}

// refuse tries to add a payment that something stands against.
func (s *suite) refuse(t *testing.T, p payment.Payment) {
	t.Helper()
	s.update(t, func(tx payment.Tx) error {
		added, err := tx.AddPayments(t.Context(), p)
		if len(added) != 0 {
			t.Errorf("payment %s was added", p.ID)
		}
		return err
	})
}

func (s *suite) put(t *testing.T, p payment.Payment) {
	t.Helper()
	s.update(t, func(tx payment.Tx) error { return tx.PutPayments(t.Context(), p) })
}

func (s *suite) update(t *testing.T, do func(payment.Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), do); err != nil {
		t.Fatalf("update: %v", err)
	}
}
