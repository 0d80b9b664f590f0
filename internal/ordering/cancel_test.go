package ordering_test

import (
	"testing"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/ordering/orderingtest"
)

func TestABuyerCancelsAnOrderThatWaits(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	hold := w.Hold(guest, w.Event(), 2000)
	placed := w.Place(t, guest, hold).Order
	for range 2 {
		if err := w.Cancel(t.Context(), guest, placed.ID); err != nil {
			t.Fatalf("cancel: %v", err)
		}
	}
	o := w.Order(t, placed.ID)
	same(t, "end", [2]any{ordering.Cancelled, events.CancelledByCustomer}, [2]any{o.State, o.CancelReason})
	same(t, "let go", []id.UUID{hold.Reservation}, w.Seats.Released)
	same(t, "told", []string{"order-cancelled"}, w.topics())
	deeds := w.memory.DB.Deeds()
	same(t, "deeds", 1, len(deeds))
	same(t, "deed", [3]any{"order.cancel", guest.Customer, o.ID.UUID()}, [3]any{deeds[0].Action, deeds[0].Actor, deeds[0].Subject})
	w.bring(t, w.expired(hold, events.OrderCancelledEnd))
	same(t, "order after its hold's end", o, w.Order(t, placed.ID))
}

func TestWhileAPaymentIsUndecidedNothingIsCancelled(t *testing.T) {
	t.Parallel()
	w := newWorld()
	placed := w.placed(t, w.Event(), 2000)
	w.Seats.Paying = true
	wantErr(t, orderingtest.ErrPaymentInProgress, w.Cancel(t.Context(), w.Clerk(), placed.ID))
	same(t, "order", placed, w.Order(t, placed.ID))
}

func TestAPaidOrderIsNotCancelledButRefunded(t *testing.T) {
	t.Parallel()
	w := newWorld()
	paid := w.paid(t, w.Event(), 2000)
	wantErr(t, ordering.ErrOrderPaid, w.Cancel(t.Context(), w.Clerk(), paid.ID))
	same(t, "order", paid, w.Order(t, paid.ID))
}

func TestAFreeOrderIsUndoneByCancel(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	placed := w.Place(t, guest, w.Hold(guest, w.Event(), 0)).Order
	w.bring(t, w.issued(placed, 0))
	if err := w.Cancel(t.Context(), guest, placed.ID); err != nil {
		t.Fatalf("cancel: %v", err)
	}
	same(t, "tickets cancelled", []id.UUID{placed.ID.UUID()}, w.Tickets.Voided)
	same(t, "told", events.CancelledByCustomer, last[events.OrderCancelled](t, w).Reason)
}

func TestAFreeOrderWhoseCancellingStoppedHalfWayIsCancelledAllTheSame(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	placed := w.Place(t, guest, w.Hold(guest, w.Event(), 0)).Order
	w.bring(t, w.issued(placed, 0))
	w.Tickets.Lost = true
	wantErr(t, orderingtest.ErrAway, w.Cancel(t.Context(), guest, placed.ID))
	w.Tickets.Lost = false
	if _, err := w.RefundDue(t.Context()); err != nil {
		t.Fatalf("go on: %v", err)
	}
	o := w.Order(t, placed.ID)
	same(t, "end", [3]any{ordering.Cancelled, events.CancelledByCustomer, ""}, [3]any{o.State, o.CancelReason, o.RefundDue})
	same(t, "told", events.CancelledByCustomer, last[events.OrderCancelled](t, w).Reason)
}

func TestStrangersCancelNothing(t *testing.T) {
	t.Parallel()
	w := newWorld()
	placed := w.placed(t, w.Event(), 2000)
	for _, who := range []actor.Actor{
		{}, w.Guest(), w.Account("ann@example.com", false), {Customer: w.IDs.New(), Role: actor.Guest, Order: w.IDs.New()},
	} {
		wantErr(t, ordering.ErrOrderNotFound, w.Cancel(t.Context(), who, placed.ID))
	}
	same(t, "order", placed, w.Order(t, placed.ID))
	same(t, "let go", 0, len(w.Seats.Released))
}

func TestACartIsCancelledWithoutNews(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	cart := w.Add(t, guest, w.Hold(guest, w.Event(), 2000))
	if err := w.Cancel(t.Context(), guest, cart.ID); err != nil {
		t.Fatalf("cancel: %v", err)
	}
	same(t, "told", 0, len(w.topics()))
	same(t, "let go", 1, len(w.Seats.Released))
}

func TestACancelledEventEndsEveryOrderOfItPageByPage(t *testing.T) {
	t.Parallel()
	w := newWorld() // its pages are of two orders
	event := w.Event()
	var waiting, paid []ordering.Order
	for range 3 {
		waiting = append(waiting, w.placed(t, event, 2000))
		paid = append(paid, w.paid(t, event, 2000, 2500))
	}
	free, other := w.paidFree(t, event), w.paid(t, w.Event(), 2000)
	news := events.EventChanged{Meta: w.meta(), Event: event.UUID(), Status: "cancelled"}
	w.bring(t, news)
	for _, o := range waiting {
		same(t, "end of one that waited", events.EventCancelled, w.Order(t, o.ID).CancelReason)
	}
	var given int
	for range 3 {
		n, err := w.RefundDue(t.Context())
		same(t, "error", nil, err)
		given += n
	}
	same(t, "given back", 4, given)
	same(t, "refunds", 3, len(w.Refunds.Asked))
	same(t, "tickets cancelled", []id.UUID{free.ID.UUID()}, w.Tickets.Voided)
	same(t, "end of the free one", events.EventCancelled, w.Order(t, free.ID).CancelReason)
	same(t, "another event's order", other, w.Order(t, other.ID))
	w.bring(t, w.refunded(paid[0], paid[0].Payment, ordering.RefundEventIsOff))
	same(t, "end of one that had paid", events.EventCancelled, w.Order(t, paid[0].ID).CancelReason)
	same(t, "what inventory hears", events.OrderRefunded, last[events.OrderCancelled](t, w).Reason)
}

func (w world) paidFree(t *testing.T, event ordering.EventID) ordering.Order {
	t.Helper()
	guest := w.Guest()
	return w.Place(t, guest, w.Hold(guest, event, 0)).Order
}

func TestOtherNewsOfAnEventEndsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Event()
	placed := w.placed(t, event, 2000)
	w.bring(t, events.EventChanged{Meta: w.meta(), Event: event.UUID(), Status: "inactive"})
	same(t, "order", placed, w.Order(t, placed.ID))
}

func TestTheSumsAreOfAllOrders(t *testing.T) {
	t.Parallel()
	w := newWorld()
	w.paid(t, w.Event(), 2000, 2500)
	w.placed(t, w.Event(), 100)
	sums, err := w.Sums(t.Context())
	same(t, "error", nil, err)
	same(t, "sums", []ordering.Sum{
		{State: ordering.Paid, Orders: 1, Total: money.Of(4500, "USD")}, {State: ordering.Pending, Orders: 1, Total: money.Of(100, "USD")},
	}, sums)
	var seen int
	for _, err := range w.All(t.Context()) {
		same(t, "error", nil, err)
		seen++
	}
	same(t, "orders", 2, seen)
}
