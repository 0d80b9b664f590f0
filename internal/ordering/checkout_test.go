package ordering_test

import (
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
)

// checkoutOf checks a cart out as Ann Buyer.
func checkoutOf(w world, cart ordering.Order) ordering.Checkout {
	return ordering.Checkout{Operation: w.IDs.New(), Order: cart.ID, Email: "ann@example.com", Name: "Ann Buyer"}
}

func TestCheckoutPlacesTheOrderWithNumberAndSecret(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	placed := w.Place(t, guest, w.Hold(guest, w.Event(), 2000))
	o := w.Order(t, placed.Order.ID)
	same(t, "kept", placed.Order, o)
	if o.State != ordering.Pending || len(o.Number) != 8 || o.Email != "ann@example.com" || o.Name != "Ann Buyer" || !o.PlacedAt.Equal(w.Clock.Now()) {
		t.Errorf("order %+v", o)
	}
	if strings.Trim(o.Number, "ACDEFHJKMNPQRTVWXY34679") != "" {
		t.Errorf("number %s has look-alikes", o.Number)
	}
	if len(placed.Secret) < 22 || !o.Secret.Opens(placed.Secret) || o.Secret.Opens("") || o.Secret.Opens(placed.Secret+"x") {
		t.Errorf("secret %q does not open its order alone", placed.Secret)
	}
	if strings.Contains(string(o.Secret.Sealed), placed.Secret) {
		t.Error("the secret is kept as it is")
	}
	same(t, "status page", "https://tickets.example/orders/"+o.ID.String()+"?secret="+placed.Secret, placed.StatusURL)
}

func TestTheSameCheckoutAgainGetsTheSameAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	cart := w.Add(t, guest, w.Hold(guest, w.Event(), 2000))
	cmd := checkoutOf(w, cart)
	first, err := w.Checkout(t.Context(), guest, cmd)
	again, errAgain := w.Checkout(t.Context(), guest, cmd)
	same(t, "answer", first, again)
	same(t, "errors", [2]error{}, [2]error{err, errAgain})
	_, err = w.Checkout(t.Context(), guest, checkoutOf(w, cart))
	wantErr(t, ordering.ErrNotDraft, err)
}

func TestCheckoutRefusesWhatIsWrongAndLeavesTheCart(t *testing.T) {
	t.Parallel()
	other := money.Decimal("19.99")
	for name, test := range map[string]struct {
		bend func(w world, who *actor.Actor, cmd *ordering.Checkout)
		want error
	}{
		"another's cart":  {func(w world, who *actor.Actor, _ *ordering.Checkout) { *who = w.Guest() }, ordering.ErrOrderNotFound},
		"the house":       {func(w world, who *actor.Actor, _ *ordering.Checkout) { *who = w.Clerk() }, ordering.ErrOrderNotFound},
		"an unknown cart": {func(w world, _ *actor.Actor, cmd *ordering.Checkout) { cmd.Order = ordering.OrderID(w.IDs.New()) }, ordering.ErrOrderNotFound},
		"no address":      {func(_ world, _ *actor.Actor, cmd *ordering.Checkout) { cmd.Email = "" }, ordering.ErrNoEmail},
		"a bad address":   {func(_ world, _ *actor.Actor, cmd *ordering.Checkout) { cmd.Email = "ann@example.com\r\nBcc: x@y.zz" }, ordering.ErrBadEmail},
		"no name":         {func(_ world, _ *actor.Actor, cmd *ordering.Checkout) { cmd.Name = "" }, ordering.ErrNoName},
		"another amount":  {func(_ world, _ *actor.Actor, cmd *ordering.Checkout) { cmd.Amount = &other }, ordering.ErrPriceChanged},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld()
			guest := w.Guest()
			cart := w.Add(t, guest, w.Hold(guest, w.Event(), 2000))
			cmd := checkoutOf(w, cart)
			test.bend(w, &guest, &cmd)
			_, err := w.Checkout(t.Context(), guest, cmd)
			wantErr(t, test.want, err)
			same(t, "cart", cart, w.Order(t, cart.ID))
		})
	}
}

func TestAnAccountNeedNotSayItsAddress(t *testing.T) {
	t.Parallel()
	w := newWorld()
	account := w.Account("bob@example.com", false)
	cart := w.Add(t, account, w.Hold(account, w.Event(), 2000))
	placed, err := w.Checkout(t.Context(), account, ordering.Checkout{Operation: w.IDs.New(), Order: cart.ID})
	same(t, "error", nil, err)
	same(t, "buyer", [2]string{"bob@example.com", "bob@example.com"}, [2]string{placed.Order.Email, placed.Order.Name})
}

func TestASeatWhoseHoldIsOverLeavesAtCheckoutAndIsNamed(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	ended, lives := w.Hold(guest, w.Event(), 2000), w.Hold(guest, w.Event(), 2500)
	cart := w.Add(t, guest, ended, lives)
	w.Seats.End(ended)
	_, err := w.Checkout(t.Context(), guest, checkoutOf(w, cart))
	wantErr(t, ordering.ErrHoldExpired, err)
	refusal, _ := fault.As(err)
	same(t, "seats", []id.UUID{ended.Seat}, refusal.Members["seats"])
	if !strings.Contains(refusal.Detail, "Stalls-A-1") || !strings.Contains(refusal.Detail, "What is left in the cart is still held") {
		t.Errorf("the answer does not say what became of the seats: %s", refusal.Detail)
	}
	left := w.Order(t, cart.ID)
	same(t, "left", []id.UUID{lives.Reservation}, left.Reservations())
	if _, err = w.Checkout(t.Context(), guest, checkoutOf(w, left)); err != nil {
		t.Errorf("check the rest out: %v", err)
	}
}

