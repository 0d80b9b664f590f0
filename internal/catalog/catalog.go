package catalog

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// Rules are the numbers of the business.
type Rules struct {
	Currency  money.Currency // of events that name none
	TimeZone  string         // of events that name none
	LivePause time.Duration  // the shortest time between two changes of a live map; what happens in between goes out together
	Patience  time.Duration  // how long inventory may know of a change that was not committed here before it is told otherwise
}

// DefaultRules are the product's.
func DefaultRules() Rules {
	return Rules{Currency: "USD", TimeZone: "UTC", LivePause: 100 * time.Millisecond, Patience: time.Minute}
}

// Seats is inventory, where it has to agree to a change or to say how seats stand. Its refusals are answered as they are.
type Seats interface {
	// SetTerms commits how an event is to be sold, or refuses it: seats are held, or have prices in another currency. Terms of an
	// older version change nothing; the same ones may come again.
	SetTerms(ctx context.Context, terms Terms) error
	// ReplaceLayout lets all seats of an event be replaced or priced anew, and keeps buyers off them until the new ones are there;
	// or refuses because one is held or sold, unless all seats stay.
	ReplaceLayout(ctx context.Context, in Relay) error
	// Snapshot says how every seat of the event's present layout stands, and at which price somebody has it; nothing of an event that inventory does not know.
	Snapshot(ctx context.Context, event EventID) ([]SeatChange, error)
}

// Relay is the wish to lay an event's seats anew.
type Relay struct {
	Event  EventID
	Layout int  // that is to come
	Keeps  bool // every seat that there is stays, at its present price for whoever has it
}

// Terms are how an event is to be sold.
type Terms struct {
	Event    EventID
	Version  int64
	Status   Status
	Date     time.Time
	Opens    time.Time // zero: from the start
	Closes   time.Time // zero: until the event begins
	Currency money.Currency
	Limit    int // seats per customer; 0: the house's default
}

// Service is the catalogue's commands and questions.
type Service struct {
	store     Store
	seats     Seats
	rules     Rules
	clock     clock.Clock
	ids       id.Source
	snapshots snapshots
	live      live
}

// New makes the service.
func New(store Store, seats Seats, rules Rules, clk clock.Clock, ids id.Source) *Service {
	return &Service{store: store, seats: seats, rules: rules, clock: clk, ids: ids}
}
