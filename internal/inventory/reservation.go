package inventory

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// What is refused about a reservation.
var (
	ErrNoSuchReservation = fault.New(fault.NotFound, "reservation_not_found", "There is no such reservation.")
	ErrHoldExpired       = fault.New(fault.Gone, "hold_expired",
		"The time to pay is over and the seats were let go. No money was taken; choose seats again.")
	ErrAlreadySold = fault.New(fault.Conflict, "already_sold", "These seats are sold to this order. They stay yours; a refund gives them back.")
	ErrPaying      = fault.New(fault.Conflict, "payment_in_progress",
		"A payment for these seats is not decided yet. They stay held; try again when it is.")
	ErrAlreadyExtended = fault.New(fault.Conflict, "already_extended", "The time for these seats was extended before, once is all. They stay held until then.")
)

// Status is how a reservation stands.
type Status string

// A reservation is active until it is confirmed or expired. A confirmed one expires only by a refund or a cancelled order.
const (
	Active    Status = "active"
	Confirmed Status = "confirmed"
	Expired   Status = "expired"
)

// Reservation is one customer's claim on one seat, at the price that was promised. It outlives its claim as a record.
type Reservation struct {
	ID        ReservationID
	Group     GroupID // of the seats that were held together
	Size      int     // how many they were
	Seat      SeatID
	Event     EventID
	Customer  CustomerID
	Price     money.Amount
	CreatedAt time.Time
	ExpiresAt time.Time
	Extended  bool

	Status Status
	Reason string    // of an expired one: ttl_expired, manual_cancellation, order_cancelled, refunded
	DoneAt time.Time // when it was confirmed or expired

	Order       OrderID   // of a confirmed one
	Payment     PaymentID // the undecided payment that keeps the hold; of a confirmed one the payment that bought it
	PayingUntil time.Time // the longest that payments may keep the hold; set once
}

// Live reports whether the reservation has its seat.
func (r *Reservation) Live() bool { return r.Status == Active || r.Status == Confirmed }

// Paying reports whether an undecided payment keeps the hold.
func (r *Reservation) Paying() bool { return r.Status == Active && !r.Payment.IsZero() }

// DueAt is when an active reservation ends by itself: at its own end, or at the end of the payment window while a payment runs.
func (r *Reservation) DueAt() time.Time {
	if r.Paying() && r.PayingUntil.After(r.ExpiresAt) {
		return r.PayingUntil
	}
	return r.ExpiresAt
}

// Due reports whether an active reservation's time is over.
func (r *Reservation) Due(now time.Time) bool { return r.Status == Active && !now.Before(r.DueAt()) }

// Confirm sells the seat to the order. A hold that nobody has ended yet is its owner's, even past its time.
func (r *Reservation) Confirm(o OrderID, p PaymentID, now time.Time) error {
	switch {
	case r.Status == Active:
		r.Status, r.Order, r.Payment, r.DoneAt = Confirmed, o, p, now
		return nil
	case r.BoughtBy(o):
		return nil
	default:
		return ErrHoldExpired
	}
}

// BoughtBy reports whether the reservation's seat is sold to the order.
func (r *Reservation) BoughtBy(o OrderID) bool { return r.Status == Confirmed && r.Order == o }

// End lets the claim go. It reports false if it had ended before.
func (r *Reservation) End(reason string, now time.Time) bool {
	if !r.Live() {
		return false
	}
	r.Status, r.Reason, r.DoneAt = Expired, reason, now
	return true
}

// Protect keeps the hold while the payment is not decided. The window is measured from the hold's own end and given once,
// whatever the number of payments. A later payment takes the place of an earlier one: an order has one payment at a time, so the
// earlier one has come to nothing, and the news of it is still on its way.
func (r *Reservation) Protect(p PaymentID, window time.Duration, now time.Time) error {
	if r.Status != Active || r.Due(now) {
		return ErrHoldExpired
	}
	r.Payment = p
	if r.PayingUntil.IsZero() {
		r.PayingUntil = r.ExpiresAt.Add(window)
	}
	return nil
}

// Unprotect takes a payment that came to nothing off the hold, which then lives to its own end. Another payment's protection
// stays.
func (r *Reservation) Unprotect(p PaymentID) bool {
	if !r.Paying() || r.Payment != p {
		return false
	}
	r.Payment = PaymentID{}
	return true
}

// Extend moves the end of an active hold.
func (r *Reservation) Extend(by time.Duration, now time.Time) error {
	switch {
	case r.Status == Confirmed:
		return ErrAlreadySold
	case r.Status != Active || r.Due(now):
		return ErrHoldExpired
	case r.Extended:
		return ErrAlreadyExtended
	}
	r.ExpiresAt, r.Extended = r.ExpiresAt.Add(by), true
	return nil
}
