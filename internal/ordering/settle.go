package ordering

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// groupOrdering is the consumer group of most that we hear of; the original's name.
const groupOrdering = "ordering-service"

// settlement is money, or nothing due, on its way to an order.
type settlement struct {
	order   OrderID
	payment id.UUID // none for a free order
	cause   id.UUID // the message that brings the money, or the order itself: facts that follow take their ids from it
	once    bool    // whether the cause is a message to be taken once
}

// onPaymentSucceeded sells the order's seats to it and makes it paid, or gives the money back: I2 holds either way. The seats
// are confirmed before our own transaction; both may run again.
func (s *Service) onPaymentSucceeded(ctx context.Context, fact events.PaymentSucceeded) error {
	o, err := s.store.Order(ctx, OrderID(fact.Order))
	if err != nil {
		return fmt.Errorf("load the order that was paid: %w", err)
	}
	switch {
	case o.Payment == fact.Payment:
		return nil
	case o.Payment != id.Nil || !o.mayStillBuy(): // this money bought nothing here
		return s.giveBack(ctx, fact.Payment, SeatsGone)
	}
	_, err = s.settle(ctx, o, settlement{order: o.ID, payment: fact.Payment, cause: fact.Message, once: true})
	if err != nil {
		return err
	}
	return s.refund(ctx, o.ID)
}

// SettleFree makes pending orders paid of which nothing is due: those that a crash kept from it at checkout.
func (s *Service) SettleFree(ctx context.Context) (int, error) {
	due, err := s.store.Unsettled(ctx, s.rules.Page)
	if err != nil {
		return 0, fmt.Errorf("list free orders: %w", err)
	}
	var failed []error
	for _, order := range due {
		if _, err := s.settleFree(ctx, order); err != nil && !errors.Is(err, ErrHoldExpired) {
			failed = append(failed, err)
		}
	}
	return len(due) - len(failed), errors.Join(failed...)
}

// settleFree settles one order of which nothing is due. ErrHoldExpired says that its seats were gone and it is cancelled.
func (s *Service) settleFree(ctx context.Context, order OrderID) (Order, error) {
	o, err := s.store.Order(ctx, order)
	if err != nil {
		return Order{}, fmt.Errorf("load free order: %w", err)
	}
	if o.State == Pending {
		if o, err = s.settle(ctx, o, settlement{order: o.ID, cause: o.ID.UUID()}); err != nil {
			return Order{}, err
		}
	}
	if o.State == Cancelled {
		return o, ErrHoldExpired.Saying("Reservation has expired while the order was placed. The order is cancelled, its seats were let go and nothing was charged.")
	}
	return o, nil
}

// settle asks inventory for the seats and writes what came of it.
func (s *Service) settle(ctx context.Context, o Order, settled settlement) (Order, error) {
	sale := Sale{Gone: true}
	if o.AwaitsMoney() {
		var err error
		sale, err = s.ports.Seats.Confirm(ctx, Confirmation{
			Order: o.ID.UUID(), Customer: o.Customer, Reservations: o.Reservations(), Payment: settled.payment,
		})
		if err != nil {
			return Order{}, fmt.Errorf("confirm seats: %w", err)
		}
	}
	now := s.clock.Now()
	err := s.store.Update(ctx, func(tx Tx) error {
		if settled.once {
			if first, err := tx.Once(ctx, groupOrdering, settled.cause); err != nil || !first {
				return err
			}
		}
		found, err := tx.Orders(ctx, []OrderID{settled.order})
		if err != nil {
			return fmt.Errorf("load order: %w", err)
		}
		if len(found) == 0 {
			return ErrOrderNotFound
		}
		o = found[0]
		return s.conclude(ctx, tx, &o, settled, sale, now)
	})
	return o, err
}

// conclude writes inventory's verdict into the order, which may have changed since inventory was asked.
func (s *Service) conclude(ctx context.Context, tx Tx, o *Order, settled settlement, sale Sale, now time.Time) error {
	off, err := calledOff(ctx, tx, *o)
	if err != nil {
		return err
	}
	switch {
	case o.AwaitsMoney() && !sale.Gone && !off:
		if err := o.Pay(settled.payment, sale.Sold, now); err != nil {
			return err
		}
		tx.Emit(paidFact(*o, id.Named(settled.cause, "paid"), now))
	case o.AwaitsMoney() || o.mayStillBuy() && o.Payment == id.Nil && settled.payment != id.Nil:
		s.lose(tx, o, settled, off, now)
	case o.State == Cancelled && !sale.Gone:
		// It ended while inventory sold: say so once more, after the sale, so that the seats are let go.
		tx.Emit(cancelledFact(*o, events.OrderRefunded, id.Named(settled.cause, "undone"), now))
		return nil
	case o.Payment == settled.payment:
		return nil
	default:
		return ErrOrderRaced // comes again, and finds the order as it is now
	}
	return put(ctx, tx, o)
}

// lose ends an order whose seats are gone or whose event is off; money that came for it is owed back.
func (s *Service) lose(tx Tx, o *Order, settled settlement, off bool, now time.Time) {
	waited := o.State == Pending
	reason := SeatsGone
	if off || o.CancelReason == events.EventCancelled {
		reason = RefundEventIsOff
	}
	o.OweBack(settled.payment, reason, now)
	if settled.payment == id.Nil {
		o.RefundDue = ""
	}
	if waited {
		tx.Emit(cancelledFact(*o, o.CancelReason, id.Named(settled.cause, "cancelled"), now))
	}
}
