package app

import (
	"context"
	"errors"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/waitlist"
)

// theWaitlist is who asks where the waitlist itself does something to seats and orders.
var theWaitlist = actor.Actor{Role: actor.Service}

// inLine is the guest whose holds and orders an entry's offers are.
func inLine(customer id.UUID) actor.Actor { return actor.Actor{Role: actor.Guest, Customer: customer} }

type seatsForWaitlist struct{ near *Neighbours }

func (l seatsForWaitlist) OpenLines(ctx context.Context, wishes []waitlist.LineWish) ([]waitlist.LineVerdict, error) {
	asked := make([]inventory.LineWish, len(wishes))
	for i, w := range wishes {
		asked[i] = inventory.LineWish{
			Event: inventory.EventID(w.Event), After: w.After, Quantity: w.Wish.Quantity, MaxPrice: w.Wish.MaxPrice,
			Sections: w.Wish.Sections, Accessible: w.Wish.Accessible,
		}
	}
	found, err := l.near.Inventory.OpenLines(ctx, asked)
	verdicts := make([]waitlist.LineVerdict, len(found))
	for i, v := range found {
		verdicts[i] = waitlist.LineVerdict{Term: v.Term, Err: v.Err}
	}
	return verdicts, err
}

func (l seatsForWaitlist) CloseLine(ctx context.Context, event waitlist.EventID, term int64) error {
	return l.near.Inventory.CloseLine(ctx, inventory.EventID(event), term)
}

func (l seatsForWaitlist) Aside(ctx context.Context) ([]waitlist.Vacancy, error) {
	found, err := l.near.Inventory.Aside(ctx, inventory.Waitlist)
	seats := make([]waitlist.Vacancy, len(found))
	for i, v := range found {
		seats[i] = waitlist.Vacancy{
			Seat: waitlist.SeatID(v.Seat), Event: waitlist.EventID(v.Event), Section: v.Section, Row: v.Row, Number: v.Number,
			Price: v.Price, Accessible: v.Accessible, Standing: v.Standing, Until: v.Until, Term: v.Term,
			Stretch: v.Stretch, Place: v.Place, Before: v.Before, After: v.After,
		}
	}
	return seats, err
}

func (l seatsForWaitlist) Keep(ctx context.Context, seats []waitlist.SeatID, until time.Time) error {
	return refusedBy(l.near.Inventory.SetAside(ctx, inventory.SetAside{
		Seats: idsAs[inventory.SeatID](id.UUIDs(seats)), Keeper: inventory.Waitlist, Until: until, By: theWaitlist,
	}))
}

func (l seatsForWaitlist) LetGo(ctx context.Context, seats []waitlist.SeatID) error {
	_, err := l.near.Inventory.LetGo(ctx, idsAs[inventory.SeatID](id.UUIDs(seats)), inventory.Waitlist, theWaitlist)
	return err
}

func (l seatsForWaitlist) Hold(ctx context.Context, wish waitlist.HoldWish) ([]id.UUID, error) {
	held, err := l.near.Inventory.Reserve(ctx, inventory.Reserve{
		Group: inventory.GroupID(wish.Offer), By: inLine(wish.Customer), Event: inventory.EventID(wish.Event),
		Seats: idsAs[inventory.SeatID](id.UUIDs(wish.Seats)), Keeper: inventory.Waitlist, Prices: wish.Prices, TTL: wish.TTL,
	})
	reservations := make([]id.UUID, len(held))
	for i, h := range held {
		reservations[i] = h.ID.UUID()
	}
	return reservations, refusedBy(err)
}

func (l seatsForWaitlist) Release(ctx context.Context, reservations []id.UUID) error {
	return l.near.Inventory.Release(ctx, idsAs[inventory.ReservationID](reservations), events.ManualCancellation)
}

// refusedBy tells a rule's no from a failure, after which the same can be asked again.
func refusedBy(err error) error {
	known, ok := fault.As(err)
	if !ok {
		return err
	}
	switch known.Kind {
	case fault.Unavailable, fault.Exhausted, fault.Unauthenticated:
		return err
	default:
		return errors.Join(waitlist.ErrRefused, err)
	}
}

type ordersForWaitlist struct{ near *Neighbours }

func (l ordersForWaitlist) Place(ctx context.Context, wish waitlist.OrderWish) (waitlist.Placed, error) {
	p, err := l.near.Ordering.PlaceFor(ctx, theWaitlist, ordering.PlaceFor{
		Operation: wish.Offer.UUID(), Customer: wish.Customer, Guest: true, Reservations: idsAs[ordering.ReservationID](wish.Reservations),
		Email: wish.Email, Name: wish.Name,
	})
	switch {
	case errors.Is(err, ordering.ErrSeatOrdered), errors.Is(err, ordering.ErrOrderRaced):
		return waitlist.Placed{}, errors.Join(waitlist.ErrNotYet, err)
	case err != nil:
		return waitlist.Placed{}, refusedBy(err)
	case p.Order.State == ordering.Cancelled: // it ended before anybody was told of it
		return waitlist.Placed{}, waitlist.ErrRefused
	}
	return waitlist.Placed{Secret: p.Secret, Total: p.Order.Total(), ExpiresAt: p.Order.ExpiresAt()}, nil
}

func (l ordersForWaitlist) Find(ctx context.Context, orders []waitlist.OfferID) (map[waitlist.OfferID]waitlist.OrderState, error) {
	found, err := l.near.Ordering.FindAll(ctx, idsAs[ordering.OrderID](id.UUIDs(orders)))
	states := make(map[waitlist.OfferID]waitlist.OrderState, len(found))
	for _, o := range found {
		states[waitlist.OfferID(o.ID)] = waitlist.OrderState{
			Paid:      o.State == ordering.Paid || o.State == ordering.Fulfilled || o.State == ordering.Cancelled && !o.PaidAt.IsZero(),
			Cancelled: o.State == ordering.Cancelled, Reason: o.CancelReason, ExpiresAt: o.ExpiresAt(),
		}
	}
	return states, err
}

func (l ordersForWaitlist) Cancel(ctx context.Context, order waitlist.OfferID, customer id.UUID) error {
	return l.near.Ordering.Cancel(ctx, inLine(customer), ordering.OrderID(order))
}

type eventsForWaitlist struct{ near *Neighbours }

func (l eventsForWaitlist) Facts(ctx context.Context, of []waitlist.EventID) (map[waitlist.EventID]waitlist.EventFacts, error) {
	ctx, cancel := context.WithTimeout(ctx, niceToKnow)
	defer cancel()
	found, err := l.near.Catalog.Names(ctx, id.UUIDs(of))
	facts := make(map[waitlist.EventID]waitlist.EventFacts, len(found))
	for _, e := range found {
		facts[waitlist.EventID(e.Event)] = waitlist.EventFacts{
			Version: e.Version, Name: e.Name, Venue: e.Venue, Starts: e.EventDate, TimeZone: e.TimeZone, Cancelled: e.Status == "cancelled",
		}
	}
	return facts, err
}
