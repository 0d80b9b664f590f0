package ordering_test

import (
	"context"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/ordering/orderingmem"
	"github.com/speckit/ticketing/internal/ordering/orderingtest"
)

var service = actor.Actor{Role: actor.Service}

func TestAnOrderPlacedForSomebodyInLine(t *testing.T) {
	t.Parallel()
	w := newWorld()
	next := w.Guest()
	hold := w.Hold(next, w.Event(), 2000)
	price := money.Decimal("20.00")
	cmd := ordering.PlaceFor{
		Operation: w.IDs.New(), Customer: next.Customer, Guest: true, Reservations: []ordering.ReservationID{ordering.ReservationID(hold.Reservation)},
		Seats: []ordering.SeatID{ordering.SeatID(hold.Seat)}, Price: &price, Email: "next@example.com",
	}
	placed, err := w.PlaceFor(t.Context(), service, cmd)
	same(t, "error", nil, err)
	same(t, "kept", placed.Order, w.Order(t, placed.Order.ID))
	same(t, "state", ordering.Pending, placed.Order.State)
	again, err := w.PlaceFor(t.Context(), service, cmd)
	same(t, "error", nil, err)
	same(t, "the same call again", placed, again)
	cmd.Operation = w.IDs.New()
	_, err = w.PlaceFor(t.Context(), service, cmd)
	wantErr(t, ordering.ErrSeatOrdered, err)
}

func TestAnOrderForSomebodyInLineNeedsTheirHoldAtItsPrice(t *testing.T) {
	t.Parallel()
	cheap := money.Decimal("1")
	for name, test := range map[string]struct {
		bend func(w world, cmd *ordering.PlaceFor)
		want error
	}{
		"no hold":      {func(_ world, cmd *ordering.PlaceFor) { cmd.Reservations = nil }, ordering.ErrNoReservation},
		"unknown hold": {func(w world, cmd *ordering.PlaceFor) { cmd.Reservations[0] = ordering.ReservationID(w.IDs.New()) }, ordering.ErrReservationNotFound},
		"another's":    {func(w world, cmd *ordering.PlaceFor) { cmd.Customer = w.IDs.New() }, ordering.ErrReservationNotFound},
		"over":         {func(w world, _ *ordering.PlaceFor) { w.Clock.Advance(time.Hour) }, ordering.ErrHoldExpired},
		"other seat":   {func(w world, cmd *ordering.PlaceFor) { cmd.Seats = []ordering.SeatID{ordering.SeatID(w.IDs.New())} }, ordering.ErrReservationSeat},
		"price":        {func(_ world, cmd *ordering.PlaceFor) { cmd.Price = &cheap }, ordering.ErrPriceChanged},
		"address":      {func(_ world, cmd *ordering.PlaceFor) { cmd.Email = "" }, ordering.ErrNoEmail},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld()
			next := w.Guest()
			hold := w.Hold(next, w.Event(), 2000)
			cmd := ordering.PlaceFor{
				Operation: w.IDs.New(), Customer: next.Customer, Reservations: []ordering.ReservationID{ordering.ReservationID(hold.Reservation)},
				Email: "next@example.com",
			}
			test.bend(w, &cmd)
			_, err := w.PlaceFor(t.Context(), w.Clerk(), cmd)
			wantErr(t, test.want, err)
			_, err = w.Store.Order(t.Context(), ordering.OrderID(cmd.Operation))
			wantErr(t, ordering.ErrOrderNotFound, err)
		})
	}
}

// orderOf is the wish for an order of somebody's hold.
func orderOf(w world, hold ordering.Hold) ordering.PlaceFor {
	return ordering.PlaceFor{
		Operation: w.IDs.New(), Customer: hold.Customer, Guest: true, Email: "next@example.com",
		Reservations: []ordering.ReservationID{ordering.ReservationID(hold.Reservation)},
	}
}

func TestAPlacedOrderIsFoundAgainHoweverItStands(t *testing.T) {
	t.Parallel()
	w := newWorld()
	for want, bring := range map[ordering.State]func(o ordering.Order){
		ordering.Paid:      func(o ordering.Order) { w.bring(t, w.succeeded(o)) },
		ordering.Cancelled: func(o ordering.Order) { same(t, "cancelled", nil, w.Cancel(t.Context(), service, o.ID)) },
	} {
		hold := w.Hold(w.Guest(), w.Event(), 2000)
		cmd := orderOf(w, hold)
		placed, err := w.PlaceFor(t.Context(), service, cmd)
		same(t, "error", nil, err)
		bring(placed.Order)
		again, err := w.PlaceFor(t.Context(), service, cmd)
		same(t, "error", nil, err)
		same(t, "state", want, again.Order.State)
		same(t, "link", [3]any{placed.Order.ID, placed.Secret, placed.StatusURL}, [3]any{again.Order.ID, again.Secret, again.StatusURL})
	}
}

