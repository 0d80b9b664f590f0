package catalog

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Store keeps events, plans, and seats with what the map shows of them.
type Store interface {
	// Update runs one transaction. The function may run again after a conflict, so it touches nothing but tx.
	Update(ctx context.Context, do func(Tx) error) error
	Reads
}

// Tx is one transaction. An event's lock is also that of its seats: whoever changes them has loaded the event first.
type Tx interface {
	work.Unit
	// Events loads and locks events, in the order of their ids; unknown ones are left out.
	Events(ctx context.Context, events []EventID) ([]Event, error)
	// AddEvent keeps a new event; one with a known id is ErrEventExists, after which the transaction must end.
	AddEvent(ctx context.Context, event Event) error
	// PutEvents writes events that were loaded.
	PutEvents(ctx context.Context, events []Event) error
	// Standings loads how seats stand, by id; unknown ones are left out. StandingsOf loads those of all seats of an event.
	Standings(ctx context.Context, seats []SeatID) ([]Standing, error)
	StandingsOf(ctx context.Context, event EventID) ([]Standing, error)
	// PutStandings writes standings that were loaded.
	PutStandings(ctx context.Context, standings []Standing) error
	// PutPlan keeps a geometry under its hash; one that is known is the same.
	PutPlan(ctx context.Context, hash string, geometry []byte) error
	// PutSeats replaces all seats of an event.
	PutSeats(ctx context.Context, event EventID, seats []Seat) error
}

// Reads are the store's answers outside transactions: whole commits.
type Reads interface {
	// Event returns one event, or ErrNoSuchEvent.
	Event(ctx context.Context, event EventID) (Event, error)
	// EventsByID returns the events that there are of those asked for.
	EventsByID(ctx context.Context, events []EventID) ([]Event, error)
	// List returns events that fit, the latest date first.
	List(ctx context.Context, filter Filter) ([]Event, error)
	// Venues lists where active events take place after a time, by name, from after a name on.
	Venues(ctx context.Context, now time.Time, after string, limit int) ([]Venue, error)
	// EventPage walks over all events by id.
	EventPage(ctx context.Context, after EventID, limit int) ([]Event, error)
	// Proposed lists events with a change that was proposed before the time and not committed.
	Proposed(ctx context.Context, before time.Time, limit int) ([]EventID, error)

	// Plan returns the geometry of a hash, or ErrNoPlan.
	Plan(ctx context.Context, hash string) ([]byte, error)
	// Seats returns an event's seats in plan order, from one on.
	Seats(ctx context.Context, event EventID, first, limit int) ([]Seat, error)
	// Snapshot returns an event and the status of all of its seats in plan order, as they stood at one instant.
	Snapshot(ctx context.Context, event EventID) (Event, []SeatStatus, error)
	// Since returns an event and what changed after a sequence, as they stood at one instant. Changes that came before the
	// event's Whole cannot be told: there are none then.
	Since(ctx context.Context, event EventID, sequence int64) (Event, []MapChange, error)
	// Sequences returns the stored sequences of events.
	Sequences(ctx context.Context, events []EventID) (map[EventID]int64, error)
	// StandingPage walks over all seats by id.
	StandingPage(ctx context.Context, after id.UUID, limit int) ([]Standing, error)
}
