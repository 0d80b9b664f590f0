package orderingmem

import (
	"context"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/platform/mem"
)

// tx is one transaction. Nothing runs beside it, so everything is locked.
type tx struct {
	*mem.Unit
	store *Store
}

func (t *tx) Orders(_ context.Context, orders []ordering.OrderID) ([]ordering.Order, error) {
	return t.store.where(ascending, 0, func(o ordering.Order) bool { return slices.Contains(orders, o.ID) }), nil
}

func (t *tx) Claim(_ context.Context, orders []ordering.OrderID, customers []id.UUID) ([]ordering.Order, error) {
	draft := draftOf(customers)
	return t.store.where(ascending, 0, func(o ordering.Order) bool { return slices.Contains(orders, o.ID) || draft(o) }), nil
}

func (t *tx) Drafts(_ context.Context, customers []id.UUID) ([]ordering.Order, error) {
	return t.store.where(ascending, 0, draftOf(customers)), nil
}

func (t *tx) Waiting(_ context.Context, reservations []ordering.ReservationID) ([]ordering.Order, error) {
	return t.store.where(ascending, 0, func(o ordering.Order) bool {
		waits := o.State == ordering.Draft || o.State == ordering.Pending
		return waits && slices.ContainsFunc(o.Items, func(i ordering.Item) bool { return slices.Contains(reservations, i.Reservation) })
	}), nil
}

func (t *tx) OfEvent(_ context.Context, event ordering.EventID, after ordering.OrderID, limit int) ([]ordering.Order, error) {
	return t.store.where(ascending, limit, func(o ordering.Order) bool {
		kept := sold(o) && o.RefundDue == ""
		return id.Compare(o.ID, after) > 0 && (o.State == ordering.Pending || kept) &&
			slices.ContainsFunc(o.Items, func(i ordering.Item) bool { return i.Event == event })
	}), nil
}

func (t *tx) LiveSeats(_ context.Context, seats []ordering.SeatID) ([]ordering.SeatID, error) {
	var taken []ordering.SeatID
	for _, o := range t.store.where(ascending, 0, live) {
		for _, item := range o.Items {
			if slices.Contains(seats, item.Seat) && !slices.Contains(taken, item.Seat) {
				taken = append(taken, item.Seat)
			}
		}
	}
	slices.SortFunc(taken, id.Compare)
	return taken, nil
}

// PutOrders keeps orders and, as the tables of the real store do, refuses what would break a promise.
func (t *tx) PutOrders(_ context.Context, orders ...ordering.Order) error {
	for _, o := range orders {
		t.store.orders.Put(o.ID, o.Clone())
		if begun, first := o.Begins(); first {
			t.store.begun.Put(o.ID, begun)
		}
	}
	for _, o := range orders {
		if err := t.check(o); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) check(o ordering.Order) error {
	rival := func(clash func(ordering.Order) bool) bool {
		_, found := t.store.orders.First(func(other ordering.Order) bool { return other.ID != o.ID && clash(other) })
		return found
	}
	switch {
	case o.State == ordering.Draft && rival(draftOf([]id.UUID{o.Customer})),
		o.Number != "" && rival(func(other ordering.Order) bool { return other.Number == o.Number }):
		return ordering.ErrOrderRaced
	case live(o) && rival(func(other ordering.Order) bool { return live(other) && share(o, other, reservationOf) }):
		return ordering.ErrSeatOrdered
	case sold(o) && rival(func(other ordering.Order) bool { return sold(other) && share(o, other, seatOf) }):
		return errBroken("a seat is sold to one order", o.ID)
	}
	return nil
}

func (t *tx) CallOff(_ context.Context, event ordering.EventID, at time.Time) error {
	if _, known := t.store.off.Get(event); !known {
		t.store.off.Put(event, at)
	}
	return nil
}

func (t *tx) CalledOff(_ context.Context, events []ordering.EventID) ([]ordering.EventID, error) {
	var off []ordering.EventID
	for _, event := range events {
		if _, known := t.store.off.Get(event); known && !slices.Contains(off, event) {
			off = append(off, event)
		}
	}
	slices.SortFunc(off, id.Compare)
	return off, nil
}

func (t *tx) TakeLookup(_ context.Context, addressHash []byte, at, after time.Time) (bool, error) {
	if last, known := t.store.lookups.Get(string(addressHash)); known && last.After(after) {
		return false, nil
	}
	t.store.lookups.Put(string(addressHash), at)
	return true, nil
}

func live(o ordering.Order) bool { return o.State != ordering.Cancelled }

func sold(o ordering.Order) bool {
	return o.State == ordering.Paid || o.State == ordering.Fulfilled
}

func reservationOf(i ordering.Item) id.UUID { return i.Reservation.UUID() }

func seatOf(i ordering.Item) id.UUID { return i.Seat.UUID() }

func share(a, b ordering.Order, key func(ordering.Item) id.UUID) bool {
	return slices.ContainsFunc(a.Items, func(x ordering.Item) bool {
		return slices.ContainsFunc(b.Items, func(y ordering.Item) bool { return key(x) == key(y) })
	})
}
