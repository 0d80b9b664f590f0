package waitlist

import (
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/secretlink"
)

// OfferID names an offer; it is the group of its hold and the id of its order too.
type OfferID = id.ID[Offer]

// SeatID names a seat of inventory's.
type SeatID = id.ID[Vacancy]

// State is how far an offer has come.
type State string

// The states of an offer.
const (
	Making State = "making" // its seats are claimed for the entry; hold and order are still to come
	Open   State = "open"   // it can be paid
	Taken  State = "taken"  // it was paid
	Over   State = "over"   // it came to nothing
)

// Offer is seats for one entry.
type Offer struct {
	ID    OfferID
	Event EventID
	Entry EntryID
	State State
	Seats []OfferedSeat
	Apart bool // a group's seats that are not beside each other

	Reservations []id.UUID // once they are held
	OrderSecret  secretlink.Secret
	Total        money.Amount
	MadeAt       time.Time
	OpenedAt     time.Time
	ExpiresAt    time.Time // of the hold; a payment under way may keep it longer
	EndedAt      time.Time
	Reason       string // why it ended: one of events.LineTaken and its like; empty in the making

	Look  time.Time // when to look after it next
	Tries int       // of the making
	Trace string    // may be empty
}

// OfferedSeat is a seat as people know it.
type OfferedSeat struct {
	ID                   SeatID
	Section, Row, Number string
	Price                money.Amount
}

// Live reports whether the offer has its seats.
func (o Offer) Live() bool { return o.State == Making || o.State == Open }

// SeatIDs lists the seats.
func (o Offer) SeatIDs() []SeatID {
	ids := make([]SeatID, len(o.Seats))
	for i, s := range o.Seats {
		ids[i] = s.ID
	}
	return ids
}

// prices lists what the seats cost, one for each.
func (o Offer) prices() []money.Amount {
	prices := make([]money.Amount, len(o.Seats))
	for i, s := range o.Seats {
		prices[i] = s.Price
	}
	return prices
}

// Clone returns a copy that shares nothing with the offer.
func (o Offer) Clone() Offer {
	o.Seats, o.Reservations = slices.Clone(o.Seats), slices.Clone(o.Reservations)
	o.OrderSecret = o.OrderSecret.Clone()
	return o
}
