package waitlist

import (
	"context"
	"errors"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/secretlink"
)

// Rules are the numbers of the business.
type Rules struct {
	PublicURL   string        // where secret links begin, without a slash at the end
	Window      time.Duration // how long an offer can be paid; the longest that a seat is gathered for a group, too
	Neighbours  time.Duration // the longest that a seat waits for seats beside it
	PassesMost  int           // how often a group is passed over before seats are gathered for it
	ConfirmIn   time.Duration // how long an unconfirmed place is kept
	RemindEvery time.Duration // at most one more mail with the link per entry in this time
	Page        int           // entries that are looked at or ended at once
}

// DefaultRules are the numbers as they ship.
func DefaultRules() Rules {
	return Rules{
		PublicURL: "http://localhost:8080", Window: 30 * time.Minute, Neighbours: 30 * time.Second, PassesMost: 3,
		ConfirmIn: 24 * time.Hour, RemindEvery: time.Hour, Page: 500,
	}
}

// Ports are what the waitlist needs of others.
type Ports struct {
	Seats  Seats
	Orders Orders
	Events Events
	Sealer secretlink.Sealer
	Random secretlink.Random
}

// What ports say where a step is refused for good, or for now.
var (
	// ErrRefused says that seats cannot be held, or ordered, by this offer: somebody else has one, the event is not sold.
	ErrRefused = errors.New("refused")
	// ErrNotYet says that the same step can succeed in a moment.
	ErrNotYet = errors.New("not yet")
)

// Seats is inventory, the only judge of who has a seat. All of it may be called again.
type Seats interface {
	// OpenLines makes sure that each wish's event has a line, or refuses it: see the verdict's Err.
	OpenLines(ctx context.Context, wishes []LineWish) ([]LineVerdict, error)
	// CloseLine ends an event's line if the term is still its.
	CloseLine(ctx context.Context, event EventID, term int64) error
	// Aside lists every seat that is set aside for lines, event by event, along each row.
	Aside(ctx context.Context) ([]Vacancy, error)
	// Keep prolongs how long seats are set aside; those that are not any more refuse the whole (ErrRefused).
	Keep(ctx context.Context, seats []SeatID, until time.Time) error
	// LetGo gives seats that are set aside to the public.
	LetGo(ctx context.Context, seats []SeatID) error
	// Hold holds seats that are set aside, all or none (ErrRefused). The same offer again finds what it holds, or held.
	Hold(ctx context.Context, wish HoldWish) ([]id.UUID, error)
	// Release lets holds go that are not sold and that no payment keeps.
	Release(ctx context.Context, reservations []id.UUID) error
}

// LineWish asks for a place in the line of an event.
type LineWish struct {
	Event EventID
	After int64 // a term that is over
	Wish  Wish
}

// LineVerdict is inventory's answer: the line's term, or why nobody can join it.
type LineVerdict struct {
	Term int64
	Err  error
}

// Vacancy is a seat that is set aside for a line, and where it lies.
type Vacancy struct {
	Seat                 SeatID
	Event                EventID
	Section, Row, Number string
	Price                money.Amount
	Accessible           bool // for wheelchairs or their companions
	Standing             bool
	Until                time.Time // when inventory gives it to the public
	Term                 int64     // of the event's line, as inventory counts
	Stretch, Place       int       // part of a row without an aisle, and place in it
	Before, After        int       // how many seats directly beside it in the stretch may still come free: neither sold nor off

	Since time.Time // when the waitlist first saw it
}

// HoldWish names the seats of an offer.
type HoldWish struct {
	Offer    OfferID
	Customer id.UUID
	Event    EventID
	Seats    []SeatID
	Prices   []money.Amount // one for each seat, as it was chosen for: at another price it refuses
	TTL      time.Duration
}

// Orders is ordering.
type Orders interface {
	// Place places the order of an offer, whose id it gets. The same again finds it, in whatever state. ErrNotYet while an older order
	// still has one of the seats, ErrRefused when it never can be placed.
	Place(ctx context.Context, wish OrderWish) (Placed, error)
	// Find says how orders stand; unknown ones are left out.
	Find(ctx context.Context, orders []OfferID) (map[OfferID]OrderState, error)
	// Cancel ends an order that is not paid, in its customer's name, and lets its seats go. It refuses with a fault while a payment is
	// undecided, and when it is paid.
	Cancel(ctx context.Context, order OfferID, customer id.UUID) error
}

// OrderWish is an order for somebody in line.
type OrderWish struct {
	Offer        OfferID
	Customer     id.UUID
	Reservations []id.UUID
	Email, Name  string
}

// Placed is an order that can be paid by its secret link.
type Placed struct {
	Secret    string
	Total     money.Amount
	ExpiresAt time.Time // zero: it waits for no payment, since nothing was due
}

// OrderState is how an order stands.
type OrderState struct {
	Paid      bool // it is, or was before a refund
	Cancelled bool
	Reason    string // of a cancellation: one of events.HoldExpired and its like
	ExpiresAt time.Time
}

// Events is catalog, for people to read.
type Events interface {
	// Facts says how events stand; unknown ones are left out.
	Facts(ctx context.Context, events []EventID) (map[EventID]EventFacts, error)
}

// EventFacts is an event in the eyes of somebody who waits for it.
type EventFacts struct {
	Version     int64
	Name, Venue string
	Starts      time.Time
	TimeZone    string // IANA
	Cancelled   bool
}

// Service is everything that can be done with lines.
type Service struct {
	store Store
	ports Ports
	rules Rules
	clock clock.Clock
	ids   id.Source
	lane  Lane
}

// New makes the service. Commands go alone until Through gives them a lane to share.
func New(store Store, ports Ports, rules Rules, clk clock.Clock, ids id.Source) *Service {
	s := &Service{store: store, ports: ports, rules: rules, clock: clk, ids: ids}
	s.lane = alone{s}
	return s
}

// Through sends joins and confirmations by a lane, which must end in Execute. It is called before the first of them.
func (s *Service) Through(lane Lane) { s.lane = lane }

// unless returns nil for an error that only says what is already so.
func unless(err, expected error) error {
	if errors.Is(err, expected) {
		return nil
	}
	return err
}
