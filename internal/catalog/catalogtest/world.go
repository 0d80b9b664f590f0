package catalogtest

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// Noon is when a world begins.
var Noon = time.Date(2030, 1, 2, 12, 0, 0, 0, time.UTC)

// Organiser makes and changes the events of tests.
var Organiser = actor.Actor{Customer: id.Named(id.Nil, "organiser"), Role: actor.Organiser}

// World is a catalogue on a store, beside an inventory that does as it is told, at a time that stands.
type World struct {
	*catalog.Service
	Store     catalog.Store
	Inventory *Inventory
	Clock     *clock.Fake
	IDs       *id.Seeded
	T         testing.TB
}

// New opens a world.
func New(t testing.TB, store catalog.Store) *World {
	w := &World{Store: store, Inventory: &Inventory{}, Clock: clock.NewFake(Noon), IDs: id.NewSeeded(1), T: t}
	rules := catalog.DefaultRules()
	rules.LivePause = time.Millisecond
	w.Service = catalog.New(store, w.Inventory, rules, w.Clock, w.IDs)
	return w
}

// Draft is an event that can be made.
func Draft() catalog.Draft {
	return catalog.Draft{
		Name: "Jazz Night", Description: "A quintet.", Venue: "Teatro Nacional", EventDate: Noon.AddDate(0, 0, 7), MaxCapacity: 100,
		BasePrice: "50.00", Currency: "EUR", TimeZone: "Europe/Madrid",
	}
}

// Event makes an event without seats.
func (w *World) Event() catalog.Event {
	w.T.Helper()
	e, err := w.Create(w.T.Context(), Organiser, catalog.EventID(w.IDs.New()), Draft())
	if err != nil {
		w.T.Fatal(err)
	}
	return e
}

// Seated makes an event with a section A of rows of ten, none of them on sale yet.
func (w *World) Seated(rows int) catalog.Event {
	w.T.Helper()
	e := w.Event()
	w.Seats(e.ID, catalog.SectionConfiguration{SectionCode: "A", Rows: rows, SeatsPerRow: 10})
	return w.Now(e.ID)
}

// Seats generates sections.
func (w *World) Seats(event catalog.EventID, sections ...catalog.SectionConfiguration) {
	w.T.Helper()
	if _, err := w.Generate(w.T.Context(), Organiser, w.IDs.New(), event, sections); err != nil {
		w.T.Fatal(err)
	}
}

// Now reads an event.
func (w *World) Now(event catalog.EventID) catalog.Event {
	w.T.Helper()
	e, err := w.Service.Event(w.T.Context(), event)
	if err != nil {
		w.T.Fatal(err)
	}
	return e
}

// Map reads an event's seats.
func (w *World) Map(event catalog.EventID) []catalog.Seat {
	w.T.Helper()
	_, seats, err := w.SeatMap(w.T.Context(), event)
	if err != nil {
		w.T.Fatal(err)
	}
	return seats
}

// Become projects a status of seats by their index, each at the next version.
func (w *World) Become(event catalog.EventID, status catalog.SeatStatus, indexes ...int) {
	w.T.Helper()
	seats := w.Map(event)
	changes := make([]catalog.SeatChange, len(indexes))
	for i, index := range indexes {
		changes[i] = catalog.SeatChange{Event: event, Seat: seats[index].SeatID, Status: status, Version: seats[index].Version + 1}
	}
	if err := w.Project(w.T.Context(), changes); err != nil {
		w.T.Fatal(err)
	}
}

// OpenSale puts all seats of an event on sale.
func (w *World) OpenSale(event catalog.EventID) {
	w.T.Helper()
	indexes := make([]int, len(w.Map(event)))
	for i := range indexes {
		indexes[i] = i
	}
	w.Become(event, catalog.Available, indexes...)
}

// Euros is an amount.
func Euros(minor int64) money.Amount { return money.Of(minor, "EUR") }
