package ordering

import (
	"context"
	"errors"
	"fmt"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// RefundDue asks payment to give back what is owed: money that found no seats, and paid orders of cancelled events. Free orders that
// are undone lose their tickets here. One that fails keeps nobody else waiting, and is tried again by the next call.
func (s *Service) RefundDue(ctx context.Context) (int, error) {
	due, err := s.store.OwedBack(ctx, s.rules.Page)
	if err != nil {
		return 0, fmt.Errorf("list orders to give back: %w", err)
	}
	var failed []error
	for _, order := range due {
		if err := s.refund(ctx, order); err != nil {
			failed = append(failed, err)
		}
	}
	return len(due) - len(failed), errors.Join(failed...)
}

// refund gives one order back if that is due. The outside call comes first; asking twice changes nothing.
func (s *Service) refund(ctx context.Context, order OrderID) error {
	o, err := s.store.Order(ctx, order)
	if err != nil {
		return fmt.Errorf("load order to give back: %w", err)
	}
	if !o.owesBack() {
		return nil
	}
	if o.Payment != id.Nil {
		err = s.giveBack(ctx, o.Payment, o.RefundDue)
	} else {
		err = s.voidTickets(ctx, order)
	}
	if err != nil {
		return err
	}
	now, message := s.clock.Now(), id.Named(order.UUID(), "given back")
	return s.store.Update(ctx, func(tx Tx) error {
		found, err := tx.Orders(ctx, []OrderID{order})
		if err != nil {
			return fmt.Errorf("load order: %w", err)
		}
		if len(found) == 0 || !found[0].owesBack() {
			return nil
		}
		o := found[0]
		if o.Payment != id.Nil {
			o.RefundAskedAt = now
			return put(ctx, tx, &o)
		}
		reason := o.RefundDue
		o.RefundDue = "" // nothing was paid, so nothing is left to give back
		if err := o.Cancel(reason, now); err != nil {
			return err
		}
		tx.Emit(cancelledFact(o, reason, message, now))
		return put(ctx, tx, &o)
	})
}

// owesBack reports whether a refund is due and was not asked for.
func (o Order) owesBack() bool {
	return o.RefundDue != "" && o.RefundAskedAt.IsZero() && o.RefundedAt.IsZero()
}

func (s *Service) giveBack(ctx context.Context, payment id.UUID, reason string) error {
	if err := s.ports.Refunds.Refund(ctx, payment, reason); err != nil {
		return fmt.Errorf("ask for a refund: %w", err)
	}
	return nil
}

func (s *Service) voidTickets(ctx context.Context, order OrderID) error {
	if err := s.ports.Tickets.Void(ctx, order.UUID()); err != nil {
		return fmt.Errorf("cancel tickets: %w", err)
	}
	return nil
}

// onPaymentRefunded ends the order whose money went back, whatever the reason, and tells inventory to let its seats go. Tickets were
// cancelled before the money went.
func (s *Service) onPaymentRefunded(ctx context.Context, fact events.PaymentRefunded) error {
	now, message := s.clock.Now(), id.Named(fact.Message, "cancelled")
	return s.store.Update(ctx, func(tx Tx) error {
		o, first, err := take(ctx, tx, groupOrdering, fact.Message, OrderID(fact.Order))
		if err != nil || !first || !o.Refunded(fact.Payment, fact.Reason, fact.RefundedAt, now) {
			return err
		}
		tx.Emit(cancelledFact(o, events.OrderRefunded, message, now))
		return put(ctx, tx, &o)
	})
}

// take takes a message once and loads the order that it speaks of. first is false when there is nothing to do.
func take(ctx context.Context, tx Tx, group string, message id.UUID, order OrderID) (o Order, first bool, err error) {
	if first, err = tx.Once(ctx, group, message); err != nil || !first {
		return Order{}, false, err
	}
	found, err := tx.Orders(ctx, []OrderID{order})
	if err != nil {
		return Order{}, false, fmt.Errorf("load order: %w", err)
	}
	if len(found) == 0 {
		return Order{}, false, ErrOrderNotFound
	}
	return found[0], true, nil
}
