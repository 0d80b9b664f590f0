package catalogtest

import (
	"context"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/id"
)

func testStandings(t *testing.T, store catalog.Store) {
	e := seated(t, store, 1, 4)
	seats := row(e, 4)
	err := update(t, store, func(ctx context.Context, tx catalog.Tx) error {
		found, err := tx.Standings(ctx, []catalog.SeatID{seats[2].SeatID, {1}, seats[1].SeatID})
		if err != nil || len(found) != 2 || id.Compare(found[0].SeatID, found[1].SeatID) > 0 {
			t.Errorf("found %v, %v", found, err)
		}
		for i := range found {
			found[i].Status, found[i].Version, found[i].Changed = catalog.Sold, 3, e.Sequence+1
		}
		e.Sequence++
		return firstOf(tx.PutStandings(ctx, found), tx.PutEvents(ctx, []catalog.Event{e}))
	})
	if err != nil {
		t.Fatal(err)
	}
	now, statuses, err := store.Snapshot(t.Context(), e.ID)
	if diff := cmp.Diff([]catalog.SeatStatus{catalog.Unavailable, catalog.Sold, catalog.Sold, catalog.Unavailable}, statuses); diff != "" || err != nil || now.Sequence != 6 {
		t.Errorf("at %d (%v): %s", now.Sequence, err, diff)
	}
	for since, want := range map[int64]int{2: 0 /* before the whole */, 3: 4, 5: 2, 6: 0} {
		now, changes, err := store.Since(t.Context(), e.ID, since)
		if err != nil || len(changes) != want || now.Sequence != 6 {
			t.Errorf("since %d: %v at %d, %v", since, changes, now.Sequence, err)
		}
		if since == 5 && (changes[0] != catalog.MapChange{Index: 1, Status: catalog.Sold} || changes[1].Index != 2) {
			t.Errorf("since %d: %v", since, changes)
		}
	}
	sequences, err := store.Sequences(t.Context(), []catalog.EventID{e.ID, {9}})
	if err != nil || !maps.Equal(sequences, map[catalog.EventID]int64{e.ID: 6}) {
		t.Errorf("sequences %v, %v", sequences, err)
	}
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// testOverlap starts a projection of a newer version inside one of an older: whoever comes second must see what the first wrote.
func testOverlap(t *testing.T, store catalog.Store) {
	w := New(t, store)
	e := w.Seated(1)
	seat := w.Map(e.ID)[0]
	change := func(version int64, status catalog.SeatStatus) []catalog.SeatChange {
		return []catalog.SeatChange{{Event: e.ID, Seat: seat.SeatID, Status: status, Version: version}}
	}
	rival := make(chan error, 1)
	ctx := context.Background()
	err := store.Update(ctx, func(tx catalog.Tx) error {
		locked, err := tx.Events(ctx, []catalog.EventID{e.ID})
		if err != nil {
			return err
		}
		standings, err := tx.Standings(ctx, []catalog.SeatID{seat.SeatID})
		if err != nil {
			return err
		}
		started := make(chan struct{})
		go func() {
			close(started)
			rival <- w.Project(ctx, change(5, catalog.Available))
		}()
		<-started
		standings[0].Status, standings[0].Version, standings[0].Changed = catalog.Sold, 9, locked[0].Sequence+1
		locked[0].Sequence++
		locked[0].Tally = catalog.Tally{Sold: 1, Unavailable: 9, Revenue: standings[0].Price}
		return firstOf(tx.PutStandings(ctx, standings), tx.PutEvents(ctx, locked))
	})
	if err := firstOf(err, <-rival); err != nil {
		t.Fatal(err)
	}
	now, seats := w.Now(e.ID), w.Map(e.ID)
	if seats[0].Status != catalog.Sold || seats[0].Version != 9 || now.Tally.Sold != 1 || now.Sequence != e.Sequence+1 {
		t.Errorf("the older version won: %+v, %+v", seats[0].Standing, now.Tally)
	}
}

// testOverlapLayout starts a new layout inside a projection.
func testOverlapLayout(t *testing.T, store catalog.Store) {
	w := New(t, store)
	e := w.Seated(1)
	seat := w.Map(e.ID)[3]
	rival := make(chan error, 1)
	ctx := context.Background()
	err := store.Update(ctx, func(tx catalog.Tx) error {
		locked, err := tx.Events(ctx, []catalog.EventID{e.ID})
		if err != nil {
			return err
		}
		started := make(chan struct{})
		go func() {
			close(started)
			_, err := w.Generate(ctx, Organiser, id.Named(id.Nil, "more"), e.ID, []catalog.SectionConfiguration{{SectionCode: "0", Rows: 1, SeatsPerRow: 5}})
			rival <- err
		}()
		<-started
		standing := seat.Standing
		standing.Status, standing.Version, standing.Changed = catalog.Sold, 2, locked[0].Sequence+1
		locked[0].Sequence++
		locked[0].Tally = catalog.Tally{Sold: 1, Unavailable: 9, Revenue: standing.Price}
		return firstOf(tx.PutStandings(ctx, []catalog.Standing{standing}), tx.PutEvents(ctx, locked))
	})
	if err := firstOf(err, <-rival); err != nil {
		t.Fatal(err)
	}
	now, seats := w.Now(e.ID), w.Map(e.ID)
	i := slices.IndexFunc(seats, func(s catalog.Seat) bool { return s.SeatID == seat.SeatID })
	if len(seats) != 15 || i < 0 || seats[i].Status != catalog.Sold || now.Tally.Sold != 1 || now.Tally.Unavailable != 14 {
		t.Errorf("%d seats, the sold one at %d, %+v", len(seats), i, now.Tally)
	}
}

// testProjection tells the changes of seats in random order, several times and in parcels of any size.
func testProjection(t *testing.T, store catalog.Store) {
	w := New(t, store)
	w.T = t
	rapid.Check(t, func(t *rapid.T) {
		e := w.Seated(1)
		seats := w.Map(e.ID)
		fact := rapid.Custom(func(t *rapid.T) catalog.SeatChange {
			n, version := rapid.IntRange(0, 9).Draw(t, "seat"), rapid.Int64Range(1, 8).Draw(t, "version")
			// A version of a seat says one thing, however often it is told.
			status := []catalog.SeatStatus{catalog.Available, catalog.Reserved, catalog.Sold, catalog.Unavailable}[(int64(n)+version)%4]
			return catalog.SeatChange{Event: e.ID, Seat: seats[n].SeatID, Status: status, Version: version}
		})
		before, err := w.Availability(context.Background(), e.ID)
		if err != nil {
			t.Fatal(err)
		}
		highest := map[catalog.SeatID]catalog.SeatChange{}
		for _, parcel := range rapid.SliceOfN(rapid.SliceOfN(fact, 1, 12), 1, 6).Draw(t, "parcels") {
			was := w.Now(e.ID).Sequence
			if err := w.Project(context.Background(), parcel); err != nil {
				t.Fatal(err)
			}
			if now := w.Now(e.ID).Sequence; now < was || now > was+1 {
				t.Fatalf("the sequence went from %d to %d", was, now)
			}
			for _, c := range parcel {
				if c.Version > highest[c.Seat].Version {
					highest[c.Seat] = c
				}
			}
		}
		recount(t, w, e.ID, highest)
		replay(t, w, before, e.ID)
	})
}

// recount compares the map with the highest versions, and the counts with the map.
func recount(t *rapid.T, w *World, event catalog.EventID, highest map[catalog.SeatID]catalog.SeatChange) {
	var tally catalog.Tally
	for _, seat := range w.Map(event) {
		want, told := highest[seat.SeatID]
		if !told {
			want.Status = catalog.Unavailable
		}
		if seat.Status != want.Status || seat.Version != want.Version {
			t.Fatalf("seat %d is %s at %d, not %s at %d", seat.Index, seat.Status, seat.Version, want.Status, want.Version)
		}
		switch seat.Status {
		case catalog.Available:
			tally.Available++
		case catalog.Reserved:
			tally.Reserved++
		case catalog.Sold:
			tally.Sold++
			tally.Revenue += seat.PlanSeat.Price.Minor
		default:
			tally.Unavailable++
		}
	}
	if got := w.Now(event).Tally; got != tally {
		t.Fatalf("counted %+v, kept %+v", tally, got)
	}
}

// replay brings an old snapshot up to date by what changed since: it must become the present one.
func replay(t *rapid.T, w *World, old catalog.Snapshot, event catalog.EventID) {
	_, changes, err := w.Store.Since(context.Background(), event, old.Sequence)
	if err != nil {
		t.Fatal(err)
	}
	states := slices.Clone(old.States)
	for _, c := range changes {
		states[c.Index] = c.Status.Code()
	}
	now, err := w.Availability(context.Background(), event)
	if err != nil || !slices.Equal(states, now.States) {
		t.Fatalf("%v became %v, not %v (%v)", old.States, states, now.States, err)
	}
}
