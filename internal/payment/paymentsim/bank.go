package paymentsim

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment"
)

// Bank is the simulated bank: a payment.Provider whose page can approve or refuse.
type Bank struct {
	ledger Ledger
	clock  clock.Clock
	config Config
}

// Config is how the bank behaves. Its zero value answers at once and has its page at the address's root.
type Config struct {
	PublicURL   string        // before the path of the bank's page
	DecideAfter time.Duration // how long the bank takes over processor_timeout; 0: DefaultDecideAfter
	AmountRules bool          // the original's: fractions .13, .66 and .99 fail
	// Latency is how long an answer takes: evenly between the two; zero is at once.
	Latency struct{ Min, Max time.Duration }
	// Fault, which may be nil, is called before the book is touched and after it was written. An error loses the question or the
	// answer: payment then knows nothing.
	Fault func(op Op, stage Stage, key id.UUID) error
}

// DefaultDecideAfter is how long the bank takes over processor_timeout.
const DefaultDecideAfter = 2 * time.Second

// PagePath is where the bank's page is, followed by the payment's id.
const PagePath = "/dev/bank/"

// Op is what the bank is asked to do.
type Op string

// The operations at which a fault can happen. The key of a refund is the charge's.
const (
	OpCharge Op = "charge"
	OpLookup Op = "lookup"
	OpClose  Op = "close"
	OpRefund Op = "refund"
)

// Stage is when a fault happens.
type Stage int

// The stages: the question is lost, or its answer.
const (
	Before Stage = iota + 1
	After
)

// New makes a bank over its book.
func New(ledger Ledger, clk clock.Clock, config Config) *Bank {
	if config.DecideAfter == 0 {
		config.DecideAfter = DefaultDecideAfter
	}
	return &Bank{ledger: ledger, clock: clk, config: config}
}

// Simulated reports that no real money moves.
func (b *Bank) Simulated() bool { return true }

// Charge takes the amount, or does what the test method says.
func (b *Bank) Charge(ctx context.Context, c payment.Charge) (payment.Outcome, error) {
	return answer(ctx, b, OpCharge, c.Key, func() (payment.Outcome, error) {
		e, err := b.ledger.Open(ctx, b.open(c, b.clock.Now()))
		if err != nil {
			return payment.Outcome{}, err
		}
		return e.outcome(b.page()), e.sameCharge(c)
	})
}

// Lookup says what became of a charge.
func (b *Bank) Lookup(ctx context.Context, key id.UUID) (payment.Outcome, error) {
	return answer(ctx, b, OpLookup, key, func() (payment.Outcome, error) {
		e, found, err := b.ripe(ctx, key)
		if !found {
			return payment.Outcome{Status: payment.Unknown}, err
		}
		return e.outcome(b.page()), err
	})
}

// Close sees to it that a charge without money never has any, also one that has not come yet.
func (b *Bank) Close(ctx context.Context, key id.UUID) (payment.Outcome, error) {
	return answer(ctx, b, OpClose, key, func() (payment.Outcome, error) {
		now := b.clock.Now()
		e, err := b.ledger.Open(ctx, Entry{Key: key, State: Closed, OpenedAt: now, DecidedAt: now})
		if err == nil && e.open() {
			e, _, err = b.ledger.Change(ctx, key, func(e *Entry) bool {
				e.ripen(now)
				if e.open() {
					e.State, e.DecidedAt = Closed, now
				}
				return true
			})
		}
		return e.outcome(b.page()), err
	})
}

// Refund gives a taken charge back, all of it.
func (b *Bank) Refund(ctx context.Context, r payment.RefundRequest) (payment.RefundOutcome, error) {
	return answer(ctx, b, OpRefund, r.Charge, func() (payment.RefundOutcome, error) {
		now := b.clock.Now()
		outcome := nothingTaken
		_, _, err := b.ledger.Change(ctx, r.Charge, func(e *Entry) bool {
			e.ripen(now)
			outcome = e.giveBack(r, now)
			return outcome.Status == payment.Returned
		})
		return outcome, err
	})
}

// Confirm is the buyer's answer on the bank's page. It does nothing where the bank waits for none.
func (b *Bank) Confirm(ctx context.Context, key id.UUID, approve bool) error {
	now := b.clock.Now()
	_, _, err := b.ledger.Change(ctx, key, func(e *Entry) bool {
		if e.State != Waiting {
			return false
		}
		if approve {
			e.take(now)
		} else {
			e.decline(refusedThere, now)
		}
		return true
	})
	if err != nil {
		return fmt.Errorf("bank: confirm: %w", err)
	}
	return nil
}

// Entries returns the book by key, those after a key only: for the audit. What is ripe but was never asked for is shown undecided.
func (b *Bank) Entries(ctx context.Context, after id.UUID, limit int) ([]Entry, error) {
	return b.ledger.Entries(ctx, after, limit)
}

// ripe returns an entry as it stands now: what the bank took its time over may be decided by this very look.
func (b *Bank) ripe(ctx context.Context, key id.UUID) (Entry, bool, error) {
	e, found, err := b.ledger.Entry(ctx, key)
	now := b.clock.Now()
	if ripe := e; err != nil || !found || !ripe.ripen(now) {
		return e, found, err
	}
	return b.ledger.Change(ctx, key, func(e *Entry) bool { return e.ripen(now) })
}

func (b *Bank) page() string { return b.config.PublicURL + PagePath }

// answer puts the way to the bank and back around what it does. With an error there is no answer at all.
func answer[T any](ctx context.Context, b *Bank, op Op, key id.UUID, do func() (T, error)) (none T, err error) {
	if err := b.travel(ctx); err != nil {
		return none, fmt.Errorf("bank: %s: %w", op, err)
	}
	if err := b.fault(op, Before, key); err != nil {
		return none, fmt.Errorf("bank: %s did not arrive: %w", op, err)
	}
	said, err := do()
	if err != nil {
		return none, fmt.Errorf("bank: %s: %w", op, err)
	}
	if err := b.fault(op, After, key); err != nil {
		return none, fmt.Errorf("bank: the answer to %s was lost: %w", op, err)
	}
	return said, nil
}

func (b *Bank) fault(op Op, stage Stage, key id.UUID) error {
	if b.config.Fault == nil {
		return nil
	}
	return b.config.Fault(op, stage, key)
}

// travel waits as long as the way takes.
func (b *Bank) travel(ctx context.Context) error {
	wait := b.config.Latency.Min
	if spread := b.config.Latency.Max - wait; spread > 0 {
		wait += rand.N(spread) // #nosec G404 -- a pretended network
	}
	if wait <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
