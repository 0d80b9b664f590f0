package ordering

import (
	"slices"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/secretlink"
)

// What can be wrong with an order. The first words are the original's.
var (
	ErrOrderNotFound = fault.New(fault.NotFound, "order_not_found", "Order not found. There is none with this id that you may see.")
	ErrNotDraft      = fault.New(fault.Conflict, "order_not_draft", "Order is not in draft state. It was checked out before; nothing was changed.")
	ErrOrderEmpty    = fault.New(fault.Conflict, "order_empty", "Order is empty. Hold a seat and put it into the cart first.")
	ErrOrderRaced    = fault.New(fault.Conflict, "order_changed", "The order was changed at the same moment from elsewhere. Nothing of this was done; look at it and try again.")
)

// OrderID names an order.
type OrderID = id.ID[Order]

// State is how far an order has come.
type State string

// The states.
const (
	Draft     State = "draft"
	Pending   State = "pending"
	Paid      State = "paid"
	Fulfilled State = "fulfilled"
	Cancelled State = "cancelled"
)

// Order is one purchase, from the first seat in the cart to tickets in hand or money back. Times that have not come are zero.
type Order struct {
	ID       OrderID
	Customer id.UUID
	Guest    bool // begun without an account
	State    State
	Items    []Item

	Number    string // empty in a draft
	Email     string
	Name      string
	Secret    secretlink.Secret
	Operation id.UUID // of the call that placed it: the same call again finds its order

	CreatedAt    time.Time
	PlacedAt     time.Time
	PaidAt       time.Time
	FulfilledAt  time.Time
	CancelledAt  time.Time
	CancelReason string // one of events.HoldExpired and its like
	ResentAt     time.Time

	Payment       id.UUID // that took this order's money
	LastFailure   Failure
	RefundDue     string // why all of it is to be given back; empty while nothing is
	RefundAskedAt time.Time
	RefundedAt    time.Time

	Version int64 // rises with every change; 0 was never stored
}

// Failure is the last payment that did not succeed.
type Failure struct {
	Payment id.UUID
	Reason  string // insufficient_funds, card_declined, …
	Message string
	At      time.Time
}

// NewCart begins an order for a customer.
func NewCart(order OrderID, customer id.UUID, guest bool, at time.Time) Order {
	return Order{ID: order, Customer: customer, Guest: guest, State: Draft, CreatedAt: at}
}

// Total is the sum of the promised prices.
func (o Order) Total() money.Amount {
	total := money.Of(0, o.Currency())
	for _, item := range o.Items {
		total = total.Plus(item.Price)
	}
	return total
}

// Currency is the one currency of all items; an empty cart has none.
func (o Order) Currency() money.Currency {
	if len(o.Items) == 0 {
		return ""
	}
	return o.Items[0].Price.Currency
}

// Free reports whether nothing is due for the order.
func (o Order) Free() bool { return len(o.Items) > 0 && o.Total().Minor == 0 }

// ExpiresAt is the earliest end of its holds while they can end; zero otherwise.
func (o Order) ExpiresAt() time.Time {
	var first time.Time
	if o.State != Draft && o.State != Pending {
		return first
	}
	for _, item := range o.Items {
		if first.IsZero() || item.ExpiresAt.Before(first) {
			first = item.ExpiresAt
		}
	}
	return first
}

// Reservations lists the claims on its seats.
func (o Order) Reservations() []id.UUID {
	list := make([]id.UUID, len(o.Items))
	for i, item := range o.Items {
		list[i] = item.Reservation.UUID()
	}
	return list
}

// BelongsTo reports whether the order is this person's: by customer, by a session for this one order, or, for an order that a
// guest placed, by an account whose verified address is the order's.
func (o Order) BelongsTo(who actor.Actor) bool {
	if who.OwnsOrder(o.ID.UUID(), o.Customer) {
		return true
	}
	return o.Guest && o.State != Draft && AddressOf(who) != "" && strings.EqualFold(o.Email, AddressOf(who))
}

// AddressOf is the address whose guest orders are this person's: an account's verified one, or none.
func AddressOf(who actor.Actor) string {
	if who.Stranger() || who.Order != id.Nil || !who.Verified {
		return ""
	}
	return who.Email
}

// Clone returns a copy that shares nothing with the order.
func (o Order) Clone() Order {
	o.Items = slices.Clone(o.Items)
	o.Secret = o.Secret.Clone()
	return o
}