func TestTwoOfTheSameCallPlaceOneOrder(t *testing.T) {
	t.Parallel()
	for name, cmd := range map[string]func(w world) ordering.PlaceFor{
		"of a hold": func(w world) ordering.PlaceFor { return orderOf(w, w.Hold(w.Guest(), w.Event(), 2000)) },
		"of a seat": func(w world) ordering.PlaceFor { return orderOfSeats(w, 1) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld()
			wish := cmd(w)
			var twin ordering.Placed
			w.Seats.Meanwhile = func() {
				var err error
				twin, err = w.PlaceFor(t.Context(), service, wish)
				same(t, "error of the faster", nil, err)
				w.bring(t, w.succeeded(twin.Order)) // what was paid is not written over
			}
			placed, err := w.PlaceFor(t.Context(), service, wish)
			same(t, "error", nil, err)
			same(t, "secret", twin.Secret, placed.Secret)
			same(t, "state", ordering.Paid, placed.Order.State)
			same(t, "let go", 0, len(w.Seats.Released))
		})
	}
}

// hasty reads seats as a transaction does that began before its rival's commit.
type hasty struct{ ordering.Store }

func (s hasty) Update(ctx context.Context, do func(tx ordering.Tx) error) error {
	return s.Store.Update(ctx, func(tx ordering.Tx) error { return do(hastyTx{tx}) })
}

type hastyTx struct{ ordering.Tx }

func (hastyTx) LiveSeats(context.Context, []ordering.SeatID) ([]ordering.SeatID, error) {
	return nil, nil
}

func TestWhatTheSameCallHasPlacedIsNotWrittenOver(t *testing.T) {
	t.Parallel()
	store := orderingmem.New()
	w := world{orderingtest.NewWorld(hasty{store}), store}
	cmd := orderOf(w, w.Hold(w.Guest(), w.Event(), 2000))
	var kept ordering.Order
	w.Seats.Meanwhile = func() {
		twin, err := w.PlaceFor(t.Context(), service, cmd)
		same(t, "error of the faster", nil, err)
		w.bring(t, w.succeeded(twin.Order))
		kept = w.Order(t, twin.Order.ID)
	}
	placed, err := w.PlaceFor(t.Context(), service, cmd)
	same(t, "error", nil, err)
	same(t, "answer", kept, placed.Order)
	same(t, "kept", kept, w.Order(t, placed.Order.ID))
}

// The old buyer's order has the seat until the news of its hold's end arrives.
func TestWhileAnotherOrderHasTheSeatNothingIsWritten(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Event()
	old := w.Hold(w.Guest(), event, 2000)
	w.Place(t, actor.Actor{Customer: old.Customer, Role: actor.Guest}, old)
	w.Seats.End(old)
	hold := w.Hold(w.Guest(), event, 2000)
	hold.Seat = old.Seat
	w.Seats.Put(hold)
	cmd := orderOf(w, hold)
	for range 2 {
		_, err := w.PlaceFor(t.Context(), service, cmd)
		wantErr(t, ordering.ErrSeatOrdered, err)
	}
	_, err := w.Store.Order(t.Context(), ordering.OrderID(cmd.Operation))
	wantErr(t, ordering.ErrOrderNotFound, err)
	same(t, "deeds", 0, len(w.memory.DB.Deeds()))
	same(t, "told", 0, len(w.topics()))
	same(t, "let go", 0, len(w.Seats.Released))
	w.bring(t, w.expired(old, events.TTLExpired))
	placed, err := w.PlaceFor(t.Context(), service, cmd)
	same(t, "error", nil, err)
	same(t, "state", ordering.Pending, placed.Order.State)
	w.bring(t, w.expired(old, events.TTLExpired))
	same(t, "the order, whatever comes late", placed.Order, w.Order(t, placed.Order.ID))
}

// orderOfSeats is the wish for an order of seats for somebody of whom only the address is known.
func orderOfSeats(w world, n int) ordering.PlaceFor {
	cmd := ordering.PlaceFor{Operation: w.IDs.New(), Guest: true, Email: "next@example.com"}
	for range n {
		cmd.Seats = append(cmd.Seats, ordering.SeatID(w.IDs.New()))
	}
	return cmd
}

