package inventory_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// hear delivers a fact twice, as every road may.
func (h *house) hear(t *testing.T, fact work.Fact) {
	t.Helper()
	envelope, err := work.Seal(fact)
	ok(t, err)
	heard := 0
	for _, s := range h.Subscriptions() {
		if s.Topic != envelope.Topic {
			continue
		}
		heard++
		for range 2 {
			ok(t, s.Handle(t.Context(), []work.Envelope{envelope})[0])
		}
	}
	if heard != 1 {
		t.Fatalf("%d subscriptions to %s", heard, envelope.Topic)
	}
}

func (h *house) cancelled(t *testing.T, order inventory.OrderID, holds []inventory.Hold, reason string) {
	t.Helper()
	h.hear(t, events.OrderCancelled{
		Meta: events.Stamp(h.IDs.New(), h.Clock.Now()), Order: order.UUID(), Reason: reason, Reservations: id.UUIDs(inventorytest.IDs(holds)),
	})
}

func TestACancelledOrderLetsItsSeatsGoHeldOrSold(t *testing.T) {
	t.Parallel()
	for reason, want := range map[string]string{
		events.OrderRefunded: events.RefundedEnd, events.CancelledByCustomer: events.OrderCancelledEnd, events.EventCancelled: events.OrderCancelledEnd,
	} {
		h := open(t)
		buyer := h.Buyer()
		sold, held := h.Hold(t, buyer, h.Seat("A", 1)), h.Hold(t, buyer, h.Seat("A", 2))
		order := h.Sell(t, sold)
		h.facts()
		h.cancelled(t, order, held, reason)
		h.is(t, inventory.SeatFree, h.Row("A", 2)...)
		h.tells(t, "reservation-expired", "reservation-expired")
		same(t, h.Now(t, sold[0].ID).Reason, want)
	}
}

func TestACancelledOrderDoesNotTouchAnothersSeats(t *testing.T) {
	t.Parallel()
	h := open(t)
	first := h.Hold(t, h.Buyer(), h.Seat("A", 1))
	h.lapse(t)
	h.Sell(t, h.Hold(t, h.Buyer(), h.Seat("A", 1)))
	h.cancelled(t, oneOrder, first, events.CancelledByCustomer)
	h.is(t, inventory.SeatSold, h.Seat("A", 1))
}

func TestLateNewsOfARunOutOrderSparesWhatALateSuccessBought(t *testing.T) {
	t.Parallel()
	h := open(t)
	buyer := h.Buyer()
	early := h.Hold(t, buyer, h.Seat("A", 1))
	h.Clock.Advance(time.Minute)
	holds := append(early, h.Hold(t, buyer, h.Seat("A", 2))...)
	h.Clock.Advance(14 * time.Minute)
	same(t, h.sweep(t), 1)
	in, _, err := h.confirm(t, holds)
	ok(t, err)
	h.facts()
	h.cancelled(t, in.Order, holds, events.HoldExpired)
	h.is(t, inventory.SeatSold, h.Row("A", 2)...)
	h.tells(t)
}

func TestARunOutOrderLetsItsOtherHoldsGoButNotWhatIsBeingPaid(t *testing.T) {
	t.Parallel()
	h := open(t)
	plain, paying := h.Hold(t, h.Buyer(), h.Seat("A", 1)), h.Hold(t, h.Buyer(), h.Seat("A", 2))
	ok(t, h.Protect(t.Context(), onePayment, inventorytest.IDs(paying)))
	h.cancelled(t, oneOrder, append(plain, paying...), events.HoldExpired)
	h.is(t, inventory.SeatFree, h.Seat("A", 1))
	h.is(t, inventory.SeatHeld, h.Seat("A", 2))
}

func TestAFailedPaymentOfAPaidOrderChangesNothing(t *testing.T) {
	t.Parallel()
	h := open(t)
	holds := h.Hold(t, h.Buyer(), h.Seat("A", 1))
	ok(t, h.Protect(t.Context(), onePayment, inventorytest.IDs(holds)))
	failed := events.PaymentFailed{Charge: events.Charge{Payment: onePayment.UUID(), Reservations: id.UUIDs(inventorytest.IDs(holds))}}
	h.hear(t, failed)
	if now := h.Now(t, holds[0].ID); now.Paying() || now.Status != inventory.Active {
		t.Errorf("after a decline: %+v", now)
	}
	h.Sell(t, holds)
	h.facts()
	h.hear(t, failed)
	h.is(t, inventory.SeatSold, h.Seat("A", 1))
	h.tells(t)
}

func TestACancelledEventLetsAllHoldsGoThatNoPaymentKeeps(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.Hold(t, h.Buyer(), h.Row("A", 5)...)
	h.Sell(t, h.Hold(t, h.Buyer(), h.Seat("B", 1)))
	ok(t, h.Protect(t.Context(), onePayment, inventorytest.IDs(h.Hold(t, h.Buyer(), h.Seat("B", 2)))))
	h.Line(t)
	h.hear(t, events.EventChanged{
		Meta: events.Stamp(h.IDs.New(), h.Clock.Now()), Event: h.Event.UUID(), EventVersion: 2, Status: "cancelled", EventDate: h.Terms.Date, Currency: "EUR",
	})
	h.is(t, inventory.SeatFree, h.Row("A", 5)...)
	h.is(t, inventory.SeatSold, h.Seat("B", 1))
	h.is(t, inventory.SeatHeld, h.Seat("B", 2))
	_, err := h.Try(t.Context(), h.Buyer(), h.Seat("D", 1))
	refused(t, err, inventory.ErrEventCancelled)
}

func TestOldNewsOfAnEventChangesNothing(t *testing.T) {
	t.Parallel()
	h := open(t)
	opens := inventorytest.Start.Add(time.Hour)
	news := events.EventChanged{Event: h.Event.UUID(), EventVersion: 3, Status: "active", EventDate: h.Terms.Date, Currency: "EUR", SaleOpensAt: &opens, MaxPerCustomer: 2}
	h.hear(t, news)
	news.EventVersion, news.Status, news.SaleOpensAt = 2, "cancelled", nil
	h.hear(t, news)
	sale, err := h.SaleOf(t.Context(), h.Event)
	ok(t, err)
	same(t, sale.Terms, inventory.Terms{
		Event: h.Event, Version: 3, Status: inventory.OnSale, Date: h.Terms.Date, Opens: opens, Currency: "EUR", Limit: 2,
	})
}
