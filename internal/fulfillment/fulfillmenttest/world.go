// Package fulfillmenttest holds what every test of fulfillment needs: the contract suite that says what a store is, and a world
// around the service in which the other contexts are maps.
package fulfillmenttest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// World is a service with everything around it.
type World struct {
	*fulfillment.Service
	Store  fulfillment.Store
	Clock  *clock.Fake
	IDs    *id.Seeded
	Orders Orders
	Events Events
	Rules  fulfillment.Rules
}

// Start is when every world begins: a week before its concert.
var Start = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// NewWorld makes a world on a store. Its concert is in catalog; fulfillment has not heard of it.
func NewWorld(store fulfillment.Store) *World {
	w := &World{
		Store: store, Clock: clock.NewFake(Start), IDs: id.NewSeeded(1), Rules: fulfillment.DefaultRules(),
		Orders: Orders{}, Events: Events{Concert().ID: Concert()},
	}
	w.Service = w.Another()
	return w
}

// Another is a further process on the same store: a service that has nothing in memory.
func (w *World) Another() *fulfillment.Service { return w.On(w.Store) }

// On is a further process that sees the store through another one.
func (w *World) On(store fulfillment.Store) *fulfillment.Service {
	ports := fulfillment.Ports{Orders: w.Orders, Events: w.Events, Renderer: Renderer{}, Sealer: Sealer{}}
	return fulfillment.New(store, ports, w.Rules, w.Clock, w.IDs)
}

// Concert is the event of every world.
func Concert() fulfillment.Event {
	return fulfillment.Event{
		ID: id.Named(id.Nil, "concert"), Version: 1, Name: "Rock Night", Venue: "Movistar Arena, Bogotá",
		Starts: Start.Add(7 * 24 * time.Hour), TimeZone: "America/Bogota",
	}
}

// Buyer is the customer of an order that [World.Paid] makes.
func Buyer() actor.Actor {
	return actor.Actor{Customer: id.Named(id.Nil, "ana"), Role: actor.Guest}
}

// Stranger is another customer.
func Stranger() actor.Actor {
	return actor.Actor{Customer: id.Named(id.Nil, "eve"), Role: actor.Customer}
}

// Staff works at the door.
func Staff() actor.Actor {
	return actor.Actor{Customer: id.Named(id.Nil, "sam"), Role: actor.Staff}
}

// Secret opens every order of a world.
const Secret = "a-secret-link"

// Paid makes an order with a number of seats known to ordering, and the fact that it is paid. The same name is the same order.
func (w *World) Paid(name string, seats int) events.OrderPaid {
	hash := sha256.Sum256([]byte(Secret))
	order, payment := id.Named(id.Nil, name), id.Named(id.Nil, "payment of "+name)
	w.Orders[fulfillment.OrderID(order)] = fulfillment.Purchase{
		Number: "NR" + name, Customer: Buyer().Customer, Holder: "Ana Muñoz", Email: strings.ToLower(name) + "@example.com", SecretHash: hash[:],
	}
	fact := events.OrderPaid{
		Meta: events.Stamp(id.Named(order, "paid"), w.Clock.Now()), Order: order, Number: "NR" + name, Customer: Buyer().Customer,
		Payment: &payment, TotalAmount: "0", Currency: "USD", SecretHash: hash[:], PaidAt: w.Clock.Now(),
	}
	for i := range seats {
		fact.Items = append(fact.Items, events.OrderItem{
			Seat: id.Named(order, strconv.Itoa(i)), Event: Concert().ID, Reservation: id.Named(order, "hold "+strconv.Itoa(i)),
			SectionCode: "Platea", Row: "C", Label: strconv.Itoa(14 + i), Price: "45.50",
		})
	}
	return fact
}

// Issued makes an order with tickets and returns them with their codes.
func (w *World) Issued(ctx context.Context, name string, seats int) ([]fulfillment.Issued, error) {
	fact := w.Paid(name, seats)
	if err := w.Issue(ctx, fact); err != nil {
		return nil, err
	}
	return w.Tickets(ctx, fulfillment.Reader{Who: Buyer()}, fulfillment.OrderID(fact.Order))
}

// Orders is ordering as a map.
type Orders map[fulfillment.OrderID]fulfillment.Purchase

// Purchases looks into the map.
func (o Orders) Purchases(_ context.Context, orders []fulfillment.OrderID) (map[fulfillment.OrderID]fulfillment.Purchase, error) {
	found := map[fulfillment.OrderID]fulfillment.Purchase{}
	for _, order := range orders {
		if purchase, ok := o[order]; ok {
			found[order] = purchase
		}
	}
	return found, nil
}

// PaidOf looks into the map for what begins with the text; every order of a world has seats of the one concert.
func (o Orders) PaidOf(_ context.Context, event id.UUID, text string, before fulfillment.OrderID, limit int) ([]fulfillment.OrderID, error) {
	var found []fulfillment.OrderID
	for order, p := range o {
		begins := slices.ContainsFunc([]string{p.Number, p.Holder, p.Email}, func(s string) bool {
			return strings.HasPrefix(strings.ToLower(s), strings.ToLower(text))
		})
		if event == Concert().ID && begins && (before.IsZero() || id.Compare(order, before) < 0) {
			found = append(found, order)
		}
	}
	slices.SortFunc(found, func(a, b fulfillment.OrderID) int { return id.Compare(b, a) })
	return found[:min(len(found), limit)], nil
}

// Events is catalog as a map.
type Events map[id.UUID]fulfillment.Event

// Event looks into the map.
func (e Events) Event(_ context.Context, event id.UUID) (fulfillment.Event, error) {
	found, ok := e[event]
	if !ok {
		return found, errors.New("catalog does not know the event")
	}
	return found, nil
}

// Renderer prints tickets as lines of text.
type Renderer struct{}

// PDF writes a line per ticket.
func (Renderer) PDF(docs []fulfillment.Document) ([]byte, error) {
	var out bytes.Buffer
	for _, d := range docs {
		fmt.Fprintln(&out, d.Number, d.EventName, d.Place(), d.Holder, d.Price, d.Code)
	}
	return out.Bytes(), nil
}

// Calendar writes a line per ticket.
func (Renderer) Calendar(docs []fulfillment.Document) ([]byte, error) {
	var out bytes.Buffer
	for _, d := range docs {
		fmt.Fprintln(&out, "BEGIN:VEVENT", d.Number, d.Starts.Format(time.RFC3339), d.TimeZone)
	}
	return out.Bytes(), nil
}

// Sealer marks what it seals, and opens nothing else.
type Sealer struct{ Mark string }

// Seal puts the mark before the text.
func (s Sealer) Seal(plain []byte) []byte { return append([]byte("sealed"+s.Mark+":"), plain...) }

// Open takes any mark off.
func (s Sealer) Open(sealed []byte) ([]byte, error) {
	mark, plain, ok := bytes.Cut(sealed, []byte(":"))
	if !ok || !bytes.HasPrefix(mark, []byte("sealed")) {
		return nil, errors.New("not sealed")
	}
	return plain, nil
}

// Price is what every seat of a world costs.
var Price = money.Of(4550, "USD")
