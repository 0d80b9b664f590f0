package inventory_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// setAside keeps seats for those who wait.
func (h *house) setAside(t *testing.T, seats ...inventory.SeatID) time.Time {
	t.Helper()
	until := h.Clock.Now().Add(10 * time.Minute)
	ok(t, h.SetAside(t.Context(), inventory.SetAside{Seats: seats, Keeper: inventory.Waitlist, Until: until}))
	return until
}

func (h *house) aside(t *testing.T) []inventory.Vacant {
	t.Helper()
	vacant, err := h.Aside(t.Context(), inventory.Waitlist)
	ok(t, err)
	return vacant
}

// around is where a vacant seat is and what can be had beside it.
type around struct{ Place, Before, After int }

func arounds(vacant []inventory.Vacant) []around {
	out := make([]around, len(vacant))
	for i, v := range vacant {
		out[i] = around{v.Place, v.Before, v.After}
	}
	return out
}

func TestWhatIsSetAsideIsListedWithAllThatItsKeeperMustKnow(t *testing.T) {
	t.Parallel()
	h := open(t)
	layout := h.Layout(2)
	layout.Seats[4].Companion = true // A5
	ok(t, h.Arrange(t.Context(), layout))
	h.Hold(t, h.Buyer(), h.Seat("A", 3))
	h.Sell(t, h.Hold(t, h.Buyer(), h.Seat("A", 6)))
	until := h.setAside(t, h.Seat("A", 5), h.Seat("A", 4))
	vacant := h.aside(t)
	same(t, vacant[0], inventory.Vacant{
		Seat: h.Seat("A", 4), Event: h.Event, Label: inventory.Label{Section: inventorytest.Stalls, Row: "A", Number: "4"}, Price: money.Of(5000, "EUR"),
		Until: until, Stretch: vacant[1].Stretch, Place: 3, Before: 3, After: 1,
	})
	same(t, vacant[1].Accessible, true)
	same(t, arounds(vacant), []around{{3, 3, 1}, {4, 4, 0}})
}

func TestOnlyTheKeepersSeatsWithAnEndAreListed(t *testing.T) {
	t.Parallel()
	h := open(t)
	ok(t, h.keep(t, inventorytest.Start.Add(time.Hour), h.Row("A", 2)...))
	ok(t, h.SetAside(t.Context(), inventory.SetAside{Seats: h.Row("B", 2), Keeper: inventory.Waitlist}))
	same(t, len(h.aside(t)), 0)
	house, err := h.Aside(t.Context(), inventory.House)
	ok(t, err)
	same(t, len(house), 2)
}

func TestASeatThatIsTakenPartsARowAndNotThoseWhoStand(t *testing.T) {
	t.Parallel()
	h := open(t)
	places := h.Seats[inventorytest.Rows*inventorytest.RowSeats:]
	h.Sell(t, h.Hold(t, h.Buyer(), places[1], places[5], h.Seat("C", 2), h.Seat("C", 9)))
	h.setAside(t, places[0], places[2], places[19], h.Seat("C", 1), h.Seat("C", 3), h.Seat("C", 10))
	vacant := h.aside(t)
	same(t, arounds(vacant), []around{{0, 0, 17}, {2, 1, 16}, {19, 17, 0}, {0, 0, 0}, {2, 0, 5}, {9, 0, 0}})
	same(t, []bool{vacant[0].Standing, vacant[3].Standing}, []bool{true, false})
}

func TestWhatIsSetAsideIsOrderedByEventStretchAndPlace(t *testing.T) {
	t.Parallel()
	h := open(t)
	first := h.Event
	h.setAside(t, h.Seat("D", 2), h.Seat("B", 7), h.Seat("D", 1))
	want := []inventory.SeatID{h.Seat("B", 7), h.Seat("D", 1), h.Seat("D", 2)}
	other := h.newEvent(t)
	ok(t, h.Arrange(t.Context(), other))
	h.setAside(t, inventory.SeatID(other.Seats[0].Seat))
	if alsoHere := []inventory.SeatID{inventory.SeatID(other.Seats[0].Seat)}; id.Compare(first, h.Event) < 0 {
		want = append(want, alsoHere...)
	} else {
		want = append(alsoHere, want...)
	}
	var got []inventory.SeatID
	for _, v := range h.aside(t) {
		got = append(got, v.Seat)
	}
	same(t, got, want)
}

func TestAnAisleEndsAStretch(t *testing.T) {
	t.Parallel()
	h := open(t)
	layout := h.Layout(2)
	for i := 5; i < inventorytest.RowSeats; i++ {
		layout.Seats[i].X += 50 // between A5 and A6
	}
	ok(t, h.Arrange(t.Context(), layout))
	h.setAside(t, h.Row("A", 6)[4:]...)
	vacant := h.aside(t)
	same(t, arounds(vacant), []around{{4, 4, 0}, {0, 0, 4}})
	same(t, vacant[1].Stretch, vacant[0].Stretch+1)
}

func TestASeatOfALayoutThatAnotherProcessPutOnSaleHasItsPlace(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.setAside(t, h.Seat("A", 1))
	same(t, len(h.aside(t)), 1) // draws the picture
	next := h.Layout(2)
	next.Seats = next.Seats[1:] // A1 leaves
	ok(t, h.other().Arrange(t.Context(), next))
	same(t, len(h.aside(t)), 0)
	ok(t, h.other().SetAside(t.Context(), inventory.SetAside{Seats: h.Row("A", 2)[1:], Keeper: inventory.Waitlist, Until: inventorytest.Start.Add(time.Hour)}))
	same(t, arounds(h.aside(t)), []around{{0, 0, 8}})
}

func TestASeatThatLeftThePlanIsListedWithoutAPlace(t *testing.T) {
	t.Parallel()
	h := open(t)
	until := h.setAside(t, h.Seat("A", 1))
	gone := h.State(t, h.Seat("A", 1))
	gone.ID, gone.Layout = inventory.SeatID(h.IDs.New()), 0
	ok(t, h.Store.Update(t.Context(), func(tx inventory.Tx) error { return tx.PutSeats(t.Context(), []inventory.Seat{gone}) }))
	vacant := h.aside(t)
	same(t, len(vacant), 2)
	same(t, vacant[0], inventory.Vacant{Seat: gone.ID, Event: h.Event, Label: gone.Label, Price: gone.Price, Until: until, Stretch: -1})
	same(t, vacant[1].Seat, h.Seat("A", 1))
}

func TestSeatsOfAnEventThatIsNotSoldAreNotListedUntilItIs(t *testing.T) {
	t.Parallel()
	h := open(t)
	term := h.Line(t)
	h.setAside(t, h.Seat("A", 1))
	same(t, h.aside(t)[0].Term, term)
	h.Terms.Version, h.Terms.Status = h.Terms.Version+1, inventory.NotOnSale
	ok(t, h.SetTerms(t.Context(), h.Terms))
	same(t, len(h.aside(t)), 0)
	h.Terms.Version, h.Terms.Status = h.Terms.Version+1, inventory.OnSale
	ok(t, h.SetTerms(t.Context(), h.Terms))
	same(t, len(h.aside(t)), 1)
}
