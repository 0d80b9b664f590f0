package events

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// GeneratedSeat is one seat of a layout.
type GeneratedSeat struct {
	Seat       id.UUID       `json:"seatId"`
	Section    string        `json:"section"`
	Row        string        `json:"row"`
	Number     int           `json:"number"`
	Label      string        `json:"seat"`
	Price      money.Decimal `json:"price"`
	Category   string        `json:"category"`
	Rank       int           `json:"categoryRank"` // 0 is the best category
	Accessible bool          `json:"accessible"`
	Companion  bool          `json:"companion"`
	Standing   bool          `json:"standing"`
	X          float64       `json:"x"` // in the plan's units
	Y          float64       `json:"y"`
	Index      int           `json:"index"` // place in the plan's order
}

// SeatsGenerated brings a part of an event's layout, at most 1,000 seats. A higher layout removes the lower's seats.
type SeatsGenerated struct {
	Meta
	Event       id.UUID         `json:"eventId"`
	Layout      int             `json:"layout"` // 1, 2, … per event
	Part        int             `json:"part"`   // 1 … parts
	Parts       int             `json:"parts"`
	Seats       []GeneratedSeat `json:"seats"`
	TotalSeats  int             `json:"totalSeats"` // of the whole layout
	Currency    money.Currency  `json:"currency"`
	StageX      float64         `json:"stageX"`
	StageY      float64         `json:"stageY"`
	GeneratedAt time.Time       `json:"generatedAt"`
}

// Topic of the fact.
func (SeatsGenerated) Topic() string { return "seats-generated" }

// Key of the fact is the event.
func (f SeatsGenerated) Key() string { return f.Event.String() }

// EventChanged says how an event stands after it was made or changed.
type EventChanged struct {
	Meta
	Event          id.UUID        `json:"eventId"`
	EventVersion   int64          `json:"eventVersion"`
	Name           string         `json:"name"`
	Venue          string         `json:"venue"`
	EventDate      time.Time      `json:"eventDate"`
	TimeZone       string         `json:"timeZone"`
	Currency       money.Currency `json:"currency"`
	Status         string         `json:"status"` // active, inactive, cancelled
	SaleOpensAt    *time.Time     `json:"saleOpensAt"`
	SaleClosesAt   *time.Time     `json:"saleClosesAt"`
	MaxPerCustomer int            `json:"maxPerCustomer"`
}

// Topic of the fact.
func (EventChanged) Topic() string { return "event-changed" }

// Key of the fact is the event.
func (f EventChanged) Key() string { return f.Event.String() }
