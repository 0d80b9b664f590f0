package app

import (
	"context"
	"errors"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/payment"
)

type ordersForPayment struct{ near *Neighbours }

func (l ordersForPayment) Payable(ctx context.Context, order id.UUID, who actor.Actor) (payment.Bill, error) {
	b, err := l.near.Ordering.Payable(ctx, who, ordering.OrderID(order))
	if errors.Is(err, ordering.ErrOrderNotFound) {
		return payment.Bill{}, payment.ErrUnknownOrder
	}
	return payment.Bill{
		Order: b.Order, Number: b.Number, Customer: b.Customer, State: string(b.State), CancelReason: b.CancelReason,
		Total: b.Total, Reservations: b.Reservations, ExpiresAt: b.ExpiresAt,
	}, err
}

type holdsForPayment struct{ near *Neighbours }

func (l holdsForPayment) Protect(ctx context.Context, p id.UUID, reservations []id.UUID) error {
	err := l.near.Inventory.Protect(ctx, inventory.PaymentID(p), idsAs[inventory.ReservationID](reservations))
	if errors.Is(err, inventory.ErrHoldExpired) {
		return payment.ErrHoldExpired
	}
	return err
}

type ticketsForPayment struct{ near *Neighbours }

func (l ticketsForPayment) Void(ctx context.Context, order id.UUID) error {
	return l.near.Fulfillment.Void(ctx, order)
}

// orderPageURL is the secret link of an order, to which the simulated bank sends its buyer back.
func (n *Neighbours) orderPageURL(ctx context.Context, order id.UUID) (string, error) {
	contact, err := n.Ordering.Contact(ctx, ordering.OrderID(order))
	return contact.StatusURL, err
}
