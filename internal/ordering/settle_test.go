package ordering_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/ordering/orderingtest"
)

func TestMoneySellsTheSeatsAndMakesTheOrderPaid(t *testing.T) {
	t.Parallel()
	w := newWorld()
	placed := w.placed(t, w.Event(), 2000, 2500)
	money1 := w.succeeded(placed)
	w.bring(t, money1)
	o := w.Order(t, placed.ID)
	same(t, "paid", [2]any{ordering.Paid, money1.Payment}, [2]any{o.State, o.Payment})
	same(t, "confirmed", ordering.Confirmation{
		Order: o.ID.UUID(), Customer: o.Customer, Reservations: placed.Reservations(), Payment: money1.Payment,
	}, w.Seats.Confirmed[0])
	fact := last[events.OrderPaid](t, w)
	same(t, "told", [4]any{o.ID.UUID(), &money1.Payment, money.Decimal("45.00"), 2},
		[4]any{fact.Order, fact.Payment, fact.TotalAmount, len(fact.Items)})
	same(t, "given back", 0, len(w.Refunds.Asked))
}

func TestLateMoneyTakesTheSameSeatsAgain(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	hold := w.Hold(guest, w.Event(), 2000)
	placed := w.Place(t, guest, hold).Order
	w.bring(t, w.expired(hold, events.TTLExpired))
	same(t, "state", ordering.Cancelled, w.Order(t, placed.ID).State)
	again := w.IDs.New()
	w.Seats.Again = map[id.UUID]id.UUID{hold.Seat: again}
	w.bring(t, w.succeeded(placed))
	o := w.Order(t, placed.ID)
	same(t, "revived", [2]any{ordering.Paid, ""}, [2]any{o.State, o.CancelReason})
	same(t, "reservations", []id.UUID{again}, o.Reservations())
}

// A payment keeps its holds when one of them runs out and the order ends; the buyer sees them and may use them for another order.
func TestLateMoneyTakesTheHoldsBackThatItsBuyerHasUsedAgain(t *testing.T) {
	t.Parallel()
	for name, use := range map[string]func(t *testing.T, w world, guest actor.Actor, kept ordering.Hold) ordering.Order{
		"in a cart": func(t *testing.T, w world, guest actor.Actor, kept ordering.Hold) ordering.Order {
			t.Helper()
			return w.Add(t, guest, kept)
		},
		"in an order": func(t *testing.T, w world, guest actor.Actor, kept ordering.Hold) ordering.Order {
			t.Helper()
			return w.Place(t, guest, kept).Order
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld()
			guest, event := w.Guest(), w.Event()
			over, kept := w.Hold(guest, event, 2000), w.Hold(guest, event, 2500)
			first := w.Place(t, guest, over, kept).Order
			w.bring(t, w.expired(over, events.TTLExpired))
			second := use(t, w, guest, kept)
			w.bring(t, w.succeeded(first))
			same(t, "the one whose money came", ordering.Paid, w.Order(t, first.ID).State)
			switch rival := w.Order(t, second.ID); rival.State {
			case ordering.Draft:
				same(t, "left in the cart", 0, len(rival.Items))
			default:
				same(t, "the other one", [2]any{ordering.Cancelled, events.HoldExpired}, [2]any{rival.State, rival.CancelReason})
			}
		})
	}
}

func TestLateMoneyThatFindsNoSeatsGoesBack(t *testing.T) {
	t.Parallel()
	for name, before := range map[string]func(t *testing.T, w world, hold ordering.Hold){
		"while the order waits": func(*testing.T, world, ordering.Hold) {},
		"after it was cancelled": func(t *testing.T, w world, hold ordering.Hold) {
			t.Helper()
			w.bring(t, w.expired(hold, events.TTLExpired))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld()
			guest := w.Guest()
			hold := w.Hold(guest, w.Event(), 2000)
			placed := w.Place(t, guest, hold).Order
			before(t, w, hold)
			w.Seats.Gone = true
			fact := w.succeeded(placed)
			w.bring(t, fact)
			same(t, "asked back", []orderingtest.Refund{{Payment: fact.Payment, Reason: ordering.SeatsGone}}, w.Refunds.Asked)
			o := w.Order(t, placed.ID)
			same(t, "end", [3]any{ordering.Cancelled, events.HoldExpired, fact.Payment}, [3]any{o.State, o.CancelReason, o.Payment})
			same(t, "told", []string{"order-cancelled"}, w.topics())
			w.bring(t, w.refunded(placed, fact.Payment, ordering.SeatsGone))
			same(t, "refunded", w.Clock.Now(), w.Order(t, placed.ID).RefundedAt)
			same(t, "told again, after the money", events.OrderRefunded, last[events.OrderCancelled](t, w).Reason)
		})
	}
}

