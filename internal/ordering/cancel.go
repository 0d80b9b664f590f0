package ordering

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
)

// Cancel ends an order before its money is taken, or a free one at any time, and lets its seats go. An order that is cancelled
// already is let be. While a payment is undecided inventory refuses, and the order stays.
//
// Holds are let go before our own transaction: their end cancels the order if we stop in between. That a free order loses its tickets
// is written down before it is done, and RefundDue does what a crash left.
func (s *Service) Cancel(ctx context.Context, who actor.Actor, order OrderID) error {
	o, err := s.store.Order(ctx, order)
	if err != nil {
		return fmt.Errorf("load order: %w", err)
	}
	if !o.BelongsTo(who) && !who.House() && !who.Is(actor.Service) {
		return ErrOrderNotFound
	}
	switch o.State {
	case Cancelled:
		return nil
	case Draft:
		err = s.ports.Seats.Release(ctx, o.Reservations(), events.ManualCancellation)
	case Pending:
		err = s.ports.Seats.Release(ctx, o.Reservations(), events.OrderCancelledEnd)
	default:
		return s.cancelPaid(ctx, who, o)
	}
	if err != nil {
		return fmt.Errorf("take back what the order has: %w", err)
	}
	return s.cancel(ctx, who, o)
}

// cancelPaid undoes an order that was paid, which can be only if nothing was due for it.
func (s *Service) cancelPaid(ctx context.Context, who actor.Actor, seen Order) error {
	if !seen.Free() {
		return ErrOrderPaid
	}
	now := s.clock.Now()
	err := s.store.Update(ctx, func(tx Tx) error {
		found, err := tx.Orders(ctx, []OrderID{seen.ID})
		if err != nil {
			return fmt.Errorf("load order: %w", err)
		}
		if len(found) == 0 || found[0].State == Cancelled || found[0].RefundDue != "" {
			return nil
		}
		o := found[0]
		o.RefundDue = endedBy(who, o)
		tx.Record(deed(who, "order.cancel", o.ID, now))
		return put(ctx, tx, &o)
	})
	if err != nil {
		return err
	}
	return s.refund(ctx, seen.ID)
}

// endedBy is the reason of an order that somebody cancels.
func endedBy(who actor.Actor, o Order) string {
	if o.BelongsTo(who) {
		return events.CancelledByCustomer
	}
	return events.CancelledByHouse
}

// cancel writes the end of an order that had reached the state in which it was seen.
func (s *Service) cancel(ctx context.Context, who actor.Actor, seen Order) error {
	now, message, reason := s.clock.Now(), s.ids.New(), endedBy(who, seen)
	return s.store.Update(ctx, func(tx Tx) error {
		found, err := tx.Orders(ctx, []OrderID{seen.ID})
		if err != nil {
			return fmt.Errorf("load order: %w", err)
		}
		if len(found) == 0 {
			return ErrOrderNotFound
		}
		o := found[0]
		switch {
		case o.State == Cancelled:
			return nil
		case seen.State != o.State && (seen.State != Paid || o.State != Fulfilled):
			return ErrOrderRaced // checked out or paid in the meantime: what was taken back was not its all
		}
		if err := o.Cancel(reason, now); err != nil {
			return err
		}
		if seen.State != Draft {
			tx.Emit(cancelledFact(o, reason, message, now))
		}
		tx.Record(deed(who, "order.cancel", o.ID, now))
		return put(ctx, tx, &o)
	})
}
