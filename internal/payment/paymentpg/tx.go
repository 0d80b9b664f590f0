package paymentpg

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentpg/paymentsql"
	"github.com/speckit/ticketing/internal/platform/pg"
)

// tx is payment.Tx on PostgreSQL.
type tx struct {
	*pg.Tx
	queries *paymentsql.Queries
}

// AddPayments adds those that nothing stands against, by the table's unique indexes.
func (t *tx) AddPayments(ctx context.Context, payments ...payment.Payment) ([]payment.ID, error) {
	rows := make([]paymentsql.AddPaymentsParams, len(payments))
	for i, p := range payments {
		rows[i] = paymentsql.AddPaymentsParams(paymentRow(p))
	}
	slices.SortFunc(rows, func(a, b paymentsql.AddPaymentsParams) int { // by what rivals wait for each other about
		return cmp.Or(id.Compare(a.OrderID, b.OrderID), id.Compare(a.ID, b.ID))
	})
	var added []payment.ID
	var failure error
	t.queries.AddPayments(ctx, rows).Query(func(_ int, ids []uuid.UUID, err error) {
		failure = errors.Join(failure, err)
		for _, one := range ids {
			added = append(added, payment.ID(one))
		}
	})
	if failure != nil {
		return nil, fmt.Errorf("insert payments: %w", failure)
	}
	return added, nil
}

// Payments loads and locks those that exist.
func (t *tx) Payments(ctx context.Context, ids ...payment.ID) ([]payment.Payment, error) {
	rows, err := t.queries.LockPayments(ctx, id.UUIDs(ids))
	if err != nil {
		return nil, fmt.Errorf("lock payments: %w", err)
	}
	return all(rows, paymentOf), nil
}

// PutPayments keeps payments that exist.
func (t *tx) PutPayments(ctx context.Context, payments ...payment.Payment) error {
	rows := make([]paymentsql.PutPaymentsParams, len(payments))
	for i, p := range payments {
		row := paymentRow(p)
		rows[i] = paymentsql.PutPaymentsParams{
			ID: row.ID, Status: row.Status, TransactionID: row.TransactionID, ErrorCode: row.ErrorCode,
			ErrorMessage: row.ErrorMessage, FailureReason: row.FailureReason, NextAction: row.NextAction,
			ProcessedAt: row.ProcessedAt, SimulatedResponse: row.SimulatedResponse, Asks: row.Asks,
			NextAsk: row.NextAsk, Deadline: row.Deadline,
		}
	}
	return kept("payments", t.queries.PutPayments(ctx, rows).QueryRow)
}

// AddRefunds adds those that nothing stands against, by the table's unique indexes.
func (t *tx) AddRefunds(ctx context.Context, refunds ...payment.Refund) ([]payment.RefundID, error) {
	rows := make([]paymentsql.AddRefundsParams, len(refunds))
	for i, r := range refunds {
		rows[i] = paymentsql.AddRefundsParams(refundRow(r))
	}
	slices.SortFunc(rows, func(a, b paymentsql.AddRefundsParams) int { return id.Compare(a.ID, b.ID) })
	var added []payment.RefundID
	var failure error
	t.queries.AddRefunds(ctx, rows).Query(func(_ int, ids []uuid.UUID, err error) {
		failure = errors.Join(failure, err)
		for _, one := range ids {
			added = append(added, payment.RefundID(one))
		}
	})
	if failure != nil {
		return nil, fmt.Errorf("insert refunds: %w", failure)
	}
	return added, nil
}

// Refunds loads and locks those that exist.
func (t *tx) Refunds(ctx context.Context, ids ...payment.RefundID) ([]payment.Refund, error) {
	rows, err := t.queries.LockRefunds(ctx, id.UUIDs(ids))
	if err != nil {
		return nil, fmt.Errorf("lock refunds: %w", err)
	}
	return all(rows, refundOf), nil
}

// PutRefunds keeps refunds that exist.
func (t *tx) PutRefunds(ctx context.Context, refunds ...payment.Refund) error {
	rows := make([]paymentsql.PutRefundsParams, len(refunds))
	for i, r := range refunds {
		row := refundRow(r)
		rows[i] = paymentsql.PutRefundsParams{
			ID: row.ID, Status: row.Status, ErrorCode: row.ErrorCode, ProcessedAt: row.ProcessedAt,
			Tries: row.Tries, NextTry: row.NextTry,
		}
	}
	return kept("refunds", t.queries.PutRefunds(ctx, rows).QueryRow)
}

// kept reads the answers to a batch of updates, each of which must have found its row.
func kept(what string, answers func(func(int, uuid.UUID, error))) error {
	var failure error
	answers(func(_ int, _ uuid.UUID, err error) {
		if errors.Is(err, pgx.ErrNoRows) {
			err = payment.ErrUnknownPayment
		}
		failure = errors.Join(failure, err)
	})
	if failure != nil {
		return fmt.Errorf("update %s: %w", what, failure)
	}
	return nil
}
