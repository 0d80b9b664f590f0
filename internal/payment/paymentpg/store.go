package paymentpg

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentpg/paymentsql"
	"github.com/speckit/ticketing/internal/platform/pg"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Schema is the context's part of the database.
var Schema = pg.Schema{Name: "bc_payment", Files: migrations}

// Store is payment.Store on PostgreSQL.
type Store struct {
	db      *pg.DB
	queries *paymentsql.Queries
}

// New returns the store of a database that is migrated.
func New(db *pg.DB) *Store { return &Store{db: db, queries: paymentsql.New(db.Pool())} }

// Update runs a transaction.
func (s *Store) Update(ctx context.Context, do func(payment.Tx) error) error {
	return s.db.Update(ctx, func(_ context.Context, unit *pg.Tx) error {
		return do(&tx{Tx: unit, queries: paymentsql.New(unit)})
	})
}

// Payment returns one.
func (s *Store) Payment(ctx context.Context, of payment.ID) (payment.Payment, error) {
	row, err := s.queries.Payment(ctx, of.UUID())
	if errors.Is(err, pgx.ErrNoRows) {
		return payment.Payment{}, payment.ErrUnknownPayment
	}
	if err != nil {
		return payment.Payment{}, fmt.Errorf("select payment: %w", err)
	}
	return paymentOf(row), nil
}

// OpenOf returns the order's pending, succeeded or refunded payment.
func (s *Store) OpenOf(ctx context.Context, order id.UUID) (payment.Payment, bool, error) {
	row, err := s.queries.OpenPayment(ctx, order)
	if errors.Is(err, pgx.ErrNoRows) {
		return payment.Payment{}, false, nil
	}
	if err != nil {
		return payment.Payment{}, false, fmt.Errorf("select open payment: %w", err)
	}
	return paymentOf(row), true, nil
}

// Undecided returns pending payments that are due.
func (s *Store) Undecided(ctx context.Context, due time.Time, after payment.ID, limit int) ([]payment.Payment, error) {
	rows, err := s.queries.UndecidedPayments(ctx, paymentsql.UndecidedPaymentsParams{Due: due, After: after.UUID(), Most: int32(limit)}) // #nosec G115 -- a page
	if err != nil {
		return nil, fmt.Errorf("select undecided payments: %w", err)
	}
	return all(rows, paymentOf), nil
}

// Payments returns all.
func (s *Store) Payments(ctx context.Context, after payment.ID, limit int) ([]payment.Payment, error) {
	rows, err := s.queries.Payments(ctx, paymentsql.PaymentsParams{After: after.UUID(), Most: int32(limit)}) // #nosec G115 -- a page
	if err != nil {
		return nil, fmt.Errorf("select payments: %w", err)
	}
	return all(rows, paymentOf), nil
}

// RefundOf returns the payment's refund: the one that is pending or succeeded, else the last that the provider refused.
func (s *Store) RefundOf(ctx context.Context, of payment.ID) (payment.Refund, bool, error) {
	row, err := s.queries.RefundOfPayment(ctx, of.UUID())
	if errors.Is(err, pgx.ErrNoRows) {
		return payment.Refund{}, false, nil
	}
	if err != nil {
		return payment.Refund{}, false, fmt.Errorf("select refund: %w", err)
	}
	return refundOf(row), true, nil
}

// UndecidedRefunds returns pending refunds that are due.
func (s *Store) UndecidedRefunds(ctx context.Context, due time.Time, after payment.RefundID, limit int) ([]payment.Refund, error) {
	rows, err := s.queries.UndecidedRefunds(ctx, paymentsql.UndecidedRefundsParams{Due: due, After: after.UUID(), Most: int32(limit)}) // #nosec G115 -- a page
	if err != nil {
		return nil, fmt.Errorf("select undecided refunds: %w", err)
	}
	return all(rows, refundOf), nil
}

// Refunds returns all.
func (s *Store) Refunds(ctx context.Context, after payment.RefundID, limit int) ([]payment.Refund, error) {
	rows, err := s.queries.Refunds(ctx, paymentsql.RefundsParams{After: after.UUID(), Most: int32(limit)}) // #nosec G115 -- a page
	if err != nil {
		return nil, fmt.Errorf("select refunds: %w", err)
	}
	return all(rows, refundOf), nil
}

func all[R, T any](rows []R, core func(R) T) []T {
	list := make([]T, len(rows))
	for i, row := range rows {
		list[i] = core(row)
	}
	return list
}
