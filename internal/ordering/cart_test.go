package ordering_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
)

func TestACartTakesOnlyTheCallersOwnLiveHoldAtTheShownPrice(t *testing.T) {
	t.Parallel()
	cheap := money.Decimal("0.01")
	equal := money.Decimal("20")
	for name, test := range map[string]struct {
		bend func(w world, hold *ordering.Hold, cmd *ordering.AddToCart)
		want error
	}{
		"as it is":            {func(world, *ordering.Hold, *ordering.AddToCart) {}, nil},
		"with its price":      {func(_ world, _ *ordering.Hold, cmd *ordering.AddToCart) { cmd.Price = &equal }, nil},
		"without reservation": {func(_ world, _ *ordering.Hold, cmd *ordering.AddToCart) { cmd.Reservation = ordering.ReservationID{} }, ordering.ErrNoReservation},
		"unknown": {func(w world, _ *ordering.Hold, cmd *ordering.AddToCart) {
			cmd.Reservation = ordering.ReservationID(w.IDs.New())
		}, ordering.ErrReservationNotFound},
		"somebody else's": {func(w world, _ *ordering.Hold, cmd *ordering.AddToCart) {
			cmd.Reservation = ordering.ReservationID(w.Hold(w.Guest(), w.Event(), 2000).Reservation)
		}, ordering.ErrReservationNotFound},
		"of another seat": {func(w world, _ *ordering.Hold, cmd *ordering.AddToCart) { cmd.Seat = ordering.SeatID(w.IDs.New()) }, ordering.ErrReservationSeat},
		"ended":           {func(w world, hold *ordering.Hold, _ *ordering.AddToCart) { w.Seats.End(*hold) }, ordering.ErrHoldExpired},
		"at its end":      {func(w world, _ *ordering.Hold, _ *ordering.AddToCart) { w.Clock.Advance(15 * time.Minute) }, ordering.ErrHoldExpired},
		"sold":            {func(w world, hold *ordering.Hold, _ *ordering.AddToCart) { w.Seats.Sell(*hold) }, ordering.ErrReservationSold},
		"cheaper":         {func(_ world, _ *ordering.Hold, cmd *ordering.AddToCart) { cmd.Price = &cheap }, ordering.ErrPriceChanged},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld()
			guest := w.Guest()
			hold := w.Hold(guest, w.Event(), 2000)
			cmd := ordering.AddToCart{Item: w.IDs.New(), Seat: ordering.SeatID(hold.Seat), Reservation: ordering.ReservationID(hold.Reservation)}
			test.bend(w, &hold, &cmd)
			cart, err := w.AddToCart(t.Context(), guest, cmd)
			if test.want == nil {
				if err != nil || len(cart.Items) != 1 || cart.Total() != money.Of(2000, "USD") {
					t.Errorf("cart %+v, error %v", cart, err)
				}
				return
			}
			wantErr(t, test.want, err)
			carts, _ := w.Store.Carts(t.Context(), guest.Customers())
			same(t, "carts", 0, len(carts))
		})
	}
}

func TestSeatsGatherInOneCart(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	one, two := w.Hold(guest, w.Event(), 2000), w.Hold(guest, w.Event(), 2550)
	cart := w.Add(t, guest, one, two)
	same(t, "total", money.Of(4550, "USD"), cart.Total())
	same(t, "kept", cart, w.Order(t, cart.ID))
	_, err := w.AddToCart(t.Context(), guest, addOf(w, two))
	wantErr(t, ordering.ErrSeatInCart, err)
	euros := w.Hold(guest, w.Event(), 100)
	euros.Price.Currency = "EUR"
	w.Seats.Put(euros)
	_, err = w.AddToCart(t.Context(), guest, addOf(w, euros))
	wantErr(t, ordering.ErrCurrencyMismatch, err)
}

func addOf(w world, hold ordering.Hold) ordering.AddToCart {
	return ordering.AddToCart{Item: w.IDs.New(), Seat: ordering.SeatID(hold.Seat), Reservation: ordering.ReservationID(hold.Reservation)}
}

func TestTheSameCallAgainFindsTheItemThatItPutIn(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	cmd := addOf(w, w.Hold(guest, w.Event(), 2000))
	first, err := w.AddToCart(t.Context(), guest, cmd)
	again, errAgain := w.AddToCart(t.Context(), guest, cmd)
	same(t, "cart", first, again)
	same(t, "errors", [2]error{}, [2]error{err, errAgain})
}

