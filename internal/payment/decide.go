package payment

import (
	"context"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// decide records what the provider says about a payment, whoever asked it: the call that charged, the worker, the bank's page.
// An outcome that comes after another has no effect. Closed is what a payment becomes that was closed at the provider.
func (s *Service) decide(ctx context.Context, payment ID, outcome Outcome, closed Status) (Payment, error) {
	ctx, cancel := context.WithTimeout(ctx, s.rules.Patience)
	defer cancel()
	p, err := s.lane.Do(ctx, &decision{
		payment: payment, outcome: outcome, closed: closed, message: s.ids.New(), now: s.clock.Now(), rules: s.rules,
	})
	if err != nil {
		return Payment{}, fmt.Errorf("record the outcome: %w", err)
	}
	return p, nil
}

// decision is what the provider said about a payment.
type decision struct {
	payment ID
	outcome Outcome
	closed  Status
	message id.UUID // of the fact that tells it
	now     time.Time
	rules   Rules
}

func (c *decision) need(n *needs) { n.load = append(n.load, c.payment) }

func (c *decision) decide(b *book) (Payment, error) {
	p, ok := b.payments[c.payment]
	if !ok {
		return Payment{}, ErrUnknownPayment
	}
	if p.Status != Pending {
		return p, nil
	}
	p.Learn(c.outcome, c.closed, c.now, c.rules)
	if p.Status != Pending {
		b.tx.Emit(p.outcome(c.message))
	}
	b.put(p)
	return p, nil
}
