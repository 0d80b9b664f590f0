// Package audit checks the invariants of the product over a whole installation, beside a running server too. It reads each context
// through that context's own door and compares what they say.
package audit

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// Invariant is a promise of the product.
type Invariant string

// The promises, and in a sentence each.
const (
	OneClaim     Invariant = "I1"
	MoneyMatched Invariant = "I2"
	PaidHasSeats Invariant = "I3"
	HoldsEnd     Invariant = "I4"
	FactsArrive  Invariant = "I5"
	PriceShown   Invariant = "I6"
	AdmitsOnce   Invariant = "I7"
	MapIsTrue    Invariant = "I8"
	LineIsFair   Invariant = "I9"
)

// Promises lists the invariants in order with their sentences.
var Promises = []struct {
	Invariant Invariant
	Sentence  string
}{
	{OneClaim, "a seat has at most one live claim"},
	{MoneyMatched, "every captured cent is matched by tickets or by a refund"},
	{PaidHasSeats, "a paid order has one ticket per seat, and its seats are sold to it"},
	{HoldsEnd, "no hold outlives its time"},
	{FactsArrive, "every committed fact reaches every subscriber"},
	{PriceShown, "the price charged is the price shown"},
	{AdmitsOnce, "a ticket admits once"},
	{MapIsTrue, "the seat map equals inventory's truth"},
	{LineIsFair, "no seat is offered twice in a line, none is stranded, every live offer has its hold"},
}

// Finding is one breach of a promise.
type Finding struct {
	Invariant Invariant
	Subject   id.UUID // the seat, order, payment, ticket or message
	Sentence  string
}

func (f Finding) key() string { return string(f.Invariant) + f.Subject.String() + f.Sentence }

// Report is what an audit came to.
type Report struct {
	Findings []Finding
	Checked  map[Invariant]int // how many things each promise was held against
}

// Clean reports whether nothing was found.
func (r Report) Clean() bool { return len(r.Findings) == 0 }

// Of returns the findings of one invariant.
func (r Report) Of(i Invariant) []Finding {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f Finding) bool { return f.Invariant != i })
}

// Look reads an installation once and returns what is wrong in that reading. On an installation at rest that is the truth.
func Look(ctx context.Context, in Installation, now time.Time, sweep time.Duration) (Report, error) {
	b, err := read(ctx, in)
	if err != nil {
		return Report{}, err
	}
	report := Report{Checked: map[Invariant]int{}}
	for _, check := range []func(*books, *Report){checkClaims, checkMoney, checkOrders, checkPrices, checkShown, checkTickets, checkMap} {
		check(b, &report)
	}
	checkHolds(b, &report, now, sweep)
	checkLines(b, &report, now, sweep)
	if in.Road != nil {
		told, lost, err := in.Road(ctx)
		if err != nil {
			return Report{}, err
		}
		report.Checked[FactsArrive] = told
		report.Findings = append(report.Findings, lost...)
	}
	slices.SortFunc(report.Findings, func(a, b Finding) int { return cmp.Compare(a.key(), b.key()) })
	return report, nil
}

// Patience says how a living installation is looked at.
type Patience struct {
	Sweep  time.Duration // how late a hold may end
	Settle time.Duration // how long a finding may take to settle
	Pause  time.Duration // between two looks
	// Caught waits until the consumers have passed everything that was told when it was called, or until the context ends; it may be nil.
	Caught func(ctx context.Context) error
}

// Run looks, and looks again while there are findings: on a living installation only those count that still stand after the
// consumers have passed what was told at the start.
func Run(ctx context.Context, in Installation, clk clock.Clock, p Patience) (Report, error) {
	report, err := Look(ctx, in, clk.Now(), p.Sweep)
	if err != nil || report.Clean() {
		return report, err
	}
	settle, cancel := context.WithTimeout(ctx, p.Settle)
	defer cancel()
	if p.Caught != nil {
		if err := p.Caught(settle); err != nil && ctx.Err() != nil {
			return report, err
		}
	}
	standing := report.Findings
	for {
		again, err := Look(ctx, in, clk.Now(), p.Sweep)
		if err != nil {
			return report, err
		}
		standing = both(standing, again.Findings)
		report = Report{Findings: standing, Checked: again.Checked}
		if report.Clean() || settle.Err() != nil {
			return report, nil
		}
		select {
		case <-settle.Done():
		case <-time.After(p.Pause):
		}
	}
}

// both returns the findings that are in both lists.
func both(a, b []Finding) []Finding {
	in := map[string]bool{}
	for _, f := range b {
		in[f.key()] = true
	}
	return slices.DeleteFunc(slices.Clone(a), func(f Finding) bool { return !in[f.key()] })
}
