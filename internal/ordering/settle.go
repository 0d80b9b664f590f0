package ordering

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// groupOrdering is the consumer group of most that we hear of; the original's name.
const groupOrdering = "ordering-service"

// settlement is money, or nothing due, on its way to an order.
type settlement struct {
	order   Order   // as it was when inventory was asked
	payment id.UUID // none for a free order
	cause   id.UUID // the message that brings the money, or the order itself: facts that follow take their ids from it
	trace   string  // of the purchase
	sale    Sale    // inventory's verdict
}

// onPaymentsSucceeded sells orders' seats to them and makes them paid, or gives the money back: I2 holds either way. The seats are
// confirmed before our own transaction; both may run again.
func (s *Service) onPaymentsSucceeded(ctx context.Context, facts []events.PaymentSucceeded) error {
	orders := make([]OrderID, len(facts))
	for i, fact := range facts {
		orders[i] = OrderID(fact.Order)
	}
	found, err := s.store.Orders(ctx, orders)
	if err != nil {
		return fmt.Errorf("load orders that were paid: %w", err)
	}
	known := newBook(nil, found)
	var due []settlement
	for _, fact := range facts {
		trace := work.TraceFor(ctx, fact)
		o, err := known.order(OrderID(fact.Order))
		switch {
		case err != nil:
			return fmt.Errorf("load the order that was paid: %w", err)
		case o.Payment == fact.Payment: // it came before
		case o.Payment != id.Nil || !o.mayStillBuy(): // this money bought nothing here
			if err := s.giveBack(work.WithTrace(ctx, trace), fact.Payment, SeatsGone); err != nil {
				return err
			}
		default:
			due = append(due, settlement{order: *o, payment: fact.Payment, cause: fact.Message, trace: trace})
		}
	}
	return s.settlePaid(ctx, due)
}

// settlePaid settles orders whose money came, each once, and asks for the money back that is owed.
func (s *Service) settlePaid(ctx context.Context, due []settlement) error {
	after, err := s.settle(ctx, due, func(tx Tx) ([]bool, error) {
		causes := make([]id.UUID, len(due))
		for i, settled := range due {
			causes[i] = settled.cause
		}
		return tx.OnceEach(ctx, groupOrdering, causes)
	})
	if err != nil {
		return err
	}
	for i, o := range after {
		if o.owesBack() {
			if err := s.refund(work.WithTrace(ctx, due[i].trace), o.ID); err != nil {
				return err
			}
		}
	}
	return nil
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
		after, err := s.settle(ctx, []settlement{{order: o, cause: o.ID.UUID(), trace: work.TraceOf(ctx)}}, always)
		if err != nil {
			return Order{}, err
		}
		o = after[0]
	}
	if o.State == Cancelled {
		return o, ErrHoldExpired.Saying("Reservation has expired while the order was placed. The order is cancelled, its seats were let go and nothing was charged.")
	}
	return o, nil
}

// always takes a settlement that no message brings: its order's state tells when it is done.
func always(Tx) ([]bool, error) { return []bool{true}, nil }

// settle asks inventory for the seats, writes what came of it and returns the orders as they are then. Take says which settlements
// come for the first time.
func (s *Service) settle(ctx context.Context, due []settlement, take func(Tx) ([]bool, error)) (after []Order, err error) {
	if len(due) == 0 {
		return nil, nil
	}
	if err := s.sell(ctx, due); err != nil {
		return nil, err
	}
	now := s.clock.Now()
	err = s.store.Update(ctx, func(tx Tx) error {
		first, err := take(tx)
		if err != nil {
			return err
		}
		b, err := open(ctx, tx, due, func(settled settlement) OrderID { return settled.order.ID })
		if err != nil {
			return err
		}
		if err := learn(ctx, b, due); err != nil {
			return err
		}
		after = make([]Order, len(due))
		for i, settled := range due {
			o, err := b.order(settled.order.ID)
			if err != nil {
				return err
			}
			if first[i] {
				tx.From(settled.trace)
				if err := conclude(b, o, settled, now); err != nil {
					return err
				}
			}
			after[i] = *o
		}
		return b.close(ctx)
	})
	return after, err
}

// learn finds out what speaks against settlements: events that are off, and, where an order ended before its money came, carts and
// orders into which its buyer has put the holds since that it still had.
func learn(ctx context.Context, b *book, due []settlement) error {
	var events []EventID
	var lost []ReservationID
	for _, settled := range due {
		events = append(events, eventsOf(settled.order)...)
		if o, err := b.order(settled.order.ID); err == nil && o.State == Cancelled {
			lost = append(lost, reservationsOf(*o)...)
		}
	}
	if err := b.learnOff(ctx, events); err != nil {
		return err
	}
	return b.learnRivals(ctx, lost)
}

// sell asks inventory for the seats of those that wait for them, all at once; the others have none to get.
func (s *Service) sell(ctx context.Context, due []settlement) error {
	var asked []int
	var wishes []Confirmation
	for i, settled := range due {
		due[i].sale = Sale{Gone: true}
		if o := settled.order; o.AwaitsMoney() {
			asked = append(asked, i)
			wishes = append(wishes, Confirmation{Order: o.ID.UUID(), Customer: o.Customer, Reservations: o.Reservations(), Payment: settled.payment, Trace: settled.trace})
		}
	}
	if len(wishes) == 0 {
		return nil
	}
	sales, err := s.ports.Seats.Confirm(ctx, wishes)
	if err != nil {
		return fmt.Errorf("confirm seats: %w", err)
	}
	for i, sale := range sales {
		due[asked[i]].sale = sale
	}
	return nil
}

// conclude writes inventory's verdict into the order, which may have changed since inventory was asked.
func conclude(b *book, o *Order, settled settlement, now time.Time) error {
	off := b.isOff(*o)
	switch {
	case o.AwaitsMoney() && !settled.sale.Gone && !off:
		if err := outdo(b, *o, settled, now); err != nil {
			return err
		}
		if err := o.Pay(settled.payment, settled.sale.Sold, now); err != nil {
			return err
		}
		b.tx.Emit(paidFact(*o, id.Named(settled.cause, "paid"), now))
	case o.AwaitsMoney() || o.mayStillBuy() && o.Payment == id.Nil && settled.payment != id.Nil:
		lose(b.tx, o, settled, off, now)
	case o.State == Cancelled && !settled.sale.Gone:
		// It ended while inventory sold: say so once more, after the sale, so that the seats are let go.
		b.tx.Emit(cancelledFact(*o, events.OrderRefunded, id.Named(settled.cause, "undone"), now))
		return nil
	case o.Payment == settled.payment:
		return nil
	default:
		return ErrOrderRaced // comes again, and finds the order as it is now
	}
	b.put(o)
	return nil
}

// outdo takes from carts and pending orders what is sold to the order: of two orders with one hold the first whose money comes has it.
func outdo(b *book, o Order, settled settlement, now time.Time) error {
	for _, rival := range b.rivals(o) {
		if rival.State == Draft {
			rival.Drop(reservationsOf(o)...)
			b.put(rival)
			continue
		}
		if err := rival.Cancel(events.HoldExpired, now); err != nil {
			return err
		}
		b.tx.Emit(cancelledFact(*rival, events.HoldExpired, id.Named(settled.cause, rival.ID.String()), now))
		b.put(rival)
	}
	return nil
}

// lose ends an order whose seats are gone or whose event is off; money that came for it is owed back.
func lose(tx Tx, o *Order, settled settlement, off bool, now time.Time) {
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
