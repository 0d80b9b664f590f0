package catalog_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogtest"
	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// gold paints seats by their index as gold, at a price.
func (w *world) gold(event catalog.EventID, price money.Decimal, indexes ...int) (catalog.Painted, error) {
	w.T.Helper()
	seats := w.Map(event)
	move := catalog.Move{Category: "Gold"}
	for _, i := range indexes {
		move.Seats = append(move.Seats, seats[i].ID)
	}
	return w.Paint(w.T.Context(), catalogtest.Organiser, w.IDs.New(), event, catalog.Painting{
		Categories: []catalog.CategoryPaint{{Name: "Gold", Color: "#ffcc00", Price: price}}, Moves: []catalog.Move{move},
	})
}

func TestAPaintingIsAgreedWithInventoryAndToldAsANewLayout(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(2)
	w.OpenSale(e.ID)
	before := w.Now(e.ID)
	made, err := w.gold(e.ID, "80", 0, 1, 2)
	if err != nil || made.Kept != 0 || len(made.Plan.Seats) != 20 || made.Plan.Categories[0].Seats != 3 {
		t.Fatalf("%+v, %v", made, err)
	}
	now := w.Now(e.ID)
	if now.Layout != 2 || now.PlanHash == before.PlanHash || now.PlanHash != made.Plan.Hash() || now.Lowest != 5000 || now.Highest != 8000 || now.Tally != before.Tally ||
		now.Whole != now.Sequence || now.Version != before.Version+1 {
		t.Errorf("became %+v", now)
	}
	if asked := w.Inventory.Replaced(); !slices.Equal(asked, []catalog.Relay{{Event: e.ID, Layout: 2, Keeps: true}}) {
		t.Errorf("inventory was asked %+v", asked)
	}
	facts := told[events.SeatsGenerated](w)
	if last := facts[len(facts)-1]; last.Layout != 2 || last.Seats[0].Price != "80.00" || last.Seats[0].Category != "Gold" || last.Seats[0].Rank != 0 || last.Seats[3].Rank != 1 {
		t.Errorf("told %+v", last.Seats[:4])
	}
	for i, seat := range w.Map(e.ID) {
		if want := map[bool]int64{true: 8000, false: 5000}[i < 3]; seat.Cost() != want || seat.Status != catalog.Available {
			t.Errorf("seat %d: %+v", i, seat)
		}
	}
	if deeds := w.deeds(); deeds[len(deeds)-1] != "event.categories" {
		t.Errorf("deeds %v", deeds)
	}
}

func TestTheSamePaintingAgainChangesNothing(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(1)
	first, err := w.gold(e.ID, "80", 0)
	if err != nil {
		t.Fatal(err)
	}
	now, facts := w.Now(e.ID), len(w.mem.DB.Facts(0))
	again, err := w.gold(e.ID, "80", 0)
	if err != nil || again.Plan.Hash() != first.Plan.Hash() {
		t.Errorf("%v", err)
	}
	if w.Now(e.ID) != now || len(w.mem.DB.Facts(0)) != facts || len(w.Inventory.Replaced()) != 1 {
		t.Error("it was made twice")
	}
}

func TestWhoHasASeatKeepsItsPriceAndTheNextOnePaysTheNew(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(1)
	w.OpenSale(e.ID)
	seats := w.Map(e.ID)
	at := func(i int, version int64) events.Seat { return events.SeatOf(e.ID.UUID(), seats[i].ID, version) }
	for i := range 3 { // 0 stays held, 1 is sold, 2 is let go
		deliver(t, w, events.ReservationCreated{Seat: at(i, 2), BasePrice: "50.00", Currency: "EUR"})
	}
	deliver(t, w, events.ReservationConfirmed{Seat: at(1, 3), Price: "50.00", Currency: "EUR"})
	deliver(t, w, events.SeatStatusChanged{Seat: at(3, 2), Status: "reserved"}) // set aside: nobody was promised a price
	made, err := w.gold(e.ID, "80", 0, 1, 2, 3, 4)
	if err != nil || made.Kept != 3 {
		t.Fatalf("%d kept theirs, %v", made.Kept, err)
	}
	costs := func(want ...int64) {
		t.Helper()
		for i, seat := range w.Map(e.ID)[:len(want)] {
			if seat.Cost() != want[i] || seat.PlanSeat.Price.Minor != 8000 {
				t.Errorf("seat %d costs %d and then %d", i, seat.Cost(), seat.PlanSeat.Price.Minor)
			}
		}
	}
	costs(5000, 5000, 5000, 8000, 8000)
	if now := w.Now(e.ID); now.Tally.Revenue != 5000 || now.Highest != 8000 {
		t.Errorf("%+v", now)
	}
	deliver(t, w, events.ReservationExpired{Seat: at(2, 3), SeatStatus: "available"})
	deliver(t, w, events.ReservationConfirmed{Seat: at(0, 3), Price: "50.00", Currency: "EUR"})
	costs(5000, 5000, 8000)
	// One hold ends and the next begins before either is heard of: the last one's price counts.
	deliver(t, w, events.ReservationExpired{Seat: at(1, 4), SeatStatus: "available"})
	deliver(t, w, events.ReservationConfirmed{Seat: at(1, 6), Price: "80.00", Currency: "EUR"})
	deliver(t, w, events.ReservationCreated{Seat: at(1, 5), BasePrice: "80.00", Currency: "EUR"})
	costs(5000, 8000, 8000)
	if now := w.Now(e.ID); now.Tally.Revenue != 13000 {
		t.Errorf("%+v", now.Tally)
	}
	if again, err := w.gold(e.ID, "80", 0, 1); err != nil || again.Kept != 1 {
		t.Errorf("%d keep theirs, %v", again.Kept, err)
	}
}

