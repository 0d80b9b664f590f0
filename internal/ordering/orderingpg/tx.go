package orderingpg

import (
	"context"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/ordering/orderingpg/orderingsql"
	"github.com/speckit/ticketing/internal/platform/pg"
)

// tx is one transaction. It locks orders; items are only reached through theirs.
type tx struct {
	*pg.Tx
	queries *orderingsql.Queries
}

func (t *tx) Orders(ctx context.Context, orders []ordering.OrderID) ([]ordering.Order, error) {
	rows, err := t.queries.LockOrders(ctx, id.UUIDs(orders))
	return t.complete(ctx, rows, err)
}

func (t *tx) Claim(ctx context.Context, orders []ordering.OrderID, customers []id.UUID) ([]ordering.Order, error) {
	rows, err := t.queries.ClaimOrders(ctx, orderingsql.ClaimOrdersParams{Ids: id.UUIDs(orders), Customers: customers})
	return t.complete(ctx, rows, err)
}

func (t *tx) Drafts(ctx context.Context, customers []id.UUID) ([]ordering.Order, error) {
	rows, err := t.queries.LockDrafts(ctx, customers)
	return t.complete(ctx, rows, err)
}

func (t *tx) Waiting(ctx context.Context, reservations []ordering.ReservationID) ([]ordering.Order, error) {
	rows, err := t.queries.LockWaiting(ctx, id.UUIDs(reservations))
	return t.complete(ctx, rows, err)
}

func (t *tx) OfEvent(ctx context.Context, event ordering.EventID, after ordering.OrderID, limit int) ([]ordering.Order, error) {
	which := orderingsql.LockOfEventParams{Event: event.UUID(), After: after.UUID(), Most: int32(limit)} // #nosec G115 -- a page
	rows, err := t.queries.LockOfEvent(ctx, which)
	return t.complete(ctx, rows, err)
}

func (t *tx) complete(ctx context.Context, rows []orderingsql.Order, err error) ([]ordering.Order, error) {
	if err != nil {
		return nil, fmt.Errorf("lock orders: %w", err)
	}
	return withItems(ctx, t.queries, rows)
}

func (t *tx) LiveSeats(ctx context.Context, seats []ordering.SeatID) ([]ordering.SeatID, error) {
	rows, err := t.queries.LiveSeats(ctx, id.UUIDs(seats))
	if err != nil {
		return nil, fmt.Errorf("select live seats: %w", err)
	}
	return typed[ordering.SeatID](rows), nil
}

// PutOrders writes on the way of the commit: what speaks against it is the commit's error.
func (t *tx) PutOrders(ctx context.Context, orders ...ordering.Order) error {
	rows, items := rowsOf(orders), itemRowsOf(orders)
	later := orderingsql.New(t.Later(refusal))
	if err := later.DeleteItems(ctx, orderingsql.DeleteItemsParams{Orders: rows.Ids, Kept: items.Ids}); err != nil {
		return refusal(err)
	}
	if err := later.PutOrders(ctx, rows); err != nil {
		return refusal(err)
	}
	if err := later.PutItems(ctx, items); err != nil {
		return refusal(err)
	}
	if begun := beginningsOf(orders); len(begun.Orders) > 0 {
		return later.Begin(ctx, begun)
	}
	return nil
}

// refusal turns a broken promise of the tables into the core's error.
func refusal(err error) error {
	switch pg.Violated(err) {
	case "orders_one_draft", "orders_number":
		return ordering.ErrOrderRaced
	case "items_live_reservation":
		return ordering.ErrSeatOrdered
	}
	return fmt.Errorf("put orders: %w", err)
}

func (t *tx) CallOff(ctx context.Context, event ordering.EventID, at time.Time) error {
	if err := t.queries.CallOff(ctx, orderingsql.CallOffParams{Event: event.UUID(), At: at}); err != nil {
		return fmt.Errorf("insert cancelled event: %w", err)
	}
	return nil
}

func (t *tx) CalledOff(ctx context.Context, events []ordering.EventID) ([]ordering.EventID, error) {
	rows, err := t.queries.CalledOff(ctx, id.UUIDs(events))
	if err != nil {
		return nil, fmt.Errorf("select cancelled events: %w", err)
	}
	return typed[ordering.EventID](rows), nil
}

func (t *tx) TakeLookup(ctx context.Context, addressHash []byte, at, after time.Time) (bool, error) {
	n, err := t.queries.TakeLookup(ctx, orderingsql.TakeLookupParams{AddressHash: addressHash, At: at, After: after})
	if err != nil {
		return false, fmt.Errorf("take lookup: %w", err)
	}
	return n == 1, nil
}
