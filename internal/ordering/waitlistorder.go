package ordering

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/secretlink"
)

// groupPlaceFor takes each call of PlaceFor once, so that of two that are the same the second waits for the first.
const groupPlaceFor = "ordering-place-for"

// errTwin says that the same call was faster at the same moment: its order is the answer.
var errTwin = errors.New("the same call was faster")

// PlaceFor places an order for somebody whose seats are held for them, or are to be held now: the next in line. Only the house and our
// own services may.
type PlaceFor struct {
	Operation    id.UUID // becomes the order's id: the same call again finds its order
	Customer     id.UUID // none: somebody of whom only the address is known
	Guest        bool
	Reservations []ReservationID // empty: holds of the seats, the customer's own or new ones
	Seats        []SeatID        // beside reservations, each must be a seat of theirs
	Price        *money.Decimal  // of all of them; only compared
	Email, Name  string          // no address: that of the customer's newest order; no name: the address
}

// PlaceFor returns the pending order with the secret of its link. The holds must be the customer's and live, and no other order
// may have one of the seats: one that is still to hear that its hold is over has them a moment longer, and ErrSeatOrdered, which has
// written nothing, is worth another try. The same call again returns the same order and secret, as the order stands by then. A hold
// that was made here and found no order is let go again; where a crash prevents that, it ends by itself.
func (s *Service) PlaceFor(ctx context.Context, who actor.Actor, cmd PlaceFor) (Placed, error) {
	if cmd.Customer == id.Nil {
		cmd.Customer = id.Named(cmd.Operation, "customer")
	}
	if placed, err := s.placedBy(ctx, cmd.Operation); !errors.Is(err, ErrOrderNotFound) {
		return placed, err
	}
	holds, fresh, err := s.holdsFor(ctx, &cmd)
	if err != nil {
		return Placed{}, err
	}
	placed, err := s.placeHeld(ctx, who, holds, cmd)
	if err == nil {
		return placed, nil
	}
	known, unknown := s.placedBy(ctx, cmd.Operation)
	if unknown == nil { // by the same call at the same moment, or by this one, whose commit was not heard of
		return known, nil
	}
	if errors.Is(unknown, ErrOrderNotFound) && refused(err) && len(fresh) > 0 {
		_ = s.ports.Seats.Release(ctx, fresh, events.ManualCancellation) // or it ends by itself
	}
	return Placed{}, err
}

// placedBy finds the order that a call has placed.
func (s *Service) placedBy(ctx context.Context, operation id.UUID) (Placed, error) {
	known, err := s.store.Order(ctx, OrderID(operation))
	if err != nil {
		return Placed{}, fmt.Errorf("look for the order: %w", err)
	}
	return s.placed(known)
}

// refused reports whether the failure is a rule's word, after which certainly nothing was written.
func refused(err error) bool {
	_, expected := fault.As(err)
	return expected && !fault.Is(err, fault.Unavailable)
}

// holdsFor finds the holds of which the order is made, and settles the buyer's address before anything is held. Of seats that the
// customer does not hold, it asks inventory; fresh lists those that it made.
func (s *Service) holdsFor(ctx context.Context, cmd *PlaceFor) (holds []Hold, fresh []id.UUID, err error) {
	if len(cmd.Reservations) == 0 && len(cmd.Seats) == 0 {
		return nil, nil, ErrNoReservation
	}
	if cmd.Email, err = s.addressFor(ctx, *cmd); err != nil {
		return nil, nil, err
	}
	if cmd.Name, err = CheckName(orElse(cmd.Name, cmd.Email)); err != nil {
		return nil, nil, err
	}
	if len(cmd.Reservations) == 0 {
		return s.holdsOfSeats(ctx, *cmd)
	}
	holds, err = s.ports.Seats.Holds(ctx, id.UUIDs(cmd.Reservations))
	switch {
	case err != nil:
		return nil, nil, fmt.Errorf("look up holds: %w", err)
	case len(holds) != len(cmd.Reservations):
		return nil, nil, ErrReservationNotFound
	}
	return holds, nil, nil
}

// addressFor is where the tickets go: to the address that is given, else to where those of the customer's newest order went.
func (s *Service) addressFor(ctx context.Context, cmd PlaceFor) (string, error) {
	if cmd.Email != "" {
		return CheckAddress(cmd.Email)
	}
	newest, err := s.store.List(ctx, Listing{Customers: []id.UUID{cmd.Customer}, Limit: 1})
	switch {
	case err != nil:
		return "", fmt.Errorf("look for the customer's address: %w", err)
	case len(newest) == 0:
		return "", ErrNoEmail
	}
	return CheckAddress(newest[0].Email)
}

