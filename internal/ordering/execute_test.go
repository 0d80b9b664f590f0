package ordering_test

import (
	"context"
	"errors"
	"testing"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/ordering"
)

// collector is a lane that carries nothing out.
type collector struct{ commands []ordering.Command }

var errCollected = errors.New("collected")

func (c *collector) Do(_ context.Context, command ordering.Command) (ordering.Order, error) {
	c.commands = append(c.commands, command)
	return ordering.Order{}, errCollected
}

func TestCommandsThatShareATransactionHaveVerdictsOfTheirOwn(t *testing.T) {
	t.Parallel()
	w := newWorld()
	ann, ben := w.Guest(), w.Guest()
	one, two, other := w.Hold(ann, w.Event(), 2000), w.Hold(ann, w.Event(), 2500), w.Hold(ben, w.Event(), 100)
	full := w.Add(t, ben, w.Hold(ben, w.Event(), 2000))
	euros := other
	euros.Price.Currency = "EUR"
	w.Seats.Put(euros)
	lane := &collector{}
	w.Through(lane)
	for _, cmd := range []ordering.AddToCart{addOf(w, one), addOf(w, two), addOf(w, one)} {
		_, _ = w.AddToCart(t.Context(), ann, cmd)
	}
	_, _ = w.AddToCart(t.Context(), ben, addOf(w, other))
	_, _ = w.Checkout(t.Context(), ben, ordering.Checkout{Operation: w.IDs.New(), Order: full.ID, Email: "ben@example.com", Name: "Ben"})

	verdicts, err := w.Execute(t.Context(), lane.commands)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []error{nil, nil, ordering.ErrSeatInCart, ordering.ErrCurrencyMismatch, nil} {
		if !errors.Is(verdicts[i].Err, want) {
			t.Errorf("verdict %d is %v, want %v", i, verdicts[i].Err, want)
		}
	}
	cart := verdicts[1].Order
	same(t, "Ann's one cart", [2]any{verdicts[0].Order.ID, 2}, [2]any{cart.ID, len(cart.Items)})
	same(t, "kept", cart, w.Order(t, cart.ID))
	same(t, "Ben's order", ordering.Pending, w.Order(t, full.ID).State)
}

func TestACheckoutOfACartThatChangedInTheSameTransactionIsRaced(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	cart := w.Add(t, guest, w.Hold(guest, w.Event(), 2000))
	late := w.Hold(guest, w.Event(), 2500)
	lane := &collector{}
	w.Through(lane)
	_, _ = w.AddToCart(t.Context(), guest, addOf(w, late))
	_, _ = w.Checkout(t.Context(), guest, ordering.Checkout{Operation: w.IDs.New(), Order: cart.ID, Email: "ann@example.com", Name: "Ann"})
	verdicts, err := w.Execute(t.Context(), lane.commands)
	if err != nil {
		t.Fatal(err)
	}
	wantErr(t, nil, verdicts[0].Err)
	wantErr(t, ordering.ErrOrderRaced, verdicts[1].Err)
	same(t, "state", ordering.Draft, w.Order(t, cart.ID).State)
}

// together delivers facts of one topic as one batch.
func together[F work.Fact](t *testing.T, w world, facts ...F) error {
	t.Helper()
	batch := make([]work.Envelope, len(facts))
	for i, fact := range facts {
		envelope, err := work.Seal(fact)
		if err != nil {
			t.Fatal(err)
		}
		batch[i] = envelope
	}
	var heard []error
	for _, sub := range w.Subscriptions() {
		if sub.Topic == batch[0].Topic && sub.Together {
			heard = append(heard, sub.Handle(t.Context(), batch)...)
		}
	}
	if len(heard) == 0 {
		t.Fatalf("nobody hears many of %s at once", batch[0].Topic)
	}
	return errors.Join(heard...)
}

func TestNewsThatComesTogetherTakesEffectOrderByOrder(t *testing.T) {
	t.Parallel()
	w := newWorld()
	one, two, off := w.placed(t, w.Event(), 2000, 2500), w.placed(t, w.Event(), 2000), w.placed(t, w.Event(), 2000)
	if err := w.Cancel(t.Context(), w.Clerk(), off.ID); err != nil {
		t.Fatal(err)
	}
	money := []events.PaymentSucceeded{w.succeeded(one), w.succeeded(off), w.succeeded(two)}
	if err := together(t, w, money...); err != nil {
		t.Fatal(err)
	}
	same(t, "sold at once", 2, len(w.Seats.Confirmed))
	same(t, "asked back", money[1].Payment, w.Refunds.Asked[0].Payment)
	if err := together(t, w, w.issued(one, 0), w.issued(two, 0), w.issued(one, 1)); err != nil {
		t.Fatal(err)
	}
	for _, o := range []ordering.Order{one, two} {
		same(t, "state", ordering.Fulfilled, w.Order(t, o.ID).State)
	}
	before := len(w.topics())
	if err := together(t, w, money...); err != nil {
		t.Fatal(err)
	}
	same(t, "told when it came again", before, len(w.topics()))
}

func TestHoldsThatEndTogetherEndEachOrderOnce(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest, idle := w.Guest(), w.Guest()
	one, two, left := w.Hold(guest, w.Event(), 2000), w.Hold(guest, w.Event(), 2500), w.Hold(idle, w.Event(), 100)
	placed := w.Place(t, guest, one, two).Order
	cart := w.Add(t, idle, left)
	ends := []events.ReservationExpired{w.expired(one, events.TTLExpired), w.expired(left, events.TTLExpired), w.expired(two, events.TTLExpired)}
	if err := together(t, w, ends...); err != nil {
		t.Fatal(err)
	}
	same(t, "told", []string{"order-cancelled"}, w.topics())
	same(t, "state", ordering.Cancelled, w.Order(t, placed.ID).State)
	same(t, "left in the cart", 0, len(w.Order(t, cart.ID).Items))
}
