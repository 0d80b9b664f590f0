package cataloghttp

import (
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// event is an event in the original's shape with ours beside it.
type event struct {
	ID             id.UUID        `json:"id"`
	Name           string         `json:"name"`
	Description    string         `json:"description"`
	EventDate      time.Time      `json:"eventDate"`
	TimeZone       string         `json:"timeZone"`
	Venue          string         `json:"venue"`
	MaxCapacity    int            `json:"maxCapacity"`
	BasePrice      money.Decimal  `json:"basePrice"`
	LowestPrice    money.Decimal  `json:"lowestPrice"`
	HighestPrice   money.Decimal  `json:"highestPrice"`
	Currency       money.Currency `json:"currency"`
	IsActive       bool           `json:"isActive"`
	Status         catalog.Status `json:"status" enum:"active,inactive,cancelled"`
	SaleOpensAt    *time.Time     `json:"saleOpensAt"`
	SaleClosesAt   *time.Time     `json:"saleClosesAt"`
	MaxPerCustomer *int           `json:"maxPerCustomer" doc:"Seats held and bought; null is the house's default."`
	TotalSeats     int            `json:"totalSeats"`
	AvailableSeats int            `json:"availableSeats"`
	ReservedSeats  int            `json:"reservedSeats"`
	SoldSeats      int            `json:"soldSeats"`
	Revenue        *money.Decimal `json:"revenue" doc:"For the house; null for others."`
	CreatedAt      time.Time      `json:"createdAt"`
	UpdatedAt      *time.Time     `json:"updatedAt"`
}

func wire(e *catalog.Event, house bool) event {
	tally := e.Shown()
	out := event{
		ID: e.ID.UUID(), Name: e.Name, Description: e.Description, EventDate: e.EventDate, TimeZone: e.TimeZone, Venue: e.Venue,
		MaxCapacity: e.MaxCapacity, BasePrice: e.BasePrice.Decimal(), LowestPrice: money.Of(e.Lowest, e.Currency()).Decimal(),
		HighestPrice: money.Of(e.Highest, e.Currency()).Decimal(), Currency: e.Currency(), IsActive: e.Status == catalog.Active, Status: e.Status,
		SaleOpensAt: unlessZero(e.SaleOpensAt), SaleClosesAt: unlessZero(e.SaleClosesAt), MaxPerCustomer: unlessZero(e.MaxPerCustomer),
		TotalSeats: tally.Total(), AvailableSeats: tally.Available, ReservedSeats: tally.Reserved, SoldSeats: tally.Sold,
		CreatedAt: e.CreatedAt, UpdatedAt: unlessZero(e.UpdatedAt),
	}
	if house {
		revenue := e.Revenue().Decimal()
		out.Revenue = &revenue
	}
	return out
}

func unlessZero[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}