// holdsOfSeats returns holds of the seats: those that the customer has, and new ones of the others.
func (s *Service) holdsOfSeats(ctx context.Context, cmd PlaceFor) (holds []Hold, fresh []id.UUID, err error) {
	mine, err := s.ports.Seats.HoldsOf(ctx, cmd.Customer)
	if err != nil {
		return nil, nil, fmt.Errorf("look up the customer's holds: %w", err)
	}
	wish := ReserveFor{Group: cmd.Operation, Customer: cmd.Customer}
	for _, seat := range cmd.Seats {
		at := slices.IndexFunc(mine, func(h Hold) bool { return h.Seat == seat.UUID() })
		if at < 0 {
			wish.Seats = append(wish.Seats, seat.UUID())
		} else {
			holds = append(holds, mine[at])
		}
	}
	if len(wish.Seats) == 0 {
		return holds, nil, nil
	}
	made, err := s.ports.Seats.Reserve(ctx, wish)
	if err != nil {
		return nil, nil, fmt.Errorf("hold the seats: %w", err)
	}
	for _, hold := range made {
		fresh = append(fresh, hold.Reservation)
	}
	return append(holds, made...), fresh, nil
}

// placeHeld makes an order of the holds.
func (s *Service) placeHeld(ctx context.Context, who actor.Actor, holds []Hold, cmd PlaceFor) (Placed, error) {
	order, err := s.orderFor(holds, cmd)
	if err != nil {
		return Placed{}, err
	}
	return again(func() (Placed, error) { return s.placeFor(ctx, who, order, cmd) })
}

// orderFor makes the draft out of the customer's holds.
func (s *Service) orderFor(holds []Hold, cmd PlaceFor) (Order, error) {
	now := s.clock.Now()
	order := NewCart(OrderID(cmd.Operation), cmd.Customer, cmd.Guest, now)
	for _, hold := range holds {
		switch {
		case hold.Customer != cmd.Customer:
			return Order{}, ErrReservationNotFound
		case !hold.Live(now):
			return Order{}, ErrHoldExpired
		}
		item := itemOf(hold, id.Named(cmd.Operation, hold.Reservation.String()))
		if err := order.Add(item, s.rules.SeatsMost); err != nil {
			return Order{}, err
		}
	}
	for _, seat := range cmd.Seats {
		if _, err := order.Seat(seat); err != nil {
			return Order{}, ErrReservationSeat
		}
	}
	return order, samePrice(cmd.Price, order.Total())
}

// placeFor writes the order. It takes the call first: what another of the same has written must not be written over.
func (s *Service) placeFor(ctx context.Context, who actor.Actor, order Order, cmd PlaceFor) (Placed, error) {
	p := Placement{Operation: cmd.Operation, At: order.CreatedAt, Number: newNumber(s.ports.Secrets), Email: cmd.Email, Name: cmd.Name}
	var secret string
	secret, p.Secret = secretlink.New(s.ports.Secrets, s.ports.Sealer)
	if err := order.Place(p); err != nil {
		return Placed{}, err
	}
	err := s.store.Update(ctx, func(tx Tx) error {
		switch first, err := tx.Once(ctx, groupPlaceFor, cmd.Operation); {
		case err != nil:
			return fmt.Errorf("take the call: %w", err)
		case !first:
			return errTwin
		}
		if err := s.admit(ctx, tx, order); err != nil {
			return err
		}
		tx.Record(deed(who, "order.place_for", order.ID, order.PlacedAt))
		kept := order
		return put(ctx, tx, &kept)
	})
	order.Version++
	return Placed{Order: order, Secret: secret, StatusURL: s.link(order, secret)}, err
}

// admit refuses an order for seats that another one has, or of an event that is off.
func (s *Service) admit(ctx context.Context, tx Tx, order Order) error {
	seats := make([]SeatID, len(order.Items))
	for i, item := range order.Items {
		seats[i] = item.Seat
	}
	taken, err := tx.LiveSeats(ctx, seats)
	switch {
	case err != nil:
		return fmt.Errorf("look up seats: %w", err)
	case len(taken) > 0:
		return ErrSeatOrdered
	}
	b := newBook(tx, nil)
	if err := b.learnOff(ctx, eventsOf(order)); err != nil {
		return err
	}
	if b.isOff(order) {
		return ErrEventCancelled
	}
	return nil
}

// orElse is the text, or what stands for an empty one.
func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
