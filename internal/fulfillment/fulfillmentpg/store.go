// Package fulfillmentpg keeps tickets in PostgreSQL, in the schema bc_fulfillment.
package fulfillmentpg

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmentpg/fulfillmentsql"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/pg"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Schema is the context's part of the database.
var Schema = pg.Schema{Name: "bc_fulfillment", Files: migrations}

// Store is a [fulfillment.Store] on PostgreSQL.
type Store struct {
	db      *pg.DB
	queries *fulfillmentsql.Queries
	orders  *pg.Lookup[fulfillment.OrderID, fulfillment.Order]
	tickets *pg.Lookup[fulfillment.OrderID, []fulfillment.Ticket]
}

var _ fulfillment.Store = (*Store)(nil)

// New returns the store of a database that is migrated.
func New(db *pg.DB) *Store {
	s := &Store{db: db, queries: fulfillmentsql.New(db.Pool())}
	s.orders, s.tickets = pg.NewLookup(s.findOrders), pg.NewLookup(s.findTickets)
	return s
}

// Update runs one transaction.
func (s *Store) Update(ctx context.Context, do func(fulfillment.Tx) error) error {
	return s.db.Update(ctx, func(_ context.Context, unit *pg.Tx) error {
		return do(&tx{unit, fulfillmentsql.New(unit)})
	})
}

// Order returns an order.
func (s *Store) Order(ctx context.Context, order fulfillment.OrderID) (fulfillment.Order, error) {
	o, found, err := s.orders.One(ctx, order)
	if err == nil && !found {
		err = fulfillment.ErrOrderNotFound
	}
	return o, err
}

func (s *Store) findOrders(ctx context.Context, ids []fulfillment.OrderID) (map[fulfillment.OrderID]fulfillment.Order, error) {
	rows, err := s.queries.Orders(ctx, id.UUIDs(ids))
	if err != nil {
		return nil, fmt.Errorf("select orders: %w", err)
	}
	found := make(map[fulfillment.OrderID]fulfillment.Order, len(rows))
	for _, row := range rows {
		found[fulfillment.OrderID(row.ID)] = orderOf(row)
	}
	return found, nil
}

// Ticket returns a ticket.
func (s *Store) Ticket(ctx context.Context, ticket fulfillment.TicketID) (fulfillment.Ticket, error) {
	row, err := s.queries.Ticket(ctx, ticket.UUID())
	return found(row, err)
}

// TicketByNumber returns the ticket with the number.
func (s *Store) TicketByNumber(ctx context.Context, number string) (fulfillment.Ticket, error) {
	row, err := s.queries.TicketByNumber(ctx, number)
	return found(row, err)
}

func found(row fulfillmentsql.Ticket, err error) (fulfillment.Ticket, error) {
	if errors.Is(err, pgx.ErrNoRows) {
		return fulfillment.Ticket{}, fulfillment.ErrTicketNotFound
	}
	if err != nil {
		return fulfillment.Ticket{}, fmt.Errorf("select ticket: %w", err)
	}
	return ticketOf(row), nil
}

// TicketsOf lists an order's tickets by position.
func (s *Store) TicketsOf(ctx context.Context, order fulfillment.OrderID) ([]fulfillment.Ticket, error) {
	tickets, _, err := s.tickets.One(ctx, order)
	return slices.Clone(tickets), err // others may have been given the same
}

func (s *Store) findTickets(ctx context.Context, orders []fulfillment.OrderID) (map[fulfillment.OrderID][]fulfillment.Ticket, error) {
	rows, err := s.queries.TicketsOf(ctx, id.UUIDs(orders))
	if err != nil {
		return nil, fmt.Errorf("select orders' tickets: %w", err)
	}
	found := make(map[fulfillment.OrderID][]fulfillment.Ticket, len(orders))
	for _, row := range rows {
		order := fulfillment.OrderID(row.OrderID)
		found[order] = append(found[order], ticketOf(row))
	}
	return found, nil
}

// Events returns the copies of events.
func (s *Store) Events(ctx context.Context, events []id.UUID) ([]fulfillment.Event, error) {
	rows, err := s.queries.Events(ctx, events)
	return list("select events", rows, err, eventOf)
}

// Keys lists the signing keys, oldest first.
func (s *Store) Keys(ctx context.Context) ([]fulfillment.Key, error) {
	rows, err := s.queries.Keys(ctx)
	return list("select ticket keys", rows, err, keyOf)
}

// Door lists what a door has to know. Since and After are one bound: the later of them.
func (s *Store) Door(ctx context.Context, query fulfillment.DoorQuery) ([]fulfillment.Ticket, error) {
	after := query.After
	if after.At.Before(query.Since) {
		after = fulfillment.DoorMark{At: query.Since}
	}
	rows, err := s.queries.Door(ctx, fulfillmentsql.DoorParams{
		Event: query.Event, AfterAt: after.At, AfterID: after.Ticket.UUID(), Everything: !query.Since.IsZero(), Most: int32(query.Limit), // #nosec G115 -- a page
	})
	return list("select a door's tickets", rows, err, ticketOf)
}

// Attendees lists an event's tickets.
func (s *Store) Attendees(ctx context.Context, query fulfillment.AttendeeQuery) ([]fulfillment.Ticket, error) {
	p := fulfillmentsql.AttendeesParams{
		Event: query.Event, Status: string(query.Status), AfterOrder: query.After.Order.UUID(),
		AfterPosition: int32(query.After.Position), Most: int32(query.Limit), // #nosec G115 -- an order has few seats; a page
	}
	if query.After.Order.IsZero() {
		p.AfterOrder = uuid.Max
	}
	if query.Orders == nil {
		rows, err := s.queries.Attendees(ctx, p)
		return list("select an event's tickets", rows, err, ticketOf)
	}
	rows, err := s.queries.AttendeesOf(ctx, fulfillmentsql.AttendeesOfParams{
		Orders: id.UUIDs(query.Orders), Event: p.Event, Status: p.Status, AfterOrder: p.AfterOrder, AfterPosition: p.AfterPosition, Most: p.Most,
	})
	return list("select orders' tickets of an event", rows, err, ticketOf)
}

// Scans lists the scans of tickets in the order of their records.
func (s *Store) Scans(ctx context.Context, tickets []fulfillment.TicketID) ([]fulfillment.Scan, error) {
	rows, err := s.queries.Scans(ctx, id.UUIDs(tickets))
	return list("select scans", rows, err, scanOf)
}

// Page lists all tickets by id.
func (s *Store) Page(ctx context.Context, after fulfillment.TicketID, limit int) ([]fulfillment.Ticket, error) {
	rows, err := s.queries.Page(ctx, fulfillmentsql.PageParams{After: after.UUID(), Most: int32(limit)}) // #nosec G115 -- a page
	return list("select tickets", rows, err, ticketOf)
}

// list brings rows into the core's form.
func list[R, T any](doing string, rows []R, err error, core func(R) T) ([]T, error) {
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	out := make([]T, len(rows))
	for i, row := range rows {
		out[i] = core(row)
	}
	return out, nil
}