func TestACartThatLosesItsLastSeatAtCheckoutIsSaidToBeEmpty(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	ended := w.Hold(guest, w.Event(), 2000)
	cart := w.Add(t, guest, ended)
	w.Seats.End(ended)
	_, err := w.Checkout(t.Context(), guest, checkoutOf(w, cart))
	if refusal, _ := fault.As(err); refusal == nil || !strings.Contains(refusal.Detail, "The cart is empty now") {
		t.Errorf("got %v, want it said that the cart is empty", err)
	}
}

func TestAnEmptyCartIsNotCheckedOut(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	hold := w.Hold(guest, w.Event(), 2000)
	cart := w.Add(t, guest, hold)
	w.bring(t, w.expired(hold, events.TTLExpired))
	_, err := w.Checkout(t.Context(), guest, checkoutOf(w, cart))
	wantErr(t, ordering.ErrOrderEmpty, err)
}

func TestACartThatChangesDuringCheckoutIsLookedAtAnew(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	first, second := w.Hold(guest, w.Event(), 2000), w.Hold(guest, w.Event(), 2500)
	cart := w.Add(t, guest, first)
	w.Seats.Meanwhile = func() { w.Add(t, guest, second) }
	placed, err := w.Checkout(t.Context(), guest, checkoutOf(w, cart))
	same(t, "error", nil, err)
	same(t, "seats", 2, len(placed.Order.Items))
}

func TestASeatOfACancelledEventIsNotCheckedOut(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest, event := w.Guest(), w.Event()
	cart := w.Add(t, guest, w.Hold(guest, event, 2000))
	w.bring(t, events.EventChanged{Meta: w.meta(), Event: event.UUID(), Status: "cancelled"})
	_, err := w.Checkout(t.Context(), guest, checkoutOf(w, cart))
	wantErr(t, ordering.ErrEventCancelled, err)
}

func TestAFreeOrderIsPaidAtCheckout(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	placed := w.Place(t, guest, w.Hold(guest, w.Event(), 0), w.Hold(guest, w.Event(), 0))
	same(t, "state", ordering.Paid, w.Order(t, placed.Order.ID).State)
	same(t, "state in the answer", ordering.Paid, placed.Order.State)
	same(t, "sold", 1, len(w.Seats.Confirmed))
	fact := last[events.OrderPaid](t, w)
	if fact.Payment != nil || len(fact.Items) != 2 || len(fact.SecretHash) != 32 {
		t.Errorf("told %+v", fact)
	}
}

func TestAFreeOrderThatACrashLeftIsSettledLater(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	cart := w.Add(t, guest, w.Hold(guest, w.Event(), 0))
	cmd := checkoutOf(w, cart)
	w.Seats.Meanwhile = func() { w.Seats.Away = true }
	_, err := w.Checkout(t.Context(), guest, cmd)
	same(t, "failed", true, err != nil)
	same(t, "state", ordering.Pending, w.Order(t, cart.ID).State)
	w.Seats.Away = false
	n, err := w.SettleFree(t.Context())
	same(t, "settled", 1, n)
	same(t, "error", nil, err)
	same(t, "state", ordering.Paid, w.Order(t, cart.ID).State)
	n, _ = w.SettleFree(t.Context())
	same(t, "settled again", 0, n)
}

func TestAFreeOrderWhoseSeatsAreGoneIsCancelled(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	cart := w.Add(t, guest, w.Hold(guest, w.Event(), 0))
	w.Seats.Gone = true
	_, err := w.Checkout(t.Context(), guest, checkoutOf(w, cart))
	wantErr(t, ordering.ErrHoldExpired, err)
	o := w.Order(t, cart.ID)
	same(t, "end", [3]any{ordering.Cancelled, events.HoldExpired, ""}, [3]any{o.State, o.CancelReason, o.RefundDue})
	same(t, "told", []string{"order-cancelled"}, w.topics())
}

func TestTheBillSaysWhetherMoneyMayBeTaken(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	hold := w.Hold(guest, w.Event(), 2000)
	placed := w.Place(t, guest, hold).Order
	bill, err := w.Payable(t.Context(), guest, placed.ID)
	same(t, "error", nil, err)
	same(t, "bill", ordering.Bill{
		Order: placed.ID.UUID(), Number: placed.Number, Customer: guest.Customer, State: ordering.Pending, Total: money.Of(2000, "USD"),
		Reservations: []id.UUID{hold.Reservation}, ExpiresAt: hold.ExpiresAt,
	}, bill)
	_, err = w.Payable(t.Context(), w.Clerk(), placed.ID)
	wantErr(t, ordering.ErrOrderNotFound, err)
	for want, b := range map[error]ordering.Bill{
		ordering.ErrHoldExpired:    {State: ordering.Cancelled, CancelReason: events.HoldExpired},
		ordering.ErrOrderCancelled: {State: ordering.Cancelled, CancelReason: events.EventCancelled},
		ordering.ErrNotPayable:     {State: ordering.Draft},
	} {
		wantErr(t, want, b.Refusal())
	}
	same(t, "a pending order's refusal", nil, bill.Refusal())
}
