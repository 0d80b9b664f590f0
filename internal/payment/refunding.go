package payment

import (
	"context"
	"errors"
	"fmt"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Refund gives a payment back because somebody of the house asks for it. It returns the refund as it stands after the first try:
// succeeded, or pending, which goes on without the caller. A repeated request brings the same refund id and gets the same refund.
func (s *Service) Refund(ctx context.Context, who actor.Actor, payment ID, refund RefundID) (Refund, error) {
	r, err := s.accept(ctx, payment, Refund{ID: refund, Reason: Requested, By: who.Customer}, who.Role)
	if err != nil {
		return Refund{}, err
	}
	if r.Status == RefundPending && s.provider != nil {
		// Accepted is accepted: where this try fails the worker goes on, and reports what stops it.
		if driven, err := s.drive(context.WithoutCancel(ctx), r); err == nil {
			r = driven
		}
	}
	if r.Status == RefundFailed {
		return r, ErrRefundRefused
	}
	return r, nil
}

// Return gives a payment back by a rule of the house. It returns when the refund is committed, and nil as well when there is one
// already; the worker carries it out.
func (s *Service) Return(ctx context.Context, payment ID, reason Reason) error {
	_, err := s.accept(ctx, payment, Refund{ID: RefundID(s.ids.New()), Reason: reason}, actor.Service)
	if errors.Is(err, ErrAlreadyRefunded) {
		return nil
	}
	return err
}

// accept commits a refund, or finds the one of that id.
func (s *Service) accept(ctx context.Context, payment ID, wish Refund, role actor.Role) (Refund, error) {
	wish.CreatedAt = s.clock.Now()
	wish.NextTry = wish.CreatedAt
	if wish.Reason == Requested { // the request itself makes the first try
		wish.NextTry = wish.CreatedAt.Add(s.rules.Patience)
	}
	var r Refund
	err := s.store.Update(ctx, func(tx Tx) error {
		accepted, added, err := acceptIn(ctx, tx, payment, wish)
		if added {
			tx.Record(deed(accepted, role, "payment.refund"))
		}
		r = accepted
		return err
	})
	if err != nil {
		return Refund{}, fmt.Errorf("accept the refund: %w", err)
	}
	return r, nil
}

func acceptIn(ctx context.Context, tx Tx, payment ID, r Refund) (Refund, bool, error) {
	payments, err := tx.Payments(ctx, payment)
	if err != nil {
		return Refund{}, false, err
	}
	earlier, err := tx.Refunds(ctx, r.ID)
	switch {
	case err != nil:
		return Refund{}, false, err
	case len(payments) == 0:
		return Refund{}, false, ErrUnknownPayment
	case len(earlier) > 0 && earlier[0].Payment == payment:
		return earlier[0], false, nil
	}
	p := payments[0]
	if err := p.Refundable(); err != nil {
		return Refund{}, false, err
	}
	r.Payment, r.Order, r.Amount, r.Status, r.Trace = p.ID, p.Order, p.Amount, RefundPending, p.Trace
	added, err := tx.AddRefunds(ctx, r)
	if err != nil {
		return Refund{}, false, err
	}
	if len(added) == 0 {
		return Refund{}, false, ErrAlreadyRefunded
	}
	return r, true, nil
}

func deed(r Refund, role actor.Role, action string) work.Deed {
	at := r.CreatedAt
	if !r.ProcessedAt.IsZero() {
		at = r.ProcessedAt
	}
	return work.Deed{
		At: at, Actor: r.By, Role: string(role), Action: action, Subject: r.Payment.UUID(),
		Detail: fmt.Sprintf("refund %s of %s, %s", r.ID, r.Amount, r.Reason),
	}
}
