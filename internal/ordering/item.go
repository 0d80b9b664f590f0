package ordering

import (
	"slices"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// What can be wrong with a cart's items. The first words are the original's.
var (
	ErrSeatInCart       = fault.New(fault.Conflict, "seat_in_cart", "Seat is already in the cart. Nothing was changed.")
	ErrSeatNotInCart    = fault.New(fault.NotFound, "seat_not_in_cart", "That seat is not in your cart. Nothing was changed.")
	ErrSeatOrdered      = fault.New(fault.Conflict, "seat_in_order", "Seat has an active reservation that another order has already. Nothing was changed.")
	ErrSeatTaken        = fault.New(fault.Conflict, "seat_taken", "That seat has just been taken. Nothing was held; choose another one.") // inventory's word
	ErrCurrencyMismatch = fault.New(fault.Conflict, "currency_mismatch", "An order is in one currency. Check out what is in the cart first, then add this seat; your hold on it stays.")
	ErrCartFull         = fault.New(fault.Conflict, "cart_full", "The cart has as many seats as one order takes. Check out first; your hold on this seat stays.")
)

type (
	seat        struct{}
	event       struct{}
	reservation struct{}
)

// SeatID names a seat of inventory.
type SeatID = id.ID[seat]

// EventID names an event of catalog.
type EventID = id.ID[event]

// ReservationID names a claim of inventory.
type ReservationID = id.ID[reservation]

// Item is one seat of an order at its promised price.
type Item struct {
	ID          id.UUID
	Seat        SeatID
	Event       EventID
	Reservation ReservationID
	Section     string
	Row, Label  string // as printed; empty for standing places
	Price       money.Amount
	ExpiresAt   time.Time // of its hold
	Ticket      id.UUID   // none until it was issued
}

// SeatNumber names the seat as the original does: Section-Row-Number.
func (i Item) SeatNumber() string {
	parts := slices.DeleteFunc([]string{i.Section, i.Row, i.Label}, func(part string) bool { return part == "" })
	return strings.Join(parts, "-")
}

// Add puts a held seat into the cart. A newer hold of a seat that is there takes the place of the older one, which must be over.
func (o *Order) Add(item Item, most int) error {
	if o.State != Draft {
		return ErrNotDraft
	}
	at := slices.IndexFunc(o.Items, func(have Item) bool { return have.Seat == item.Seat })
	switch {
	case at >= 0 && o.Items[at].Reservation == item.Reservation:
		return ErrSeatInCart
	case len(o.Items) > 0 && at < 0 && o.Currency() != item.Price.Currency:
		return ErrCurrencyMismatch
	case at < 0 && len(o.Items) >= most:
		return ErrCartFull
	case at >= 0:
		o.Items[at] = item
	default:
		o.Items = append(o.Items, item)
	}
	return nil
}

// Seat finds the item of a seat.
func (o Order) Seat(seat SeatID) (Item, error) {
	for _, item := range o.Items {
		if item.Seat == seat {
			return item, nil
		}
	}
	return Item{}, ErrSeatNotInCart
}

// has reports whether the reservation is one of the order's.
func (o Order) has(reservation ReservationID) bool {
	return slices.ContainsFunc(o.Items, func(item Item) bool { return item.Reservation == reservation })
}

// Drop takes items out of the cart whose reservations are over, and reports whether there were any.
func (o *Order) Drop(over ...ReservationID) bool {
	if o.State != Draft {
		return false
	}
	before := len(o.Items)
	o.Items = slices.DeleteFunc(o.Items, func(item Item) bool { return slices.Contains(over, item.Reservation) })
	return len(o.Items) < before
}

// Absorb moves the items of another cart of the same person into this one, as far as they fit; what does not fit stays there.
func (o *Order) Absorb(other *Order, most int) {
	var left []Item
	for _, item := range other.Items {
		if o.Add(item, most) != nil {
			left = append(left, item)
		}
	}
	other.Items = left
}
