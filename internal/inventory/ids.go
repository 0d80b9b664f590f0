package inventory

import (
	"strconv"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// The identifiers that inventory deals in. Its own nouns, and those of other contexts that it only repeats.
type (
	SeatID        = id.ID[Seat]
	ReservationID = id.ID[Reservation]
	EventID       = id.ID[Sale]
	GroupID       = id.ID[group]
	CustomerID    = id.ID[customer]
	OrderID       = id.ID[order]
	PaymentID     = id.ID[payment]
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
