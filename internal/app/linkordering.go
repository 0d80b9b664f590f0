package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/payment"
)

type seatsForOrdering struct{ near *Neighbours }

func (l seatsForOrdering) Holds(ctx context.Context, reservations []id.UUID) ([]ordering.Hold, error) {
	found, err := l.near.Inventory.Holds(ctx, idsAs[inventory.ReservationID](reservations))
	return holdsForOrdering(found), err
}

func (l seatsForOrdering) HoldsOf(ctx context.Context, customer id.UUID) ([]ordering.Hold, error) {
	found, err := l.near.Inventory.HoldsOf(ctx, actor.Actor{Customer: customer, Role: actor.Guest})
	return holdsForOrdering(found), err
}

func (l seatsForOrdering) Reserve(ctx context.Context, wish ordering.ReserveFor) ([]ordering.Hold, error) {
	made, err := l.near.Inventory.Reserve(ctx, inventory.Reserve{
		Group: inventory.GroupID(wish.Group), By: actor.Actor{Customer: wish.Customer, Role: actor.Guest},
		Seats: idsAs[inventory.SeatID](wish.Seats), Keeper: inventory.Waitlist,
	})
	return holdsForOrdering(made), err
}

func holdsForOrdering(found []inventory.Hold) []ordering.Hold {
	holds := make([]ordering.Hold, len(found))
	for i, h := range found {
		holds[i] = ordering.Hold{
			Reservation: h.ID.UUID(), Seat: h.Seat.UUID(), Event: h.Event.UUID(), Customer: h.Customer.UUID(),
			Section: h.Section, Row: h.Row, Label: h.Number, Price: h.Price, ExpiresAt: h.ExpiresAt, Status: string(h.Status),
		}
	}
	return holds
}

func (l seatsForOrdering) Confirm(ctx context.Context, wishes []ordering.Confirmation) ([]ordering.Sale, error) {
	orders := make([]inventory.Confirm, len(wishes))
	for i, w := range wishes {
		orders[i] = inventory.Confirm{
			Order: inventory.OrderID(w.Order), Payment: inventory.PaymentID(w.Payment), Reservations: idsAs[inventory.ReservationID](w.Reservations),
			Trace: w.Trace,
		}
	}
	verdicts, err := l.near.Inventory.ConfirmAll(ctx, orders)
	if err != nil {
		return nil, err
	}
	sales := make([]ordering.Sale, len(verdicts))
	for i, v := range verdicts {
		switch {
		case errors.Is(v.Err, inventory.ErrSeatsGone):
			sales[i].Gone = true
			continue
		case v.Err != nil:
			return nil, v.Err
		}
		sales[i].Sold = make(map[id.UUID]id.UUID, len(v.Result.Holds))
		for _, h := range v.Result.Holds {
			sales[i].Sold[h.Seat.UUID()] = h.ID.UUID()
		}
	}
	return sales, nil
}

func (l seatsForOrdering) Release(ctx context.Context, reservations []id.UUID, reason string) error {
	return l.near.Inventory.Release(ctx, idsAs[inventory.ReservationID](reservations), reason)
}

type refundsForOrdering struct{ near *Neighbours }

func (l refundsForOrdering) Refund(ctx context.Context, p id.UUID, reason string) error {
	err := l.near.Payment.Return(ctx, payment.ID(p), payment.Reason(reason))
	if errors.Is(err, payment.ErrAlreadyRefunded) {
		return nil
	}
	return err
}

type ticketsForOrdering struct{ near *Neighbours }

func (l ticketsForOrdering) Void(ctx context.Context, order id.UUID) error {
	return l.near.Fulfillment.Void(ctx, order)
}

// niceToKnow bounds the wait for what an order is worth showing without: where it is away, the buyer should not wait for it.
const niceToKnow = 700 * time.Millisecond

type eventsForOrdering struct{ near *Neighbours }

func (l eventsForOrdering) Names(ctx context.Context, events []id.UUID) (map[id.UUID]ordering.EventName, error) {
	ctx, cancel := context.WithTimeout(ctx, niceToKnow)
	defer cancel()
	found, err := l.near.Catalog.Names(ctx, events)
	names := make(map[id.UUID]ordering.EventName, len(found))
	for _, e := range found {
		names[e.Event] = ordering.EventName{Name: e.Name, Venue: e.Venue, Starts: e.EventDate, TimeZone: e.TimeZone}
	}
	return names, err
}

type sessionsForOrdering struct{ near *Neighbours }

func (l sessionsForOrdering) OrderSession(ctx context.Context, order, customer id.UUID) (ordering.Session, error) {
	token, expires, err := l.near.Identity.OrderSession(ctx, order, customer)
	return ordering.Session{Token: token, ExpiresAt: expires}, err
}

type mailsForOrdering struct{ near *Neighbours }

func (l mailsForOrdering) OfOrder(ctx context.Context, order id.UUID) ([]ordering.Mail, error) {
	ctx, cancel := context.WithTimeout(ctx, niceToKnow)
	defer cancel()
	found, err := l.near.Notification.OfOrder(ctx, order)
	mails := make([]ordering.Mail, len(found))
	for i, m := range found {
		mails[i] = ordering.Mail{Kind: string(m.Kind), Status: string(m.Status), At: m.UpdatedAt, Reason: m.Reason}
	}
	return mails, err
}

func (l mailsForOrdering) Resend(ctx context.Context, order id.UUID) error {
	return l.near.Notification.Resend(ctx, order)
}

func (l mailsForOrdering) SendLinks(ctx context.Context, to string, links []ordering.Link) error {
	letter := notification.Account{Kind: notification.LinksMail, To: to}
	for _, k := range links {
		letter.Links = append(letter.Links, notification.Link{Label: fmt.Sprintf("Order %s", k.Number), URL: k.URL})
	}
	return l.near.Notification.Queue(ctx, letter)
}

// idsAs gives identifiers that crossed a link the receiver's type.
func idsAs[T ~[16]byte](ids []id.UUID) []T {
	out := make([]T, len(ids))
	for i, v := range ids {
		out[i] = T(v)
	}
	return out
}
