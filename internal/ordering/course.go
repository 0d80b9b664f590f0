package ordering

import (
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/secretlink"
)

// Refusals of a step that the order's state does not allow.
var (
	ErrOrderPaid      = fault.New(fault.Conflict, "order_paid", "The order is paid, so it cannot simply be cancelled. Ask the organiser for a refund; the seats stay yours until then.")
	ErrOrderCancelled = fault.New(fault.Conflict, "order_cancelled", "The order is cancelled. Its seats were let go and nothing is charged for it; start again with new seats.")
	ErrNotPayable     = fault.New(fault.Conflict, "order_not_payable", "The order does not wait for money. Nothing was charged; look at its page for how it stands.")
	ErrResentJustNow  = fault.New(fault.Exhausted, "resent_just_now", "The mail was sent again a moment ago. Give it a minute to arrive before you ask once more.")
	ErrNothingToSend  = fault.New(fault.Conflict, "nothing_to_resend", "There is no ticket mail for this order: only a paid order has one.")
)

// Why a payment is given back without anybody asking: the reasons that payment knows.
const (
	SeatsGone           = "seats_gone"
	RefundEventIsOff    = "event_cancelled"
	refundWasRequested  = "requested"
	nothingWasCancelled = ""
)

// Placement is what a checkout fixes.
type Placement struct {
	Number, Email, Name string
	Secret              secretlink.Secret
	Operation           id.UUID
	At                  time.Time
}

// Place turns the cart into an order that waits for its money.
func (o *Order) Place(p Placement) error {
	switch {
	case o.State != Draft:
		return ErrNotDraft
	case len(o.Items) == 0:
		return ErrOrderEmpty
	}
	o.State, o.PlacedAt = Pending, p.At
	o.Number, o.Email, o.Name = p.Number, p.Email, p.Name
	o.Secret, o.Operation = p.Secret, p.Operation
	return nil
}

// AwaitsMoney reports whether money that arrives now still makes the order paid: it is pending, or was cancelled only because a
// hold ended, so that its seats may be had again.
func (o Order) AwaitsMoney() bool {
	lost := o.State == Cancelled && o.CancelReason == events.HoldExpired
	return (o.State == Pending || lost) && o.Payment == id.Nil && o.RefundDue == "" && o.RefundedAt.IsZero()
}

// mayStillBuy reports whether money for the order can be its own: not a cart's, and not a free order's.
func (o Order) mayStillBuy() bool { return o.State == Pending || o.State == Cancelled }

// Pay makes the order paid; inventory must have sold all of its seats to it. A free order is paid by no payment. Where a seat had
// to be taken again, sold says under which reservation.
func (o *Order) Pay(payment id.UUID, sold map[id.UUID]id.UUID, at time.Time) error {
	if !o.AwaitsMoney() {
		return ErrNotPayable
	}
	for i, item := range o.Items {
		if again, ok := sold[item.Seat.UUID()]; ok {
			o.Items[i].Reservation = ReservationID(again)
		}
	}
	o.State, o.PaidAt, o.Payment = Paid, at, payment
	o.CancelledAt, o.CancelReason = time.Time{}, nothingWasCancelled
	return nil
}

// Cancel ends an order that no money was taken for. An order that is cancelled already stays as it is.
func (o *Order) Cancel(reason string, at time.Time) error {
	switch {
	case o.State == Cancelled:
		return nil
	case (o.State == Paid || o.State == Fulfilled) && !o.Free():
		return ErrOrderPaid
	}
	o.State, o.CancelledAt, o.CancelReason = Cancelled, at, reason
	return nil
}

// OweBack notes that the payment, which found no seats or whose event is off, is to be given back; a pending order ends with it.
func (o *Order) OweBack(payment id.UUID, reason string, at time.Time) {
	o.Payment, o.RefundDue = payment, reason
	if o.State != Pending {
		return
	}
	o.State, o.CancelledAt, o.CancelReason = Cancelled, at, events.HoldExpired
	if reason == RefundEventIsOff {
		o.CancelReason = events.EventCancelled
	}
}

// Refunded notes that the payment is back with the buyer, and ends the order. It reports whether that was news.
func (o *Order) Refunded(payment id.UUID, reason string, refundedAt, at time.Time) bool {
	another := o.Payment != id.Nil && o.Payment != payment
	if another || !o.RefundedAt.IsZero() || o.State == Draft {
		return false
	}
	o.Payment, o.RefundedAt = payment, refundedAt
	if o.State == Cancelled {
		return true
	}
	o.State, o.CancelledAt, o.CancelReason = Cancelled, at, events.OrderRefunded
	if reason == RefundEventIsOff {
		o.CancelReason = events.EventCancelled
	}
	return true
}

// Issued notes a seat's ticket; with the last one the order is fulfilled. It reports whether that was news.
func (o *Order) Issued(seat SeatID, ticket id.UUID, at time.Time) bool {
	i := slices.IndexFunc(o.Items, func(item Item) bool { return item.Seat == seat })
	if o.State != Paid || i < 0 || o.Items[i].Ticket != id.Nil {
		return false
	}
	o.Items[i].Ticket = ticket
	if !slices.ContainsFunc(o.Items, func(item Item) bool { return item.Ticket == id.Nil }) {
		o.State, o.FulfilledAt = Fulfilled, at
	}
	return true
}

// Fail notes a payment that did not succeed. The order stays pending and may be paid by another. It reports whether that was news.
func (o *Order) Fail(failure Failure) bool {
	if o.State != Pending || failure.At.Before(o.LastFailure.At) {
		return false
	}
	o.LastFailure = failure
	return true
}

// Resend notes that the mail is asked for once more, which may happen once in every such time.
func (o *Order) Resend(at time.Time, every time.Duration) error {
	if o.State != Paid && o.State != Fulfilled {
		return ErrNothingToSend
	}
	if wait := every - at.Sub(o.ResentAt); !o.ResentAt.IsZero() && wait > 0 {
		return ErrResentJustNow.After(wait)
	}
	o.ResentAt = at
	return nil
}
