// Package orderingpg keeps orders in PostgreSQL: the SQL and the migrations of the schema bc_ordering.
package orderingpg

import (
	"context"
	"embed"
	"fmt"
	"slices"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/ordering/orderingpg/orderingsql"
	"github.com/speckit/ticketing/internal/platform/pg"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Schema is ordering's part of a database.
var Schema = pg.Schema{Name: "bc_ordering", Files: migrations}

// Store is ordering's store in PostgreSQL.
type Store struct {
	db   *pg.DB
	byID *pg.Lookup[ordering.OrderID, ordering.Order]
}

var _ ordering.Store = (*Store)(nil)

// New returns the store on a migrated schema.
func New(db *pg.DB) *Store {
	s := &Store{db: db}
	s.byID = pg.NewLookup(s.find)
	return s
}

// Update runs one transaction, again where it lost to another.
func (s *Store) Update(ctx context.Context, do func(ordering.Tx) error) error {
	return s.db.Update(ctx, func(_ context.Context, unit *pg.Tx) error {
		return do(&tx{Tx: unit, queries: orderingsql.New(unit)})
	})
}

func (s *Store) queries() *orderingsql.Queries { return orderingsql.New(s.db.Pool()) }

// Order returns one order.
func (s *Store) Order(ctx context.Context, order ordering.OrderID) (ordering.Order, error) {
	orders, err := s.Orders(ctx, []ordering.OrderID{order})
	if err == nil && len(orders) == 0 {
		err = ordering.ErrOrderNotFound
	}
	if err != nil {
		return ordering.Order{}, err
	}
	return orders[0], nil
}

// Orders returns orders by id.
func (s *Store) Orders(ctx context.Context, ids []ordering.OrderID) ([]ordering.Order, error) {
	found, err := s.byID.Find(ctx, ids...)
	if err != nil {
		return nil, err
	}
	orders := make([]ordering.Order, 0, len(ids))
	for _, order := range slices.Compact(slices.SortedFunc(slices.Values(ids), id.Compare)) {
		if o, ok := found[order]; ok {
			orders = append(orders, o.Clone()) // others may have been given the same
		}
	}
	return orders, nil
}

func (s *Store) find(ctx context.Context, ids []ordering.OrderID) (map[ordering.OrderID]ordering.Order, error) {
	rows, err := s.queries().Orders(ctx, id.UUIDs(ids))
	if err != nil {
		return nil, fmt.Errorf("select orders: %w", err)
	}
	orders, err := withItems(ctx, s.queries(), rows)
	found := make(map[ordering.OrderID]ordering.Order, len(orders))
	for _, o := range orders {
		found[o.ID] = o
	}
	return found, err
}

// Carts returns the open drafts of the customers.
func (s *Store) Carts(ctx context.Context, customers []id.UUID) ([]ordering.Order, error) {
	rows, err := s.queries().Carts(ctx, customers)
	if err != nil {
		return nil, fmt.Errorf("select carts: %w", err)
	}
	return withItems(ctx, s.queries(), rows)
}

// Unsettled lists pending orders of which nothing is due.
func (s *Store) Unsettled(ctx context.Context, limit int) ([]ordering.OrderID, error) {
	rows, err := s.queries().Unsettled(ctx, int32(limit)) // #nosec G115 -- a page
	if err != nil {
		return nil, fmt.Errorf("select free orders: %w", err)
	}
	return typed[ordering.OrderID](rows), nil
}

// OwedBack lists orders whose refund is due and was not asked for.
func (s *Store) OwedBack(ctx context.Context, limit int) ([]ordering.OrderID, error) {
	rows, err := s.queries().OwedBack(ctx, int32(limit)) // #nosec G115 -- a page
	if err != nil {
		return nil, fmt.Errorf("select orders to give back: %w", err)
	}
	return typed[ordering.OrderID](rows), nil
}

// Page returns orders with an id after the given one.
func (s *Store) Page(ctx context.Context, after ordering.OrderID, limit int) ([]ordering.Order, error) {
	rows, err := s.queries().Page(ctx, orderingsql.PageParams{After: after.UUID(), Most: int32(limit)}) // #nosec G115 -- a page
	if err != nil {
		return nil, fmt.Errorf("select a page of orders: %w", err)
	}
	return withItems(ctx, s.queries(), rows)
}

// Sums adds up all orders by state and currency.
func (s *Store) Sums(ctx context.Context) ([]ordering.Sum, error) {
	rows, err := s.queries().Sums(ctx)
	if err != nil {
		return nil, fmt.Errorf("add up orders: %w", err)
	}
	sums := make([]ordering.Sum, len(rows))
	for i, r := range rows {
		sums[i] = ordering.Sum{State: ordering.State(r.State), Orders: r.Orders, Total: money.Of(r.Total, money.Currency(r.Currency))}
	}
	return sums, nil
}

// typed gives a list of ids its type.
func typed[T ~[16]byte](ids []id.UUID) []T {
	list := make([]T, len(ids))
	for i, v := range ids {
		list[i] = T(v)
	}
	return list
}
