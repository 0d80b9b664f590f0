package inventory

import (
	"strconv"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// Identifiers of inventory's own nouns.
type (
	// SeatID names a seat; the catalogue has it too.
	SeatID = id.ID[Seat]
	// ReservationID names a reservation.
	ReservationID = id.ID[Reservation]
	// EventID names an event, and so its sale.
	EventID = id.ID[Sale]
	// GroupID names the seats that were held by one command: its operation.
	GroupID = id.ID[group]
)

// Identifiers of other contexts, which are only repeated here.
type (
	// CustomerID names a customer.
	CustomerID = id.ID[customer]
	// OrderID names an order.
	OrderID = id.ID[order]
	// PaymentID names a payment.
	PaymentID = id.ID[payment]
)

// group, customer, order and payment tell identifiers apart; nothing of them is kept here.
type (
	group    struct{}
	customer struct{}
	order    struct{}
	payment  struct{}
)

// Keeper names for whom seats are set aside: the waitlist, the house. Empty is nobody.
type Keeper string

// The keepers that the product has.
const (
	Waitlist Keeper = "waitlist"
	House    Keeper = "house"
)

// members derives the reservations of a group from its id, so that a command that is carried out again finds what it made, and
// the group is found from any of them.
func members(g GroupID, size int) []ReservationID {
	ids := make([]ReservationID, size)
	for i := range ids {
		ids[i] = ReservationID(id.Named(g.UUID(), strconv.Itoa(i+1)))
	}
	return ids
}
