package payment

import (
	"slices"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// outcome is the fact that tells how a decided payment ended.
func (p Payment) outcome(message id.UUID) work.Fact {
	meta := events.Stamp(message, p.ProcessedAt)
	if p.Status == Succeeded {
		return events.PaymentSucceeded{
			Meta: meta, Charge: p.charge(), Transaction: p.Transaction, ProcessedAt: p.ProcessedAt, Status: string(Succeeded),
		}
	}
	return events.PaymentFailed{
		Meta: meta, Charge: p.charge(), ErrorCode: p.ErrorCode, ErrorMessage: p.ErrorMessage, FailureReason: p.FailureReason,
		AttemptedAt: p.CreatedAt, Status: string(Failed), // the topic knows no other word, for called-off payments either
	}
}

// returned is the fact that the payment's money is back with the buyer.
func (p Payment) returned(message id.UUID, r Refund) work.Fact {
	return events.PaymentRefunded{
		Meta: events.Stamp(message, r.ProcessedAt), Charge: p.charge(),
		Refund: r.ID.UUID(), Reason: string(r.Reason), RefundedAt: r.ProcessedAt, Status: string(Refunded),
	}
}

func (p Payment) charge() events.Charge {
	c := events.Charge{
		Payment: p.ID.UUID(), Order: p.Order, Customer: p.Customer, Reservations: slices.Clone(p.Reservations),
		Amount: p.Amount.Decimal(), Currency: p.Amount.Currency, Method: string(p.Method), TestMethod: string(p.TestMethod),
	}
	if len(p.Reservations) > 0 {
		c.Reservation = &c.Reservations[0]
	}
	return c
}
