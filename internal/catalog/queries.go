package catalog

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// Filter selects events. Empty criteria do not select. A store gets its texts folded.
type Filter struct {
	Text     string // in the name, the description or the venue
	Venue    string // the venue's whole name
	Status   Status
	From, To time.Time     // the date, the second excluded
	Least    money.Decimal // some seat costs that much or more,
	Most     money.Decimal // and some no more than that
	Soonest  bool          // in order of the dates, not the latest first
	After    Place         // goes on after this event of the list
	Limit    int
}

// Place is where an event stands in lists: by date, and of one date by id.
type Place struct {
	Date time.Time
	ID   EventID
}

// Venue is where events take place.
type Venue struct {
	Name   string
	Events int
	Next   time.Time // the earliest of their dates
}

// EventFacts are what others need to name an event.
type EventFacts struct {
	Event       id.UUID
	Version     int64
	Name, Venue string
	EventDate   time.Time
	TimeZone    string // IANA
	Currency    money.Currency
	Status      Status
}

// Listing is an event as lists of addresses need it.
type Listing struct {
	Place

	Changed time.Time
}

// Event returns one event, whatever its status and date.
func (s *Service) Event(ctx context.Context, event EventID) (Event, error) {
	e, err := s.store.Event(ctx, event)
	if err != nil {
		return Event{}, fmt.Errorf("read event: %w", err)
	}
	return e, nil
}

// Open lists events that the public finds: active, and yet to come.
func (s *Service) Open(ctx context.Context, filter Filter) ([]Event, error) {
	filter.Status = Active
	if now := s.clock.Now(); filter.From.Before(now) {
		filter.From = now.Add(time.Microsecond)
	}
	return s.List(ctx, filter)
}

// Listed lists events that the public finds from after a place on, at most so many; the zero place is before all of them.
func (s *Service) Listed(ctx context.Context, after Place, most int) ([]Listing, error) {
	events, err := s.Open(ctx, Filter{After: after, Limit: most})
	listed := make([]Listing, len(events))
	for i, e := range events {
		listed[i] = Listing{Place{e.EventDate, e.ID}, e.CreatedAt}
		if e.UpdatedAt.After(e.CreatedAt) {
			listed[i].Changed = e.UpdatedAt
		}
	}
	return listed, err
}

// List lists events of every status and date.
func (s *Service) List(ctx context.Context, filter Filter) ([]Event, error) {
	filter.Text, filter.Venue = Fold(filter.Text), Fold(filter.Venue)
	for _, bound := range []money.Decimal{filter.Least, filter.Most} {
		if _, err := Thousandths(bound); err != nil {
			return nil, ErrEvent.Saying("A price to search for is a number with at most three digits after the point. Nothing was searched.").Because(err)
		}
	}
	events, err := s.store.List(ctx, filter)
	if err != nil {
		return nil, fmt.Errorf("list events: %w", err)
	}
	return events, nil
}

// Fold brings text to the form in which it is searched: letters of any case are the same.
func Fold(text string) string { return strings.ToLower(strings.TrimSpace(text)) }

// Searched is the text in which an event is found.
func (e *Event) Searched() string { return Fold(e.Name + "\n" + e.Venue + "\n" + e.Description) }

// Thousandths makes prices of different currencies comparable as numbers: no currency has more than three digits.
func Thousandths(number money.Decimal) (int64, error) {
	if number == "" {
		return 0, nil
	}
	a, err := number.In("TND")
	return a.Minor, err
}

// InThousandths writes minor units of a currency so.
func InThousandths(minor int64, currency money.Currency) int64 {
	for range 3 - currency.Digits() {
		minor *= 10
	}
	return minor
}

// Venues lists where open events take place, by name, from after a name on.
func (s *Service) Venues(ctx context.Context, after string, limit int) ([]Venue, error) {
	venues, err := s.store.Venues(ctx, s.clock.Now(), after, limit)
	if err != nil {
		return nil, fmt.Errorf("list venues: %w", err)
	}
	return venues, nil
}

// Names returns the facts of those of the events that there are.
func (s *Service) Names(ctx context.Context, events []id.UUID) ([]EventFacts, error) {
	ids := make([]EventID, len(events))
	for i, e := range events {
		ids[i] = EventID(e)
	}
	found, err := s.store.EventsByID(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read events: %w", err)
	}
	facts := make([]EventFacts, len(found))
	for i, e := range found {
		facts[i] = EventFacts{
			Event: e.ID.UUID(), Version: e.Version, Name: e.Name, Venue: e.Venue, EventDate: e.EventDate, TimeZone: e.TimeZone,
			Currency: e.Currency(), Status: e.Status,
		}
	}
	return facts, nil
}

// SeatMap returns an event with all of its seats in plan order, as readers see them. The seats may be a moment newer than the event.
func (s *Service) SeatMap(ctx context.Context, event EventID) (Event, []Seat, error) {
	e, err := s.Event(ctx, event)
	if err != nil {
		return Event{}, nil, err
	}
	seats, err := s.store.Seats(ctx, event, 0, maxPlanSeats)
	if err != nil {
		return Event{}, nil, fmt.Errorf("read seats: %w", err)
	}
	for i := range seats {
		seats[i].Status = e.Shows(seats[i].Status)
	}
	return e, seats, nil
}

// SeatIDs returns the ids of a stretch of the plan order, for a plan that is still the event's; else it refuses with [ErrNoPlan].
func (s *Service) SeatIDs(ctx context.Context, event EventID, hash string, first, limit int) ([]SeatID, error) {
	seats, err := s.store.Seats(ctx, event, first, limit)
	if err != nil {
		return nil, fmt.Errorf("read seats: %w", err)
	}
	e, err := s.Event(ctx, event) // after the seats: if they were replaced in between, the hash says so
	if err != nil {
		return nil, err
	}
	if hash != e.PlanHash {
		return nil, ErrNoPlan
	}
	ids := make([]SeatID, len(seats))
	for i, seat := range seats {
		ids[i] = seat.SeatID
	}
	return ids, nil
}

// Geometry returns the geometry document of a hash. It never changes.
func (s *Service) Geometry(ctx context.Context, event EventID, hash string) ([]byte, error) {
	if _, err := s.Event(ctx, event); err != nil {
		return nil, err
	}
	geometry, err := s.store.Plan(ctx, hash)
	if err != nil {
		return nil, fmt.Errorf("read geometry: %w", err)
	}
	return geometry, nil
}

// Shown is a seat as it is kept here, for the audit: also of an event whose map shows nothing as available.
type Shown struct {
	ID, Event id.UUID
	Status    SeatStatus
	Version   int64
	Price     int64 // minor units; of whoever has the seat, else of whoever takes it
}

// SeatPage walks over all seats by id. After the last one the page is empty.
func (s *Service) SeatPage(ctx context.Context, after id.UUID, limit int) ([]Shown, error) {
	standings, err := s.store.StandingPage(ctx, after, limit)
	if err != nil {
		return nil, fmt.Errorf("read seats: %w", err)
	}
	page := make([]Shown, len(standings))
	for i, seat := range standings {
		page[i] = Shown{ID: seat.SeatID.UUID(), Event: seat.Event.UUID(), Status: seat.Status, Version: seat.Version, Price: seat.Cost()}
	}
	return page, nil
}
