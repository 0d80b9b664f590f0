package catalogtest

import (
	"context"
	"maps"
	"slices"
	"testing"
	"time"

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
		found[1].Promise = catalog.Promise{Made: true, Price: 7}
		e.Sequence++
		return firstOf(tx.PutStandings(ctx, found), tx.PutEvents(ctx, []catalog.Event{e}))
	})
	if err != nil {
		t.Fatal(err)
	}
	kept, err := store.Seats(t.Context(), e.ID, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	taken := 0
	for _, seat := range kept {
		if seat.Cost() != seat.PlanSeat.Price.Minor {
			taken++
		}
	}
	if taken != 1 {
		t.Errorf("%d seats were taken at another price", taken)
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

// between runs a rival between the reads and the writes of a transaction: it is given time to do harm before they go on. A store
// that locks makes it wait.
func between(rival func() error) (done chan error) {
	done = make(chan error, 1)
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		done <- rival()
	}()
	select {
	case <-finished:
	case <-time.After(100 * time.Millisecond):
	}
	return done
}

// stand writes how a seat of an event that is locked stands, as a projection does.
func stand(ctx context.Context, tx catalog.Tx, e catalog.Event, seat catalog.Standing, status catalog.SeatStatus, version int64) error {
	e.Sequence++
	e.Tally = catalog.Tally{Unavailable: 9}
	switch status {
	case catalog.Sold:
		e.Tally.Sold, e.Tally.Revenue = 1, seat.Price
	default:
		e.Tally.Available = 1
	}
	seat.Status, seat.Version, seat.Changed = status, version, e.Sequence
	return firstOf(tx.PutStandings(ctx, []catalog.Standing{seat}), tx.PutEvents(ctx, []catalog.Event{e}))
}

// overlap runs the rival inside a projection of one seat.
func overlap(t *testing.T, store catalog.Store, event catalog.EventID, seat catalog.SeatID, status catalog.SeatStatus, version int64, rival func() error) {
	t.Helper()
	ctx := context.Background()
	var done chan error
	err := store.Update(ctx, func(tx catalog.Tx) error {
		locked, err := tx.Events(ctx, []catalog.EventID{event})
		if err != nil {
			return err
		}
		standings, err := tx.Standings(ctx, []catalog.SeatID{seat})
		if err != nil {
			return err
		}
		done = between(rival)
		return stand(ctx, tx, locked[0], standings[0], status, version)
	})
	if err := firstOf(err, <-done); err != nil {
		t.Fatal(err)
	}
}

// testOverlap starts a projection of a newer version inside one of an older, which must not overwrite it.
func testOverlap(t *testing.T, store catalog.Store) {
	w := New(t, store)
	e := w.Seated(1)
	seat := w.Map(e.ID)[0]
	overlap(t, store, e.ID, seat.SeatID, catalog.Available, 5, func() error {
		return w.Project(context.Background(), []catalog.SeatChange{{Event: e.ID, Seat: seat.SeatID, Status: catalog.Sold, Version: 9}})
	})
	now, seats := w.Now(e.ID), w.Map(e.ID)
	if seats[0].Status != catalog.Sold || seats[0].Version != 9 || now.Tally.Sold != 1 || now.Sequence != e.Sequence+2 {
		t.Errorf("the older version won: %+v, %+v at %d", seats[0].Standing, now.Tally, now.Sequence)
	}
}

// testOverlapLayout starts a new layout inside a projection, whose seat must keep what was written.
func testOverlapLayout(t *testing.T, store catalog.Store) {
	w := New(t, store)
	e := w.Seated(1)
	seat := w.Map(e.ID)[3]
	overlap(t, store, e.ID, seat.SeatID, catalog.Sold, 2, func() error {
		more := []catalog.SectionConfiguration{{SectionCode: "0", Rows: 1, SeatsPerRow: 5}}
		_, err := w.Generate(context.Background(), Organiser, id.Named(id.Nil, "more"), e.ID, more)
		return err
	})
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
			change := catalog.SeatChange{Event: e.ID, Seat: seats[n].SeatID, Status: status, Version: version}
			if status == catalog.Reserved || status == catalog.Sold {
				change.Promise = catalog.Promise{Made: version%3 > 0, Price: 100 * (version % 3)}
			}
			return change
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
			tally.Revenue += seat.Cost()
			if want.Promise.Made && seat.Cost() != want.Promise.Price || !want.Promise.Made && seat.Cost() != seat.PlanSeat.Price.Minor {
				t.Fatalf("seat %d was sold at %+v and costs %d", seat.Index, want.Promise, seat.Cost())
			}
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
