package ordering

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/kernel/actor"
)

// Resend has the ticket mail of an order sent once more, for its owner, the house, or whoever has its secret. The turn is taken
// before the mail is asked for, so that two clicks at once make one mail.
func (s *Service) Resend(ctx context.Context, who actor.Actor, order OrderID, secret string) error {
	if _, err := s.visible(ctx, who, order, secret); err != nil {
		return err
	}
	now := s.clock.Now()
	err := s.store.Update(ctx, func(tx Tx) error {
		found, err := tx.Orders(ctx, []OrderID{order})
		if err != nil {
			return fmt.Errorf("load order: %w", err)
		}
		if len(found) == 0 {
			return ErrOrderNotFound
		}
		o := found[0]
		if err := o.Resend(now, s.rules.ResendEvery); err != nil {
			return err
		}
		tx.Record(deed(who, "order.resend", order, now))
		return put(ctx, tx, &o)
	})
	if err != nil {
		return err
	}
	if err := s.ports.Mails.Resend(ctx, order.UUID()); err != nil {
		return fmt.Errorf("send the mail again: %w", err)
	}
	return nil
}
