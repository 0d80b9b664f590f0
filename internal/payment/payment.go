package payment

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// What stands in the way of a payment.
var (
	ErrUnknownPayment = fault.New(fault.NotFound, "payment_not_found", "There is no such payment.")
	ErrInProgress     = fault.New(fault.Conflict, "payment_in_progress",
		"A payment for this order is not decided yet. Nothing further was charged and your seats are kept; look at that payment before you try again.").After(2 * time.Second)
	ErrDeclined = fault.New(fault.Declined, "payment_declined",
		"The payment was declined. No money was taken; your seats stay held until their time, so try again or pay another way.")
	ErrNoProvider = fault.New(fault.Unavailable, "no_payment_provider",
		"Payments are not set up here. No money was taken; your seats stay held until their time.").After(time.Minute)
)

// ID identifies a payment. It is also the key under which the provider knows the charge.
type ID = id.ID[Payment]

// Status is where a payment stands.
type Status string

// The states. Pending is the only one that an outcome changes; a succeeded one can still be refunded.
const (
	Pending   Status = "pending"
	Succeeded Status = "succeeded"
	Failed    Status = "failed"
	Cancelled Status = "cancelled"
	Refunded  Status = "refunded"
)

// The reasons of a failure that the world is told (the original's five).
const (
	ReasonFunds     = "insufficient_funds"
	ReasonDeclined  = "card_declined"
	ReasonInvalid   = "invalid_card"
	ReasonProcessor = "processor_error"
	ReasonTimeout   = "timeout"
)

// Payment is one try to take an order's money, all of it.
type Payment struct {
	ID           ID
	Order        id.UUID
	Number       string // the order's, as people read it
	Customer     id.UUID
	Reservations []id.UUID
	Amount       money.Amount
	Method       Method // as the world is told
	TestMethod   Method // as it was asked for, where that is a test of the simulated bank
	Status       Status

	Transaction   string // the provider's own name for the charge
	ErrorCode     string
	ErrorMessage  string // a sentence
	FailureReason string // one of the five
	NextAction    string // where the buyer confirms, while that is needed

	CreatedAt   time.Time
	ProcessedAt time.Time // zero while pending

	Simulated         bool
	SimulatedResponse string

	Asks     int       // how often the provider was asked what became of it
	NextAsk  time.Time // when it is asked next, while pending
	Deadline time.Time // after it, what is still open is called off

	Trace string // of the purchase; may be empty
}

// Overdue reports whether the payment is to be called off if it is still open.
func (p Payment) Overdue(now time.Time) bool { return !now.Before(p.Deadline) }

// Travelling reports whether the call that charges may still be on its way to the provider, so that "never heard of it" proves
// nothing yet.
func (p Payment) Travelling(now time.Time, rules Rules) bool {
	return now.Before(p.CreatedAt.Add(rules.Patience))
}

// CallOff makes the payment overdue at once. One that is decided stays as it is.
func (p *Payment) CallOff(now time.Time) {
	if p.Status == Pending && now.Before(p.Deadline) {
		p.Deadline, p.NextAsk = now, now
	}
}

// Learn takes in what the provider says. Closed is what a payment becomes that was closed there: failed or cancelled. A payment
// that is decided learns nothing more.
func (p *Payment) Learn(o Outcome, closed Status, now time.Time, rules Rules) {
	if p.Status != Pending {
		return
	}
	switch o.Status {
	case Taken:
		p.end(Succeeded, now)
		p.Transaction = o.Transaction
		p.simulate("Success - TransactionId: " + o.Transaction)
	case Declined:
		p.fail(Failed, o, now)
	case Closed:
		p.fail(closed, o, now)
	default:
		p.Asks++
		p.NextAsk = now.Add(pause(p.ID.UUID(), p.Asks, rules))
		if o.ActionURL != "" {
			p.NextAction = o.ActionURL
		}
	}
}

// Open reports whether the payment stands in the way of another one for its order. A refunded one does, for ever: its order ends, and
// its tickets are void, even while ordering has not heard of it.
func (p Payment) Open() bool {
	return p.Status == Pending || p.Status == Succeeded || p.Status == Refunded
}

func (p *Payment) fail(to Status, o Outcome, now time.Time) {
	p.end(to, now)
	p.ErrorCode, p.FailureReason, p.ErrorMessage = o.Code, o.Reason, o.Message
	if _, known := sentences[o.Reason]; !known {
		p.FailureReason = ReasonProcessor
	}
	if p.ErrorMessage == "" {
		p.ErrorMessage = sentences[p.FailureReason]
	}
	p.simulate("Failed - " + p.ErrorCode + ": " + p.ErrorMessage)
}

// simulate keeps the simulator's answer in the original's words; there is none of a real provider.
func (p *Payment) simulate(answer string) {
	if p.Simulated {
		p.SimulatedResponse = answer
	}
}

func (p *Payment) end(to Status, now time.Time) {
	p.Status, p.ProcessedAt, p.NextAction = to, now, ""
}

// sentences say a failure where the provider has no words of its own.
var sentences = map[string]string{
	ReasonFunds:     "There is not enough money on the account.",
	ReasonDeclined:  "The card was declined.",
	ReasonInvalid:   "The card is not valid.",
	ReasonProcessor: "The payment provider could not carry out the payment.",
	ReasonTimeout:   "The payment was not confirmed in time.",
}
