package fulfillmentpg

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmentpg/fulfillmentsql"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/pg"
)

// tx is a [fulfillment.Tx] on PostgreSQL.
type tx struct {
	*pg.Tx
	queries *fulfillmentsql.Queries
}

// later writes on the way of the next statement or of the commit; what speaks against it is the error of that.
func (x *tx) later(doing string) *fulfillmentsql.Queries {
	return fulfillmentsql.New(x.Later(func(err error) error {
		switch pg.Violated(err) {
		case "tickets_one_per_seat_of_order", "tickets_one_living_per_seat":
			return fulfillment.ErrSeatHasTicket.Because(err)
		}
		return wrap(doing, err)
	}))
}

// Orders returns orders by id and makes those that there are none of.
func (x *tx) Orders(ctx context.Context, orders []fulfillment.OrderID) ([]fulfillment.Order, error) {
	ids := id.UUIDs(orders)
	slices.SortFunc(ids, id.Compare)
	if err := x.later("insert orders").AddOrders(ctx, ids); err != nil {
		return nil, fmt.Errorf("insert orders: %w", err)
	}
	rows, err := x.queries.LockOrders(ctx, ids)
	return list("lock orders", rows, err, orderOf)
}

// PutOrders writes what orders have become.
func (x *tx) PutOrders(ctx context.Context, orders []fulfillment.Order) error {
	rows := make([]fulfillmentsql.PutOrdersParams, len(orders))
	for i, o := range orders {
		rows[i] = fulfillmentsql.PutOrdersParams(orderRow(o))
	}
	return wrap("update orders", all(x.later("update orders").PutOrders(ctx, rows).Exec))
}

// Tickets returns tickets by id.
func (x *tx) Tickets(ctx context.Context, tickets []fulfillment.TicketID) ([]fulfillment.Ticket, error) {
	rows, err := x.queries.LockTickets(ctx, id.UUIDs(tickets))
	return list("lock tickets", rows, err, ticketOf)
}

// TicketsOf returns the tickets of an order by id.
func (x *tx) TicketsOf(ctx context.Context, order fulfillment.OrderID) ([]fulfillment.Ticket, error) {
	rows, err := x.queries.LockTicketsOf(ctx, order.UUID())
	return list("lock an order's tickets", rows, err, ticketOf)
}

// AddTickets writes new tickets.
func (x *tx) AddTickets(ctx context.Context, tickets []fulfillment.Ticket) error {
	return wrap("insert tickets", x.later("insert tickets").AddTickets(ctx, newTickets(tickets)))
}

// PutTickets writes what tickets have become.
func (x *tx) PutTickets(ctx context.Context, tickets []fulfillment.Ticket) error {
	if len(tickets) == 0 {
		return nil
	}
	rows := make([]fulfillmentsql.PutTicketsParams, len(tickets))
	for i, t := range tickets {
		row := ticketRow(t)
		rows[i] = fulfillmentsql.PutTicketsParams{
			ID: row.ID, Status: row.Status, Revision: row.Revision, KeyName: row.KeyName, IssuedAt: row.IssuedAt, ReissueID: row.ReissueID,
			ScanID: row.ScanID, AdmittedAt: row.AdmittedAt, Gate: row.Gate, AdmittedBy: row.AdmittedBy, TouchedAt: row.TouchedAt,
		}
	}
	return wrap("update tickets", all(x.later("update tickets").PutTickets(ctx, rows).Exec))
}

// AddScans appends to the log.
func (x *tx) AddScans(ctx context.Context, scans []fulfillment.Scan) error {
	if len(scans) == 0 {
		return nil
	}
	rows := make([]fulfillmentsql.AddScansParams, len(scans))
	for i, s := range scans {
		rows[i] = scanRow(s)
	}
	return wrap("insert scans", all(x.later("insert scans").AddScans(ctx, rows).Exec))
}

// UndoScan marks an admission as undone.
func (x *tx) UndoScan(ctx context.Context, scan, by id.UUID, at time.Time) error {
	n, err := x.queries.UndoScan(ctx, fulfillmentsql.UndoScanParams{ID: scan, UndoneAt: &at, UndoneBy: &by})
	if err != nil {
		return fmt.Errorf("update scan: %w", err)
	}
	if n != 1 {
		return fmt.Errorf("scan %s is not there", scan)
	}
	return nil
}

// Events returns the copies of events without locking them.
func (x *tx) Events(ctx context.Context, events []id.UUID) ([]fulfillment.Event, error) {
	rows, err := x.queries.Events(ctx, events)
	return list("select events", rows, err, eventOf)
}

// PutEvents writes the copies of events; the highest version stays.
func (x *tx) PutEvents(ctx context.Context, events []fulfillment.Event) error {
	if len(events) == 0 {
		return nil
	}
	rows := make([]fulfillmentsql.PutEventsParams, len(events))
	for i, e := range events {
		rows[i] = fulfillmentsql.PutEventsParams{ID: e.ID, Version: e.Version, Name: e.Name, Venue: e.Venue, StartsAt: e.Starts, TimeZone: e.TimeZone}
	}
	slices.SortFunc(rows, func(a, b fulfillmentsql.PutEventsParams) int { return id.Compare(a.ID, b.ID) })
	return wrap("write events", all(x.later("write events").PutEvents(ctx, rows).Exec))
}

// AddKey adds a key to sign with, unless there is one.
func (x *tx) AddKey(ctx context.Context, key fulfillment.Key) error {
	return wrap("insert ticket key", x.queries.AddKey(ctx, fulfillmentsql.AddKeyParams{
		Name: key.Name, Public: key.Public, Sealed: key.Sealed, InUse: key.InUse, CreatedAt: key.CreatedAt,
	}))
}

// SealKeys writes the sealed forms of keys anew.
func (x *tx) SealKeys(ctx context.Context, keys []fulfillment.Key) error {
	rows := make([]fulfillmentsql.SealKeysParams, len(keys))
	for i, key := range keys {
		rows[i] = fulfillmentsql.SealKeysParams{Name: key.Name, Sealed: key.Sealed}
	}
	slices.SortFunc(rows, func(a, b fulfillmentsql.SealKeysParams) int { return strings.Compare(a.Name, b.Name) })
	return wrap("update ticket keys", all(x.queries.SealKeys(ctx, rows).Exec))
}

// all runs the statements of a batch and returns the first failure: those after it fail because of it.
func all(run func(func(int, error))) (first error) {
	run(func(_ int, err error) {
		if first == nil {
			first = err
		}
	})
	return first
}

// wrap says what we were doing, if there is an error.
func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}
