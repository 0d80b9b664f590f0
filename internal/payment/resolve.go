package payment

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/speckit/ticketing/internal/kernel/work"
)

// What becomes of a payment that took no money because we closed it.
var (
	neverHeard = Outcome{
		Status: Closed, Code: "NEVER_ARRIVED", Reason: ReasonProcessor,
		Message: "The payment never reached the provider.",
	}
	calledOff = Outcome{Status: Closed, Code: "CALLED_OFF", Reason: ReasonTimeout}
)

// ResolveDue asks the provider about every undecided payment that is due, and returns how many became decided. The first call
// after New asks about all of them: what an earlier process left must not wait for the end of a long pause. Errors of single
// payments are joined; those payments are asked about again later.
func (s *Service) ResolveDue(ctx context.Context) (decided int, err error) {
	if s.provider == nil {
		return 0, nil
	}
	due := s.due(&s.awake)
	list := func(ctx context.Context, after *Payment) ([]Payment, error) {
		var from ID
		if after != nil {
			from = after.ID
		}
		page, err := s.store.Undecided(ctx, due, from, s.rules.PageSize)
		if err != nil {
			return nil, fmt.Errorf("list undecided payments: %w", err)
		}
		s.awake.Store(true)
		return page, nil
	}
	return sweep(ctx, s.rules.PageSize, list, func(ctx context.Context, p Payment) (bool, error) {
		p, err := s.settle(ctx, p)
		return p.Status != Pending, err
	})
}

// due is up to which time rows are due: now, or, in the first sweep of this process, any time that a row can have.
func (s *Service) due(taken *atomic.Bool) time.Time {
	now := s.clock.Now()
	if taken.Load() {
		return now
	}
	return now.Add(max(s.rules.LastPause, s.rules.Patience))
}

// Resolve asks the provider about one payment now. A decided one is returned as it is.
func (s *Service) Resolve(ctx context.Context, payment ID) (Payment, error) {
	p, err := s.store.Payment(ctx, payment)
	if err != nil {
		return Payment{}, fmt.Errorf("read payment: %w", err)
	}
	if p.Status != Pending || s.provider == nil {
		return p, nil
	}
	return s.settle(ctx, p)
}

// settle asks and records. An ask that fails is recorded too, so that the next one comes after a pause.
func (s *Service) settle(ctx context.Context, p Payment) (Payment, error) {
	ctx = within(ctx, p.Trace)
	outcome, closed, unknown := s.ask(ctx, p, s.clock.Now())
	if unknown != nil {
		outcome = Outcome{Status: Undecided}
	}
	p, err := s.decide(ctx, p.ID, outcome, closed)
	return p, errors.Join(unknown, err)
}

// within goes on in the purchase's trace, whoever asks: the worker has none, and the bank's page another one.
func within(ctx context.Context, trace string) context.Context {
	return work.WithTrace(ctx, cmp.Or(trace, work.TraceOf(ctx)))
}

// ask looks the payment up, and closes it at the provider where it never arrived or its time is over. If money was taken in the
// meantime, the answer to the closing says so.
func (s *Service) ask(ctx context.Context, p Payment, now time.Time) (o Outcome, closed Status, err error) {
	call, cancel := context.WithTimeout(ctx, s.rules.Patience)
	defer cancel()
	found, err := s.provider.Lookup(call, p.ID.UUID())
	if err != nil {
		return Outcome{}, "", fmt.Errorf("look up payment %s: %w", p.ID, err)
	}
	why, closed := calledOff, Cancelled
	if found.Status == Unknown || !p.Overdue(now) {
		why, closed = neverHeard, Failed
	}
	lost := found.Status == Unknown && !p.Travelling(now, s.rules)
	if !found.Final() && (lost || p.Overdue(now)) {
		if found, err = s.provider.Close(call, p.ID.UUID()); err != nil {
			return Outcome{}, "", fmt.Errorf("close payment %s: %w", p.ID, err)
		}
	}
	if found.Status == Closed {
		return why, closed, nil
	}
	return found, "", nil
}
