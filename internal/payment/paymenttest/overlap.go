package paymenttest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/payment"
)

// grace is how long a first transaction stays open for its rival to get in: a correct store keeps the rival waiting all that time,
// one without the lock lets it through.
const grace = 250 * time.Millisecond

// overlap runs first, keeps its transaction open while rival tries to get past its own read, and then ends the first with the
// given error. It returns the rival's error.
func (s *suite) overlap(t *testing.T, first func(context.Context, payment.Tx) error, end error,
	read func(context.Context, payment.Tx) error, write func(context.Context, payment.Tx) error,
) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 30*time.Second)
	t.Cleanup(cancel)
	through, done := make(chan struct{}, 10), make(chan error, 1)
	started := false
	err := s.Update(ctx, func(tx payment.Tx) error {
		if err := first(ctx, tx); err != nil {
			return err
		}
		if !started { // the function may run again
			started = true
			go func() {
				done <- s.Update(ctx, func(tx payment.Tx) error {
					if err := read(ctx, tx); err != nil {
						return err
					}
					through <- struct{}{}
					return write(ctx, tx)
				})
			}()
		}
		select {
		case <-through:
			t.Error("the rival did not wait for the first transaction")
		case <-time.After(grace):
		}
		return end
	})
	if !errors.Is(err, end) {
		t.Fatalf("first transaction: %v, want %v", err, end)
	}
	return <-done
}

func nothing(context.Context, payment.Tx) error { return nil }

func (s *suite) twoAtOnce(t *testing.T) {
	order := s.ids.New()
	first, second := Payment(s.ids, order), Payment(s.ids, order)
	err := s.overlap(t, s.adding(t, first, 1), nil, s.adding(t, second, 0), nothing)
	if err != nil {
		t.Fatalf("the rival: %v", err)
	}
	all, err := s.Payments(t.Context(), payment.ID{}, 10)
	if err != nil || len(all) != 1 || all[0].ID != first.ID {
		t.Errorf("payments are %d (%v), want the first alone", len(all), err)
	}
}

func (s *suite) rollbackLetsIn(t *testing.T) {
	order := s.ids.New()
	first, second := Payment(s.ids, order), Payment(s.ids, order)
	boom := errors.New("boom")
	if err := s.overlap(t, s.adding(t, first, 1), boom, s.adding(t, second, 1), nothing); err != nil {
		t.Fatalf("the rival: %v", err)
	}
	s.same(t, second)
}

func (s *suite) adding(t *testing.T, p payment.Payment, want int) func(context.Context, payment.Tx) error {
	return func(ctx context.Context, tx payment.Tx) error {
		added, err := tx.AddPayments(ctx, p)
		if err == nil && len(added) != want {
			t.Errorf("added %d, want %d", len(added), want)
		}
		return err
	}
}

func (s *suite) lateFailure(t *testing.T) {
	p := Payment(s.ids, s.ids.New())
	s.add(t, p)
	success := func(ctx context.Context, tx payment.Tx) error {
		loaded, err := tx.Payments(ctx, p.ID)
		if err != nil {
			return err
		}
		return tx.PutPayments(ctx, Ended(loaded[0], taken))
	}
	var seen payment.Payment
	read := func(ctx context.Context, tx payment.Tx) error {
		loaded, err := tx.Payments(ctx, p.ID)
		if err == nil {
			seen = loaded[0]
		}
		return err
	}
	write := func(ctx context.Context, tx payment.Tx) error {
		return tx.PutPayments(ctx, Ended(seen, declined))
	}
	if err := s.overlap(t, success, nil, read, write); err != nil {
		t.Fatalf("the rival: %v", err)
	}
	if seen.Status != payment.Succeeded {
		t.Errorf("the rival saw %s, want succeeded", seen.Status)
	}
	s.same(t, Ended(p, taken))
}

func (s *suite) twoRefundsAtOnce(t *testing.T) {
	p := s.succeeded(t)
	adding := func(r payment.Refund, want int) func(context.Context, payment.Tx) error {
		return func(ctx context.Context, tx payment.Tx) error {
			added, err := tx.AddRefunds(ctx, r)
			if err == nil && len(added) != want {
				t.Errorf("added %d refunds, want %d", len(added), want)
			}
			return err
		}
	}
	err := s.overlap(t, adding(Refund(s.ids, p), 1), nil, adding(Refund(s.ids, p), 0), nothing)
	if err != nil {
		t.Fatalf("the rival: %v", err)
	}
}
