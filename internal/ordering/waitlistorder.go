package ordering

import (
	"context"
	"errors"
	"fmt"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// PlaceFor places an order for somebody whose seats are held for them already: the next in line. Only the house and our own
// services may.
type PlaceFor struct {
	Operation    id.UUID // becomes the order's id: the same call again finds its order
	Customer     id.UUID
	Guest        bool
	Reservations []ReservationID
	Seats        []SeatID       // where given, exactly the seats of the reservations
	Price        *money.Decimal // of all of them; only compared
	Email, Name  string
}

// PlaceFor returns the pending order with the secret of its link. The holds must be the customer's and live, and no other order
// may have one of the seats.
func (s *Service) PlaceFor(ctx context.Context, who actor.Actor, cmd PlaceFor) (Placed, error) {
	known, err := s.store.Order(ctx, OrderID(cmd.Operation))
	switch {
	case err == nil:
		return s.placed(known)
	case !errors.Is(err, ErrOrderNotFound):
		return Placed{}, fmt.Errorf("look for the order: %w", err)
	}
	order, err := s.orderFor(ctx, cmd)
	if err != nil {
		return Placed{}, err
	}
	return again(func() (Placed, error) { return s.placeFor(ctx, who, order, cmd) })
}

// orderFor makes the draft out of the customer's holds.
func (s *Service) orderFor(ctx context.Context, cmd PlaceFor) (Order, error) {
	if len(cmd.Reservations) == 0 {
		return Order{}, ErrNoReservation
	}
	now := s.clock.Now()
	holds, err := s.ports.Seats.Holds(ctx, id.UUIDs(cmd.Reservations))
	if err != nil {
		return Order{}, fmt.Errorf("look up holds: %w", err)
	}
	if len(holds) != len(cmd.Reservations) {
		return Order{}, ErrReservationNotFound
	}
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

func (s *Service) placeFor(ctx context.Context, who actor.Actor, order Order, cmd PlaceFor) (Placed, error) {
	p := Placement{Operation: cmd.Operation, At: order.CreatedAt, Number: newNumber(s.ports.Secrets)}
	var err error
	if p.Email, err = CheckAddress(cmd.Email); err != nil {
		return Placed{}, err
	}
	if p.Name, err = CheckName(orElse(cmd.Name, p.Email)); err != nil {
		return Placed{}, err
	}
	var secret string
	secret, p.Secret = newSecret(s.ports.Secrets, s.ports.Sealer)
	if err := order.Place(p); err != nil {
		return Placed{}, err
	}
	seats := make([]SeatID, len(order.Items))
	for i, item := range order.Items {
		seats[i] = item.Seat
	}
	err = s.store.Update(ctx, func(tx Tx) error {
		taken, err := tx.LiveSeats(ctx, seats)
		if err != nil {
			return fmt.Errorf("look up seats: %w", err)
		}
		if len(taken) > 0 {
			return ErrSeatOrdered
		}
		b := newBook(tx, nil)
		if err := b.learnOff(ctx, eventsOf(order)); err != nil {
			return err
		}
		if b.isOff(order) {
			return ErrEventCancelled
		}
		tx.Record(deed(who, "order.place_for", order.ID, order.PlacedAt))
		kept := order
		b.put(&kept)
		return b.close(ctx)
	})
	order.Version++
	return Placed{Order: order, Secret: secret, StatusURL: s.link(order, secret)}, err
}

// orElse is the text, or what stands for an empty one.
func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
