package waitlisttest

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/waitlist"
)

// World is the service among fakes of everybody else.
type World struct {
	*waitlist.Service
	Store  waitlist.Store
	Clock  *clock.Fake
	IDs    *id.Seeded
	Power  *Power
	Seats  *Seats
	Orders *Orders
	Events *Events
	Rules  waitlist.Rules
}

// NewWorld makes a world around a store.
func NewWorld(store waitlist.Store) *World {
	w := &World{
		Store: store, Clock: clock.NewFake(Noon), IDs: id.NewSeeded(1), Power: newPower(),
		Events: &Events{Known: map[waitlist.EventID]waitlist.EventFacts{}}, Rules: waitlist.DefaultRules(),
	}
	w.Rules.PublicURL = "https://tickets.example"
	w.Rules.Page = 2
	w.Seats = newSeats(w.Power, w.Clock, w.IDs)
	w.Orders = &Orders{power: w.Power, seats: w.Seats, orders: map[waitlist.OfferID]*order{}}
	w.Service = w.On(store)
	return w
}

// On is a further process, which sees the store through another one.
func (w *World) On(store waitlist.Store) *waitlist.Service {
	ports := waitlist.Ports{Seats: w.Seats, Orders: w.Orders, Events: w.Events, Sealer: Sealer{}, Random: &Secrets{}}
	return waitlist.New(powered{store, w.Power}, ports, w.Rules, w.Clock, w.IDs)
}

// Concert makes an event of two days hence.
func (w *World) Concert() waitlist.EventID {
	event := waitlist.EventID(w.IDs.New())
	w.Events.Known[event] = waitlist.EventFacts{
		Version: 1, Name: "Così fan tutte", Venue: "Opera", Starts: w.Clock.Now().Add(48 * time.Hour), TimeZone: "Europe/Vienna",
	}
	return event
}

// Enter joins a line, and returns the place.
func (w *World) Enter(t testing.TB, event waitlist.EventID, email string, wish waitlist.Wish) waitlist.Entry {
	t.Helper()
	joined, err := w.Join(t.Context(), waitlist.Join{Event: event, Email: email, Wish: wish})
	if err != nil {
		t.Fatalf("join: %v", err)
	}
	return w.Entry(t, joined.Entry)
}

// Wait joins a line and confirms the place.
func (w *World) Wait(t testing.TB, event waitlist.EventID, email string, wish waitlist.Wish) waitlist.Entry {
	t.Helper()
	e := w.Enter(t, event, email, wish)
	if err := w.Confirm(t.Context(), actor.Actor{}, e.ID, w.SecretOf(t, e)); err != nil {
		t.Fatalf("confirm: %v", err)
	}
	return w.Entry(t, e.ID)
}

// SecretOf is the secret of a place's link.
func (w *World) SecretOf(t testing.TB, e waitlist.Entry) string {
	t.Helper()
	secret, err := e.Secret.Text(Sealer{})
	if err != nil {
		t.Fatalf("open secret: %v", err)
	}
	return secret
}

// Entry reads a place as it is kept.
func (w *World) Entry(t testing.TB, entry waitlist.EntryID) waitlist.Entry {
	t.Helper()
	e, err := w.Store.Entry(t.Context(), entry)
	if err != nil {
		t.Fatalf("read entry: %v", err)
	}
	return e
}

// Offer reads an offer as it is kept.
func (w *World) Offer(t testing.TB, offer waitlist.OfferID) waitlist.Offer {
	t.Helper()
	o, there, err := w.Store.Offer(t.Context(), offer)
	if err != nil || !there {
		t.Fatalf("read offer: there is %v, %v", there, err)
	}
	return o
}

// LineOf reads a line as it is kept.
func (w *World) LineOf(t testing.TB, event waitlist.EventID) waitlist.Line {
	t.Helper()
	lines, err := w.Store.Lines(t.Context(), []waitlist.EventID{event})
	if err != nil || len(lines) != 1 {
		t.Fatalf("read line: %d, %v", len(lines), err)
	}
	return lines[0]
}

// Turn is one turn of the workers, with everybody else's before it.
func (w *World) Turn(t testing.TB) {
	t.Helper()
	w.Orders.Sweep()
	w.Seats.Sweep()
	for _, turn := range []func() (int, error){
		func() (int, error) { return w.DriveDue(t.Context()) },
		func() (int, error) { return w.HandOver(t.Context()) },
		func() (int, error) { return w.Sweep(t.Context()) },
	} {
		if _, err := turn(); err != nil {
			t.Fatalf("turn: %v", err)
		}
	}
}
