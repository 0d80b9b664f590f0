package inventory_test

import (
	"context"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorymem"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/kernel/money"
)

func (h *house) best(t *testing.T, quantity int, change ...func(*inventory.Reserve)) ([]inventory.Hold, error) {
	t.Helper()
	wish := inventory.Reserve{Group: h.Group(), By: h.Buyer(), Event: h.Event, Quantity: quantity}
	for _, c := range change {
		c(&wish)
	}
	return h.Reserve(t.Context(), wish)
}

func TestTheBestSeatsAreTogetherAndGoFirst(t *testing.T) {
	t.Parallel()
	h := open(t)
	holds, err := h.best(t, 2)
	ok(t, err)
	same(t, []inventory.SeatID{holds[0].Seat, holds[1].Seat}, []inventory.SeatID{h.Seat("A", 5), h.Seat("A", 6)})
	next, err := h.best(t, 2)
	ok(t, err)
	if next[0].Row != "A" || next[0].Seat == holds[0].Seat {
		t.Errorf("next: %v", next)
	}
}

func TestStandingPlacesAreHeldBySectionAndQuantityUntilTheyAreGone(t *testing.T) {
	t.Parallel()
	h := open(t)
	floor := func(r *inventory.Reserve) { r.Section = inventorytest.Floor }
	held := map[inventory.SeatID]bool{}
	for range 5 {
		holds, err := h.best(t, 4, floor)
		ok(t, err)
		for _, hold := range holds {
			held[hold.Seat] = true
		}
	}
	if len(held) != inventorytest.Standing {
		t.Errorf("%d places held, want %d", len(held), inventorytest.Standing)
	}
	_, err := h.best(t, 1, floor)
	refused(t, err, inventory.ErrSoldOut)
}

func TestTheHighestPriceIsKept(t *testing.T) {
	t.Parallel()
	h := open(t)
	holds, err := h.best(t, 1, func(r *inventory.Reserve) { r.MaxPrice = "49.99" })
	ok(t, err)
	same(t, holds[0].Price.Minor, 3000)
	_, err = h.best(t, 1, func(r *inventory.Reserve) { r.MaxPrice = "19.99" })
	refused(t, err, inventory.ErrSoldOut)
}

func TestCommandsInOneTransactionAreNeverProposedTheSameSeats(t *testing.T) {
	t.Parallel()
	store := inventorymem.New()
	h := &house{House: inventorytest.Open(t, store, nil), mem: store}
	_, err := h.best(t, 1) // draws the picture
	ok(t, err)
	collected := &collector{}
	h.Through(collected)
	for range 10 {
		_, err := h.best(t, 2)
		refused(t, err, inventory.ErrSoldOut) // what the collector says to everybody
	}
	verdicts, err := h.Execute(t.Context(), collected.commands[:10])
	ok(t, err)
	seats := map[inventory.SeatID]bool{}
	for _, v := range verdicts {
		ok(t, v.Err)
		for _, hold := range v.Result.Holds {
			seats[hold.Seat] = true
		}
	}
	if len(seats) != 20 {
		t.Errorf("%d seats for ten couples", len(seats))
	}
}

func TestAnOldPictureIsPutRightByTheTruth(t *testing.T) {
	t.Parallel()
	store := inventorymem.New()
	h := &house{House: inventorytest.Open(t, store, nil), mem: store}
	_, err := h.best(t, 1)
	ok(t, err)
	other := inventory.New(store, inventorytest.OpenGate{}, inventory.DefaultRules(), h.Clock, h.IDs)
	taken := h.Row("A", 10)
	for _, page := range [][]inventory.SeatID{taken[:5], taken[6:]} {
		_, err := other.Reserve(t.Context(), inventory.Reserve{Group: h.Group(), By: h.Buyer(), Seats: page})
		_ = err // the best seat of the row is this house's already
	}
	holds, err := h.best(t, 4)
	ok(t, err)
	for _, hold := range holds {
		if got := h.State(t, hold.Seat); got.Reservation != hold.ID {
			t.Errorf("%s is not held by its reservation", got.Label)
		}
	}
}

func TestNobodyHearsSoldOutBecauseAnotherProcessIsFaster(t *testing.T) {
	t.Parallel()
	store := inventorymem.New()
	h := &house{House: inventorytest.Open(t, store, nil), mem: store}
	_, err := h.best(t, 1)
	ok(t, err)
	other := inventory.New(store, inventorytest.OpenGate{}, inventory.DefaultRules(), h.Clock, h.IDs)
	for range 6 { // more than one execution proposes, and not a moment later
		_, err := other.Reserve(t.Context(), inventory.Reserve{Group: h.Group(), By: h.Buyer(), Event: h.Event, Quantity: 1})
		ok(t, err)
	}
	holds, err := h.best(t, 1)
	ok(t, err)
	if got := h.State(t, holds[0].Seat); got.Reservation != holds[0].ID {
		t.Errorf("%s is not held by its reservation", got.Label)
	}
}

func TestSeatsThatAnotherProcessFreedAreFoundBeforeAnybodyHearsSoldOut(t *testing.T) {
	t.Parallel()
	h := open(t)
	var all []inventory.Hold
	for page := h.Seats; len(page) > 0; page = page[min(6, len(page)):] {
		all = append(all, h.Hold(t, h.Buyer(), page[:min(6, len(page))]...)...)
	}
	_, err := h.best(t, 1)
	refused(t, err, inventory.ErrSoldOut)
	other := inventory.New(h.Store, inventorytest.OpenGate{}, inventory.DefaultRules(), h.Clock, h.IDs)
	ok(t, other.Release(t.Context(), inventorytest.IDs(all[:1]), "manual_cancellation"))
	h.Clock.Advance(time.Second)
	holds, err := h.best(t, 1)
	ok(t, err)
	same(t, holds[0].Seat, all[0].Seat)
}

// collector is a lane that carries nothing.
type collector struct{ commands []inventory.Command }

func (c *collector) Do(_ context.Context, command inventory.Command) (inventory.Result, error) {
	c.commands = append(c.commands, command)
	return inventory.Result{}, inventory.ErrSoldOut
}

func TestTheBestSeatsAreFoundByThePresentPricesInEveryProcess(t *testing.T) {
	t.Parallel()
	h := open(t)
	other := inventory.New(h.Store, inventorytest.OpenGate{}, inventory.DefaultRules(), h.Clock, h.IDs)
	best := func(most money.Decimal) ([]inventory.Hold, error) {
		return other.Reserve(t.Context(), inventory.Reserve{Group: h.Group(), By: h.Buyer(), Event: h.Event, Quantity: 1, MaxPrice: most})
	}
	held, err := best("30")
	ok(t, err)
	same(t, held[0].Row, "C")
	dearer := h.Layout(2)
	for i := range dearer.Seats {
		if dearer.Seats[i].Row != "" {
			dearer.Seats[i].Price = "31"
		}
	}
	ok(t, h.Arrange(t.Context(), dearer)) // the other process has a picture of the plan before
	held, err = best("30")
	ok(t, err)
	same(t, held[0].Section, inventorytest.Floor)
	held, err = best("40")
	ok(t, err)
	same(t, held[0].Price, money.Of(3100, "EUR"))
}
