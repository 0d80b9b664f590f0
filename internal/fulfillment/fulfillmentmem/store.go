// Package fulfillmentmem is fulfillment's store in memory: every test's fake and the simulation's.
package fulfillmentmem

import (
	"cmp"
	"context"
	"slices"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/mem"
)

// Store is a [fulfillment.Store] in memory.
type Store struct {
	DB *mem.DB

	orders  *mem.Table[fulfillment.OrderID, fulfillment.Order]
	tickets *mem.Table[fulfillment.TicketID, fulfillment.Ticket]
	scans   *mem.Table[id.UUID, line]
	events  *mem.Table[id.UUID, fulfillment.Event]
	keys    *mem.Table[string, fulfillment.Key]
}

// line is a scan with its place in the log.
type line struct {
	fulfillment.Scan
	place int
}

var _ fulfillment.Store = (*Store)(nil)

// New returns an empty store.
func New() *Store {
	db := mem.New()
	return &Store{
		DB:      db,
		orders:  mem.NewTable[fulfillment.OrderID, fulfillment.Order](db),
		tickets: mem.NewTable[fulfillment.TicketID, fulfillment.Ticket](db),
		scans:   mem.NewTable[id.UUID, line](db),
		events:  mem.NewTable[id.UUID, fulfillment.Event](db),
		keys:    mem.NewTable[string, fulfillment.Key](db),
	}
}

// Update runs one transaction; transactions run one after the other.
func (s *Store) Update(ctx context.Context, do func(fulfillment.Tx) error) error {
	return s.DB.Update(ctx, func(unit *mem.Unit) error { return do(&tx{unit, s}) })
}

// Order returns an order.
func (s *Store) Order(_ context.Context, order fulfillment.OrderID) (o fulfillment.Order, err error) {
	s.DB.View(func() {
		var ok bool
		if o, ok = s.orders.Get(order); !ok {
			err = fulfillment.ErrOrderNotFound
		}
	})
	return o, err
}

// Ticket returns a ticket.
func (s *Store) Ticket(_ context.Context, ticket fulfillment.TicketID) (t fulfillment.Ticket, err error) {
	s.DB.View(func() {
		var ok bool
		if t, ok = s.tickets.Get(ticket); !ok {
			err = fulfillment.ErrTicketNotFound
		}
	})
	return t, err
}

// TicketByNumber returns the ticket with the number.
func (s *Store) TicketByNumber(_ context.Context, number string) (t fulfillment.Ticket, err error) {
	s.DB.View(func() {
		var ok bool
		if t, ok = s.tickets.First(func(t fulfillment.Ticket) bool { return t.Number == number }); !ok {
			err = fulfillment.ErrTicketNotFound
		}
	})
	return t, err
}

// TicketsOf lists an order's tickets by position.
func (s *Store) TicketsOf(_ context.Context, order fulfillment.OrderID) (tickets []fulfillment.Ticket, err error) {
	s.DB.View(func() {
		tickets = s.tickets.Where(
			func(t fulfillment.Ticket) bool { return t.Order == order },
			func(a, b fulfillment.Ticket) int { return cmp.Compare(a.Position, b.Position) })
	})
	return tickets, nil
}

// Events returns the copies of events.
func (s *Store) Events(_ context.Context, events []id.UUID) (found []fulfillment.Event, err error) {
	s.DB.View(func() { found = s.find(events) })
	return found, nil
}

func (s *Store) find(events []id.UUID) (found []fulfillment.Event) {
	for _, event := range events {
		if e, ok := s.events.Get(event); ok {
			found = append(found, e)
		}
	}
	return found
}

// Keys lists the signing keys, oldest first.
func (s *Store) Keys(context.Context) (keys []fulfillment.Key, err error) {
	s.DB.View(func() {
		keys = s.keys.Where(
			func(fulfillment.Key) bool { return true },
			func(a, b fulfillment.Key) int {
				return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.Name, b.Name))
			})
	})
	return keys, nil
}

// Door lists what a door has to know.
func (s *Store) Door(_ context.Context, query fulfillment.DoorQuery) (tickets []fulfillment.Ticket, err error) {
	s.DB.View(func() {
		tickets = s.tickets.Where(
			func(t fulfillment.Ticket) bool { return query.Wants(t) && compareMarks(markOf(t), query.After) > 0 },
			func(a, b fulfillment.Ticket) int { return compareMarks(markOf(a), markOf(b)) })
	})
	return tickets[:min(len(tickets), query.Limit)], nil
}

func markOf(t fulfillment.Ticket) fulfillment.DoorMark {
	return fulfillment.DoorMark{At: t.TouchedAt, Ticket: t.ID}
}

func compareMarks(a, b fulfillment.DoorMark) int {
	return cmp.Or(a.At.Compare(b.At), id.Compare(a.Ticket, b.Ticket))
}

// Attendees lists an event's tickets.
func (s *Store) Attendees(_ context.Context, query fulfillment.AttendeeQuery) (tickets []fulfillment.Ticket, err error) {
	s.DB.View(func() {
		tickets = s.tickets.Where(
			func(t fulfillment.Ticket) bool {
				return t.Event == query.Event && (query.Status == "" || t.Status == query.Status) && query.After.Passed(t) &&
					(query.Orders == nil || slices.Contains(query.Orders, t.Order))
			},
			func(a, b fulfillment.Ticket) int {
				return cmp.Or(id.Compare(b.Order, a.Order), cmp.Compare(a.Position, b.Position))
			})
	})
	return tickets[:min(len(tickets), query.Limit)], nil
}

// Scans lists the scans of tickets in the order of their records.
func (s *Store) Scans(_ context.Context, tickets []fulfillment.TicketID) (scans []fulfillment.Scan, err error) {
	s.DB.View(func() {
		for _, l := range s.scans.Where(
			func(l line) bool { return slices.Contains(tickets, l.Ticket) },
			func(a, b line) int { return cmp.Compare(a.place, b.place) }) {
			scans = append(scans, l.Scan)
		}
	})
	return scans, nil
}

// Page lists all tickets by id.
func (s *Store) Page(_ context.Context, after fulfillment.TicketID, limit int) (tickets []fulfillment.Ticket, err error) {
	s.DB.View(func() {
		tickets = s.tickets.Where(
			func(t fulfillment.Ticket) bool { return id.Compare(t.ID, after) > 0 },
			func(a, b fulfillment.Ticket) int { return id.Compare(a.ID, b.ID) })
	})
	return tickets[:min(len(tickets), limit)], nil
}
