package ordering

import (
	"context"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// ErrEventCancelled refuses to sell seats of an event that is off.
var ErrEventCancelled = fault.New(fault.Conflict, "event_cancelled", "The event is cancelled. Nothing was charged, and the seats in the cart go by themselves.")

// CancelEvent ends every order with seats of a cancelled event: those that wait for money are cancelled, those that have paid are
// given back by RefundDue. From its first step on no order of the event becomes paid. It goes page by page; called again, with
// the same cause, it goes on where it stopped.
func (s *Service) CancelEvent(ctx context.Context, event EventID, cause id.UUID) error {
	now := s.clock.Now()
	err := s.store.Update(ctx, func(tx Tx) error { return tx.CallOff(ctx, event, now) })
	if err != nil {
		return fmt.Errorf("note that the event is off: %w", err)
	}
	var after, last OrderID
	for {
		err := s.store.Update(ctx, func(tx Tx) error {
			orders, err := tx.OfEvent(ctx, event, after, s.rules.Page)
			if err != nil || len(orders) == 0 {
				return err
			}
			last = orders[len(orders)-1].ID
			return callOff(ctx, tx, orders, cause, now)
		})
		switch {
		case err != nil:
			return fmt.Errorf("cancel orders of the event: %w", err)
		case last == after:
			return nil
		}
		after = last
	}
}

// callOff ends one page of orders. When all is done again, they are not found again.
func callOff(ctx context.Context, tx Tx, orders []Order, cause id.UUID, now time.Time) error {
	for i := range orders {
		o := &orders[i]
		o.Version++
		if o.State != Pending {
			o.OweBack(o.Payment, RefundEventIsOff, now)
			continue
		}
		if err := o.Cancel(events.EventCancelled, now); err != nil {
			return err
		}
		tx.Emit(cancelledFact(*o, events.EventCancelled, id.Named(cause, o.ID.String()), now))
	}
	if err := tx.PutOrders(ctx, orders...); err != nil {
		return fmt.Errorf("keep orders: %w", err)
	}
	return nil
}
