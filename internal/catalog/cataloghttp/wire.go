package cataloghttp

import (
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// event is an event as everybody reads it.
type event struct {
	ID             id.UUID        `json:"id"`
	Name           string         `json:"name"`
	Description    string         `json:"description"`
	EventDate      time.Time      `json:"eventDate"`
	TimeZone       string         `json:"timeZone" doc:"IANA name of the venue's zone."`
	Venue          string         `json:"venue"`
	MaxCapacity    int            `json:"maxCapacity"`
	BasePrice      money.Decimal  `json:"basePrice"`
	Currency       string         `json:"currency" doc:"ISO 4217, of all prices."`
	MinPrice       money.Decimal  `json:"minPrice" doc:"Of the cheapest seat; without seats the base price."`
	MaxPrice       money.Decimal  `json:"maxPrice"`
	IsActive       bool           `json:"isActive"`
	Status         string         `json:"status" enum:"active,inactive,cancelled"`
	SaleOpensAt    *time.Time     `json:"saleOpensAt" doc:"Null: open from the start."`
	SaleClosesAt   *time.Time     `json:"saleClosesAt" doc:"Null: open until the event begins."`
	MaxPerCustomer *int           `json:"maxPerCustomer" doc:"Null: the house's limit."`
	TotalSeats     int            `json:"totalSeats"`
	AvailableSeats int            `json:"availableSeats"`
	ReservedSeats  int            `json:"reservedSeats"`
	SoldSeats      int            `json:"soldSeats"`
	Revenue        *money.Decimal `json:"revenue" doc:"Prices of the sold seats; null unless staff asks."`
}

func wireEvent(e *catalog.Event, house bool) event {
	tally, price := e.Shown(), func(minor int64) money.Decimal { return money.Of(minor, e.Currency()).Decimal() }
	w := event{
		ID: e.ID.UUID(), Name: e.Name, Description: e.Description, EventDate: e.EventDate, TimeZone: e.TimeZone, Venue: e.Venue,
		MaxCapacity: e.MaxCapacity, BasePrice: e.BasePrice.Decimal(), Currency: string(e.Currency()), MinPrice: price(e.Lowest), MaxPrice: price(e.Highest),
		IsActive: e.Status == catalog.Active, Status: string(e.Status), SaleOpensAt: unlessZero(e.SaleOpensAt), SaleClosesAt: unlessZero(e.SaleClosesAt),
		TotalSeats: tally.Total(), AvailableSeats: tally.Available, ReservedSeats: tally.Reserved, SoldSeats: tally.Sold,
	}
	if e.MaxPerCustomer > 0 {
		w.MaxPerCustomer = &e.MaxPerCustomer
	}
	if house {
		revenue := e.Revenue().Decimal()
		w.Revenue = &revenue
	}
	return w
}

// managedEvent is an event as the house reads it.
type managedEvent struct {
	event
	UnavailableSeats int        `json:"unavailableSeats"`
	CreatedAt        time.Time  `json:"createdAt"`
	UpdatedAt        *time.Time `json:"updatedAt"`
}

func wireManaged(e *catalog.Event) managedEvent {
	return managedEvent{
		event: wireEvent(e, true), UnavailableSeats: e.Shown().Unavailable, CreatedAt: e.CreatedAt, UpdatedAt: unlessZero(e.UpdatedAt),
	}
}

// venue is where events take place.
type venue struct {
	Name      string    `json:"name"`
	Events    int       `json:"events"`
	NextEvent time.Time `json:"nextEvent"`
}

// statusChange is the original's answer to a change of status.
type statusChange struct {
	ID        id.UUID   `json:"id"`
	Name      string    `json:"name"`
	Status    string    `json:"status" enum:"active,inactive,cancelled"`
	UpdatedAt time.Time `json:"updatedAt"`
	Success   bool      `json:"success"`
}

func wireStatus(e *catalog.Event) statusChange {
	at := e.UpdatedAt
	if at.IsZero() {
		at = e.CreatedAt
	}
	return statusChange{ID: e.ID.UUID(), Name: e.Name, Status: string(e.Status), UpdatedAt: at, Success: true}
}
