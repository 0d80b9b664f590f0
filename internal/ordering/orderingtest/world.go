package orderingtest

import (
	"fmt"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
)

// Noon is when every world begins.
var Noon = time.Date(2030, 5, 1, 12, 0, 0, 0, time.UTC)

// World is the service among fakes of everybody else.
type World struct {
	*ordering.Service
	Store    ordering.Store
	Clock    *clock.Fake
	IDs      *id.Seeded
	Seats    *Seats
	Refunds  *Refunds
	Tickets  *Tickets
	Events   *Events
	Sessions *Sessions
	Mails    *Mails
	Rules    ordering.Rules
}

// NewWorld makes a world around a store.
func NewWorld(store ordering.Store) *World {
	w := &World{
		Store: store, Clock: clock.NewFake(Noon), IDs: id.NewSeeded(1), Seats: &Seats{holds: map[id.UUID]*ordering.Hold{}},
		Refunds: &Refunds{}, Tickets: &Tickets{}, Events: &Events{}, Sessions: &Sessions{}, Mails: &Mails{}, Rules: ordering.DefaultRules(),
	}
	w.Rules.PublicURL = "https://tickets.example"
	w.Rules.Page = 2
	w.Service = ordering.New(store, ordering.Ports{
		Seats: w.Seats, Refunds: w.Refunds, Tickets: w.Tickets, Events: w.Events, Sessions: w.Sessions, Mails: w.Mails,
		Sealer: Sealer{}, Secrets: &Secrets{},
	}, w.Rules, w.Clock, w.IDs)
	return w
}

// Guest makes a guest session's actor.
func (w *World) Guest() actor.Actor {
	return actor.Actor{Customer: w.IDs.New(), Role: actor.Guest, Session: w.IDs.New()}
}

// Account makes the actor of a signed-in customer.
func (w *World) Account(email string, verified bool) actor.Actor {
	return actor.Actor{Customer: w.IDs.New(), Role: actor.Customer, Email: email, Verified: verified, Session: w.IDs.New()}
}

// Clerk makes an actor who works for the house.
func (w *World) Clerk() actor.Actor {
	return actor.Actor{Customer: w.IDs.New(), Role: actor.Staff, Email: "clerk@example.com", Verified: true}
}

// Hold gives the customer a hold on a fresh seat, for 15 minutes, at a price in cents of a dollar.
func (w *World) Hold(who actor.Actor, event ordering.EventID, cents int64) ordering.Hold {
	n := len(w.Seats.holds) + 1
	hold := ordering.Hold{
		Reservation: w.IDs.New(), Seat: w.IDs.New(), Event: event.UUID(), Customer: who.Customer, Section: "Stalls", Row: "A",
		Label: fmt.Sprint(n), Price: money.Of(cents, "USD"), ExpiresAt: w.Clock.Now().Add(15 * time.Minute), Status: "active",
	}
	w.Seats.holds[hold.Reservation] = &hold
	return hold
}

// Event makes the id of an event.
func (w *World) Event() ordering.EventID { return ordering.EventID(w.IDs.New()) }

// Add puts holds into the customer's cart and returns it.
func (w *World) Add(t testing.TB, who actor.Actor, holds ...ordering.Hold) ordering.Order {
	t.Helper()
	var cart ordering.Order
	for _, hold := range holds {
		var err error
		cart, err = w.AddToCart(t.Context(), who, ordering.AddToCart{
			Item: w.IDs.New(), Seat: ordering.SeatID(hold.Seat), Reservation: ordering.ReservationID(hold.Reservation),
		})
		if err != nil {
			t.Fatalf("add to cart: %v", err)
		}
	}
	return cart
}

// Place checks a cart with the holds out, as Ann Buyer.
func (w *World) Place(t testing.TB, who actor.Actor, holds ...ordering.Hold) ordering.Placed {
	t.Helper()
	cart := w.Add(t, who, holds...)
	placed, err := w.Checkout(t.Context(), who, ordering.Checkout{
		Operation: w.IDs.New(), Order: cart.ID, Email: "ann@example.com", Name: "Ann Buyer",
	})
	if err != nil {
		t.Fatalf("check out: %v", err)
	}
	return placed
}

// Order reads an order as it is kept.
func (w *World) Order(t testing.TB, order ordering.OrderID) ordering.Order {
	t.Helper()
	o, err := w.Store.Order(t.Context(), order)
	if err != nil {
		t.Fatalf("read order: %v", err)
	}
	return o
}
