package payment

import (
	"slices"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// What an order can have against being paid.
var (
	ErrUnknownOrder = fault.New(fault.NotFound, "order_not_found", "There is no such order.")
	ErrHoldExpired  = fault.New(fault.Gone, "hold_expired",
		"The time of your seats ran out and they were let go. No money was taken; choose seats again.")
	ErrNotPayable = fault.New(fault.Conflict, "order_not_payable",
		"This order cannot be paid as it stands. No money was taken.")
	ErrNothingDue = fault.New(fault.Conflict, "nothing_to_pay",
		"Nothing is to be paid for this order. No money was taken, and its seats are yours.")
	ErrPriceChanged = fault.New(fault.Conflict, "price_changed",
		"The amount is not what the order costs. No money was taken; look at the order and try again.")
	ErrForeignCustomer = fault.New(fault.Forbidden, "customer_mismatch",
		"The customer that was sent is not you. No money was taken; leave the field out.")
	ErrForeignReservation = fault.New(fault.Invalid, "reservation_mismatch",
		"The reservation that was sent does not belong to this order. No money was taken; leave the field out.")
	ErrBadAmount = fault.New(fault.Invalid, "invalid_amount", "The amount must be greater than zero. No money was taken.")
)

// The states of an order, as ordering names them.
const (
	OrderDraft     = "draft"
	OrderPending   = "pending"
	OrderPaid      = "paid"
	OrderFulfilled = "fulfilled"
	OrderCancelled = "cancelled"
)

// holdExpired is the reason of a cancelled order whose seats were let go.
const holdExpired = "hold_expired"

// Bill is what ordering says about an order that somebody wants to pay.
type Bill struct {
	Order        id.UUID
	Number       string
	Customer     id.UUID
	State        string
	CancelReason string // of a cancelled order
	Total        money.Amount
	Reservations []id.UUID
	ExpiresAt    time.Time // of the earliest of its holds
}

// Paid reports whether the order's money is there.
func (b Bill) Paid() bool { return b.State == OrderPaid || b.State == OrderFulfilled }

// Payable returns why the order cannot be paid now, nil if it can. Whether the holds still live is inventory's to say.
func (b Bill) Payable() error {
	switch {
	case b.State == OrderPending && b.Total.Minor > 0 && len(b.Reservations) > 0:
		return nil
	case b.State == OrderPending && b.Total.Minor == 0:
		return ErrNothingDue
	case b.State == OrderCancelled && b.CancelReason == holdExpired:
		return ErrHoldExpired
	case b.State == OrderCancelled:
		return ErrNotPayable.Saying("This order was cancelled. No money was taken; choose seats again.")
	case b.State == OrderDraft:
		return ErrNotPayable.Saying("This order is still a cart. No money was taken; check out first.")
	default:
		return ErrNotPayable
	}
}

// Belief is what the client thinks that it pays. It decides nothing: where it is given and differs, nothing happens.
type Belief struct {
	Customer    id.UUID
	Reservation id.UUID
	Amount      money.Decimal
	Currency    string
}

// Check compares the belief with the bill.
func (b Belief) Check(bill Bill, who actor.Actor) error {
	if b.Customer != id.Nil && b.Customer != bill.Customer && !who.Owns(b.Customer) {
		return ErrForeignCustomer
	}
	if b.Reservation != id.Nil && !bill.holds(b.Reservation) {
		return ErrForeignReservation
	}
	if b.Currency != "" && !strings.EqualFold(b.Currency, string(bill.Total.Currency)) {
		return ErrPriceChanged.Saying("The order is in %s, not in %s. No money was taken.", bill.Total.Currency, strings.ToUpper(b.Currency))
	}
	return b.checkAmount(bill.Total)
}

func (b Belief) checkAmount(total money.Amount) error {
	if b.Amount == "" {
		return nil
	}
	amount, err := b.Amount.In(total.Currency)
	switch {
	case err != nil:
		return ErrPriceChanged.Saying("The order costs %s. No money was taken; look at the order and try again.", total).Because(err)
	case amount.Minor <= 0 && total.Minor > 0:
		return ErrBadAmount
	case amount != total:
		return ErrPriceChanged.Saying("The order costs %s, not %s. No money was taken; look at the order and try again.", total, amount)
	}
	return nil
}

func (b Bill) holds(reservation id.UUID) bool { return slices.Contains(b.Reservations, reservation) }
