package sim

import (
	"context"
	"slices"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
)

// goOn does what somebody would do next who wants tickets: pay what waits for money, check out what is in the cart, put into the
// cart what is held, hold something.
func goOn(w *World) {
	for p, n := w.somebody(), 1+w.rnd.IntN(3); n > 0; n-- {
		w.goOn(p)
	}
}

func (w *World) goOn(p *person) {
	if order, waits := w.waiting(p); waits {
		w.payFor(p, order)
		return
	}
	cart, there := w.cart(p)
	holds := w.held(p)
	loose := slices.DeleteFunc(slices.Clone(holds), func(h inventory.Hold) bool { return inCart(cart, h) })
	switch {
	case len(loose) > 0 && (len(cart.Items) == 0 || w.chance(2)):
		fillCart(w, p)
	case there && len(cart.Items) > 0:
		checkOut(w, p, cart)
	case w.chance(2):
		_ = w.hold(p, w.wished(w.anEvent(), 1+w.rnd.IntN(3)))
	default:
		w.holdBest(p)
	}
}

func inCart(cart ordering.Order, h inventory.Hold) bool {
	return slices.ContainsFunc(cart.Items, func(i ordering.Item) bool { return i.Reservation.UUID() == h.ID.UUID() })
}

func (w *World) cart(p *person) (ordering.Order, bool) {
	var cart ordering.Order
	var there bool
	err := w.ask(p.name, "looks into the cart", func(ctx context.Context) (err error) {
		cart, there, err = w.all.Ordering.Cart(ctx, p.who)
		return err
	})
	return cart, there && err == nil
}

// fillCart puts everything that somebody holds into the cart, at the price that was shown.
func fillCart(w *World, p *person) {
	cart, _ := w.cart(p)
	for _, h := range w.held(p) {
		if inCart(cart, h) && !w.chance(10) {
			continue
		}
		in := ordering.AddToCart{Item: w.ids.New(), Seat: ordering.SeatID(h.Seat), Reservation: ordering.ReservationID(h.ID)}
		if w.chance(2) {
			in.Price = shown(h.Price)
		}
		_ = w.request(p, "puts a seat into the cart", func(ctx context.Context) error {
			_, err := w.all.Ordering.AddToCart(ctx, p.who, in)
			return err
		})
	}
}

func shown(price money.Amount) *money.Decimal {
	d := price.Decimal()
	return &d
}

// checkOut places the order, believing the total that the cart shows.
func checkOut(w *World, p *person, cart ordering.Order) {
	in := ordering.Checkout{Operation: w.ids.New(), Order: cart.ID, Email: p.email(), Name: p.name}
	if w.chance(2) {
		in.Amount = shown(cart.Total())
	}
	w.note("%s begins order %s of %d seats", p.name, short(cart.ID.String()), len(cart.Items))
	_ = w.request(p, "checks out", func(ctx context.Context) error {
		placed, err := w.all.Ordering.Checkout(ctx, p.who, in)
		if err == nil && !slices.ContainsFunc(p.links, func(l link) bool { return l.order == in.Order }) {
			p.links = append(p.links, link{in.Order, placed.Secret})
		}
		if err == nil && in.Amount != nil && placed.Order.Total().Decimal() != *in.Amount {
			w.breach("I6", "the cart showed %s, and the order comes to %s", *in.Amount, placed.Order.Total())
		}
		return err
	})
}

// removeFromCart takes a seat out again.
func removeFromCart(w *World) {
	p := w.somebody()
	cart, there := w.cart(p)
	if !there || len(cart.Items) == 0 {
		return
	}
	seat := cart.Items[w.rnd.IntN(len(cart.Items))].Seat
	_ = w.request(p, "takes a seat out of the cart", func(ctx context.Context) error {
		_, err := w.all.Ordering.RemoveFromCart(ctx, p.who, seat)
		return err
	})
}

// waiting finds an order of somebody's that waits for money.
func (w *World) waiting(p *person) (ordering.OrderID, bool) {
	for _, o := range w.orders(p) {
		if o.State == ordering.Pending {
			return o.ID, true
		}
	}
	return ordering.OrderID{}, false
}

func (w *World) orders(p *person) []ordering.Order {
	orders, err := w.all.Ordering.Mine(w.ctx, p.who, ordering.OrderID{}, 8)
	w.must("list orders", err)
	return orders
}

// anOrder is one of somebody's.
func (w *World) anOrder(p *person) (ordering.Order, bool) {
	orders := w.orders(p)
	if len(orders) == 0 {
		return ordering.Order{}, false
	}
	return orders[w.rnd.IntN(len(orders))], true
}

// cancelOrder gives an order up.
func cancelOrder(w *World) {
	p := w.somebody()
	if o, any := w.anOrder(p); any {
		w.cancel(p, o.ID)
	}
}

func (w *World) cancel(p *person, order ordering.OrderID) {
	_ = w.request(p, "cancels an order", func(ctx context.Context) error { return w.all.Ordering.Cancel(ctx, p.who, order) })
}
