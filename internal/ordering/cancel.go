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
// What others have is taken from them before our own transaction: holds, whose end cancels the order if we stop in between, and a
// free order's tickets, which are not issued again.
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
		if !o.Free() {
			return ErrOrderPaid
		}
		err = s.voidTickets(ctx, order)
	}
	if err != nil {
		return fmt.Errorf("take back what the order has: %w", err)
	}
	return s.cancel(ctx, who, o)
}

// cancel writes the end of an order that had reached the state in which it was seen.
func (s *Service) cancel(ctx context.Context, who actor.Actor, seen Order) error {
	now, message := s.clock.Now(), s.ids.New()
	reason := events.CancelledByHouse
	if seen.BelongsTo(who) {
		reason = events.CancelledByCustomer
	}
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
