package inventory_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
)

func (h *house) confirm(t *testing.T, holds []inventory.Hold) (inventory.Confirm, []inventory.Hold, error) {
	t.Helper()
	in := inventory.Confirm{Order: inventory.OrderID(h.IDs.New()), Payment: inventory.PaymentID(h.IDs.New()), Reservations: inventorytest.IDs(holds)}
	sold, err := h.Confirm(t.Context(), in)
	return in, sold, err
}

// lapse lets the holds run out.
func (h *house) lapse(t *testing.T) {
	t.Helper()
	h.Clock.Advance(15 * time.Minute)
	_, err := h.Sweep(t.Context())
	ok(t, err)
}

func TestAllSeatsOfAnOrderAreSoldToItAndASecondTimeChangesNothing(t *testing.T) {
	t.Parallel()
	h := open(t)
	holds := h.Hold(t, h.Buyer(), h.Row("A", 3)...)
	h.facts()
	in, sold, err := h.confirm(t, holds)
	ok(t, err)
	h.is(t, inventory.SeatSold, h.Row("A", 3)...)
	h.tells(t, "reservation-confirmed", "reservation-confirmed", "reservation-confirmed")
	for i, s := range sold {
		same(t, s.ID, holds[i].ID)
		same(t, s.Order, in.Order)
	}
	again, err := h.Confirm(t.Context(), in)
	ok(t, err)
	same(t, again, sold)
	h.tells(t)
}

func TestOfSeveralOrdersEachIsConfirmedByItself(t *testing.T) {
	t.Parallel()
	h := open(t)
	gone := h.Hold(t, h.Buyer(), h.Row("A", 2)...)
	h.lapse(t)
	h.Hold(t, h.Buyer(), h.Row("A", 1)...)
	live := h.Hold(t, h.Buyer(), h.Row("B", 2)...)
	wishes := make([]inventory.Confirm, 0, 2)
	for _, holds := range [][]inventory.Hold{gone, live} {
		wishes = append(wishes, inventory.Confirm{Order: inventory.OrderID(h.IDs.New()), Reservations: inventorytest.IDs(holds)})
	}
	verdicts, err := h.ConfirmAll(t.Context(), wishes)
	ok(t, err)
	refused(t, verdicts[0].Err, inventory.ErrSeatsGone)
	ok(t, verdicts[1].Err)
	same(t, len(verdicts[1].Result.Holds), 2)
	h.is(t, inventory.SeatSold, h.Row("B", 2)...)
	h.is(t, inventory.SeatHeld, h.Row("A", 1)...)
}

func TestAnUnsweptHoldIsConfirmedPastItsTime(t *testing.T) {
	t.Parallel()
	h := open(t)
	holds := h.Hold(t, h.Buyer(), h.Row("A", 2)...)
	h.Clock.Advance(time.Hour)
	_, _, err := h.confirm(t, holds)
	ok(t, err)
	h.is(t, inventory.SeatSold, h.Row("A", 2)...)
}

func TestALateSuccessTakesTheSameSeatsAgain(t *testing.T) {
	t.Parallel()
	h := open(t)
	holds := h.Hold(t, h.Buyer(), h.Row("A", 2)...)
	h.lapse(t)
	h.facts()
	in, sold, err := h.confirm(t, holds)
	ok(t, err)
	h.is(t, inventory.SeatSold, h.Row("A", 2)...)
	h.tells(t, "reservation-created", "reservation-confirmed", "reservation-created", "reservation-confirmed")
	for i, s := range sold {
		if s.ID == holds[i].ID || s.Seat != holds[i].Seat || s.Customer != holds[i].Customer || s.Price != holds[i].Price {
			t.Errorf("sold %+v for %+v", s, holds[i])
		}
	}
	again, err := h.Confirm(t.Context(), in)
	ok(t, err)
	same(t, again, sold)
	h.tells(t)
}

func TestALateSuccessWithOneSeatGoneChangesNothing(t *testing.T) {
	t.Parallel()
	h := open(t)
	holds := h.Hold(t, h.Buyer(), h.Row("A", 2)...)
	h.lapse(t)
	other := h.Hold(t, h.Buyer(), h.Seat("A", 2))
	h.facts()
	_, _, err := h.confirm(t, holds)
	refused(t, err, inventory.ErrSeatsGone)
	h.is(t, inventory.SeatFree, h.Seat("A", 1))
	same(t, h.State(t, h.Seat("A", 2)).Reservation, other[0].ID)
	h.tells(t)
}

func TestALateSuccessDoesNotTakeASeatFromTheOneWhoWaitsInLine(t *testing.T) {
	t.Parallel()
	h := open(t)
	holds := h.Hold(t, h.Buyer(), h.Seat("A", 1))
	h.Line(t)
	h.lapse(t)
	_, _, err := h.confirm(t, holds)
	refused(t, err, inventory.ErrSeatsGone)
	h.is(t, inventory.SeatSetAside, h.Seat("A", 1))
}

func TestSeatsOfACancelledEventAreNotSold(t *testing.T) {
	t.Parallel()
	h := open(t)
	holds := h.Hold(t, h.Buyer(), h.Seat("A", 1))
	early := h.Hold(t, h.Buyer(), h.Seat("A", 2))
	in, _, err := h.confirm(t, early)
	ok(t, err)
	h.Terms.Version, h.Terms.Status = 2, inventory.Cancelled
	ok(t, h.SetTerms(t.Context(), h.Terms))
	_, _, err = h.confirm(t, holds)
	refused(t, err, inventory.ErrSeatsGone)
	_, err = h.Confirm(t.Context(), in)
	ok(t, err) // what was sold before stays sold until it is refunded
}

func TestARefundedOrderIsNotGivenItsSeatsASecondTime(t *testing.T) {
	t.Parallel()
	h := open(t)
	holds := h.Hold(t, h.Buyer(), h.Seat("A", 1))
	in, _, err := h.confirm(t, holds)
	ok(t, err)
	h.cancelled(t, in.Order, holds, events.OrderRefunded)
	h.is(t, inventory.SeatFree, h.Seat("A", 1))
	_, err = h.Confirm(t.Context(), in)
	refused(t, err, inventory.ErrSeatsGone)
}

func TestAnotherOrderCannotHaveWhatIsSold(t *testing.T) {
	t.Parallel()
	h := open(t)
	holds := h.Hold(t, h.Buyer(), h.Seat("A", 1))
	_, _, err := h.confirm(t, holds)
	ok(t, err)
	_, _, err = h.confirm(t, holds)
	refused(t, err, inventory.ErrSeatsGone)
	unknown := inventory.Hold{Reservation: inventory.Reservation{ID: inventory.ReservationID(h.IDs.New())}}
	_, _, err = h.confirm(t, []inventory.Hold{unknown})
	refused(t, err, inventory.ErrSeatsGone)
}
