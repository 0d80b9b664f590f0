package catalog_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogtest"
	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

var errClaimed = fault.New(fault.Conflict, "seats_claimed", "Seats are held or sold.")

func TestGeneratedSeatsAreUnavailableUntilInventorySellsThem(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(2)
	if e.Layout != 1 || e.PlanHash == "" || e.Tally != (catalog.Tally{Unavailable: 20}) || e.Sequence == 0 || e.Lowest != 5000 || e.Highest != 5000 {
		t.Errorf("became %+v", e)
	}
	for i, seat := range w.Map(e.ID) {
		if seat.Status != catalog.Unavailable || seat.Index != i || seat.RowNumber != i/10+1 || seat.SeatNumber != i%10+1 || seat.PlanSeat.Price != catalogtest.Euros(5000) {
			t.Fatalf("seat %d is %+v", i, seat)
		}
	}
	if terms := w.Inventory.Terms(); len(terms) != 1 || terms[0].Version != 1 || len(w.Inventory.Replaced()) != 0 {
		t.Errorf("inventory was told %+v, %v", terms, w.Inventory.Replaced())
	}
	if known, total, err := w.OnSale(t.Context(), e.ID.UUID()); known != 0 || total != 20 || err != nil {
		t.Error(known, total, err)
	}
	w.OpenSale(e.ID)
	w.Become(e.ID, catalog.Sold, 3)
	if known, total, _ := w.OnSale(t.Context(), e.ID.UUID()); known != 20 || total != 20 {
		t.Error(known, total)
	}
}

func TestALayoutTravelsInPartsThatABrokerTakes(t *testing.T) {
	t.Parallel()
	w := open(t)
	draft := catalogtest.Draft()
	draft.MaxCapacity = 5000
	e, err := w.Create(t.Context(), catalogtest.Organiser, catalog.EventID(w.IDs.New()), draft)
	if err != nil {
		t.Fatal(err)
	}
	w.Seats(e.ID, catalog.SectionConfiguration{SectionCode: "A", Rows: 25, SeatsPerRow: 100}, catalog.SectionConfiguration{SectionCode: "B", Capacity: 1, PriceMultiplier: "0"})
	facts := told[events.SeatsGenerated](w)
	if len(facts) != 3 {
		t.Fatalf("%d parts", len(facts))
	}
	seats := w.Map(e.ID)
	for i, part := range facts {
		if part.Part != i+1 || part.Parts != 3 || part.Layout != 1 || part.TotalSeats != 2501 || len(part.Seats) > 1000 || part.Currency != "EUR" {
			t.Errorf("part %d of %d, layout %d, %d seats", part.Part, part.Parts, part.Layout, len(part.Seats))
		}
		for _, s := range part.Seats {
			if want := seats[s.Index]; s.Seat != want.ID || s.Label != want.Seat || s.Price != want.PlanSeat.Price.Decimal() {
				t.Fatalf("told %+v of %+v", s, want)
			}
		}
	}
	if last := facts[2].Seats[500]; last.Section != "B" || !last.Standing || last.Price != "0.00" || last.Rank != 1 {
		t.Errorf("the standing place is %+v", last)
	}
	if now := w.Now(e.ID); now.Lowest != 0 || now.Highest != 5000 {
		t.Errorf("prices from %d to %d", now.Lowest, now.Highest)
	}
}

func TestFurtherSectionsKeepTheSeatsThatThereAre(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(2)
	w.OpenSale(e.ID)
	w.Become(e.ID, catalog.Sold, 4)
	before := w.Map(e.ID)
	w.Seats(e.ID, catalog.SectionConfiguration{SectionCode: "0", Rows: 1, SeatsPerRow: 30, PriceMultiplier: "1.5"})
	now, after := w.Now(e.ID), w.Map(e.ID)
	if now.Layout != 2 || len(after) != 50 || now.Tally != (catalog.Tally{Available: 19, Sold: 1, Unavailable: 30, Revenue: 5000}) {
		t.Errorf("%d seats, %+v", len(after), now.Tally)
	}
	for i, seat := range before { // section 0 stands before A
		seat.Index += 30
		seat.Changed = now.Sequence
		if diff := cmp.Diff(seat, after[i+30]); diff != "" {
			t.Fatal(diff)
		}
	}
	if now.Whole != now.Sequence {
		t.Error("a map of another plan is told in single changes")
	}
	if len(w.Inventory.Replaced()) != 0 {
		t.Error("inventory was asked to let seats go")
	}
	alone, err := catalog.GeneratePlan(e.ID.UUID(), []catalog.SectionConfiguration{{SectionCode: "A", Rows: 2, SeatsPerRow: 10}}, catalogtest.Euros(5000))
	if err != nil {
		t.Fatal(err)
	}
	more, err := catalog.GeneratePlan(e.ID.UUID(), []catalog.SectionConfiguration{{SectionCode: "0", Rows: 1, SeatsPerRow: 30, PriceMultiplier: "1.5"}}, catalogtest.Euros(5000))
	if err != nil {
		t.Fatal(err)
	}
	joined, err := alone.Join(more)
	if err != nil || joined.Hash() != now.PlanHash {
		t.Errorf("the geometry is not the joined plan's: %v", err)
	}
}

