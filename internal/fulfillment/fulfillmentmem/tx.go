package fulfillmentmem

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/mem"
)

// tx is one transaction. Nobody else runs, so everything is locked.
type tx struct {
	*mem.Unit
	s *Store
}

// Orders returns orders by id and makes those that there are none of.
func (x *tx) Orders(_ context.Context, orders []fulfillment.OrderID) (found []fulfillment.Order, err error) {
	for _, order := range slices.Compact(slices.SortedFunc(slices.Values(orders), id.Compare)) {
		o, ok := x.s.orders.Get(order)
		if !ok {
			o.ID = order
			x.s.orders.Put(order, o)
		}
		found = append(found, o)
	}
	return found, nil
}

// PutOrders writes what orders have become.
func (x *tx) PutOrders(_ context.Context, orders []fulfillment.Order) error {
	for _, order := range orders {
		x.s.orders.Put(order.ID, order)
	}
	return nil
}

// Tickets returns tickets by id.
func (x *tx) Tickets(_ context.Context, tickets []fulfillment.TicketID) (found []fulfillment.Ticket, err error) {
	for _, ticket := range slices.Compact(slices.SortedFunc(slices.Values(tickets), id.Compare)) {
		if t, ok := x.s.tickets.Get(ticket); ok {
			found = append(found, t)
		}
	}
	return found, nil
}

// TicketsOf returns the tickets of an order by id.
func (x *tx) TicketsOf(_ context.Context, order fulfillment.OrderID) ([]fulfillment.Ticket, error) {
	return x.s.tickets.Where(
		func(t fulfillment.Ticket) bool { return t.Order == order },
		func(a, b fulfillment.Ticket) int { return id.Compare(a.ID, b.ID) }), nil
}

// AddTickets writes new tickets.
func (x *tx) AddTickets(_ context.Context, tickets []fulfillment.Ticket) error {
	for _, t := range tickets {
		if twin, ok := x.s.tickets.First(func(have fulfillment.Ticket) bool {
			return have.Seat == t.Seat && (have.Order == t.Order || have.Status != fulfillment.Cancelled)
		}); ok {
			return fulfillment.ErrSeatHasTicket.Because(fmt.Errorf("seat %s has ticket %s", t.Seat, twin.ID))
		}
		if twin, ok := x.s.tickets.First(func(have fulfillment.Ticket) bool { return have.Number == t.Number }); ok {
			return fmt.Errorf("ticket %s has the number of %s", t.ID, twin.ID)
		}
		x.s.tickets.Put(t.ID, t)
	}
	return nil
}

// PutTickets writes what tickets have become.
func (x *tx) PutTickets(_ context.Context, tickets []fulfillment.Ticket) error {
	for _, t := range tickets {
		x.s.tickets.Put(t.ID, t)
	}
	return nil
}

// AddScans appends to the log.
func (x *tx) AddScans(_ context.Context, scans []fulfillment.Scan) error {
	for _, scan := range scans {
		before, there := x.s.scans.Get(scan.ID)
		if there && (admits(before.Scan) || !admits(scan)) {
			continue
		}
		if twin, ok := x.s.scans.First(func(have line) bool { return admits(scan) && admits(have.Scan) && have.Ticket == scan.Ticket }); ok {
			return fmt.Errorf("scan %s admits with a ticket that %s admitted with", scan.ID, twin.ID)
		}
		at := before.place
		if !there {
			at = x.s.scans.Len()
		}
		x.s.scans.Put(scan.ID, line{scan, at})
	}
	return nil
}

func admits(scan fulfillment.Scan) bool {
	return scan.Outcome == fulfillment.Admitted && scan.UndoneAt.IsZero()
}

// UndoScan marks an admission as undone.
func (x *tx) UndoScan(_ context.Context, scan, by id.UUID, at time.Time) error {
	l, ok := x.s.scans.Get(scan)
	if !ok {
		return fmt.Errorf("scan %s is not there", scan)
	}
	l.UndoneAt, l.UndoneBy = at, by
	x.s.scans.Put(scan, l)
	return nil
}

// Events returns the copies of events.
func (x *tx) Events(_ context.Context, events []id.UUID) ([]fulfillment.Event, error) {
	return x.s.find(events), nil
}

// PutEvents writes the copies of events; the highest version stays.
func (x *tx) PutEvents(_ context.Context, events []fulfillment.Event) error {
	for _, e := range events {
		if have, ok := x.s.events.Get(e.ID); !ok || have.Version < e.Version {
			x.s.events.Put(e.ID, e)
		}
	}
	return nil
}

// AddKey adds a key to sign with, unless there is one.
func (x *tx) AddKey(_ context.Context, key fulfillment.Key) error {
	if _, there := x.s.keys.First(func(have fulfillment.Key) bool { return have.InUse }); !there {
		x.s.keys.Put(key.Name, key)
	}
	return nil
}

// SealKeys writes the sealed forms of keys anew.
func (x *tx) SealKeys(_ context.Context, keys []fulfillment.Key) error {
	for _, key := range keys {
		if have, ok := x.s.keys.Get(key.Name); ok {
			have.Sealed = key.Sealed
			x.s.keys.Put(key.Name, have)
		}
	}
	return nil
}