func TestSeatsAreHeldForAnOrderOfThem(t *testing.T) {
	t.Parallel()
	w := newWorld()
	cmd, price := orderOfSeats(w, 2), money.Decimal("40.00")
	cmd.Price = &price
	placed, err := w.PlaceFor(t.Context(), w.Clerk(), cmd)
	same(t, "error", nil, err)
	customer := id.Named(cmd.Operation, "customer")
	same(t, "asked of inventory", []ordering.ReserveFor{{Group: cmd.Operation, Customer: customer, Seats: id.UUIDs(cmd.Seats)}}, w.Seats.Reserved)
	same(t, "order", [4]any{ordering.Pending, customer, "next@example.com", money.Of(4000, "USD")},
		[4]any{placed.Order.State, placed.Order.Customer, placed.Order.Name, placed.Order.Total()})
	same(t, "let go", 0, len(w.Seats.Released))
}

func TestAHoldThatTheCustomerHasIsUsed(t *testing.T) {
	t.Parallel()
	w := newWorld()
	next := w.Guest()
	first := w.Place(t, next, w.Hold(next, w.Event(), 100)).Order // its address is known from here
	hold := w.Hold(next, w.Event(), 2500)
	cmd := orderOfSeats(w, 1)
	cmd.Customer, cmd.Email, cmd.Seats = next.Customer, "", append(cmd.Seats, ordering.SeatID(hold.Seat))
	placed, err := w.PlaceFor(t.Context(), w.Clerk(), cmd)
	same(t, "error", nil, err)
	same(t, "address", first.Email, placed.Order.Email)
	same(t, "asked of inventory", []ordering.ReserveFor{{Group: cmd.Operation, Customer: next.Customer, Seats: id.UUIDs(cmd.Seats[:1])}}, w.Seats.Reserved)
	same(t, "the customer's own", hold.Reservation, placed.Order.Items[0].Reservation.UUID())
	same(t, "seats", 2, len(placed.Order.Items))
}

func TestAnOrderOfSeatsThatIsRefusedLeavesNoHold(t *testing.T) {
	t.Parallel()
	cheap := money.Decimal("1")
	for name, test := range map[string]struct {
		bend     func(w world, cmd *ordering.PlaceFor)
		want     error
		released int
	}{
		"price":           {func(_ world, cmd *ordering.PlaceFor) { cmd.Price = &cheap }, ordering.ErrPriceChanged, 1},
		"taken":           {func(w world, _ *ordering.PlaceFor) { w.Seats.Taken = true }, ordering.ErrSeatTaken, 0},
		"no address":      {func(_ world, cmd *ordering.PlaceFor) { cmd.Email = "" }, ordering.ErrNoEmail, 0},
		"a false address": {func(_ world, cmd *ordering.PlaceFor) { cmd.Email = "a\r\n@b.example" }, ordering.ErrBadEmail, 0},
		"no seats":        {func(_ world, cmd *ordering.PlaceFor) { cmd.Seats = nil }, ordering.ErrNoReservation, 0},
		"away":            {func(w world, _ *ordering.PlaceFor) { w.Seats.Away = true }, orderingtest.ErrAway, 0},
		"in an order": {func(w world, cmd *ordering.PlaceFor) {
			hold := w.Hold(w.Guest(), w.Event(), 2000)
			hold.Seat = cmd.Seats[0].UUID()
			w.Seats.Put(hold)
			if _, err := w.PlaceFor(t.Context(), service, orderOf(w, hold)); err != nil {
				panic(err)
			}
		}, ordering.ErrSeatOrdered, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld()
			cmd := orderOfSeats(w, 1)
			test.bend(w, &cmd)
			_, err := w.PlaceFor(t.Context(), w.Clerk(), cmd)
			wantErr(t, test.want, err)
			same(t, "let go", test.released, len(w.Seats.Released))
			_, err = w.Store.Order(t.Context(), ordering.OrderID(cmd.Operation))
			wantErr(t, ordering.ErrOrderNotFound, err)
		})
	}
}

func TestAHoldWhoseTimeIsOverMakesNoOrderOfSeats(t *testing.T) {
	t.Parallel()
	w := newWorld()
	w.Clock.Advance(15 * time.Minute) // the hold that an earlier try of the call made, before a crash, has ended
	_, err := w.PlaceFor(t.Context(), service, orderOfSeats(w, 1))
	wantErr(t, ordering.ErrHoldExpired, err)
}
