package ordering

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// Cart returns the caller's cart as it stands this moment: how long its holds last is asked of inventory, and seats whose hold is
// over are not in it. Without a cart, ok is false.
func (s *Service) Cart(ctx context.Context, who actor.Actor) (cart Order, ok bool, err error) {
	carts, err := s.store.Carts(ctx, who.Customers())
	if err != nil {
		return Order{}, false, fmt.Errorf("load carts: %w", err)
	}
	filled := slices.DeleteFunc(slices.Clone(carts), func(o Order) bool { return len(o.Items) == 0 })
	switch {
	case len(carts) == 0:
		return Order{}, false, nil
	case len(filled) == 0:
		return carts[0], true, nil
	case len(filled) == 1:
		cart = filled[0]
	default:
		if cart, err = s.joined(ctx, who); err != nil {
			return Order{}, false, err
		}
	}
	cart, over := s.current(ctx, cart)
	cart.Drop(over...)
	return cart, true, nil
}

// joined makes one cart of two: the one that a person filled as a guest, and the one of the account that they signed in to.
func (s *Service) joined(ctx context.Context, who actor.Actor) (cart Order, err error) {
	err = s.store.Update(ctx, func(tx Tx) error {
		drafts, err := tx.Drafts(ctx, who.Customers())
		if err != nil || len(drafts) == 0 {
			return err
		}
		cart = join(drafts, who.Customer, s.rules.SeatsMost, Order{})
		return put(ctx, tx, &cart, drafts...)
	})
	if err != nil {
		return Order{}, fmt.Errorf("join carts: %w", err)
	}
	return cart, nil
}

// current brings the ends of an order's holds up to date, and lists those that are over. While inventory is away it shows what was
// last known: only checkout and payment decide.
func (s *Service) current(ctx context.Context, o Order) (Order, []ReservationID) {
	if len(o.Items) == 0 || o.State != Draft && o.State != Pending {
		return o, nil
	}
	holds, err := s.ports.Seats.Holds(ctx, o.Reservations())
	if err != nil {
		return o, nil
	}
	over := o.meet(holds, s.clock.Now())
	gone := make([]ReservationID, len(over))
	for i, item := range over {
		gone[i] = item.Reservation
	}
	return o, gone
}

// View is an order with what others know of it, for its page.
type View struct {
	Order  Order
	Events map[id.UUID]EventName // empty while catalog is away
	Mails  []Mail                // empty while notification is away
}

// Show returns an order to its owner, to the house, and to whoever has its secret.
func (s *Service) Show(ctx context.Context, who actor.Actor, order OrderID, secret string) (View, error) {
	o, err := s.visible(ctx, who, order, secret)
	if err != nil {
		return View{}, err
	}
	view := View{Events: s.Names(ctx, o)}
	view.Order, _ = s.current(ctx, o)
	if o.State == Draft {
		return view, nil
	}
	if mails, err := s.ports.Mails.OfOrder(ctx, order.UUID()); err == nil { // the order is worth showing without them
		view.Mails = mails
	}
	return view, nil
}

// Names returns what the events of orders are called, as far as catalog tells.
func (s *Service) Names(ctx context.Context, orders ...Order) map[id.UUID]EventName {
	var list []id.UUID
	for _, o := range orders {
		for _, item := range o.Items {
			if !slices.Contains(list, item.Event.UUID()) {
				list = append(list, item.Event.UUID())
			}
		}
	}
	if len(list) == 0 {
		return nil
	}
	names, err := s.ports.Events.Names(ctx, list)
	if err != nil { // the order is worth showing without them
		return nil
	}
	return names
}

// Mine returns the caller's orders, newest first: a page of those with ids before the given one.
func (s *Service) Mine(ctx context.Context, who actor.Actor, before OrderID, limit int) ([]Order, error) {
	switch {
	case who.Stranger():
		return nil, nil
	case who.Order != id.Nil:
		return s.only(ctx, who, before)
	}
	orders, err := s.store.List(ctx, Listing{Customers: who.Customers(), Address: AddressOf(who), Before: before, Limit: limit})
	if err != nil {
		return nil, fmt.Errorf("list orders of a customer: %w", err)
	}
	return orders, nil
}

// only is the list of a session that opens one order.
func (s *Service) only(ctx context.Context, who actor.Actor, before OrderID) ([]Order, error) {
	if !before.IsZero() {
		return nil, nil
	}
	o, err := s.store.Order(ctx, OrderID(who.Order))
	if err != nil {
		return nil, fmt.Errorf("load order: %w", err)
	}
	return []Order{o}, nil
}

// Search returns orders for the house, newest first.
func (s *Service) Search(ctx context.Context, which Listing) ([]Order, error) {
	which.Prefix = strings.TrimSpace(which.Prefix)
	orders, err := s.store.List(ctx, which)
	if err != nil {
		return nil, fmt.Errorf("search orders: %w", err)
	}
	return orders, nil
}

// PaidOf lists an event's orders that were paid, however they ended, newest first: those whose address, number, name or last name begins
// with the text, and whose id is below the given one.
func (s *Service) PaidOf(ctx context.Context, event EventID, text string, before OrderID, limit int) ([]OrderID, error) {
	found, err := s.Search(ctx, Listing{Event: event, WasPaid: true, Prefix: text, Before: before, Limit: limit})
	orders := make([]OrderID, len(found))
	for i, o := range found {
		orders[i] = o.ID
	}
	return orders, err
}

// Find returns an order to another context, without a question about who asks.
func (s *Service) Find(ctx context.Context, order OrderID) (Order, error) {
	return s.store.Order(ctx, order)
}

// FindAll is Find for many orders; unknown ids are left out.
func (s *Service) FindAll(ctx context.Context, orders []OrderID) ([]Order, error) {
	return s.store.Orders(ctx, orders)
}

// Contact is where mails about an order go, and what they say.
type Contact struct {
	Order       Order
	Email, Name string
	Number      string
	Secret      string
	StatusURL   string
}

// Contact returns it to notification, without a question about who asks. A draft has none: ErrOrderNotFound.
func (s *Service) Contact(ctx context.Context, order OrderID) (Contact, error) {
	o, err := s.store.Order(ctx, order)
	if err != nil {
		return Contact{}, err
	}
	if o.Email == "" {
		return Contact{}, ErrOrderNotFound
	}
	placed, err := s.placed(o)
	if err != nil {
		return Contact{}, err
	}
	return Contact{
		Order: o, Email: o.Email, Name: o.Name, Number: o.Number, Secret: placed.Secret, StatusURL: placed.StatusURL,
	}, nil
}

// All goes through every order, drafts included, by id: for audits. It stops after an error, which comes with the last pair.
func (s *Service) All(ctx context.Context) iter.Seq2[Order, error] {
	return func(yield func(Order, error) bool) {
		const page = 500
		var after OrderID
		for {
			orders, err := s.store.Page(ctx, after, page)
			if err != nil {
				yield(Order{}, fmt.Errorf("read orders: %w", err))
				return
			}
			for _, o := range orders {
				if !yield(o, nil) {
					return
				}
			}
			if len(orders) < page {
				return
			}
			after = orders[len(orders)-1].ID
		}
	}
}

// Sums adds up all orders by state and currency.
func (s *Service) Sums(ctx context.Context) ([]Sum, error) { return s.store.Sums(ctx) }
