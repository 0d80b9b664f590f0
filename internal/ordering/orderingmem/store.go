// Package orderingmem keeps orders in memory: the fake of every test and the store of the simulation.
package orderingmem

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/platform/mem"
)

// Store is ordering's store in memory.
type Store struct {
	DB      *mem.DB
	orders  *mem.Table[ordering.OrderID, ordering.Order]
	begun   *mem.Table[ordering.OrderID, ordering.Beginning]
	off     *mem.Table[ordering.EventID, time.Time]
	lookups *mem.Table[string, time.Time]
}

var _ ordering.Store = (*Store)(nil)

// New returns an empty store.
func New() *Store {
	db := mem.New()
	return &Store{
		DB:      db,
		orders:  mem.NewTable[ordering.OrderID, ordering.Order](db),
		begun:   mem.NewTable[ordering.OrderID, ordering.Beginning](db),
		off:     mem.NewTable[ordering.EventID, time.Time](db),
		lookups: mem.NewTable[string, time.Time](db),
	}
}

// Update runs one transaction; transactions run one after the other.
func (s *Store) Update(ctx context.Context, do func(ordering.Tx) error) error {
	return s.DB.Update(ctx, func(unit *mem.Unit) error { return do(&tx{Unit: unit, store: s}) })
}

// Order returns one order.
func (s *Store) Order(_ context.Context, order ordering.OrderID) (o ordering.Order, err error) {
	var ok bool
	s.DB.View(func() { o, ok = s.orders.Get(order) })
	if !ok {
		return ordering.Order{}, ordering.ErrOrderNotFound
	}
	return o.Clone(), nil
}

// Orders returns orders by id.
func (s *Store) Orders(_ context.Context, orders []ordering.OrderID) ([]ordering.Order, error) {
	return s.view(ascending, 0, func(o ordering.Order) bool { return slices.Contains(orders, o.ID) }), nil
}

// Carts returns the open drafts of the customers.
func (s *Store) Carts(_ context.Context, customers []id.UUID) ([]ordering.Order, error) {
	return s.view(ascending, 0, draftOf(customers)), nil
}

// List returns orders that were placed, newest first.
func (s *Store) List(_ context.Context, which ordering.Listing) ([]ordering.Order, error) {
	return s.view(descending, which.Limit, func(o ordering.Order) bool { return listed(o, which) }), nil
}

// Unsettled lists pending orders of which nothing is due.
func (s *Store) Unsettled(_ context.Context, limit int) ([]ordering.OrderID, error) {
	return idsOf(s.view(ascending, limit, func(o ordering.Order) bool { return o.State == ordering.Pending && o.Free() })), nil
}

// OwedBack lists orders whose refund is due and was not asked for.
func (s *Store) OwedBack(_ context.Context, limit int) ([]ordering.OrderID, error) {
	return idsOf(s.view(ascending, limit, func(o ordering.Order) bool {
		return o.RefundDue != "" && o.RefundAskedAt.IsZero() && o.RefundedAt.IsZero()
	})), nil
}

// Page returns orders with an id after the given one.
func (s *Store) Page(_ context.Context, after ordering.OrderID, limit int) ([]ordering.Order, error) {
	return s.view(ascending, limit, func(o ordering.Order) bool { return id.Compare(o.ID, after) > 0 }), nil
}

// Sums adds up all orders by state and currency.
func (s *Store) Sums(context.Context) ([]ordering.Sum, error) {
	type key struct {
		state    ordering.State
		currency money.Currency
	}
	sums := map[key]ordering.Sum{}
	for _, o := range s.view(ascending, 0, func(ordering.Order) bool { return true }) {
		k := key{o.State, o.Currency()}
		sum := sums[k]
		sums[k] = ordering.Sum{State: o.State, Orders: sum.Orders + 1, Total: o.Total().Plus(sum.Total)}
	}
	list := make([]ordering.Sum, 0, len(sums))
	for _, sum := range sums {
		list = append(list, sum)
	}
	slices.SortFunc(list, func(a, b ordering.Sum) int {
		return cmp.Or(cmp.Compare(a.State, b.State), cmp.Compare(a.Total.Currency, b.Total.Currency))
	})
	return list, nil
}

func (s *Store) view(order func(a, b ordering.Order) int, limit int, match func(ordering.Order) bool) (found []ordering.Order) {
	s.DB.View(func() { found = s.where(order, limit, match) })
	return found
}

// where returns copies of the orders that match; a limit of 0 is none.
func (s *Store) where(order func(a, b ordering.Order) int, limit int, match func(ordering.Order) bool) []ordering.Order {
	found := s.orders.Where(match, order)
	if limit > 0 && len(found) > limit {
		found = found[:limit]
	}
	for i, o := range found {
		found[i] = o.Clone()
	}
	return found
}

func ascending(a, b ordering.Order) int  { return id.Compare(a.ID, b.ID) }
func descending(a, b ordering.Order) int { return id.Compare(b.ID, a.ID) }

func draftOf(customers []id.UUID) func(ordering.Order) bool {
	return func(o ordering.Order) bool {
		return o.State == ordering.Draft && slices.Contains(customers, o.Customer)
	}
}

// listed is the meaning of a Listing.
func listed(o ordering.Order, which ordering.Listing) bool {
	own := slices.Contains(which.Customers, o.Customer)
	attached := which.Address != "" && o.Guest && strings.EqualFold(o.Email, which.Address)
	switch {
	case o.Number == "":
		return false
	case (len(which.Customers) > 0 || which.Address != "") && !own && !attached:
		return false
	case which.Email != "" && !strings.EqualFold(o.Email, which.Email):
		return false
	case !which.Before.IsZero() && id.Compare(o.ID, which.Before) >= 0:
		return false
	case which.State != "" && o.State != which.State, which.WasPaid && o.PaidAt.IsZero():
		return false
	case !which.Event.IsZero() && !slices.ContainsFunc(o.Items, func(i ordering.Item) bool { return i.Event == which.Event }):
		return false
	}
	return which.Prefix == "" || begins(o, which.Prefix)
}

func begins(o ordering.Order, prefix string) bool {
	name := strings.ToLower(o.Name)
	for _, text := range []string{o.Email, o.Number, name, name[strings.LastIndex(name, " ")+1:]} {
		if strings.HasPrefix(strings.ToLower(text), strings.ToLower(prefix)) {
			return true
		}
	}
	return false
}

func idsOf(orders []ordering.Order) []ordering.OrderID {
	list := make([]ordering.OrderID, len(orders))
	for i, o := range orders {
		list[i] = o.ID
	}
	return list
}

// errBroken says that a promise of the tables would have been broken: a bug, not a refusal.
func errBroken(promise string, order ordering.OrderID) error {
	return fmt.Errorf("order %s breaks the promise %q", order, promise)
}
