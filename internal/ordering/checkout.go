package ordering

import (
	"context"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/secretlink"
)

// Checkout places the order of a cart.
type Checkout struct {
	Operation id.UUID // the same call again gets the first one's answer
	Order     OrderID
	Email     string         // empty: the account's
	Name      string         // empty: the account's address, for want of a name
	Amount    *money.Decimal // only compared with the total
}

// Placed is an order that was placed, with the secret of its link.
type Placed struct {
	Order     Order
	Secret    string
	StatusURL string
}

// Checkout turns a cart into an order that waits for its money; one of which nothing is due is paid at once. All of its holds must
// be live: seats whose hold is over leave the cart, and the buyer is told which.
func (s *Service) Checkout(ctx context.Context, who actor.Actor, cmd Checkout) (Placed, error) {
	placed, err := again(func() (Placed, error) { return s.checkout(ctx, who, cmd) })
	if err != nil || !placed.Order.Free() || placed.Order.State != Pending {
		return placed, err
	}
	if placed.Order, err = s.settleFree(ctx, placed.Order.ID); err != nil {
		return Placed{}, err
	}
	return placed, nil
}

func (s *Service) checkout(ctx context.Context, who actor.Actor, cmd Checkout) (Placed, error) {
	cart, err := s.store.Order(ctx, cmd.Order)
	switch {
	case err != nil:
		return Placed{}, fmt.Errorf("load cart: %w", err)
	case !cart.BelongsTo(who):
		return Placed{}, ErrOrderNotFound
	case cart.State != Draft && cart.Operation == cmd.Operation:
		return s.placed(cart)
	case cart.State != Draft:
		return Placed{}, ErrNotDraft
	}
	p := Placement{Operation: cmd.Operation, At: s.clock.Now()}
	if p.Email, p.Name, err = buyer(who, cmd.Email, cmd.Name); err != nil {
		return Placed{}, err
	}
	if cart, err = s.refreshed(ctx, cart, p.At); err != nil {
		return Placed{}, err
	}
	if err := samePrice(cmd.Amount, cart.Total()); err != nil {
		return Placed{}, err
	}
	return s.place(ctx, cart, p)
}

// buyer is who gets the tickets: what was sent, or the account's.
func buyer(who actor.Actor, email, name string) (string, string, error) {
	if email == "" {
		email = who.Email
	}
	address, err := CheckAddress(email)
	if err != nil {
		return "", "", err
	}
	if name == "" {
		name = who.Email
	}
	name, err = CheckName(name)
	return address, name, err
}

// refreshed asks inventory about every hold of a cart. Seats whose hold is over leave the cart, and the answer names them.
func (s *Service) refreshed(ctx context.Context, cart Order, now time.Time) (Order, error) {
	if len(cart.Items) == 0 {
		return cart, ErrOrderEmpty
	}
	holds, err := s.ports.Seats.Holds(ctx, cart.Reservations())
	if err != nil {
		return cart, fmt.Errorf("look up holds: %w", err)
	}
	over := cart.meet(holds, now)
	if len(over) == 0 {
		return cart, nil
	}
	var gone []ReservationID
	var seats []id.UUID
	for _, item := range over {
		gone, seats = append(gone, item.Reservation), append(seats, item.Seat.UUID())
	}
	if _, err := s.dropFromDraft(ctx, cart.ID, gone...); err != nil {
		return cart, err
	}
	rest := "What is left in the cart is still held"
	if len(over) == len(cart.Items) {
		rest = "The cart is empty now"
	}
	return cart, ErrHoldExpired.Saying("Reservation has expired for %s. %s, and nothing was charged.", seatNames(over), rest).With("seats", seats)
}

// place writes the order, unless the cart was changed since it was looked at.
func (s *Service) place(ctx context.Context, seen Order, p Placement) (Placed, error) {
	var secret string
	p.Number = newNumber(s.ports.Secrets)
	secret, p.Secret = secretlink.New(s.ports.Secrets, s.ports.Sealer)
	order, err := s.lane.Do(ctx, &place{seen, p})
	if err != nil {
		return Placed{}, err
	}
	return Placed{Order: order, Secret: secret, StatusURL: s.link(order, secret)}, nil
}

// place is the step from a cart to an order.
type place struct {
	seen      Order
	placement Placement
}

func (c *place) need(n *needs) {
	n.orders = append(n.orders, c.seen.ID)
	n.events = append(n.events, eventsOf(c.seen)...)
}

func (c *place) decide(b *book) (Order, error) {
	if now, err := b.order(c.seen.ID); err != nil || now.Version != c.seen.Version {
		return Order{}, ErrOrderRaced
	}
	order := c.seen.Clone()
	if err := order.Place(c.placement); err != nil {
		return Order{}, err
	}
	if b.isOff(order) {
		return Order{}, ErrEventCancelled
	}
	b.put(&order)
	return order, nil
}

// placed answers for an order that was placed before.
func (s *Service) placed(o Order) (Placed, error) {
	secret, err := o.Secret.Text(s.ports.Sealer)
	if err != nil {
		return Placed{}, err
	}
	return Placed{Order: o, Secret: secret, StatusURL: s.link(o, secret)}, nil
}

// link is the address of the order's page, with its secret.
func (s *Service) link(o Order, secret string) string {
	return s.rules.PublicURL + "/orders/" + o.ID.String() + "?secret=" + secret
}
