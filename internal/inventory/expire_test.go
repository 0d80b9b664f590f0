package inventory_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/kernel/id"
)

func (h *house) sweep(t *testing.T) int {
	t.Helper()
	n, err := h.Sweep(t.Context())
	ok(t, err)
	return n
}

func TestAHoldEndsAtItsTimeAndItsSeatIsOnSaleAgain(t *testing.T) {
	t.Parallel()
	h := open(t)
	hold := h.Hold(t, h.Buyer(), h.Seat("A", 1))[0]
	h.facts()
	h.Clock.Advance(15*time.Minute - time.Microsecond)
	same(t, h.sweep(t), 0)
	h.Clock.Advance(time.Microsecond)
	same(t, h.sweep(t), 1)
	h.tells(t, "reservation-expired")
	now := h.Now(t, hold.ID)
	same(t, now.Status, inventory.Expired)
	same(t, now.Reason, events.TTLExpired)
	h.is(t, inventory.SeatFree, h.Seat("A", 1))
	same(t, h.sweep(t), 0)
}

func TestWhoAsksBetweenAHoldsEndAndTheSweepGetsTheSeat(t *testing.T) {
	t.Parallel()
	h := open(t)
	slow := h.Buyer()
	all := h.Seats[:inventory.DefaultRules().Limit]
	before := h.Hold(t, slow, all...)
	h.facts()
	h.Clock.Advance(15 * time.Minute)

	again := h.Hold(t, slow, all...) // as many as one may have: what is over no longer counts
	for _, old := range before {
		same(t, h.Now(t, old.ID).Reason, events.TTLExpired)
	}
	h.is(t, inventory.SeatHeld, all...)
	var told []string
	for range all {
		told = append(told, "reservation-expired")
	}
	for range all {
		told = append(told, "reservation-created")
	}
	h.tells(t, told...)
	same(t, h.sweep(t), 0)
	same(t, h.Now(t, again[0].ID).Status, inventory.Active)
	_, err := h.Extend(t.Context(), before[0].ID, slow)
	refused(t, err, inventory.ErrHoldExpired)
}

func TestAHoldBeingPaidIsNobodyElsesAtItsOwnEnd(t *testing.T) {
	t.Parallel()
	h := open(t)
	holds := h.Hold(t, h.Buyer(), h.Seat("A", 1))
	ok(t, h.Protect(t.Context(), onePayment, inventorytest.IDs(holds)))
	h.Clock.Advance(15 * time.Minute)
	_, err := h.Try(t.Context(), h.Buyer(), h.Seat("A", 1))
	refused(t, err, inventory.ErrSeatTaken)
	same(t, h.Now(t, holds[0].ID).Status, inventory.Active)
}

func TestARefusedWishEndsWhatIsOverAndHoldsNothing(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.Hold(t, h.Buyer(), h.Seat("A", 1))
	h.Clock.Advance(10 * time.Minute)
	h.Hold(t, h.Buyer(), h.Seat("A", 2))
	h.Clock.Advance(5 * time.Minute)
	h.facts()
	_, err := h.Try(t.Context(), h.Buyer(), h.Seat("A", 1), h.Seat("A", 2))
	same(t, refused(t, err, inventory.ErrSeatTaken).Members["taken"], any([]id.UUID{h.Seat("A", 2).UUID()}))
	h.tells(t, "reservation-expired")
	h.is(t, inventory.SeatFree, h.Seat("A", 1))
	h.is(t, inventory.SeatHeld, h.Seat("A", 2))
}

func TestASeatWhoseTimeIsOverGoesToTheLineFirst(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.Hold(t, h.Buyer(), h.Seat("A", 1))
	h.ask(t, h.waits())
	h.Clock.Advance(15 * time.Minute)
	_, err := h.Try(t.Context(), h.Buyer(), h.Seat("A", 1))
	refused(t, err, inventory.ErrSeatTaken)
	h.is(t, inventory.SeatSetAside, h.Seat("A", 1))
}

func TestASoldSeatNeverExpires(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.Sell(t, h.Hold(t, h.Buyer(), h.Seat("A", 1)))
	h.Clock.Advance(24 * time.Hour)
	same(t, h.sweep(t), 0)
	h.is(t, inventory.SeatSold, h.Seat("A", 1))
}

func TestAHoldBeingPaidLivesToTheEndOfTheWindowAndNoLonger(t *testing.T) {
	t.Parallel()
	h := open(t)
	holds := h.Hold(t, h.Buyer(), h.Seat("A", 1))
	ok(t, h.Protect(t.Context(), onePayment, inventorytest.IDs(holds)))
	h.Clock.Advance(25*time.Minute - time.Microsecond)
	same(t, h.sweep(t), 0)
	h.Clock.Advance(time.Microsecond)
	same(t, h.sweep(t), 1)
	h.is(t, inventory.SeatFree, h.Seat("A", 1))
}

func TestOneSweepEndsAllThatIsOverHoweverMuchItIs(t *testing.T) {
	t.Parallel()
	h := open(t)
	layout := h.Layout(2)
	for i := range 900 {
		seat := layout.Seats[i%inventorytest.RowSeats]
		seat.Seat, seat.Section, seat.Index = h.IDs.New(), "Annex", len(layout.Seats)
		layout.Seats = append(layout.Seats, seat)
	}
	ok(t, h.Arrange(t.Context(), layout))
	for _, seat := range layout.Seats[len(h.Seats):] {
		h.Hold(t, h.Buyer(), inventory.SeatID(seat.Seat))
	}
	h.Clock.Advance(15 * time.Minute)
	same(t, h.sweep(t), 900)
}
