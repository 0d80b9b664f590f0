package events

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// Seat is what every fact about a seat says of it.
type Seat struct {
	Event       id.UUID `json:"eventId"`
	Concert     id.UUID `json:"concertEventId"` // the same: the original's v3 name
	Seat        id.UUID `json:"seatId"`
	SeatVersion int64   `json:"seatVersion"` // rises with every change of this seat, for ever
}

// SeatOf names a seat at a version.
func SeatOf(event, seat id.UUID, version int64) Seat {
	return Seat{Event: event, Concert: event, Seat: seat, SeatVersion: version}
}

// Key of a seat fact is the seat, as 32 hexadecimal characters.
func (s Seat) Key() string { return id.Hex(s.Seat) }

// ReservationCreated says that a seat is held.
type ReservationCreated struct {
	Meta
	Seat
	Reservation id.UUID        `json:"reservationId"`
	Group       id.UUID        `json:"groupId"`
	Customer    id.UUID        `json:"customerId"`
	SeatNumber  string         `json:"seatNumber"` // Section-Row-Number
	Section     string         `json:"section"`
	SectionCode string         `json:"sectionCode"`
	Row         string         `json:"row"`
	Label       string         `json:"seat"`
	BasePrice   money.Decimal  `json:"basePrice"` // the price of this hold
	Currency    money.Currency `json:"currency"`
	CreatedAt   time.Time      `json:"createdAt"`
	ExpiresAt   time.Time      `json:"expiresAt"`
	Status      string         `json:"status"` // active
}

// Topic of the fact.
func (ReservationCreated) Topic() string { return "reservation-created" }

// The reasons for which a reservation ends without a sale, or a sale is undone.
const (
	TTLExpired         = "ttl_expired"
	ManualCancellation = "manual_cancellation"
	OrderCancelledEnd  = "order_cancelled"
	RefundedEnd        = "refunded"
)

// ReservationExpired says that a reservation is over, for whatever reason, and its seat let go.
type ReservationExpired struct {
	Meta
	Seat
	Reservation id.UUID   `json:"reservationId"`
	Customer    id.UUID   `json:"customerId"`
	Reason      string    `json:"reason"`
	ExpiredAt   time.Time `json:"expiredAt"`
	Status      string    `json:"status"`     // expired
	SeatStatus  string    `json:"seatStatus"` // what the map shows of the seat now: available, reserved, unavailable
}

// Topic of the fact.
func (ReservationExpired) Topic() string { return "reservation-expired" }

// ReservationConfirmed says that a seat is sold: the only fact that makes it so on the map.
type ReservationConfirmed struct {
	Meta
	Seat
	Reservation id.UUID        `json:"reservationId"`
	Customer    id.UUID        `json:"customerId"`
	Order       id.UUID        `json:"orderId"`
	Price       money.Decimal  `json:"price"`
	Currency    money.Currency `json:"currency"`
	ConfirmedAt time.Time      `json:"confirmedAt"`
	Status      string         `json:"status"` // confirmed
}

// Topic of the fact.
func (ReservationConfirmed) Topic() string { return "reservation-confirmed" }

// SeatStatusChanged says what the map shows of a seat after a change that is neither a hold, its end, nor a sale: put on sale, set
// aside, let go, taken off sale.
type SeatStatusChanged struct {
	Meta
	Seat
	Status string `json:"status"` // available, reserved, sold, unavailable
	Reason string `json:"reason"` // on_sale, set_aside, let_go, off_sale, removed
}

// Topic of the fact.
func (SeatStatusChanged) Topic() string { return "seat-status-changed" }
