package ordering

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// Why a hold does not let its seat into a cart or an order. The first words are the original's.
var (
	ErrNoReservation       = fault.New(fault.Invalid, "reservation_required", "Reservation not found. A seat needs your own hold before it can go into the cart: hold it first and send the reservationId.")
	ErrReservationNotFound = fault.New(fault.NotFound, "reservation_not_found", "Reservation not found. There is none with this id that is yours; nothing was changed.")
	ErrReservationSeat     = fault.New(fault.Conflict, "reservation_for_other_seat", "Reservation is for a different seat. Nothing was changed.")
	ErrReservationSold     = fault.New(fault.Conflict, "reservation_confirmed", "Reservation is confirmed. The seat is sold with it already; nothing was changed.")
	ErrHoldExpired         = fault.New(fault.Gone, "hold_expired", "Reservation has expired. The seat was let go and nothing was charged; hold it again if it is still free.")
	ErrPriceChanged        = fault.New(fault.Conflict, "price_changed", "The price is not the one that you sent. Nothing was changed and nothing charged; look at the price and try again.")
)

// AddToCart puts a seat that the customer holds into their cart.
type AddToCart struct {
	Item        id.UUID // id for the new item: the same call again finds what it did
	Seat        SeatID
	Reservation ReservationID
	Price       *money.Decimal // only compared
}

// AddToCart returns the cart with the seat in it. It begins a cart where there is none, and joins the one that a person filled as
// a guest with the one of their account.
func (s *Service) AddToCart(ctx context.Context, who actor.Actor, cmd AddToCart) (Order, error) {
	if cmd.Reservation.IsZero() {
		return Order{}, ErrNoReservation
	}
	now := s.clock.Now()
	hold, err := s.ownHold(ctx, who, cmd.Reservation)
	if err != nil {
		return Order{}, err
	}
	if err := acceptable(hold, cmd, now); err != nil {
		return Order{}, err
	}
	return again(func() (Order, error) {
		return s.lane.Do(ctx, &addToCart{
			who: who.Customers(), item: itemOf(hold, cmd.Item), most: s.rules.SeatsMost,
			fresh: NewCart(OrderID(s.ids.New()), who.Customer, who.Is(actor.Guest), now),
		})
	})
}

// addToCart puts an item into the cart of a customer, who may have several ids.
type addToCart struct {
	who   []id.UUID
	item  Item
	most  int
	fresh Order // where there is no cart
}

func (c *addToCart) need(n *needs) { n.customers = append(n.customers, c.who...) }

func (c *addToCart) decide(b *book) (Order, error) {
	drafts := b.drafts(c.who)
	cart := join(drafts, c.fresh.Customer, c.most, c.fresh)
	if slices.ContainsFunc(cart.Items, func(have Item) bool { return have.ID == c.item.ID }) {
		return cart, nil
	}
	if err := cart.Add(c.item, c.most); err != nil {
		return Order{}, err
	}
	b.put(&cart)
	for i := range drafts {
		if drafts[i].ID != cart.ID {
			b.put(&drafts[i])
		}
	}
	return cart, nil
}

// ownHold finds a hold of the caller's; another's is as if there were none.
func (s *Service) ownHold(ctx context.Context, who actor.Actor, reservation ReservationID) (Hold, error) {
	holds, err := s.ports.Seats.Holds(ctx, []id.UUID{reservation.UUID()})
	if err != nil {
		return Hold{}, fmt.Errorf("look up hold: %w", err)
	}
	if len(holds) == 0 || !who.Owns(holds[0].Customer) {
		return Hold{}, ErrReservationNotFound
	}
	return holds[0], nil
}

// acceptable says what speaks against a hold.
func acceptable(hold Hold, cmd AddToCart, now time.Time) error {
	switch {
	case hold.Seat != cmd.Seat.UUID():
		return ErrReservationSeat
	case hold.Status == "confirmed":
		return ErrReservationSold
	case !hold.Live(now):
		return ErrHoldExpired
	}
	return samePrice(cmd.Price, hold.Price)
}

// samePrice compares what the client believes with the truth; a client that says nothing is content.
func samePrice(sent *money.Decimal, price money.Amount) error {
	if sent == nil {
		return nil
	}
	if given, err := sent.In(price.Currency); err != nil || given != price {
		return ErrPriceChanged.Saying("The price is %s, not the one that you sent. Nothing was changed and nothing charged.", price).
			With("price", price.Decimal()).With("currency", price.Currency)
	}
	return nil
}

// itemOf makes the item of a hold: its price is the promise.
func itemOf(hold Hold, itemID id.UUID) Item {
	return Item{
		ID: itemID, Seat: SeatID(hold.Seat), Event: EventID(hold.Event), Reservation: ReservationID(hold.Reservation),
		Section: hold.Section, Row: hold.Row, Label: hold.Label, Price: hold.Price, ExpiresAt: hold.ExpiresAt,
	}
}

// join makes one cart of a person's drafts, which may be two after a guest signed in: the customer's own, or the oldest, takes the
// others' items. The drafts that it emptied are changed in place. Without any the fresh one is returned.
func join(drafts []Order, own id.UUID, most int, fresh Order) Order {
	if len(drafts) == 0 {
		return fresh
	}
	main := max(0, slices.IndexFunc(drafts, func(o Order) bool { return o.Customer == own }))
	for i := range drafts {
		if i != main {
			drafts[main].Absorb(&drafts[i], most)
		}
	}
	return drafts[main]
}

// put keeps the order, and the other drafts of its customer that it took items from, as new versions.
func put(ctx context.Context, tx Tx, o *Order, others ...Order) error {
	o.Version++
	all := []Order{*o}
	for _, other := range others {
		if other.ID != o.ID {
			other.Version++
			all = append(all, other)
		}
	}
	if err := tx.PutOrders(ctx, all...); err != nil {
		return fmt.Errorf("keep order: %w", err)
	}
	return nil
}
