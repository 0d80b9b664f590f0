package payment

import (
	"context"
	"errors"
	"fmt"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// RunRefunds drives every refund on that is due, and returns how many became decided. The first call after New takes up all that
// an earlier process left. Errors of single refunds are joined; those refunds are tried again later.
func (s *Service) RunRefunds(ctx context.Context) (decided int, err error) {
	if s.provider == nil {
		return 0, nil
	}
	due := s.due(&s.resumed)
	list := func(ctx context.Context, after *Refund) ([]Refund, error) {
		var from RefundID
		if after != nil {
			from = after.ID
		}
		page, err := s.store.UndecidedRefunds(ctx, due, from, s.rules.PageSize)
		if err != nil {
			return nil, fmt.Errorf("list undecided refunds: %w", err)
		}
		s.resumed.Store(true)
		return page, nil
	}
	return sweep(ctx, s.rules.PageSize, list, func(ctx context.Context, r Refund) (bool, error) {
		r, err := s.drive(ctx, r)
		return r.Status != RefundPending, err
	})
}

// drive takes a refund through its steps from the beginning: each of them does nothing where it was done before. A try that fails
// is recorded too, so that the next one comes after a pause.
func (s *Service) drive(ctx context.Context, r Refund) (Refund, error) {
	ctx = within(ctx, r.Trace)
	outcome, unknown := s.giveBack(ctx, r)
	if unknown != nil {
		outcome = RefundOutcome{Status: RefundUndecided}
	}
	r, err := s.finish(ctx, r, outcome)
	return r, errors.Join(unknown, err)
}

// giveBack voids the tickets first: from then on the money is due to the buyer, and never both are there.
func (s *Service) giveBack(ctx context.Context, r Refund) (RefundOutcome, error) {
	call, cancel := context.WithTimeout(ctx, s.rules.Patience)
	defer cancel()
	if err := s.tickets.Void(call, r.Order); err != nil {
		return RefundOutcome{}, fmt.Errorf("void the tickets of order %s: %w", r.Order, err)
	}
	outcome, err := s.provider.Refund(call, RefundRequest{Key: r.ID.UUID(), Charge: r.Payment.UUID(), Amount: r.Amount})
	if err != nil {
		return RefundOutcome{}, fmt.Errorf("refund payment %s: %w", r.Payment, err)
	}
	return outcome, nil
}

// finish records what the provider said about a refund. What comes after an outcome has no effect.
func (s *Service) finish(ctx context.Context, of Refund, outcome RefundOutcome) (Refund, error) {
	ctx, cancel := context.WithTimeout(ctx, s.rules.Patience)
	defer cancel()
	message, now := s.ids.New(), s.clock.Now()
	var r Refund
	err := s.store.Update(ctx, func(tx Tx) error {
		p, loaded, err := load(ctx, tx, of)
		if err != nil {
			return err
		}
		r = loaded
		if r.Status != RefundPending {
			return nil
		}
		r.Learn(outcome, &p, now, s.rules)
		switch r.Status {
		case RefundSucceeded:
			tx.Emit(p.returned(message, r))
			if err := tx.PutPayments(ctx, p); err != nil {
				return err
			}
		case RefundFailed:
			house := r
			house.By = id.Nil
			tx.Record(deed(house, actor.Service, "payment.refund_refused"))
		}
		return tx.PutRefunds(ctx, r)
	})
	if err != nil {
		return Refund{}, fmt.Errorf("record the refund: %w", err)
	}
	return r, nil
}

// load locks a refund and its payment, in the order that all commands keep.
func load(ctx context.Context, tx Tx, of Refund) (Payment, Refund, error) {
	payments, err := tx.Payments(ctx, of.Payment)
	if err != nil {
		return Payment{}, Refund{}, err
	}
	refunds, err := tx.Refunds(ctx, of.ID)
	if err != nil {
		return Payment{}, Refund{}, err
	}
	if len(payments) == 0 || len(refunds) == 0 {
		return Payment{}, Refund{}, ErrUnknownPayment
	}
	return payments[0], refunds[0], nil
}