func TestMoneyForAnOrderThatItsBuyerCancelledGoesBackWithoutASale(t *testing.T) {
	t.Parallel()
	w := newWorld()
	placed := w.placed(t, w.Event(), 2000)
	if err := w.Cancel(t.Context(), w.Clerk(), placed.ID); err != nil {
		t.Fatalf("cancel: %v", err)
	}
	w.bring(t, w.succeeded(placed))
	same(t, "sold", 0, len(w.Seats.Confirmed))
	same(t, "asked back", 1, len(w.Refunds.Asked))
	same(t, "reason of the end", events.CancelledByHouse, w.Order(t, placed.ID).CancelReason)
}

func TestASecondPaymentOfAnOrderGoesBack(t *testing.T) {
	t.Parallel()
	w := newWorld()
	paid := w.paid(t, w.Event(), 2000)
	second := w.succeeded(paid)
	if err := w.deliver(t, second); err != nil {
		t.Fatalf("deliver: %v", err)
	}
	same(t, "asked back", []orderingtest.Refund{{Payment: second.Payment, Reason: ordering.SeatsGone}}, w.Refunds.Asked)
	w.bring(t, w.refunded(paid, second.Payment, ordering.SeatsGone))
	same(t, "order", paid, w.Order(t, paid.ID))
}

func TestAnOrderThatEndsWhileItsSeatsAreSoldLetsThemGoAgain(t *testing.T) {
	t.Parallel()
	w := newWorld()
	placed := w.placed(t, w.Event(), 2000)
	fact := w.succeeded(placed)
	w.Seats.Meanwhile = func() { w.bring(t, w.refunded(placed, fact.Payment, "requested")) }
	w.bring(t, fact)
	same(t, "told", []string{"order-cancelled", "order-cancelled"}, w.topics())
	same(t, "state", ordering.Cancelled, w.Order(t, placed.ID).State)
	same(t, "asked back", 0, len(w.Refunds.Asked))
}

func TestMoneyDuringAnEventsEndGoesBack(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Event()
	placed := w.placed(t, event, 2000)
	fact := w.succeeded(placed)
	w.Seats.Meanwhile = func() {
		w.bring(t, events.EventChanged{Meta: w.meta(), Event: event.UUID(), Status: "cancelled"})
	}
	w.bring(t, fact)
	same(t, "asked back", []orderingtest.Refund{{Payment: fact.Payment, Reason: ordering.RefundEventIsOff}}, w.Refunds.Asked)
	same(t, "reason of the end", events.EventCancelled, w.Order(t, placed.ID).CancelReason)
}

func TestWhileInventoryIsAwayTheNewsOfMoneyComesAgain(t *testing.T) {
	t.Parallel()
	w := newWorld()
	placed := w.placed(t, w.Event(), 2000)
	fact := w.succeeded(placed)
	w.Seats.Away = true
	wantErr(t, orderingtest.ErrAway, w.deliver(t, fact))
	same(t, "state", ordering.Pending, w.Order(t, placed.ID).State)
	w.Seats.Away = false
	w.bring(t, fact)
	same(t, "state", ordering.Paid, w.Order(t, placed.ID).State)
}

func TestARefundThatCouldNotBeAskedForIsAskedForLater(t *testing.T) {
	t.Parallel()
	w := newWorld()
	placed := w.placed(t, w.Event(), 2000)
	w.Seats.Gone, w.Refunds.Away = true, true
	fact := w.succeeded(placed)
	wantErr(t, orderingtest.ErrAway, w.deliver(t, fact))
	n, err := w.RefundDue(t.Context())
	same(t, "given back while payment is away", 0, n)
	wantErr(t, orderingtest.ErrAway, err)
	w.Refunds.Away = false
	n, err = w.RefundDue(t.Context())
	same(t, "given back", 1, n)
	same(t, "error", nil, err)
	same(t, "asked", []orderingtest.Refund{{Payment: fact.Payment, Reason: ordering.SeatsGone}}, w.Refunds.Asked)
	n, _ = w.RefundDue(t.Context())
	same(t, "given back again", 0, n)
}

