package catalog

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// What is refused about an event. Nothing has been written when one of them is returned.
var (
	ErrNoSuchEvent    = fault.New(fault.NotFound, "event_not_found", "There is no such event.")
	ErrEventExists    = fault.New(fault.Conflict, "event_exists", "There is an event with this id already. Nothing was changed.")
	ErrEvent          = fault.New(fault.Invalid, "invalid_event", "The event cannot be like that. Nothing was changed.")
	ErrEventPast      = fault.New(fault.Invalid, "event_past", "The event's date has passed, so it cannot be put on sale again. Nothing was changed; give it a later date first.")
	ErrEventCancelled = fault.New(fault.Conflict, "event_cancelled", "This event is cancelled for good. Nothing was changed; make a new event instead.")
	ErrBelowSeats     = fault.New(fault.Invalid, "capacity_below_seats", "The event has more seats than that. Nothing was changed.")
	ErrOverCapacity   = fault.New(fault.Conflict, "over_capacity", "The event would have more seats than its capacity. Nothing was changed; raise the capacity first.")
	ErrCurrencyFixed  = fault.New(fault.Conflict, "currency_fixed", "The event has seats with prices, so its currency can no longer be changed. Nothing was changed.")
	ErrChanging       = fault.New(fault.Conflict, "event_changing", "Somebody else is changing this event. Nothing was changed by you; look at it and try again.").After(time.Second)
)

// Status is whether an event is for sale.
type Status string

// The states of an event: from active to inactive and back, from both to cancelled, from there nowhere.
const (
	Active    Status = "active"
	Inactive  Status = "inactive"
	Cancelled Status = "cancelled"
)

// Valid reports whether an event can be in the state.
func (s Status) Valid() bool { return s == Active || s == Inactive || s == Cancelled }

// EventID names an event.
type EventID = id.ID[Event]

// Event is something that people come to, as it is announced and sold.
type Event struct {
	ID                       EventID
	Name, Description, Venue string
	EventDate                time.Time
	TimeZone                 string // IANA
	MaxCapacity              int
	BasePrice                money.Amount
	Status                   Status
	SaleOpensAt              time.Time // zero: from the start
	SaleClosesAt             time.Time // zero: until the event begins
	MaxPerCustomer           int       // 0: the house's default

	Layout   int     // how many times seats were made or replaced; 0: no seats yet
	LaidBy   id.UUID // the call that made the present layout, so that the same call again makes nothing
	PlanHash string  // of the geometry; empty without seats
	Lowest   int64   // prices of seats in minor units; without seats the base price
	Highest  int64

	Version    int64     // rises with every change but those of seats' statuses
	ProposedAt time.Time // zero, or since when inventory may know of a change that is not committed here
	CreatedAt  time.Time
	UpdatedAt  time.Time // zero until the first change

	Sequence int64 // rises with every change of what the map shows
	Whole    int64 // the sequence from which single changes can be told: whoever knows only an older one needs the map as a whole
	Tally    Tally
}

// Currency is the currency of all prices.
func (e *Event) Currency() money.Currency { return e.BasePrice.Currency }

// Past reports whether the event has begun.
func (e *Event) Past(now time.Time) bool { return !now.Before(e.EventDate) }

// Open reports whether the public finds the event: it is active and yet to come.
func (e *Event) Open(now time.Time) bool { return e.Status == Active && !e.Past(now) }

// Shows is what the map shows of a seat: nothing of an event that is not active can be had.
func (e *Event) Shows(status SeatStatus) SeatStatus {
	if e.Status != Active && status == Available {
		return Unavailable
	}
	return status
}

// Shown is the tally as the map shows it.
func (e *Event) Shown() Tally {
	t := e.Tally
	if e.Status != Active {
		t.Available, t.Unavailable = 0, t.Unavailable+t.Available
	}
	return t
}

// Revenue is what the sold seats cost.
func (e *Event) Revenue() money.Amount { return money.Of(e.Tally.Revenue, e.Currency()) }

// Terms are how the event is to be sold.
func (e *Event) Terms() Terms {
	return Terms{
		Event: e.ID, Version: e.Version, Status: e.Status, Date: e.EventDate, Opens: e.SaleOpensAt, Closes: e.SaleClosesAt,
		Currency: e.Currency(), Limit: e.MaxPerCustomer,
	}
}

// deactivate takes the event off sale.
func (e *Event) deactivate() error {
	if e.Status == Cancelled {
		return ErrEventCancelled
	}
	e.show(Inactive)
	return nil
}

// reactivate puts the event on sale again.
func (e *Event) reactivate(now time.Time) error {
	switch {
	case e.Status == Cancelled:
		return ErrEventCancelled
	case e.Past(now):
		return ErrEventPast
	}
	e.show(Active)
	return nil
}

// cancel ends the event for good.
func (e *Event) cancel() { e.show(Cancelled) }

// show changes the status, and with it the whole map.
func (e *Event) show(status Status) {
	if e.Status == status {
		return
	}
	e.Status = status
	e.redraw()
}

// redraw says that every seat of the map may have changed.
func (e *Event) redraw() {
	e.Sequence++
	e.Whole = e.Sequence
}

// admits says why the event cannot have so many seats, or nil.
func (e *Event) admits(seats int) error {
	if seats <= e.MaxCapacity {
		return nil
	}
	return ErrOverCapacity.Saying("The event would have %d seats, and its capacity is %d. Nothing was changed; raise the capacity first.", seats, e.MaxCapacity)
}

// touch notes a change.
func (e *Event) touch(now time.Time) {
	e.Version++
	e.UpdatedAt = now
}
