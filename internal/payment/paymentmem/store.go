// Package paymentmem keeps payments and refunds in memory: the fake of every test and the simulation's store.
package paymentmem

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/platform/mem"
)

// Store is payment.Store in memory.
type Store struct {
	DB       *mem.DB
	payments *mem.Table[payment.ID, payment.Payment]
	refunds  *mem.Table[payment.RefundID, payment.Refund]
}

// New returns an empty store.
func New() *Store {
	db := mem.New()
	return &Store{
		DB:       db,
		payments: mem.NewTable[payment.ID, payment.Payment](db),
		refunds:  mem.NewTable[payment.RefundID, payment.Refund](db),
	}
}

// Update runs a transaction.
func (s *Store) Update(ctx context.Context, do func(payment.Tx) error) error {
	return s.DB.Update(ctx, func(unit *mem.Unit) error { return do(&tx{Unit: unit, store: s}) })
}

// Payment returns one.
func (s *Store) Payment(_ context.Context, of payment.ID) (p payment.Payment, err error) {
	s.DB.View(func() {
		var found bool
		if p, found = s.payments.Get(of); !found {
			err = payment.ErrUnknownPayment
		}
	})
	return copyOf(p), err
}

// OpenOf returns the order's pending, succeeded or refunded payment.
func (s *Store) OpenOf(_ context.Context, order id.UUID) (p payment.Payment, found bool, err error) {
	s.DB.View(func() { p, found = s.openOf(order) })
	return copyOf(p), found, nil
}

func (s *Store) openOf(order id.UUID) (payment.Payment, bool) {
	return s.payments.First(func(p payment.Payment) bool { return p.Order == order && p.Open() })
}

// Undecided returns pending payments that are due.
func (s *Store) Undecided(_ context.Context, due time.Time, after payment.ID, limit int) ([]payment.Payment, error) {
	return s.listPayments(after, limit, func(p payment.Payment) bool {
		return p.Status == payment.Pending && !p.NextAsk.After(due)
	}), nil
}

// Payments returns all.
func (s *Store) Payments(_ context.Context, after payment.ID, limit int) ([]payment.Payment, error) {
	return s.listPayments(after, limit, func(payment.Payment) bool { return true }), nil
}

func (s *Store) listPayments(after payment.ID, limit int, match func(payment.Payment) bool) (page []payment.Payment) {
	s.DB.View(func() {
		page = s.payments.Where(
			func(p payment.Payment) bool { return id.Compare(p.ID, after) > 0 && match(p) },
			func(a, b payment.Payment) int { return id.Compare(a.ID, b.ID) },
		)
	})
	page = page[:min(limit, len(page))]
	for i := range page {
		page[i] = copyOf(page[i])
	}
	return page
}

// RefundOf returns the payment's refund: the one that is pending or succeeded, else the last that the provider refused.
func (s *Store) RefundOf(_ context.Context, of payment.ID) (r payment.Refund, found bool, err error) {
	s.DB.View(func() {
		if r, found = s.refundOf(of); !found {
			r, found = s.lastRefused(of)
		}
	})
	return r, found, nil
}

func (s *Store) lastRefused(of payment.ID) (payment.Refund, bool) {
	refused := s.refunds.Where(
		func(r payment.Refund) bool { return r.Payment == of && r.Status == payment.RefundFailed },
		func(a, b payment.Refund) int { return cmp.Or(b.CreatedAt.Compare(a.CreatedAt), id.Compare(b.ID, a.ID)) },
	)
	if len(refused) == 0 {
		return payment.Refund{}, false
	}
	return refused[0], true
}

func (s *Store) refundOf(of payment.ID) (payment.Refund, bool) {
	return s.refunds.First(func(r payment.Refund) bool { return r.Payment == of && r.Status != payment.RefundFailed })
}

// UndecidedRefunds returns pending refunds that are due.
func (s *Store) UndecidedRefunds(_ context.Context, due time.Time, after payment.RefundID, limit int) ([]payment.Refund, error) {
	return s.listRefunds(after, limit, func(r payment.Refund) bool {
		return r.Status == payment.RefundPending && !r.NextTry.After(due)
	}), nil
}

// Refunds returns all.
func (s *Store) Refunds(_ context.Context, after payment.RefundID, limit int) ([]payment.Refund, error) {
	return s.listRefunds(after, limit, func(payment.Refund) bool { return true }), nil
}

func (s *Store) listRefunds(after payment.RefundID, limit int, match func(payment.Refund) bool) (page []payment.Refund) {
	s.DB.View(func() {
		page = s.refunds.Where(
			func(r payment.Refund) bool { return id.Compare(r.ID, after) > 0 && match(r) },
			func(a, b payment.Refund) int { return id.Compare(a.ID, b.ID) },
		)
	})
	return page[:min(limit, len(page))]
}

// copyOf parts a payment from the list that the stored one has.
func copyOf(p payment.Payment) payment.Payment {
	p.Reservations = slices.Clone(p.Reservations)
	return p
}
