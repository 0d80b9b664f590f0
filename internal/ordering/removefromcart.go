package ordering

import (
	"context"
	"fmt"
	"slices"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// RemoveFromCart takes a seat out of the caller's cart, lets its hold go, and returns the cart that is left. The hold goes first:
// should we stop in between, its end takes the seat out of the cart.
func (s *Service) RemoveFromCart(ctx context.Context, who actor.Actor, seat SeatID) (Order, error) {
	carts, err := s.store.Carts(ctx, who.Customers())
	if err != nil {
		return Order{}, fmt.Errorf("load carts: %w", err)
	}
	in := slices.IndexFunc(carts, func(o Order) bool { _, err := o.Seat(seat); return err == nil })
	if in < 0 {
		return Order{}, ErrSeatNotInCart
	}
	item, _ := carts[in].Seat(seat)
	if err := s.ports.Seats.Release(ctx, []id.UUID{item.Reservation.UUID()}, events.ManualCancellation); err != nil {
		return Order{}, fmt.Errorf("let hold go: %w", err)
	}
	return s.dropFromDraft(ctx, carts[in].ID, item.Reservation)
}

// dropFromDraft takes items whose holds are over out of a draft and returns it.
func (s *Service) dropFromDraft(ctx context.Context, order OrderID, over ...ReservationID) (Order, error) {
	var cart Order
	err := s.store.Update(ctx, func(tx Tx) error {
		found, err := tx.Orders(ctx, []OrderID{order})
		if err != nil {
			return fmt.Errorf("load cart: %w", err)
		}
		if len(found) == 0 {
			return ErrOrderNotFound
		}
		if cart = found[0]; !cart.Drop(over...) {
			return nil
		}
		return put(ctx, tx, &cart)
	})
	return cart, err
}
