package paymentmem

import (
	"context"
	"fmt"
	"slices"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/platform/mem"
)

// tx is payment.Tx in memory.
type tx struct {
	*mem.Unit
	store *Store
}

// AddPayments adds those that nothing stands against.
func (t *tx) AddPayments(_ context.Context, payments ...payment.Payment) ([]payment.ID, error) {
	var added []payment.ID
	for _, p := range payments {
		_, known := t.store.payments.Get(p.ID)
		_, open := t.store.openOf(p.Order)
		if known || open && p.Open() {
			continue
		}
		t.store.payments.Put(p.ID, copyOf(p))
		added = append(added, p.ID)
	}
	return added, nil
}

// Payments loads those that exist.
func (t *tx) Payments(_ context.Context, ids ...payment.ID) ([]payment.Payment, error) {
	found := make([]payment.Payment, 0, len(ids))
	for _, one := range sorted(ids) {
		if p, ok := t.store.payments.Get(one); ok {
			found = append(found, copyOf(p))
		}
	}
	return found, nil
}

// PutPayments keeps payments that exist.
func (t *tx) PutPayments(_ context.Context, payments ...payment.Payment) error {
	for _, p := range payments {
		if _, known := t.store.payments.Get(p.ID); !known {
			return fmt.Errorf("put payment %s: %w", p.ID, payment.ErrUnknownPayment)
		}
		t.store.payments.Put(p.ID, copyOf(p))
	}
	return nil
}

// AddRefunds adds those that nothing stands against.
func (t *tx) AddRefunds(_ context.Context, refunds ...payment.Refund) ([]payment.RefundID, error) {
	var added []payment.RefundID
	for _, r := range refunds {
		_, known := t.store.refunds.Get(r.ID)
		if _, live := t.store.refundOf(r.Payment); known || live {
			continue
		}
		t.store.refunds.Put(r.ID, r)
		added = append(added, r.ID)
	}
	return added, nil
}

// Refunds loads those that exist.
func (t *tx) Refunds(_ context.Context, ids ...payment.RefundID) ([]payment.Refund, error) {
	found := make([]payment.Refund, 0, len(ids))
	for _, one := range sorted(ids) {
		if r, ok := t.store.refunds.Get(one); ok {
			found = append(found, r)
		}
	}
	return found, nil
}

// PutRefunds keeps refunds that exist.
func (t *tx) PutRefunds(_ context.Context, refunds ...payment.Refund) error {
	for _, r := range refunds {
		if _, known := t.store.refunds.Get(r.ID); !known {
			return fmt.Errorf("put refund %s: %w", r.ID, payment.ErrUnknownPayment)
		}
		t.store.refunds.Put(r.ID, r)
	}
	return nil
}

func sorted[T ~[16]byte](ids []T) []T {
	out := slices.Clone(ids)
	slices.SortFunc(out, id.Compare)
	return slices.Compact(out)
}
