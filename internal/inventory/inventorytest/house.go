// Package inventorytest has what tests of inventory share: an event on sale, buyers, gates that lie, and the contract suites that
// decide what a store is.
package inventorytest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// Start is when every test begins.
var Start = time.Date(2030, time.March, 1, 12, 0, 0, 0, time.UTC)

// The hall that tests sell: rows A to D of ten seats each, A and B dearer, and a floor with standing places.
const (
	RowSeats = 10
	Rows     = 4
	Standing = 20
	Stalls   = "Stalls"
	Floor    = "Floor"
)

// House is a service with one event on sale.
type House struct {
	*inventory.Service
	Store inventory.Store
	Clock *clock.Fake
	IDs   *id.Seeded
	Event inventory.EventID
	Seats []inventory.SeatID // row by row, then the standing places
	Terms inventory.Terms
}

// Open puts the hall on sale in a store. A nil gate lets everybody through.
func Open(t testing.TB, store inventory.Store, gate inventory.Gate) *House {
	t.Helper()
	if gate == nil {
		gate = OpenGate{}
	}
	clk, ids := clock.NewFake(Start), id.NewSeeded(1)
	h := &House{
		Service: inventory.New(store, gate, inventory.DefaultRules(), clk, ids),
		Store:   store, Clock: clk, IDs: ids, Event: inventory.EventID(ids.New()),
	}
	h.Terms = inventory.Terms{Event: h.Event, Version: 1, Status: inventory.OnSale, Date: Start.Add(30 * 24 * time.Hour), Currency: "EUR"}
	must(t, h.SetTerms(t.Context(), h.Terms))
	layout := h.Layout(1)
	must(t, h.Arrange(t.Context(), layout))
	for _, seat := range layout.Seats {
		h.Seats = append(h.Seats, inventory.SeatID(seat.Seat))
	}
	return h
}

// Layout makes the hall as a layout of one part. The same seats have the same ids in every layout.
func (h *House) Layout(number int) inventory.Part {
	part := inventory.Part{Event: h.Event, Layout: number, Number: 1, Of: 1, Currency: "EUR", StageX: 55, StageY: -20}
	add := func(seat events.GeneratedSeat) {
		seat.Index = len(part.Seats)
		seat.Seat = id.Named(h.Event.UUID(), fmt.Sprint("seat ", seat.Index))
		part.Seats = append(part.Seats, seat)
	}
	for row := range Rows {
		for n := 1; n <= RowSeats; n++ {
			seat := events.GeneratedSeat{
				Section: Stalls, Row: string(rune('A' + row)), Number: n, Label: fmt.Sprint(n), Category: "First", Price: "50.00",
				X: float64(10 * n), Y: float64(10 * row),
			}
			if row >= 2 {
				seat.Category, seat.Rank, seat.Price = "Second", 1, "30.00"
			}
			add(seat)
		}
	}
	for n := 1; n <= Standing; n++ {
		add(events.GeneratedSeat{
			Section: Floor, Number: n, Category: "Standing", Rank: 2, Price: "20.00", Standing: true, X: 55, Y: 60,
		})
	}
	return part
}

// Seat returns a seat of the stalls by row and number: Seat("B", 3).
func (h *House) Seat(row string, number int) inventory.SeatID {
	return h.Seats[int(row[0]-'A')*RowSeats+number-1]
}

// Row returns the first seats of a row.
func (h *House) Row(row string, seats int) []inventory.SeatID {
	first := int(row[0]-'A') * RowSeats
	return h.Seats[first : first+seats]
}

// Buyer makes a guest.
func (h *House) Buyer() actor.Actor {
	return actor.Actor{Customer: h.IDs.New(), Role: actor.Guest}
}

// Group makes the id of a new command.
func (h *House) Group() inventory.GroupID { return inventory.GroupID(h.IDs.New()) }

// Try asks for named seats.
func (h *House) Try(ctx context.Context, buyer actor.Actor, seats ...inventory.SeatID) ([]inventory.Hold, error) {
	return h.Reserve(ctx, inventory.Reserve{Group: h.Group(), By: buyer, Seats: seats})
}

// Hold holds named seats, which must be free.
func (h *House) Hold(t testing.TB, buyer actor.Actor, seats ...inventory.SeatID) []inventory.Hold {
	t.Helper()
	holds, err := h.Try(t.Context(), buyer, seats...)
	must(t, err)
	return holds
}

// Sell confirms holds for a new order.
func (h *House) Sell(t testing.TB, holds []inventory.Hold) inventory.OrderID {
	t.Helper()
	order := inventory.OrderID(h.IDs.New())
	_, err := h.Confirm(t.Context(), inventory.Confirm{Order: order, Payment: inventory.PaymentID(h.IDs.New()), Reservations: IDs(holds)})
	must(t, err)
	return order
}

// Line gives the event a line though there are free seats: none of them is for nothing. It returns the line's term.
func (h *House) Line(t testing.TB) int64 {
	t.Helper()
	verdicts, err := h.OpenLines(t.Context(), []inventory.LineWish{{Event: h.Event, Quantity: 1, MaxPrice: "0"}})
	must(t, err)
	must(t, verdicts[0].Err)
	return verdicts[0].Term
}

// State reads a seat's state.
func (h *House) State(t testing.TB, seat inventory.SeatID) inventory.Seat {
	t.Helper()
	seats, err := h.Store.Seats(t.Context(), []inventory.SeatID{seat})
	must(t, err)
	if len(seats) != 1 {
		t.Fatalf("seat %s: found %d", seat, len(seats))
	}
	return seats[0]
}

// Now reads a reservation.
func (h *House) Now(t testing.TB, reservation inventory.ReservationID) inventory.Hold {
	t.Helper()
	holds, err := h.Holds(t.Context(), []inventory.ReservationID{reservation})
	must(t, err)
	if len(holds) != 1 {
		t.Fatalf("reservation %s: found %d", reservation, len(holds))
	}
	return holds[0]
}

// IDs lists the reservations of holds.
func IDs(holds []inventory.Hold) []inventory.ReservationID {
	ids := make([]inventory.ReservationID, len(holds))
	for i, h := range holds {
		ids[i] = h.ID
	}
	return ids
}

// OpenGate lets everybody through: what a gate does that is switched off or out of order.
type OpenGate struct{}

// Try lets the caller through.
func (OpenGate) Try(context.Context, []string, time.Duration) (func(), []string) {
	return func() {}, nil
}

// LyingGate calls every other caller's seats busy, whether they are or not, and lets rivals through to one seat.
type LyingGate struct{ calls chan struct{} }

// NewLyingGate makes a gate that lies.
func NewLyingGate() *LyingGate { return &LyingGate{calls: make(chan struct{}, 1)} }

// Try lies.
func (g *LyingGate) Try(_ context.Context, keys []string, _ time.Duration) (func(), []string) {
	select {
	case g.calls <- struct{}{}:
		return func() {}, nil
	default:
		<-g.calls
		return nil, keys
	}
}

// BusyGate calls every seat busy, for ever.
type BusyGate struct{}

// Try lies.
func (BusyGate) Try(_ context.Context, keys []string, _ time.Duration) (func(), []string) {
	return nil, keys
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
