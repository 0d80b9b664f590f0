package paymentsim

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/payment"
)

// State is how an entry stands in the bank's book.
type State string

// The states. Taken, declined and closed are final; a taken entry can be returned.
const (
	Taken    State = "taken"
	Declined State = "declined"
	Waiting  State = "waiting"  // for the buyer on the bank's page
	Deciding State = "deciding" // the bank takes its time, and will take the money
	Closed   State = "closed"   // took nothing and never will
)

// Entry is one line of the bank's book: what became of one key.
type Entry struct {
	Key         id.UUID // the payment's id
	State       State
	Amount      money.Amount // nothing where a key was closed before its charge came
	Method      payment.Method
	Transaction string
	Code        string // of a decline
	Reason      string // of a decline, one of payment's five
	Message     string // of a decline
	OpenedAt    time.Time
	DecidesAt   time.Time // of a deciding entry
	DecidedAt   time.Time

	RefundKey  id.UUID // of the return of a taken entry; zero when there is none
	ReturnedAt time.Time
}

// ripen decides an entry whose time has come, and reports whether it did.
func (e *Entry) ripen(now time.Time) bool {
	if e.State != Deciding || now.Before(e.DecidesAt) {
		return false
	}
	e.take(now)
	return true
}

func (e *Entry) take(now time.Time) {
	e.State, e.DecidedAt, e.Transaction = Taken, now, transaction(e.Key)
}

func (e *Entry) decline(d decline, now time.Time) {
	e.State, e.DecidedAt, e.Code, e.Reason, e.Message = Declined, now, d.code, d.reason, d.message
}

// open reports whether the entry can still go either way.
func (e *Entry) open() bool { return e.State == Waiting || e.State == Deciding }

// giveBack returns the money of a taken entry, once.
func (e *Entry) giveBack(r payment.RefundRequest, now time.Time) payment.RefundOutcome {
	switch {
	case e.State != Taken:
		return nothingTaken
	case e.RefundKey == r.Key:
		return payment.RefundOutcome{Status: payment.Returned}
	case e.RefundKey != id.Nil:
		return payment.RefundOutcome{Status: payment.Refused, Code: "ALREADY_RETURNED"}
	case r.Amount != e.Amount:
		return payment.RefundOutcome{Status: payment.Refused, Code: "OTHER_AMOUNT"}
	}
	e.RefundKey, e.ReturnedAt = r.Key, now
	return payment.RefundOutcome{Status: payment.Returned}
}

var nothingTaken = payment.RefundOutcome{Status: payment.Refused, Code: "NOTHING_TAKEN"}

// outcome says the entry in payment's words.
func (e Entry) outcome(page string) payment.Outcome {
	switch e.State {
	case Taken:
		return payment.Outcome{Status: payment.Taken, Transaction: e.Transaction}
	case Declined:
		return payment.Outcome{Status: payment.Declined, Code: e.Code, Reason: e.Reason, Message: e.Message}
	case Waiting:
		return payment.Outcome{Status: payment.NeedsAction, ActionURL: page + e.Key.String()}
	case Closed:
		return payment.Outcome{Status: payment.Closed, Code: "CLOSED", Reason: payment.ReasonTimeout}
	default:
		return payment.Outcome{Status: payment.Undecided}
	}
}

// sameCharge reports whether a charge that comes again is the one that stands here.
func (e Entry) sameCharge(c payment.Charge) error {
	if e.State != Closed && (e.Amount != c.Amount || e.Method != c.Method) {
		return fmt.Errorf("key %s was used for %s by %s before", e.Key, e.Amount, e.Method)
	}
	return nil
}

// transaction is the bank's name for a charge, in the original's form; it follows from the key, so that a repeat gets the same.
func transaction(key id.UUID) string {
	sum := sha256.Sum256(append([]byte("transaction "), key[:]...))
	return "txn_" + hex.EncodeToString(sum[:8])
}
