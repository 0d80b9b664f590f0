package ordering

import (
	"context"
	"errors"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/secretlink"
)

// Service is everything that can be done with carts and orders.
type Service struct {
	store Store
	ports Ports
	rules Rules
	clock clock.Clock
	ids   id.Source
	lane  Lane
}

// New makes the service. All ports are needed. Commands go alone until Through gives them a lane to share.
func New(store Store, ports Ports, rules Rules, clk clock.Clock, ids id.Source) *Service {
	s := &Service{store: store, ports: ports, rules: rules, clock: clk, ids: ids}
	s.lane = alone{s}
	return s
}

// Through sends the commands of buyers by a lane, which must end in Execute. It is called before the first of them.
func (s *Service) Through(lane Lane) { s.lane = lane }

// Rules are the numbers of this business.
type Rules struct {
	PublicURL   string        // where secret links begin: https://tickets.example, without a slash at the end
	SeatsMost   int           // in one order
	ResendEvery time.Duration // at most one mail again per order in this time
	LookupEvery time.Duration // at most one mail of links per address in this time
	Page        int           // orders that a worker or a cancelled event takes at once
}

// DefaultRules returns the numbers as they ship.
func DefaultRules() Rules {
	return Rules{PublicURL: "http://localhost:8080", SeatsMost: 100, ResendEvery: time.Minute, LookupEvery: 5 * time.Minute, Page: 100}
}

// Ports are what ordering needs of others.
type Ports struct {
	Seats    Seats
	Refunds  Refunds
	Tickets  Tickets
	Events   Events
	Sessions Sessions
	Mails    Mails
	Sealer   secretlink.Sealer
	Secrets  secretlink.Random
}

// Seats is inventory, the only judge of who has a seat. What it returns is committed and as new as the call.
type Seats interface {
	// Holds returns what is known of these reservations, those that are over included; unknown ones are left out.
	Holds(ctx context.Context, reservations []id.UUID) ([]Hold, error)
	// HoldsOf returns the live holds of a customer, oldest first.
	HoldsOf(ctx context.Context, customer id.UUID) ([]Hold, error)
	// Reserve holds seats for a customer, all or none, for as long as inventory's rule says, though they be set aside for those who wait
	// in line. Asking again with the same group returns the holds that it made, over or not. It refuses, with ErrSeatTaken and other
	// faults of inventory's own, what cannot be held.
	Reserve(ctx context.Context, wish ReserveFor) ([]Hold, error)
	// Confirm sells each order its seats: all of them or none. Where a hold is over, the same seat is taken again if it is free. The
	// sales come in the order of the wishes. Asking again gives the same answer, after an error too.
	Confirm(ctx context.Context, wishes []Confirmation) ([]Sale, error)
	// Release lets holds go; those that are over already are let be. It refuses, with a fault of code payment_in_progress, while a
	// payment for one of them is undecided or one of them is sold.
	Release(ctx context.Context, reservations []id.UUID, reason string) error
}

// Hold is a claim on a seat as inventory knows it.
type Hold struct {
	Reservation id.UUID
	Seat        id.UUID
	Event       id.UUID
	Customer    id.UUID
	Section     string
	Row, Label  string
	Price       money.Amount
	ExpiresAt   time.Time
	Status      string // active, confirmed, expired
}

// Live reports whether the hold still keeps its seat and is not sold.
func (h Hold) Live(now time.Time) bool { return h.Status == "active" && now.Before(h.ExpiresAt) }

// ReserveFor asks for holds of seats.
type ReserveFor struct {
	Group    id.UUID // the same again finds what it made
	Customer id.UUID
	Seats    []id.UUID
}

// Confirmation names the seats to be sold to an order.
type Confirmation struct {
	Order, Customer id.UUID
	Reservations    []id.UUID
	Payment         id.UUID // none for a free order
	Trace           string  // of the purchase; may be empty
}

// Sale is inventory's verdict.
type Sale struct {
	Gone bool                // nothing was sold: somebody else has one of the seats
	Sold map[id.UUID]id.UUID // reservation by seat, of the seats that were taken again; others keep theirs
}

// Refunds is payment's promise to give money back.
type Refunds interface {
	// Refund accepts the task durably and returns; payment-refunded tells when it is done. Accepted or done already is nil.
	Refund(ctx context.Context, payment id.UUID, reason string) error
}

// Tickets is fulfillment's power to take tickets back.
type Tickets interface {
	// Void cancels all tickets of the order, committed, and no other is issued for it. No ticket there is nil.
	Void(ctx context.Context, order id.UUID) error
}

// Events is what catalog says about events, for people to read. Unknown ones are left out.
type Events interface {
	Names(ctx context.Context, events []id.UUID) (map[id.UUID]EventName, error)
}

// EventName is an event in a buyer's eyes.
type EventName struct {
	Name, Venue string
	Starts      time.Time
	TimeZone    string // IANA name
}

// Sessions is identity's power to open a session for one order.
type Sessions interface {
	OrderSession(ctx context.Context, order, customer id.UUID) (Session, error)
}

// Session may read, pay, cancel or return one order and do nothing else.
type Session struct {
	Token     string
	ExpiresAt time.Time
}

// Mails is what notification does for an order.
type Mails interface {
	// OfOrder lists the order's mails, oldest first.
	OfOrder(ctx context.Context, order id.UUID) ([]Mail, error)
	// Resend queues the order's ticket mail once more, durably.
	Resend(ctx context.Context, order id.UUID) error
	// SendLinks queues one mail with the links of these orders to an address, durably.
	SendLinks(ctx context.Context, to string, links []Link) error
}

// Mail is the delivery of one mail.
type Mail struct {
	Kind   string
	Status string // pending, sent, retrying, failed
	At     time.Time
	Reason string // of a failure
}

// Link opens one order without an account.
type Link struct {
	Order  id.UUID
	Number string
	URL    string
}

// raceTries bounds how often a command begins anew after another change came between its reading and its writing.
const raceTries = 5

// again runs a command anew while it is told that another was faster.
func again[T any](do func() (T, error)) (T, error) {
	for try := 1; ; try++ {
		result, err := do()
		if !errors.Is(err, ErrOrderRaced) || try == raceTries {
			return result, err
		}
	}
}
