package inventoryhttp

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// wish is the body of POST /reservations.
type wish struct {
	SeatID     *id.UUID       `json:"seatId,omitempty" doc:"One seat."`
	SeatIDs    []id.UUID      `json:"seatIds,omitempty" maxItems:"100" doc:"Several seats of one event."`
	EventID    *id.UUID       `json:"eventId,omitempty" doc:"With quantity: the best seats of this event."`
	Quantity   *int           `json:"quantity,omitempty" minimum:"1" maximum:"100"`
	Section    string         `json:"section,omitempty" maxLength:"200" doc:"With quantity: in this section only."`
	MaxPrice   *money.Decimal `json:"maxPrice,omitempty" doc:"With quantity: per seat."`
	Accessible bool           `json:"accessible,omitempty" doc:"With quantity: an accessible place with companion seats beside it."`
	CustomerID *string        `json:"customerId,omitempty" maxLength:"256" doc:"Only compared: whose it is, the token says."`
}

// command reads the wish.
func (w wish) command(call rest.Call) (inventory.Reserve, error) {
	if w.CustomerID != nil {
		customer, err := uuid.Parse(strings.TrimSpace(*w.CustomerID))
		if err != nil || !call.Actor.Owns(customer) {
			return inventory.Reserve{}, errOtherCustomer
		}
	}
	if w.SeatID != nil && w.SeatIDs != nil {
		return inventory.Reserve{}, inventory.ErrBadWish
	}
	command := inventory.Reserve{Group: inventory.GroupID(call.Operation), By: call.Actor, Section: w.Section, Accessible: w.Accessible}
	if w.SeatID != nil {
		command.Seats = []inventory.SeatID{inventory.SeatID(*w.SeatID)}
	}
	for _, s := range w.SeatIDs {
		command.Seats = append(command.Seats, inventory.SeatID(s))
	}
	if w.EventID != nil {
		command.Event = inventory.EventID(*w.EventID)
	}
	if w.Quantity != nil {
		command.Quantity = *w.Quantity
	}
	if w.MaxPrice != nil {
		command.MaxPrice = *w.MaxPrice
	}
	return command, nil
}

// answer is the original's shape where one seat was named, else the group's.
func (w wish) answer(holds []inventory.Hold) held {
	if w.SeatID != nil {
		one := wire(holds[0])
		return held{reservationFields: &one.reservationFields, GroupID: one.GroupID, ExpiresAt: one.ExpiresAt}
	}
	g := groupOf(holds)
	return held{GroupID: g.GroupID, ExpiresAt: g.ExpiresAt, Reservations: g.Reservations}
}

// held is the answer of POST /reservations: with `seatId` the reservation itself, else `reservations`.
type held struct {
	*reservationFields
	GroupID      id.UUID       `json:"groupId"`
	ExpiresAt    time.Time     `json:"expiresAt"`
	Reservations []reservation `json:"reservations,omitempty"`
}

// group is what was held together.
type group struct {
	GroupID      id.UUID       `json:"groupId"`
	ExpiresAt    time.Time     `json:"expiresAt"`
	Reservations []reservation `json:"reservations"`
}

// reservation is one seat's claim, in the original's shape with ours beside it.
type reservation struct {
	reservationFields
	GroupID   id.UUID   `json:"groupId"`
	ExpiresAt time.Time `json:"expiresAt"`
}

type reservationFields struct {
	ReservationID id.UUID        `json:"reservationId"`
	SeatID        id.UUID        `json:"seatId"`
	CustomerID    id.UUID        `json:"customerId"`
	Status        string         `json:"status" enum:"active,confirmed,expired"`
	Reason        *string        `json:"reason" doc:"Why it ended; null while it has not."`
	CreatedAt     time.Time      `json:"createdAt"`
	EventID       id.UUID        `json:"eventId"`
	SectionCode   string         `json:"sectionCode"`
	Row           string         `json:"row"`
	Seat          string         `json:"seat"`
	Price         money.Decimal  `json:"price"`
	Currency      money.Currency `json:"currency"`
}

// seat is how a seat stands.
type seat struct {
	SeatID id.UUID `json:"seatId"`
	Status string  `json:"status" enum:"available,reserved,sold,unavailable"`
}

func wire(h inventory.Hold) reservation {
	r := reservation{GroupID: h.Group.UUID(), ExpiresAt: h.ExpiresAt, reservationFields: reservationFields{
		ReservationID: h.ID.UUID(), SeatID: h.Seat.UUID(), CustomerID: h.Customer.UUID(), Status: string(h.Status), CreatedAt: h.CreatedAt,
		EventID: h.Event.UUID(), SectionCode: h.Section, Row: h.Row, Seat: h.Number, Price: h.Price.Decimal(), Currency: h.Price.Currency,
	}}
	if h.Reason != "" {
		r.Reason = &h.Reason
	}
	return r
}

func wireAll(holds []inventory.Hold) []reservation {
	all := make([]reservation, len(holds))
	for i, h := range holds {
		all[i] = wire(h)
	}
	return all
}

func groupOf(holds []inventory.Hold) group {
	return group{GroupID: holds[0].Group.UUID(), ExpiresAt: holds[0].ExpiresAt, Reservations: wireAll(holds)}
}
