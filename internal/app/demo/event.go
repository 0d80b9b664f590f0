package demo

import (
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// currency of all demo prices: the default of an installation, so that nothing needs to be set.
const currency money.Currency = "USD"

// Event is one event of the demonstration with its seats.
type Event struct {
	ID          id.UUID
	Name        string
	Description string
	Venue       string
	City        string
	Days        int // from today
	Hour        int // local
	Minute      int
	TimeZone    string
	BasePrice   money.Amount
	Capacity    int
	Plan        *catalog.Plan
}

// Starts is when the event begins, counted from the day that it is now at the venue.
func (e Event) Starts(now time.Time) (time.Time, error) {
	zone, err := time.LoadLocation(e.TimeZone)
	if err != nil {
		return time.Time{}, fmt.Errorf("time zone of %s: %w", e.Name, err)
	}
	year, month, day := now.In(zone).Date()
	return time.Date(year, month, day+e.Days, e.Hour, e.Minute, 0, 0, zone).UTC(), nil
}

// Events returns all six, the original's in its order and the stadium last. Each call makes new ones.
func Events() []Event {
	return []Event{jazz(), theatre(), football(), conference(), rock(), final()}
}
