package fulfillment

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Store keeps tickets and what belongs to them.
type Store interface {
	// Update runs one transaction. The function may run again after a conflict, so it touches nothing but tx.
	Update(ctx context.Context, do func(Tx) error) error

	// Order returns an order, or [ErrOrderNotFound].
	Order(ctx context.Context, order OrderID) (Order, error)
	// Ticket returns a ticket, or [ErrTicketNotFound].
	Ticket(ctx context.Context, ticket TicketID) (Ticket, error)
	// TicketByNumber returns the ticket with the number, or [ErrTicketNotFound].
	TicketByNumber(ctx context.Context, number string) (Ticket, error)
	// TicketsOf lists an order's tickets by position.
	TicketsOf(ctx context.Context, order OrderID) ([]Ticket, error)
	// Events returns the copies of events; those without one are left out.
	Events(ctx context.Context, events []id.UUID) ([]Event, error)
	// Keys lists the signing keys, oldest first.
	Keys(ctx context.Context) ([]Key, error)
	// Door lists an event's tickets that a door has to know about, oldest touch first.
	Door(ctx context.Context, query DoorQuery) ([]Ticket, error)
	// Attendees lists an event's tickets, the order with the highest id first, an order's by position.
	Attendees(ctx context.Context, query AttendeeQuery) ([]Ticket, error)
	// Scans lists the scans of tickets in the order of their records.
	Scans(ctx context.Context, tickets []TicketID) ([]Scan, error)
	// Page lists all tickets by id, from the one after the given.
	Page(ctx context.Context, after TicketID, limit int) ([]Ticket, error)
}

// Tx is one transaction. What it loads is locked until its end, always in the order of ids.
type Tx interface {
	work.Unit

	// Orders returns orders by id and makes those that there are none of: whoever asks second waits for the first one's end.
	Orders(ctx context.Context, orders []OrderID) ([]Order, error)
	// PutOrders writes what orders have become.
	PutOrders(ctx context.Context, orders []Order) error

	// Tickets returns tickets by id; those that are not there are left out.
	Tickets(ctx context.Context, tickets []TicketID) ([]Ticket, error)
	// TicketsOf returns the tickets of an order by id. Its caller has the order, so that none is added meanwhile.
	TicketsOf(ctx context.Context, order OrderID) ([]Ticket, error)
	// AddTickets writes tickets that were just issued. A second one for a seat that has a living one is [ErrSeatHasTicket], at the latest at the commit.
	AddTickets(ctx context.Context, tickets []Ticket) error
	// PutTickets writes what tickets have become.
	PutTickets(ctx context.Context, tickets []Ticket) error

	// AddScans appends to the log. A scan that is there already is left as it is, unless it admits now: sent again after the admission
	// that stood in its way, or its own, was undone.
	AddScans(ctx context.Context, scans []Scan) error
	// UndoScan marks an admission as undone.
	UndoScan(ctx context.Context, scan id.UUID, by id.UUID, at time.Time) error

	// Events returns the copies of events without locking them.
	Events(ctx context.Context, events []id.UUID) ([]Event, error)
	// PutEvents writes the copies of events; of one event the highest version stays.
	PutEvents(ctx context.Context, events []Event) error

	// AddKey adds a key to sign with, unless there is one already: then nothing happens.
	AddKey(ctx context.Context, key Key) error
	// SealKeys writes the sealed forms of keys anew.
	SealKeys(ctx context.Context, keys []Key) error
}
