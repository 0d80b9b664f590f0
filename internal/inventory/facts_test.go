package inventory_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

func TestAHoldIsToldWithItsConcertAndItsPrice(t *testing.T) {
	t.Parallel()
	h := open(t)
	held := h.Hold(t, h.Buyer(), h.Seat("A", 1))[0]
	envelope := h.mem.DB.Facts(h.read)[0]
	told, err := work.Open[events.ReservationCreated](envelope)
	ok(t, err)
	same(t, envelope.Key, id.Hex(held.Seat.UUID()))
	same(t, told, events.ReservationCreated{
		Meta: told.Meta, Seat: events.SeatOf(h.Event.UUID(), held.Seat.UUID(), h.State(t, held.Seat).Version),
		Reservation: held.ID.UUID(), Group: held.Group.UUID(), Customer: held.Customer.UUID(),
		SeatNumber: "Stalls-A-1", Section: "Stalls", SectionCode: "Stalls", Row: "A", Label: "1",
		BasePrice: "50.00", Currency: "EUR", CreatedAt: held.CreatedAt, ExpiresAt: held.ExpiresAt, Status: "active",
	})
	if told.Message == h.Event.UUID() || told.Message == id.Nil {
		t.Error("the message has no id of its own")
	}
}

func TestASeatThatGoesToSomebodyInLineIsNeverToldAsFree(t *testing.T) {
	t.Parallel()
	h := open(t)
	hold := h.Hold(t, h.Buyer(), h.Seat("A", 1))
	ok(t, h.keep(t, inventorytest.Start.Add(time.Hour), h.Seat("A", 2)))
	h.Line(t)
	h.facts()
	ok(t, h.Release(t.Context(), []inventory.ReservationID{hold[0].ID}, events.ManualCancellation))
	_, err := h.LetGo(t.Context(), []inventory.SeatID{h.Seat("A", 2)}, inventory.House, actor.Actor{})
	ok(t, err)
	var statuses []string
	for _, e := range h.mem.DB.Facts(h.read) {
		var f struct{ Status, SeatStatus string }
		ok(t, json.Unmarshal(e.Payload, &f))
		if e.Topic == "reservation-expired" {
			f.Status = f.SeatStatus
		}
		statuses = append(statuses, e.Topic+" "+f.Status)
	}
	same(t, statuses, []string{
		"reservation-expired reserved", "seat-status-changed reserved", "seat-status-changed reserved", "seat-status-changed reserved",
	})
}
