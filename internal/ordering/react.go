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
		work.On(groupOrdering, s.onPaymentSucceeded),
		work.On(groupOrdering, s.onPaymentRefunded),
		work.On(groupOrdering, s.onReservationExpired),
		work.On(groupOrdering, s.onTicketIssued),
		work.On(groupPaymentFailed, s.onPaymentFailed),
		work.On("ordering-event-changed", s.onEventChanged),
	}
}

// onReservationExpired takes the seat out of a cart, and ends a pending order whole. An order that is paid is not touched: its seats
// are sold to it, and what ended was an older claim.
func (s *Service) onReservationExpired(ctx context.Context, fact events.ReservationExpired) error {
	now := s.clock.Now()
	return s.store.Update(ctx, func(tx Tx) error {
		first, err := tx.Once(ctx, groupOrdering, fact.Message)
		if err != nil || !first {
			return err
		}
		waiting, err := tx.Waiting(ctx, []ReservationID{ReservationID(fact.Reservation)})
		if err != nil {
			return fmt.Errorf("load orders of a hold: %w", err)
		}
		for i := range waiting {
			if err := s.loseHold(ctx, tx, &waiting[i], fact, now); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Service) loseHold(ctx context.Context, tx Tx, o *Order, fact events.ReservationExpired, now time.Time) error {
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
		tx.Emit(cancelledFact(*o, reason, id.Named(fact.Message, o.ID.String()), now))
	default:
		return nil
	}
	return put(ctx, tx, o)
}

// onTicketIssued marks the seat; with the last one the order is fulfilled.
func (s *Service) onTicketIssued(ctx context.Context, fact events.TicketIssued) error {
	now := s.clock.Now()
	return s.store.Update(ctx, func(tx Tx) error {
		o, first, err := take(ctx, tx, groupOrdering, fact.Message, OrderID(fact.Order))
		if err != nil || !first || !o.Issued(SeatID(fact.Seat), fact.Ticket, now) {
			return err
		}
		return put(ctx, tx, &o)
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
