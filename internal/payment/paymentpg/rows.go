package paymentpg

import (
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentpg/paymentsql"
)

// paymentRow writes a payment as its row.
func paymentRow(p payment.Payment) paymentsql.Payment {
	reservations := slices.Clone(p.Reservations)
	if reservations == nil {
		reservations = []id.UUID{}
	}
	return paymentsql.Payment{
		ID: p.ID.UUID(), OrderID: p.Order, OrderNumber: p.Number, CustomerID: p.Customer, ReservationIds: reservations,
		Amount: p.Amount.Minor, Currency: string(p.Amount.Currency), Method: string(p.Method), TestMethod: string(p.TestMethod),
		Status: string(p.Status), TransactionID: p.Transaction, ErrorCode: p.ErrorCode, ErrorMessage: p.ErrorMessage,
		FailureReason: p.FailureReason, NextAction: p.NextAction, CreatedAt: p.CreatedAt, ProcessedAt: orNull(p.ProcessedAt),
		Simulated: p.Simulated, SimulatedResponse: p.SimulatedResponse,
		Asks: int32(p.Asks), NextAsk: p.NextAsk, Deadline: p.Deadline, Trace: p.Trace, // #nosec G115 -- a count that pauses keep small
	}
}

// paymentOf reads the payment of a row.
func paymentOf(row paymentsql.Payment) payment.Payment {
	return payment.Payment{
		ID: payment.ID(row.ID), Order: row.OrderID, Number: row.OrderNumber, Customer: row.CustomerID, Reservations: row.ReservationIds,
		Amount: money.Of(row.Amount, money.Currency(row.Currency)),
		Method: payment.Method(row.Method), TestMethod: payment.Method(row.TestMethod), Status: payment.Status(row.Status),
		Transaction: row.TransactionID, ErrorCode: row.ErrorCode, ErrorMessage: row.ErrorMessage, FailureReason: row.FailureReason,
		NextAction: row.NextAction, CreatedAt: clock.Cut(row.CreatedAt), ProcessedAt: orZero(row.ProcessedAt),
		Simulated: row.Simulated, SimulatedResponse: row.SimulatedResponse,
		Asks: int(row.Asks), NextAsk: clock.Cut(row.NextAsk), Deadline: clock.Cut(row.Deadline), Trace: row.Trace,
	}
}

// refundRow writes a refund as its row.
func refundRow(r payment.Refund) paymentsql.Refund {
	row := paymentsql.Refund{
		ID: r.ID.UUID(), PaymentID: r.Payment.UUID(), OrderID: r.Order, Amount: r.Amount.Minor, Currency: string(r.Amount.Currency),
		Reason: string(r.Reason), Status: string(r.Status), ErrorCode: r.ErrorCode,
		CreatedAt: r.CreatedAt, ProcessedAt: orNull(r.ProcessedAt),
		Tries: int32(r.Tries), NextTry: r.NextTry, Trace: r.Trace, // #nosec G115 -- a count that pauses keep small
	}
	if r.By != id.Nil {
		row.RequestedBy = &r.By
	}
	return row
}

// refundOf reads the refund of a row.
func refundOf(row paymentsql.Refund) payment.Refund {
	r := payment.Refund{
		ID: payment.RefundID(row.ID), Payment: payment.ID(row.PaymentID), Order: row.OrderID,
		Amount: money.Of(row.Amount, money.Currency(row.Currency)),
		Reason: payment.Reason(row.Reason), Status: payment.RefundStatus(row.Status), ErrorCode: row.ErrorCode,
		CreatedAt: clock.Cut(row.CreatedAt), ProcessedAt: orZero(row.ProcessedAt),
		Tries: int(row.Tries), NextTry: clock.Cut(row.NextTry), Trace: row.Trace,
	}
	if row.RequestedBy != nil {
		r.By = *row.RequestedBy
	}
	return r
}

func orNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func orZero(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return clock.Cut(*t)
}
