package paymenttest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/payment"
)

func (s *suite) refundRoundTrip(t *testing.T) {
	p := s.succeeded(t)
	r := Refund(s.ids, p)
	s.addRefund(t, r, true)
	s.sameRefund(t, r)
	r.Learn(payment.RefundOutcome{Status: payment.Returned}, &p, Noon.Add(time.Minute), payment.DefaultRules)
	s.putRefund(t, r)
	s.sameRefund(t, r)
	house := Refund(s.ids, s.succeeded(t))
	house.By, house.Reason = [16]byte{}, payment.SeatsGone
	s.addRefund(t, house, true)
	s.sameRefund(t, house)
	err := s.Update(t.Context(), func(tx payment.Tx) error { return tx.PutRefunds(t.Context(), Refund(s.ids, p)) })
	if !errors.Is(err, payment.ErrUnknownPayment) {
		t.Errorf("putting an unknown refund: %v, want ErrUnknownPayment", err)
	}
}

func (s *suite) sameRefund(t *testing.T, want payment.Refund) {
	t.Helper()
	got, found, err := s.RefundOf(t.Context(), want.Payment)
	if err != nil || !found {
		t.Fatalf("read refund: %v, %v", found, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("refund differs (-want +got):\n%s", diff)
	}
	s.update(t, func(tx payment.Tx) error {
		loaded, err := tx.Refunds(t.Context(), want.ID)
		if diff := cmp.Diff([]payment.Refund{want}, loaded); diff != "" {
			t.Errorf("loaded refund differs (-want +got):\n%s", diff)
		}
		return err
	})
}

func (s *suite) oneRefund(t *testing.T) {
	p := s.succeeded(t)
	first, second := Refund(s.ids, p), Refund(s.ids, p)
	s.addRefund(t, first, true)
	s.addRefund(t, first, false)
	s.addRefund(t, second, false)
	first.Learn(payment.RefundOutcome{Status: payment.Refused, Code: "NO"}, &p, Noon, payment.DefaultRules)
	s.putRefund(t, first)
	s.sameRefund(t, first)
	second.CreatedAt = second.CreatedAt.Add(time.Minute)
	s.addRefund(t, second, true)
	s.sameRefund(t, second)
	second.Learn(payment.RefundOutcome{Status: payment.Refused, Code: "NO"}, &p, Noon, payment.DefaultRules)
	s.putRefund(t, second)
	s.sameRefund(t, second) // the last of them
	third := Refund(s.ids, p)
	s.addRefund(t, third, true)
	s.sameRefund(t, third) // what stands goes before what was refused later
	all, err := s.Refunds(t.Context(), payment.RefundID{}, 10)
	if err != nil || len(all) != 3 || all[0].ID != first.ID {
		t.Errorf("all refunds: %d, %v; want all three, the first first", len(all), err)
	}
}

func (s *suite) undecidedRefunds(t *testing.T) {
	var want []payment.RefundID
	for i := range 4 {
		p := s.succeeded(t)
		r := Refund(s.ids, p)
		r.NextTry = Noon.Add(time.Duration(i%2) * time.Hour)
		s.addRefund(t, r, true)
		switch i {
		case 2:
			r.Learn(payment.RefundOutcome{Status: payment.Returned}, &p, Noon, payment.DefaultRules)
			s.putRefund(t, r)
		case 0:
			want = append(want, r.ID)
		}
	}
	due, err := s.UndecidedRefunds(t.Context(), Noon, payment.RefundID{}, 10)
	if err != nil {
		t.Fatalf("list: %v", err)
	}
	var got []payment.RefundID
	for _, r := range due {
		got = append(got, r.ID)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("due refunds (-want +got):\n%s", diff)
	}
	after, err := s.UndecidedRefunds(t.Context(), Noon, want[0], 10)
	if err != nil || len(after) != 0 {
		t.Errorf("after the last: %d, %v", len(after), err)
	}
}

// succeeded adds a payment that took its money.
func (s *suite) succeeded(t *testing.T) payment.Payment {
	t.Helper()
	p := Payment(s.ids, s.ids.New())
	s.add(t, p)
	p = Ended(p, taken)
	s.put(t, p)
	return p
}

func (s *suite) addRefund(t *testing.T, r payment.Refund, want bool) {
	t.Helper()
	s.update(t, func(tx payment.Tx) error {
		added, err := tx.AddRefunds(t.Context(), r)
		if (len(added) == 1) != want {
			t.Errorf("refund %s added: %v, want %v", r.ID, added, want)
		}
		return err
	})
}

func (s *suite) putRefund(t *testing.T, r payment.Refund) {
	t.Helper()
	s.update(t, func(tx payment.Tx) error { return tx.PutRefunds(t.Context(), r) })
}
