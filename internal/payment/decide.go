package payment

import (
	"context"
	"fmt"
)

// decide records what the provider says about a payment, whoever asked it: the call that charged, the worker, the bank's page.
// An outcome that comes after another has no effect. Closed is what a payment becomes that was closed at the provider.
func (s *Service) decide(ctx context.Context, payment ID, outcome Outcome, closed Status) (Payment, error) {
	ctx, cancel := context.WithTimeout(ctx, s.rules.Patience)
	defer cancel()
	message, now := s.ids.New(), s.clock.Now()
	var p Payment
	err := s.store.Update(ctx, func(tx Tx) error {
		loaded, err := tx.Payments(ctx, payment)
		if err != nil {
			return err
		}
		if len(loaded) == 0 {
			return ErrUnknownPayment
		}
		p = loaded[0]
		if p.Status != Pending {
			return nil
		}
		p.Learn(outcome, closed, now, s.rules)
		if p.Status != Pending {
			tx.Emit(p.outcome(message))
		}
		return tx.PutPayments(ctx, p)
	})
	if err != nil {
		return Payment{}, fmt.Errorf("record the outcome: %w", err)
	}
	return p, nil
}
