package inventory_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
)

func TestAPaymentKeepsAllHoldsOrNone(t *testing.T) {
	t.Parallel()
	h := open(t)
	buyer := h.Buyer()
	early := h.Hold(t, buyer, h.Seat("A", 1))
	h.Clock.Advance(time.Minute)
	late := h.Hold(t, buyer, h.Seat("A", 2))
	h.Clock.Advance(14 * time.Minute)
	both := inventorytest.IDs(append(early, late...))
	refused(t, h.Protect(t.Context(), onePayment, both), inventory.ErrHoldExpired)
	if now := h.Now(t, late[0].ID); now.Paying() {
		t.Error("a refused payment keeps a hold")
	}
	refused(t, h.Protect(t.Context(), onePayment, []inventory.ReservationID{inventory.ReservationID(h.IDs.New())}), inventory.ErrHoldExpired)
}

func TestALaterPaymentTakesAnEarlierOnesPlaceAndLateNewsOfThatDoesNotEndIt(t *testing.T) {
	t.Parallel()
	h := open(t)
	holds := inventorytest.IDs(h.Hold(t, h.Buyer(), h.Seat("A", 1)))
	ok(t, h.Protect(t.Context(), onePayment, holds))
	ok(t, h.Protect(t.Context(), onePayment, holds))
	ok(t, h.Protect(t.Context(), nextPayment, holds)) // tried again before the news of the decline arrived
	ok(t, h.Unprotect(t.Context(), onePayment, holds))
	if now := h.Now(t, holds[0]); now.Payment != nextPayment {
		t.Error("the first payment's failure took the second's protection")
	}
}

func TestAFailedPaymentGivesAHoldBackItsOwnEnd(t *testing.T) {
	t.Parallel()
	h := open(t)
	buyer := h.Buyer()
	before, after := h.Hold(t, buyer, h.Seat("A", 1)), h.Hold(t, buyer, h.Seat("A", 2))
	ok(t, h.Protect(t.Context(), onePayment, inventorytest.IDs(before)))
	ok(t, h.Protect(t.Context(), nextPayment, inventorytest.IDs(after)))
	ok(t, h.Unprotect(t.Context(), onePayment, inventorytest.IDs(before)))
	h.is(t, inventory.SeatHeld, h.Seat("A", 1))
	h.Clock.Advance(16 * time.Minute)
	h.facts()
	ok(t, h.Unprotect(t.Context(), nextPayment, inventorytest.IDs(after)))
	h.is(t, inventory.SeatFree, h.Seat("A", 2))
	h.tells(t, "reservation-expired")
}

func TestAFailedPaymentKeepsNoSeatOfACancelledEvent(t *testing.T) {
	t.Parallel()
	h := open(t)
	holds := inventorytest.IDs(h.Hold(t, h.Buyer(), h.Seat("A", 1)))
	ok(t, h.Protect(t.Context(), onePayment, holds))
	h.Terms.Version, h.Terms.Status = 2, inventory.Cancelled
	ok(t, h.SetTerms(t.Context(), h.Terms))
	h.is(t, inventory.SeatHeld, h.Seat("A", 1))
	ok(t, h.Unprotect(t.Context(), onePayment, holds))
	h.is(t, inventory.SeatFree, h.Seat("A", 1))
}

func TestNoPaymentBeginsForACancelledEvent(t *testing.T) {
	t.Parallel()
	h := open(t)
	holds := h.Hold(t, h.Buyer(), h.Seat("A", 1))
	h.Terms.Version, h.Terms.Status = 2, inventory.Cancelled
	ok(t, h.SetTerms(t.Context(), h.Terms))
	refused(t, h.Protect(t.Context(), onePayment, inventorytest.IDs(holds)), inventory.ErrEventCancelled)
}