func TestAHoldThatIsHeardOfAfterThePaintingKeepsItsPriceToo(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(1)
	w.OpenSale(e.ID)
	seat := w.Map(e.ID)[0]
	if _, err := w.gold(e.ID, "80", 0); err != nil {
		t.Fatal(err)
	}
	deliver(t, w, events.ReservationConfirmed{Seat: events.SeatOf(e.ID.UUID(), seat.ID, 3), Price: "50.00", Currency: "EUR"})
	if now := w.Now(e.ID); now.Tally.Revenue != 5000 || w.Map(e.ID)[0].Cost() != 5000 {
		t.Errorf("%+v", now.Tally)
	}
}

func TestASaleOfWhichNoPriceWasToldKeepsTheOldOne(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(1)
	w.OpenSale(e.ID)
	w.Become(e.ID, catalog.Sold, 0)
	if made, err := w.gold(e.ID, "80", 0, 1); err != nil || made.Kept != 1 || w.Now(e.ID).Tally.Revenue != 5000 {
		t.Errorf("%+v, %v", made, err)
	}
	var truth []catalog.SeatChange
	for _, seat := range w.Map(e.ID) {
		truth = append(truth, catalog.SeatChange{Event: e.ID, Seat: seat.SeatID, Status: seat.Status, Version: seat.Version})
	}
	w.Inventory.Tell(e.ID, truth)
	if _, err := w.Rebuild(t.Context()); err != nil || w.Now(e.ID).Tally.Revenue != 5000 {
		t.Errorf("after a rebuild %+v, %v", w.Now(e.ID).Tally, err)
	}
}

func TestOfTwoPaintersAtOnceTheSecondPaintsOnWhatTheFirstLeft(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(1)
	rivals := 0
	w.Inventory.RefuseLayout = func(catalog.Relay) error {
		if rivals++; rivals > 1 {
			return nil
		}
		seats := w.Map(e.ID)
		_, err := w.Paint(t.Context(), catalogtest.Organiser, w.IDs.New(), e.ID, catalog.Painting{
			Categories: []catalog.CategoryPaint{{Name: "Silver", Price: "60"}},
			Moves:      []catalog.Move{{Category: "Silver", Seats: []id.UUID{seats[0].ID, seats[9].ID}}},
		})
		return err
	}
	made, err := w.gold(e.ID, "80", 0)
	if err != nil || len(made.Plan.Categories) != 3 || made.Plan.Seats[9].Category != "Silver" || made.Plan.Seats[0].Category != "Gold" {
		t.Fatalf("%+v, %v", made.Plan, err)
	}
	asked := w.Inventory.Replaced()
	if last := asked[len(asked)-1]; last.Layout != w.Now(e.ID).Layout || last.Layout != 3 {
		t.Errorf("inventory waits for %+v", last)
	}
}

func TestAPaintingThatInventoryDoesNotHearOfChangesNothing(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(1)
	away := errors.New("inventory is away")
	w.Inventory.RefuseLayout = func(catalog.Relay) error { return away }
	if _, err := w.gold(e.ID, "80", 0); !errors.Is(err, away) || w.Now(e.ID) != e {
		t.Errorf("became %+v, %v", w.Now(e.ID), err)
	}
}

func TestWhatCannotBePaintedIsRefused(t *testing.T) {
	t.Parallel()
	w := open(t)
	_, err := w.gold(w.Event().ID, "80")
	refused(t, err, catalog.ErrNoPlan)
	e := w.Seated(1)
	_, err = w.gold(e.ID, "-1", 0)
	refused(t, err, catalog.ErrPainting)
	old := w.Map(e.ID)[0].ID
	if _, err := w.Edit(t.Context(), catalogtest.Organiser, e.ID, catalog.Edit{MaxCapacity: ptr(2000)}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.hall(e.ID); err != nil {
		t.Fatal(err)
	}
	_, err = w.Paint(t.Context(), catalogtest.Organiser, w.IDs.New(), e.ID, catalog.Painting{Moves: []catalog.Move{{Category: "Cat. 1", Seats: []id.UUID{old}}}})
	refused(t, err, catalog.ErrPainting)
	if _, err := w.Cancel(t.Context(), catalogtest.Organiser, e.ID); err != nil {
		t.Fatal(err)
	}
	_, err = w.gold(e.ID, "80", 0)
	refused(t, err, catalog.ErrEventCancelled)
	_, err = w.Paint(t.Context(), catalogtest.Organiser, w.IDs.New(), catalog.EventID{9}, catalog.Painting{})
	refused(t, err, catalog.ErrNoSuchEvent)
}
