package catalogtest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// TestStore holds a store against the promises of catalog.Store and catalog.Tx.
func TestStore(t *testing.T, open func(t *testing.T) catalog.Store) {
	for name, test := range map[string]func(*testing.T, catalog.Store){
		"an event comes back as it was kept":                           testRoundTrip,
		"an event is added once":                                       testAddOnce,
		"an error undoes everything":                                   testUndo,
		"a list has what fits, the latest first, page by page":         testList,
		"venues are those of open events":                              testVenues,
		"events are walked over by id":                                 testEventPage,
		"only old proposals are listed":                                testProposed,
		"seats are replaced as a whole":                                testSeats,
		"standings change and are told since a sequence":               testStandings,
		"no event has more seats than its capacity":                    testCapacity,
		"a projection waits for another of the same event":             testOverlap,
		"the map equals the highest versions, in whatever order told":  testProjection,
		"all seats are walked over by id":                              testStandingPage,
		"what is not there is said to be missing":                      testMissing,
		"one geometry serves many events":                              testPlans,
		"a new layout waits for a projection, and keeps what it wrote": testOverlapLayout,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

// event is one with every field set.
func event(n byte) catalog.Event {
	e := catalog.Event{
		ID: catalog.EventID(id.UUID{n, 1}), Name: fmt.Sprintf("Event %d", n), Description: "100% of it, with_words", Venue: "Hall", EventDate: Noon.AddDate(0, 0, int(n)),
		TimeZone: "Europe/Madrid", MaxCapacity: 10, BasePrice: Euros(5000), Status: catalog.Active,
		SaleOpensAt: Noon, SaleClosesAt: Noon.Add(time.Hour), MaxPerCustomer: 4, Lowest: 1000, Highest: 9000,
		Version: 7, ProposedAt: Noon.Add(-time.Hour), CreatedAt: Noon.Add(-2 * time.Hour), UpdatedAt: Noon, Sequence: 5, Whole: 3,
	}
	return e
}

func update(t *testing.T, store catalog.Store, do func(ctx context.Context, tx catalog.Tx) error) error {
	t.Helper()
	return store.Update(t.Context(), func(tx catalog.Tx) error { return do(t.Context(), tx) })
}

func add(t *testing.T, store catalog.Store, events ...catalog.Event) {
	t.Helper()
	for _, e := range events {
		if err := update(t, store, func(ctx context.Context, tx catalog.Tx) error { return tx.AddEvent(ctx, e) }); err != nil {
			t.Fatal(err)
		}
	}
}

// seated adds an event with some seats in one row.
func seated(t *testing.T, store catalog.Store, n byte, seats int) catalog.Event {
	t.Helper()
	e := event(n)
	add(t, store, e)
	if err := putSeats(t, store, &e, row(e, seats)); err != nil {
		t.Fatal(err)
	}
	return e
}

// row is seats of an event, named after it.
func row(e catalog.Event, count int) []catalog.Seat {
	seats := make([]catalog.Seat, count)
	for i := range seats {
		seat := id.Named(e.ID.UUID(), fmt.Sprint(i))
		seats[i] = catalog.Seat{
			PlanSeat: catalog.PlanSeat{
				ID: seat, Section: "A", Row: "1", Seat: fmt.Sprint(i + 1), RowNumber: 1, SeatNumber: i + 1, Category: "A",
				Accessible: i == 0, Companion: i == 1, Standing: i == 2, Price: Euros(int64(1000 * (i + 1))),
			},
			Standing: catalog.Standing{
				SeatID: catalog.SeatID(seat), Event: e.ID, Index: i, Price: int64(1000 * (i + 1)), Status: catalog.Unavailable, Changed: e.Sequence,
			},
		}
	}
	return seats
}

const hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func putSeats(t *testing.T, store catalog.Store, e *catalog.Event, seats []catalog.Seat) error {
	t.Helper()
	return update(t, store, func(ctx context.Context, tx catalog.Tx) error {
		locked, err := tx.Events(ctx, []catalog.EventID{e.ID})
		if err != nil {
			return err
		}
		if err := tx.PutPlan(ctx, hash, []byte("{}")); err != nil {
			return err
		}
		if err := tx.PutSeats(ctx, e.ID, seats); err != nil {
			return err
		}
		*e = locked[0]
		e.Layout, e.PlanHash, e.Tally = e.Layout+1, hash, catalog.Tally{Unavailable: len(seats)}
		return tx.PutEvents(ctx, []catalog.Event{*e})
	})
}

func testRoundTrip(t *testing.T, store catalog.Store) {
	full := seated(t, store, 1, 3)
	full.LaidBy = id.Named(id.Nil, "call")
	full.Tally = catalog.Tally{Available: 1, Reserved: 1, Sold: 1, Revenue: 3000}
	err := update(t, store, func(ctx context.Context, tx catalog.Tx) error { return tx.PutEvents(ctx, []catalog.Event{full}) })
	if err != nil {
		t.Fatal(err)
	}
	bare := catalog.Event{
		ID: catalog.EventID(id.UUID{2}), Name: "n", Description: "d", Venue: "v", EventDate: Noon, TimeZone: "UTC", MaxCapacity: 1, BasePrice: Euros(1),
		Status: catalog.Inactive, Lowest: 1, Highest: 1, Version: 1, CreatedAt: Noon,
	}
	add(t, store, bare)
	for _, want := range []catalog.Event{full, bare} {
		got, err := store.Event(t.Context(), want.ID)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("kept and read differ (%v):\n%s", err, diff)
		}
	}
	got, err := store.EventsByID(t.Context(), []catalog.EventID{bare.ID, {9}, full.ID})
	if err != nil || len(got) != 2 || got[0].ID != full.ID {
		t.Errorf("by id: %v, %v", got, err)
	}
}

func testAddOnce(t *testing.T, store catalog.Store) {
	e := event(1)
	add(t, store, e)
	e.Name = "another"
	err := update(t, store, func(ctx context.Context, tx catalog.Tx) error { return tx.AddEvent(ctx, e) })
	if !errors.Is(err, catalog.ErrEventExists) {
		t.Errorf("the second was answered %v", err)
	}
	if got, _ := store.Event(t.Context(), e.ID); got.Name != "Event 1" {
		t.Errorf("the first is now %q", got.Name)
	}
}

func testUndo(t *testing.T, store catalog.Store) {
	e, boom := seated(t, store, 1, 3), errors.New("boom")
	err := update(t, store, func(ctx context.Context, tx catalog.Tx) error {
		locked, err := tx.Events(ctx, []catalog.EventID{e.ID})
		if err != nil {
			return err
		}
		locked[0].Name = "changed"
		return errors.Join(tx.PutEvents(ctx, locked), tx.PutSeats(ctx, e.ID, row(e, 2)), tx.AddEvent(ctx, event(2)), boom)
	})
	if !errors.Is(err, boom) {
		t.Fatal(err)
	}
	got, _ := store.Event(t.Context(), e.ID)
	seats, _ := store.Seats(t.Context(), e.ID, 0, 10)
	if _, err := store.Event(t.Context(), event(2).ID); got.Name != e.Name || len(seats) != 3 || !errors.Is(err, catalog.ErrNoSuchEvent) {
		t.Errorf("name %q, %d seats, other event %v", got.Name, len(seats), err)
	}
}

func testMissing(t *testing.T, store catalog.Store) {
	none := catalog.EventID{7}
	_, err := store.Event(t.Context(), none)
	_, _, snapshot := store.Snapshot(t.Context(), none)
	_, _, since := store.Since(t.Context(), none, 0)
	_, plan := store.Plan(t.Context(), "x")
	seats, none2 := store.Seats(t.Context(), none, 0, 10)
	if !errors.Is(err, catalog.ErrNoSuchEvent) || !errors.Is(snapshot, catalog.ErrNoSuchEvent) || !errors.Is(since, catalog.ErrNoSuchEvent) ||
		!errors.Is(plan, catalog.ErrNoPlan) || len(seats) != 0 || none2 != nil {
		t.Error(err, snapshot, since, plan, seats, none2)
	}
}

func testPlans(t *testing.T, store catalog.Store) {
	one, two := seated(t, store, 1, 2), seated(t, store, 2, 3)
	geometry, err := store.Plan(t.Context(), hash)
	if err != nil || string(geometry) != "{}" || one.PlanHash != two.PlanHash {
		t.Errorf("%q, %v", geometry, err)
	}
}
