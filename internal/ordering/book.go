package ordering

import (
	"context"
	"fmt"
	"slices"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// book is the orders of one transaction, each as the steps before left it, so that one transaction can carry many steps.
type book struct {
	tx      Tx
	orders  map[OrderID]*Order
	changed []OrderID // in the order of the first change
	off     []EventID // events that are cancelled, of those that were asked about
}

// open loads orders by what each of a list speaks of.
func open[T any](ctx context.Context, tx Tx, list []T, of func(T) OrderID) (*book, error) {
	ids := make([]OrderID, len(list))
	for i, one := range list {
		ids[i] = of(one)
	}
	slices.SortFunc(ids, id.Compare[OrderID])
	found, err := tx.Orders(ctx, slices.Compact(ids))
	if err != nil {
		return nil, fmt.Errorf("load orders: %w", err)
	}
	return newBook(tx, found), nil
}

func newBook(tx Tx, found []Order) *book {
	b := &book{tx: tx, orders: make(map[OrderID]*Order, len(found))}
	for i := range found {
		b.orders[found[i].ID] = &found[i]
	}
	return b
}

// learnRivals adds the carts and pending orders that have one of the reservations.
func (b *book) learnRivals(ctx context.Context, reservations []ReservationID) error {
	if len(reservations) == 0 {
		return nil
	}
	waiting, err := b.tx.Waiting(ctx, reservations)
	if err != nil {
		return fmt.Errorf("load other orders of the holds: %w", err)
	}
	for i, o := range waiting {
		if _, known := b.orders[o.ID]; !known {
			b.orders[o.ID] = &waiting[i]
		}
	}
	return nil
}

// rivals finds the carts and pending orders, as far as they were learned, that have a reservation of the order; by id.
func (b *book) rivals(of Order) []*Order {
	var found []*Order
	for _, o := range b.orders {
		waits := o.State == Draft || o.State == Pending
		if waits && o.ID != of.ID && slices.ContainsFunc(of.Items, func(item Item) bool { return o.has(item.Reservation) }) {
			found = append(found, o)
		}
	}
	slices.SortFunc(found, func(x, y *Order) int { return id.Compare(x.ID, y.ID) })
	return found
}

// order finds one of the orders. What is changed in it counts once it is put.
func (b *book) order(order OrderID) (*Order, error) {
	if o, ok := b.orders[order]; ok {
		return o, nil
	}
	return nil, ErrOrderNotFound
}

// drafts returns copies of the customers' open drafts, in the order of ids.
func (b *book) drafts(customers []id.UUID) []Order {
	var found []Order
	for _, o := range b.orders {
		if o.State == Draft && slices.Contains(customers, o.Customer) {
			found = append(found, o.Clone())
		}
	}
	slices.SortFunc(found, func(x, y Order) int { return id.Compare(x.ID, y.ID) })
	return found
}

// put keeps an order's change as a new version of it.
func (b *book) put(o *Order) {
	o.Version++
	b.orders[o.ID] = o
	if !slices.Contains(b.changed, o.ID) {
		b.changed = append(b.changed, o.ID)
	}
}

// close writes what changed.
func (b *book) close(ctx context.Context) error {
	if len(b.changed) == 0 {
		return nil
	}
	all := make([]Order, len(b.changed))
	for i, order := range b.changed {
		all[i] = *b.orders[order]
	}
	if err := b.tx.PutOrders(ctx, all...); err != nil {
		return fmt.Errorf("keep orders: %w", err)
	}
	return nil
}

// learnOff finds out which of the events are cancelled.
func (b *book) learnOff(ctx context.Context, events []EventID) (err error) {
	if len(events) == 0 {
		return nil
	}
	slices.SortFunc(events, id.Compare[EventID])
	if b.off, err = b.tx.CalledOff(ctx, slices.Compact(events)); err != nil {
		return fmt.Errorf("look up cancelled events: %w", err)
	}
	return nil
}

// isOff reports whether the order has seats of an event that is cancelled, as far as that was learned.
func (b *book) isOff(o Order) bool {
	return slices.ContainsFunc(o.Items, func(item Item) bool { return slices.Contains(b.off, item.Event) })
}

// reservationsOf lists the claims on an order's seats.
func reservationsOf(o Order) []ReservationID {
	list := make([]ReservationID, len(o.Items))
	for i, item := range o.Items {
		list[i] = item.Reservation
	}
	return list
}

// eventsOf lists the events of an order's seats.
func eventsOf(o Order) []EventID {
	list := make([]EventID, len(o.Items))
	for i, item := range o.Items {
		list[i] = item.Event
	}
	return list
}
