package inventory_test

import (
	"testing"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

func TestAHoldIsReleasedByItsOwnerAndNobodyElse(t *testing.T) {
	t.Parallel()
	h := open(t)
	buyer := h.Buyer()
	hold := h.Hold(t, buyer, h.Seat("A", 1))[0]
	h.facts()
	for _, stranger := range []actor.Actor{h.Buyer(), {}, {Customer: buyer.Customer, Role: actor.Guest, Order: h.IDs.New()}} {
		refused(t, h.ReleaseOwn(t.Context(), hold.ID, stranger), inventory.ErrNoSuchReservation)
	}
	refused(t, h.ReleaseOwn(t.Context(), inventory.ReservationID(h.IDs.New()), buyer), inventory.ErrNoSuchReservation)
	h.tells(t)
	account := h.Buyer()
	account.Also = []id.UUID{buyer.Customer}
	ok(t, h.ReleaseOwn(t.Context(), hold.ID, account))
	h.tells(t, "reservation-expired")
	same(t, h.Now(t, hold.ID).Reason, events.ManualCancellation)
	ok(t, h.ReleaseOwn(t.Context(), hold.ID, buyer))
	h.tells(t)
}

func TestALateReleaseDoesNotFreeAnothersSeat(t *testing.T) {
	t.Parallel()
	h := open(t)
	first := h.Hold(t, h.Buyer(), h.Seat("A", 1))
	h.lapse(t)
	second := h.Hold(t, h.Buyer(), h.Seat("A", 1))
	ok(t, h.Release(t.Context(), inventorytest.IDs(first), events.OrderCancelledEnd))
	same(t, h.State(t, h.Seat("A", 1)).Reservation, second[0].ID)
}

func TestWhatIsSoldOrBeingPaidIsNotReleasedNotEvenInPart(t *testing.T) {
	t.Parallel()
	h := open(t)
	buyer := h.Buyer()
	sold, paying, plain := h.Hold(t, buyer, h.Seat("A", 1)), h.Hold(t, buyer, h.Seat("A", 2)), h.Hold(t, buyer, h.Seat("A", 3))
	h.Sell(t, sold)
	ok(t, h.Protect(t.Context(), onePayment, inventorytest.IDs(paying)))
	h.facts()
	refused(t, h.Release(t.Context(), inventorytest.IDs(append(plain, sold...)), events.OrderCancelledEnd), inventory.ErrAlreadySold)
	refused(t, h.Release(t.Context(), inventorytest.IDs(append(plain, paying...)), events.OrderCancelledEnd), inventory.ErrPaying)
	refused(t, h.ReleaseOwn(t.Context(), paying[0].ID, buyer), inventory.ErrPaying)
	_, err := h.ReleaseSeat(t.Context(), h.Seat("A", 2), staff)
	refused(t, err, inventory.ErrPaying)
	_, err = h.ReleaseSeat(t.Context(), h.Seat("A", 1), staff)
	refused(t, err, inventory.ErrSeatSold)
	h.tells(t)
	h.is(t, inventory.SeatHeld, h.Seat("A", 2), h.Seat("A", 3))
}

var staff = actor.Actor{Customer: id.NewSeeded(77).New(), Role: actor.Staff}

func TestTheHouseReleasesAHeldOrKeptSeatAndTheTrailHasIt(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.Hold(t, h.Buyer(), h.Seat("A", 1))
	ok(t, h.SetAside(t.Context(), inventory.SetAside{Seats: []inventory.SeatID{h.Seat("A", 2)}, Keeper: inventory.House}))
	for _, n := range []int{1, 2, 3} {
		state, err := h.ReleaseSeat(t.Context(), h.Seat("A", n), staff)
		ok(t, err)
		same(t, state.Status(), "available")
	}
	_, err := h.ReleaseSeat(t.Context(), inventory.SeatID(h.IDs.New()), staff)
	refused(t, err, inventory.ErrNoSuchSeat)
	deeds := h.mem.DB.Deeds()
	if len(deeds) != 2 || deeds[0].Action != "seat.release" || deeds[0].Actor != staff.Customer || deeds[0].Subject != h.Seat("A", 1).UUID() {
		t.Errorf("trail: %+v", deeds)
	}
}
