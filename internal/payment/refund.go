package payment

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// What stands in the way of a refund.
var (
	ErrAlreadyRefunded = fault.New(fault.Conflict, "already_refunded",
		"This payment is already given back, or its refund is under way. Nothing further was done.")
	ErrNotRefundable = fault.New(fault.Conflict, "not_refundable",
		"This payment has taken no money, so there is nothing to give back.")
	ErrRefundRefused = fault.New(fault.Declined, "refund_refused",
		"The provider refused to give the money back. The tickets are cancelled and the money is still with us: settle it with the provider, or ask again.")
)

// RefundID identifies a refund. It is also the key under which the provider knows it.
type RefundID = id.ID[Refund]

// Reason is why money goes back.
type Reason string

// The reasons of a refund.
const (
	Requested      Reason = "requested"       // by somebody of the house
	EventCancelled Reason = "event_cancelled" // the event does not take place
	SeatsGone      Reason = "seats_gone"      // the money came too late for the seats
)

// RefundStatus is where a refund stands.
type RefundStatus string

// The states of a refund.
const (
	RefundPending   RefundStatus = "pending"
	RefundSucceeded RefundStatus = "succeeded"
	RefundFailed    RefundStatus = "failed" // the provider refused; another one may be asked for
)

// Refund is the return of a payment's money, all of it.
type Refund struct {
	ID          RefundID
	Payment     ID
	Order       id.UUID
	Amount      money.Amount
	Reason      Reason
	Status      RefundStatus
	By          id.UUID // who asked; zero for the house's own rules
	ErrorCode   string  // of a refusal, the provider's
	CreatedAt   time.Time
	ProcessedAt time.Time // zero while pending
	Tries       int
	NextTry     time.Time // while pending
	Trace       string    // of the purchase whose money it is; may be empty
}

// Refundable returns why the payment cannot be given back, nil if it can.
func (p Payment) Refundable() error {
	switch p.Status {
	case Succeeded:
		return nil
	case Refunded:
		return ErrAlreadyRefunded
	case Pending:
		return ErrInProgress.Saying("This payment is not decided yet, so there is nothing to give back. Nothing was done; wait until it is decided.")
	default:
		return ErrNotRefundable
	}
}

// Learn takes in what the provider says about the refund and, when the money is back, marks the payment. A refund that is
// decided learns nothing more.
func (r *Refund) Learn(o RefundOutcome, p *Payment, now time.Time, rules Rules) {
	if r.Status != RefundPending {
		return
	}
	switch o.Status {
	case Returned:
		r.Status, r.ProcessedAt = RefundSucceeded, now
		p.Status = Refunded
	case Refused:
		r.Status, r.ProcessedAt, r.ErrorCode = RefundFailed, now, o.Code
	default:
		r.Tries++
		r.NextTry = now.Add(pause(r.ID.UUID(), r.Tries, rules))
	}
}
