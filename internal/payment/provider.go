package payment

import (
	"context"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// Provider moves money. Everything is done under a key of ours and may be asked for again under the same key: it then happens
// once and is answered alike. An error never means "no": what became of the call is unknown.
type Provider interface {
	// Simulated reports whether no real money moves, which opens the test methods.
	Simulated() bool
	// Charge takes the amount.
	Charge(ctx context.Context, charge Charge) (Outcome, error)
	// Lookup says what became of a charge; Unknown when none has arrived.
	Lookup(ctx context.Context, key id.UUID) (Outcome, error)
	// Close sees to it that a charge that has taken no money never will, also one that has not arrived yet: the answer is then
	// Closed. A charge that was decided before is answered as it was decided.
	Close(ctx context.Context, key id.UUID) (Outcome, error)
	// Refund gives a taken charge back.
	Refund(ctx context.Context, refund RefundRequest) (RefundOutcome, error)
}

// Charge is what the provider is asked to take.
type Charge struct {
	Key         id.UUID // the payment's id
	Amount      money.Amount
	Method      Method // the test method where there is one
	Description string // for the buyer's statement: no personal data
}

// Outcome is what the provider says about a charge.
type Outcome struct {
	Status      OutcomeStatus
	Transaction string // the provider's own name for it
	Code        string // of a failure, the provider's
	Reason      string // of a failure, one of our five
	Message     string // of a failure, a sentence; may be empty
	ActionURL   string // where the buyer confirms, when NeedsAction
}

// OutcomeStatus is how a charge stands at the provider.
type OutcomeStatus string

// What a provider can say. Taken, Declined and Closed are final.
const (
	Taken       OutcomeStatus = "taken"
	Declined    OutcomeStatus = "declined"
	NeedsAction OutcomeStatus = "needs_action" // open until the buyer has confirmed or refused
	Undecided   OutcomeStatus = "undecided"    // known there and still worked on
	Unknown     OutcomeStatus = "unknown"      // never arrived there
	Closed      OutcomeStatus = "closed"       // took nothing and never will
)

// Final reports whether nothing can change any more.
func (o Outcome) Final() bool {
	return o.Status == Taken || o.Status == Declined || o.Status == Closed
}

// RefundRequest is what the provider is asked to give back.
type RefundRequest struct {
	Key    id.UUID // the refund's id
	Charge id.UUID // the payment's id
	Amount money.Amount
}

// RefundOutcome is what the provider says about a refund.
type RefundOutcome struct {
	Status RefundOutcomeStatus
	Code   string // of a refusal
}

// RefundOutcomeStatus is how a refund stands at the provider.
type RefundOutcomeStatus string

// What a provider can say about a refund. Returned and Refused are final.
const (
	Returned        RefundOutcomeStatus = "returned"
	Refused         RefundOutcomeStatus = "refused"
	RefundUndecided RefundOutcomeStatus = "undecided"
)
