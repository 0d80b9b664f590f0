package fulfillment

import (
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// ErrEventOver says that the door of an event is closed for good.
var ErrEventOver = fault.New(fault.Gone, "event_over", "The event of this ticket is over. Nobody was admitted.")

// Event is fulfillment's copy of what a ticket prints of its event and a door decides by.
type Event struct {
	ID       id.UUID
	Version  int64 // catalog's; the highest stays
	Name     string
	Venue    string
	Starts   time.Time
	TimeZone string // IANA name
}

// eventOf copies an event from the fact about it.
func eventOf(f events.EventChanged) Event {
	return Event{ID: f.Event, Version: f.EventVersion, Name: f.Name, Venue: f.Venue, Starts: f.EventDate, TimeZone: f.TimeZone}
}

// Over reports whether the door is closed: events have a start and no end, so it counts from the start.
func (e Event) Over(at time.Time, closesAfter time.Duration) bool {
	return !at.Before(e.Starts.Add(closesAfter))
}

// clockTime writes a time as people at the venue read it: "19:04 on 24 November".
func (e Event) clockTime(at time.Time) string {
	zone, err := time.LoadLocation(e.TimeZone)
	if err != nil {
		zone = time.UTC
	}
	return at.In(zone).Format("15:04 on 2 January")
}