func TestANewerHoldOfASeatTakesThePlaceOfTheOlder(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	older := w.Hold(guest, w.Event(), 2000)
	w.Add(t, guest, older)
	newer := older
	newer.Reservation, newer.Price.Minor = w.IDs.New(), 3000
	w.Seats.Put(newer)
	cart := w.Add(t, guest, newer)
	same(t, "reservations", []id.UUID{newer.Reservation}, cart.Reservations())
	same(t, "total", int64(3000), cart.Total().Minor)
}

func TestASeatOfAPendingOrderGoesIntoNoCart(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	hold := w.Hold(guest, w.Event(), 2000)
	w.Place(t, guest, hold)
	_, err := w.AddToCart(t.Context(), guest, addOf(w, hold))
	wantErr(t, ordering.ErrSeatOrdered, err)
}

func TestTheCartsOfAGuestAndOfTheirAccountBecomeOne(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest, account := w.Guest(), w.Account("ann@example.com", true)
	w.Add(t, guest, w.Hold(guest, w.Event(), 2000))
	own := w.Add(t, account, w.Hold(account, w.Event(), 2500))
	account.Also = guest.Customers()
	cart, found, err := w.Cart(t.Context(), account)
	if err != nil || !found || cart.ID != own.ID || len(cart.Items) != 2 {
		t.Fatalf("cart %+v, found %v, error %v", cart, found, err)
	}
	same(t, "kept", 2, len(w.Order(t, own.ID).Items))
	third := w.Add(t, account, w.Hold(guest, w.Event(), 100))
	same(t, "items with one more", 3, len(third.Items))
}

func TestWithoutACartThereIsNone(t *testing.T) {
	t.Parallel()
	w := newWorld()
	for _, who := range []actor.Actor{w.Guest(), {Customer: w.IDs.New(), Role: actor.Guest, Order: w.IDs.New()}} {
		if _, found, err := w.Cart(t.Context(), who); found || err != nil {
			t.Errorf("found %v, error %v", found, err)
		}
	}
}

func TestTheCartShowsHoldsAsTheyStandNow(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	ended, extended := w.Hold(guest, w.Event(), 2000), w.Hold(guest, w.Event(), 2000)
	w.Add(t, guest, ended, extended)
	w.Seats.End(ended)
	later := w.Clock.Now().Add(20 * time.Minute)
	w.Seats.Extend(extended, later)
	cart, _, err := w.Cart(t.Context(), guest)
	if err != nil || len(cart.Items) != 1 || !cart.ExpiresAt().Equal(later) {
		t.Errorf("cart %+v, error %v", cart, err)
	}
	w.Seats.Away = true
	cart, _, err = w.Cart(t.Context(), guest)
	if err != nil || len(cart.Items) != 2 {
		t.Errorf("while inventory is away: cart %+v, error %v", cart, err)
	}
}

func TestASeatThatLeavesTheCartIsLetGo(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	stays, leaves := w.Hold(guest, w.Event(), 2000), w.Hold(guest, w.Event(), 2500)
	w.Add(t, guest, stays, leaves)
	cart, err := w.RemoveFromCart(t.Context(), guest, ordering.SeatID(leaves.Seat))
	if err != nil {
		t.Fatalf("remove: %v", err)
	}
	same(t, "total", money.Of(2000, "USD"), cart.Total())
	same(t, "let go", []id.UUID{leaves.Reservation}, w.Seats.Released)
	_, err = w.RemoveFromCart(t.Context(), guest, ordering.SeatID(leaves.Seat))
	wantErr(t, ordering.ErrSeatNotInCart, err)
	_, err = w.RemoveFromCart(t.Context(), w.Guest(), ordering.SeatID(stays.Seat))
	wantErr(t, ordering.ErrSeatNotInCart, err)
	same(t, "let go", 1, len(w.Seats.Released))
}

func TestAHoldThatEndsLeavesTheCart(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	stays, ends := w.Hold(guest, w.Event(), 2000), w.Hold(guest, w.Event(), 2500)
	cart := w.Add(t, guest, stays, ends)
	w.bring(t, w.expired(ends, events.TTLExpired))
	same(t, "left", []id.UUID{stays.Reservation}, w.Order(t, cart.ID).Reservations())
	same(t, "told", []string(nil), w.topics())
}
