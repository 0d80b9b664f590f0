package ordering

import (
	"context"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// groupPaymentFailed is the original's group for declined payments.
const groupPaymentFailed = "ordering-payment-failed-consumer"

// Subscriptions lists what ordering listens to.
func (s *Service) Subscriptions() []work.Subscription {
	return []work.Subscription{
		work.OnMany(groupOrdering, s.onPaymentsSucceeded),
		work.On(groupOrdering, s.onPaymentRefunded),
		work.OnMany(groupOrdering, s.onReservationsExpired),
		work.OnMany(groupOrdering, s.onTicketsIssued),
		work.On(groupPaymentFailed, s.onPaymentFailed),
		work.On("ordering-event-changed", s.onEventChanged),
	}
}

// onReservationsExpired takes seats out of carts, and ends pending orders whole. An order that is paid is not touched: its seats are
// sold to it, and what ended was an older claim.
func (s *Service) onReservationsExpired(ctx context.Context, facts []events.ReservationExpired) error {
	now := s.clock.Now()
	return s.store.Update(ctx, func(tx Tx) error {
		fresh, err := work.Fresh(ctx, tx, groupOrdering, facts)
		if err != nil || len(fresh) == 0 {
			return err
		}
		over := make([]ReservationID, len(fresh))
		for i, fact := range fresh {
			over[i] = ReservationID(fact.Reservation)
		}
		waiting, err := tx.Waiting(ctx, over)
		if err != nil {
			return fmt.Errorf("load orders of holds: %w", err)
		}
		b := newBook(tx, waiting)
		for i, fact := range fresh {
			tx.From(work.TraceFor(ctx, fact))
			for j := range waiting {
				if !waiting[j].has(over[i]) {
					continue
				}
				if err := loseHold(b, &waiting[j], fact, now); err != nil {
					return err
				}
			}
		}
		return b.close(ctx)
	})
}

// loseHold ends what an order has of a hold that is over.
func loseHold(b *book, o *Order, fact events.ReservationExpired, now time.Time) error {
	switch o.State {
	case Draft:
		if !o.Drop(ReservationID(fact.Reservation)) {
			return nil
		}
	case Pending:
		reason := events.HoldExpired
		if fact.Reason == events.OrderCancelledEnd {
			reason = events.CancelledByCustomer // its cancelling stopped half-way
		}
		if err := o.Cancel(reason, now); err != nil {
			return err
		}
		b.tx.Emit(cancelledFact(*o, reason, id.Named(fact.Message, o.ID.String()), now))
	default:
		return nil
	}
	b.put(o)
	return nil
}

// onTicketsIssued marks the seats; with an order's last one it is fulfilled.
func (s *Service) onTicketsIssued(ctx context.Context, facts []events.TicketIssued) error {
	now := s.clock.Now()
	return s.store.Update(ctx, func(tx Tx) error {
		fresh, err := work.Fresh(ctx, tx, groupOrdering, facts)
		if err != nil || len(fresh) == 0 {
			return err
		}
		b, err := open(ctx, tx, fresh, func(fact events.TicketIssued) OrderID { return OrderID(fact.Order) })
		if err != nil {
			return err
		}
		for _, fact := range fresh {
			o, err := b.order(OrderID(fact.Order))
			if err != nil {
				return err
			}
			if o.Issued(SeatID(fact.Seat), fact.Ticket, now) {
				b.put(o)
			}
		}
		return b.close(ctx)
	})
}

// onPaymentFailed notes the decline for the order's page; the order goes on waiting for its money.
func (s *Service) onPaymentFailed(ctx context.Context, fact events.PaymentFailed) error {
	return s.store.Update(ctx, func(tx Tx) error {
		o, first, err := take(ctx, tx, groupPaymentFailed, fact.Message, OrderID(fact.Order))
		failure := Failure{Payment: fact.Payment, Reason: fact.FailureReason, Message: fact.ErrorMessage, At: fact.AttemptedAt}
		if err != nil || !first || !o.Fail(failure) {
			return err
		}
		return put(ctx, tx, &o)
	})
}

// onEventChanged ends the orders of an event that is cancelled. It is not taken once: a page that is done is not found again.
func (s *Service) onEventChanged(ctx context.Context, fact events.EventChanged) error {
	if fact.Status != "cancelled" {
		return nil
	}
	return s.CancelEvent(ctx, EventID(fact.Event), fact.Message)
}