func TestSeatsAreRefusedTwiceAndOverTheCapacity(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(6)
	for name, c := range map[string]struct {
		section catalog.SectionConfiguration
		want    *fault.Error
	}{
		"a section that is there":                 {catalog.SectionConfiguration{SectionCode: "A", Rows: 1, SeatsPerRow: 1}, catalog.ErrSections},
		"more than the capacity with those there": {catalog.SectionConfiguration{SectionCode: "B", Rows: 1, SeatsPerRow: 41}, catalog.ErrOverCapacity},
		"a negative price":                        {catalog.SectionConfiguration{SectionCode: "B", Capacity: 1, PriceMultiplier: "-1"}, catalog.ErrSections},
		"a price beyond all sense":                {catalog.SectionConfiguration{SectionCode: "B", Capacity: 1, PriceMultiplier: "1000000"}, catalog.ErrPricing},
	} {
		_, err := w.Generate(t.Context(), catalogtest.Organiser, w.IDs.New(), e.ID, []catalog.SectionConfiguration{c.section})
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if now := w.Now(e.ID); now != e {
		t.Errorf("became %+v", now)
	}
	w.Seats(e.ID, catalog.SectionConfiguration{SectionCode: "B", Rows: 1, SeatsPerRow: 40})
}

func TestTheSameCallMakesNoMoreSeats(t *testing.T) {
	t.Parallel()
	w := open(t)
	e, call := w.Event(), w.IDs.New()
	sections := []catalog.SectionConfiguration{{SectionCode: "A", Rows: 2, SeatsPerRow: 5}}
	for range 2 {
		plan, err := w.Generate(t.Context(), catalogtest.Organiser, call, e.ID, sections)
		if err != nil || len(plan.Seats) != 10 {
			t.Fatal(plan, err)
		}
	}
	if now := w.Now(e.ID); now.Layout != 1 || now.Tally.Total() != 10 || len(told[events.SeatsGenerated](w)) != 1 {
		t.Errorf("layout %d with %d seats", now.Layout, now.Tally.Total())
	}
}

func TestAnImportedPlanReplacesAllSeats(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(1)
	if _, err := w.hall(e.ID); !errors.Is(err, catalog.ErrOverCapacity) {
		t.Fatalf("1811 seats into 100: %v", err)
	}
	if _, err := w.Edit(t.Context(), catalogtest.Organiser, e.ID, catalog.Edit{MaxCapacity: ptr(2000)}); err != nil {
		t.Fatal(err)
	}
	plan, err := w.hall(e.ID)
	if err != nil {
		t.Fatal(err)
	}
	now, seats := w.Now(e.ID), w.Map(e.ID)
	if len(seats) != 1811 || now.Layout != 2 || now.PlanHash != plan.Hash() || now.Tally != (catalog.Tally{Unavailable: 1811}) {
		t.Errorf("%d seats, layout %d, %+v", len(seats), now.Layout, now.Tally)
	}
	if seats[0].SeatID != catalog.SeatID(plan.Seats[0].ID) || len(w.Inventory.Replaced()) != 1 {
		t.Errorf("inventory was asked %d times", len(w.Inventory.Replaced()))
	}
	w.OpenSale(e.ID)
	if _, err := w.hall(e.ID); err != nil {
		t.Fatal(err)
	}
	if now := w.Now(e.ID); now.Tally.Available != 1811 {
		t.Errorf("the same plan again took %d seats off sale, which inventory goes on selling", 1811-now.Tally.Available)
	}
	w.Inventory.RefuseLayout = func(catalog.Relay) error { return errClaimed }
	before := w.Now(e.ID)
	_, err = w.hall(e.ID)
	refused(t, err, errClaimed)
	if w.Now(e.ID) != before {
		t.Error("a plan was replaced against inventory's word")
	}
}

func TestPricesOfSeatsFollowTheBasePrice(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Event()
	w.Seats(e.ID, catalog.SectionConfiguration{SectionCode: "A", Rows: 1, SeatsPerRow: 2},
		catalog.SectionConfiguration{SectionCode: "B", Rows: 1, SeatsPerRow: 1, PriceMultiplier: "1.5"}, catalog.SectionConfiguration{SectionCode: "C", Capacity: 1, PriceMultiplier: "0"})
	hash := w.Now(e.ID).PlanHash
	if _, err := w.Edit(t.Context(), catalogtest.Organiser, e.ID, catalog.Edit{BasePrice: ptr(money.Decimal("33.33"))}); err != nil {
		t.Fatal(err)
	}
	var got string
	for _, seat := range w.Map(e.ID) {
		got += fmt.Sprint(seat.Section, seat.PlanSeat.Price.Decimal(), " ")
	}
	now := w.Now(e.ID)
	if got != "A33.33 A33.33 B50.00 C0.00 " || now.Lowest != 0 || now.Highest != 5000 || now.PlanHash == hash || now.Layout != 2 {
		t.Errorf("%s, from %d to %d", got, now.Lowest, now.Highest)
	}
	facts := told[events.SeatsGenerated](w)
	if last := facts[len(facts)-1]; last.Layout != 2 || last.Seats[2].Price != "50.00" {
		t.Errorf("told %+v", last)
	}
	w.Inventory.RefuseLayout = func(catalog.Relay) error { return errClaimed }
	_, err := w.Edit(t.Context(), catalogtest.Organiser, e.ID, catalog.Edit{BasePrice: ptr(money.Decimal("99")), Name: ptr("Dear")})
	refused(t, err, errClaimed)
	if w.Now(e.ID) != now {
		t.Error("a price changed while a seat is held")
	}
}

func TestALoadedEventIsThereOnce(t *testing.T) {
	t.Parallel()
	w := open(t)
	event := id.Named(id.Nil, "demo")
	plan, err := catalog.GeneratePlan(event, []catalog.SectionConfiguration{{SectionCode: "A", Rows: 3, SeatsPerRow: 10}}, catalogtest.Euros(5000))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := w.Load(t.Context(), catalog.DemoEvent{ID: event, Draft: catalogtest.Draft(), Plan: plan}); err != nil {
			t.Fatal(err)
		}
	}
	e := w.Now(catalog.EventID(event))
	if e.Layout != 1 || e.Tally.Unavailable != 30 || e.PlanHash != plan.Hash() || len(told[events.EventChanged](w)) != 1 || len(told[events.SeatsGenerated](w)) != 1 {
		t.Errorf("loaded %+v", e)
	}
	if terms := w.Inventory.Terms(); len(terms) != 1 || terms[0] != e.Terms() {
		t.Errorf("inventory was told %+v", terms)
	}
	facts, err := w.Names(t.Context(), []id.UUID{event, id.Nil})
	if err != nil || len(facts) != 1 || facts[0].Name != e.Name || facts[0].TimeZone != e.TimeZone || facts[0].Currency != "EUR" {
		t.Errorf("facts %+v, %v", facts, err)
	}
}

func TestSeatIDsAreToldForThePresentPlanOnly(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(1)
	seats := w.Map(e.ID)
	ids, err := w.SeatIDs(t.Context(), e.ID, e.PlanHash, 4, 3)
	if err != nil || len(ids) != 3 || ids[0] != seats[4].SeatID {
		t.Errorf("%v, %v", ids, err)
	}
	w.Seats(e.ID, catalog.SectionConfiguration{SectionCode: "B", Capacity: 1})
	_, err = w.SeatIDs(t.Context(), e.ID, e.PlanHash, 4, 3)
	refused(t, err, catalog.ErrNoPlan)
	if geometry, err := w.Geometry(t.Context(), e.ID, e.PlanHash); err != nil || len(geometry) == 0 {
		t.Errorf("the geometry of the plan before is gone: %v", err)
	}
}