func TestARefundEndsAPaidOrder(t *testing.T) {
	t.Parallel()
	w := newWorld()
	paid := w.paid(t, w.Event(), 2000, 2000)
	w.bring(t, w.issued(paid, 0))
	w.bring(t, w.refunded(paid, paid.Payment, "requested"))
	o := w.Order(t, paid.ID)
	same(t, "end", [2]any{ordering.Cancelled, events.OrderRefunded}, [2]any{o.State, o.CancelReason})
	fact := last[events.OrderCancelled](t, w)
	same(t, "told", [2]any{events.OrderRefunded, paid.Reservations()}, [2]any{fact.Reason, fact.Reservations})
	w.bring(t, w.succeededAgain(paid))
	same(t, "asked back", 0, len(w.Refunds.Asked))
}

// succeededAgain is the news of a payment that the order has had, under another message.
func (w world) succeededAgain(o ordering.Order) events.PaymentSucceeded {
	fact := w.succeeded(o)
	fact.Payment = o.Payment
	return fact
}

func TestTheLastTicketFulfillsTheOrder(t *testing.T) {
	t.Parallel()
	w := newWorld()
	paid := w.paid(t, w.Event(), 2000, 2500)
	first, second := w.issued(paid, 1), w.issued(paid, 0)
	w.bring(t, first)
	same(t, "state after the first", ordering.Paid, w.Order(t, paid.ID).State)
	w.Clock.Advance(time.Second)
	w.bring(t, second)
	o := w.Order(t, paid.ID)
	same(t, "state", [2]any{ordering.Fulfilled, w.Clock.Now()}, [2]any{o.State, o.FulfilledAt})
	same(t, "tickets", [2]id.UUID{second.Ticket, first.Ticket}, [2]id.UUID{o.Items[0].Ticket, o.Items[1].Ticket})
	reissue := w.issued(paid, 0)
	w.bring(t, reissue)
	same(t, "order after a reissue", o, w.Order(t, paid.ID))
}

func TestADeclineLeavesTheOrderWaiting(t *testing.T) {
	t.Parallel()
	w := newWorld()
	placed := w.placed(t, w.Event(), 2000)
	w.bring(t, events.PaymentFailed{
		Meta: w.meta(), Charge: events.Charge{Payment: w.IDs.New(), Order: placed.ID.UUID()}, FailureReason: "card_declined",
		ErrorMessage: "The bank said no.", AttemptedAt: w.Clock.Now(),
	})
	o := w.Order(t, placed.ID)
	same(t, "state", ordering.Pending, o.State)
	same(t, "failure", "card_declined", o.LastFailure.Reason)
	w.bring(t, w.succeeded(placed))
	same(t, "state after a better card", ordering.Paid, w.Order(t, placed.ID).State)
}

func TestAHoldThatEndsCancelsAPendingOrderWhole(t *testing.T) {
	t.Parallel()
	for reason, want := range map[string]string{
		events.TTLExpired: events.HoldExpired, events.ManualCancellation: events.HoldExpired, events.OrderCancelledEnd: events.CancelledByCustomer,
	} {
		w := newWorld()
		guest := w.Guest()
		ends, stays := w.Hold(guest, w.Event(), 2000), w.Hold(guest, w.Event(), 2500)
		placed := w.Place(t, guest, ends, stays).Order
		w.bring(t, w.expired(ends, reason))
		o := w.Order(t, placed.ID)
		same(t, "end", [2]any{ordering.Cancelled, want}, [2]any{o.State, o.CancelReason})
		fact := last[events.OrderCancelled](t, w)
		same(t, "told", []id.UUID{ends.Reservation, stays.Reservation}, fact.Reservations)
	}
}

func TestAHoldThatEndedBeforeDoesNotTouchAPaidOrder(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	hold := w.Hold(guest, w.Event(), 2000)
	placed := w.Place(t, guest, hold).Order
	w.bring(t, w.succeeded(placed))
	paid := w.Order(t, placed.ID)
	w.bring(t, w.expired(hold, events.TTLExpired))
	same(t, "order", paid, w.Order(t, placed.ID))
}
