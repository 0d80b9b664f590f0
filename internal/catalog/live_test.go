package catalog_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogmem"
	"github.com/speckit/ticketing/internal/catalog/catalogtest"
)

// patience is how long a test waits for what has to come.
const patience = 10 * time.Second

// watching counts what watchers cost, and can lose the database.
type watching struct {
	catalog.Store
	looks, polls atomic.Int64
	away         atomic.Bool
}

func (s *watching) Since(ctx context.Context, event catalog.EventID, sequence int64) (catalog.Event, []catalog.MapChange, error) {
	s.looks.Add(1)
	if s.away.Load() {
		return catalog.Event{}, nil, errors.New("the database is away")
	}
	return s.Store.Since(ctx, event, sequence)
}

func (s *watching) Sequences(ctx context.Context, events []catalog.EventID) (map[catalog.EventID]int64, error) {
	s.polls.Add(1)
	return s.Store.Sequences(ctx, events)
}

func openLive(t *testing.T) (*world, *watching, catalog.Event) {
	mem := catalogmem.New()
	store := &watching{Store: mem}
	w := &world{World: catalogtest.New(t, store), mem: mem}
	e := w.Seated(1)
	w.OpenSale(e.ID)
	return w, store, w.Now(e.ID)
}

func watch(t *testing.T, w *world, event catalog.EventID, seen int64) *catalog.Watch {
	t.Helper()
	watch, err := w.Watch(t.Context(), event, seen)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(watch.Close)
	return watch
}

func next(t *testing.T, watch *catalog.Watch) *catalog.Update {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	u, err := watch.Next(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// silent wants nothing to come.
func silent(t *testing.T, watch *catalog.Watch) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	if u, err := watch.Next(ctx); err == nil {
		t.Fatalf("told %+v", u)
	}
}

func telling(u *catalog.Update) string {
	if u.Snapshot {
		return fmt.Sprintf("snapshot %d %x", u.Sequence, u.States)
	}
	return fmt.Sprintf("delta %d %v", u.Sequence, u.Changes)
}

func TestAWatcherIsToldTheMapAndThenWhatChanges(t *testing.T) {
	t.Parallel()
	w, _, e := openLive(t)
	live := watch(t, w, e.ID, -1)
	if got, want := telling(next(t, live)), fmt.Sprintf("snapshot %d 000000", e.Sequence); got != want {
		t.Errorf("%s, not %s", got, want)
	}
	w.Become(e.ID, catalog.Sold, 1, 4)
	if got, want := telling(next(t, live)), fmt.Sprintf("delta %d [{1 sold} {4 sold}]", e.Sequence+1); got != want {
		t.Errorf("%s, not %s", got, want)
	}
	silent(t, live)
	late := watch(t, w, e.ID, -1)
	if got, want := telling(next(t, late)), fmt.Sprintf("snapshot %d 080200", e.Sequence+1); got != want {
		t.Errorf("%s, not %s", got, want)
	}
}

func TestWhatIsThereIsToldBeforeTheNextLook(t *testing.T) {
	t.Parallel()
	w, store, e := openLive(t)
	watchers := make([]*catalog.Watch, 12)
	for i := range watchers {
		watchers[i] = watch(t, w, e.ID, -1)
		next(t, watchers[i])
	}
	w.Become(e.ID, catalog.Sold, 1)
	want := telling(next(t, watchers[0])) // it looked for all of them
	w.Become(e.ID, catalog.Sold, 4)       // and there is reason to look again
	looks := store.looks.Load()
	for _, other := range watchers[1:] {
		if got := telling(next(t, other)); got != want {
			t.Fatalf("told %s, not %s", got, want)
		}
	}
	if more := store.looks.Load() - looks; more != 0 {
		t.Errorf("%d looks stood between the watchers and what was there", more)
	}
}

func TestAWatcherGoesOnWhereItStopped(t *testing.T) {
	t.Parallel()
	w, _, e := openLive(t)
	w.Become(e.ID, catalog.Reserved, 1)
	w.Become(e.ID, catalog.Sold, 2)
	if got, want := telling(next(t, watch(t, w, e.ID, e.Sequence))), fmt.Sprintf("delta %d [{1 reserved} {2 sold}]", e.Sequence+2); got != want {
		t.Errorf("%s, not %s", got, want)
	}
	current := watch(t, w, e.ID, e.Sequence+2)
	silent(t, current)
	w.Become(e.ID, catalog.Available, 1)
	if got, want := telling(next(t, current)), fmt.Sprintf("delta %d [{1 available}]", e.Sequence+3); got != want {
		t.Errorf("%s, not %s", got, want)
	}
	for name, seen := range map[string]int64{"from before the layout": 0, "from another world": e.Sequence + 1000} {
		if u := next(t, watch(t, w, e.ID, seen)); !u.Snapshot {
			t.Errorf("%s: %s", name, telling(u))
		}
	}
}

func TestARedrawnMapIsToldAsAWhole(t *testing.T) {
	t.Parallel()
	w, _, e := openLive(t)
	live := watch(t, w, e.ID, e.Sequence)
	if _, err := w.Deactivate(t.Context(), catalogtest.Organiser, e.ID); err != nil {
		t.Fatal(err)
	}
	if got, want := telling(next(t, live)), fmt.Sprintf("snapshot %d ffff0f", e.Sequence+1); got != want {
		t.Errorf("%s, not %s", got, want)
	}
	w.Seats(e.ID, catalog.SectionConfiguration{SectionCode: "B", Capacity: 3})
	if u := next(t, live); !u.Snapshot || u.Plan == e.PlanHash || len(u.States) != 4 {
		t.Errorf("after a new layout: %s", telling(u))
	}
}

func TestOneLookServesAllWatchers(t *testing.T) {
	t.Parallel()
	w, store, e := openLive(t)
	const watchers = 200
	var encoded atomic.Int64
	updates := make([]*catalog.Update, watchers)
	lives := make([]*catalog.Watch, watchers)
	for i := range lives {
		lives[i] = watch(t, w, e.ID, -1)
		next(t, lives[i])
	}
	silent(t, lives[0]) // takes the token that joining left
	before := store.looks.Load()
	var all sync.WaitGroup
	for i, live := range lives {
		all.Go(func() {
			updates[i] = next(t, live)
			_, _ = updates[i].Encoded(func(*catalog.Update) ([]byte, error) {
				encoded.Add(1)
				return []byte("frame"), nil
			})
		})
	}
	w.Become(e.ID, catalog.Reserved, 3)
	all.Wait()
	for _, u := range updates {
		if u != updates[0] {
			t.Fatal("watchers do not share what they are told")
		}
	}
	if looks := store.looks.Load() - before; looks != 1 || encoded.Load() != 1 {
		t.Errorf("%d looks and %d encodings for %d watchers", looks, encoded.Load(), watchers)
	}
}

func TestASlowWatcherIsToldSeveralStepsAsOne(t *testing.T) {
	t.Parallel()
	w, _, e := openLive(t)
	slow, quick := watch(t, w, e.ID, e.Sequence), watch(t, w, e.ID, e.Sequence)
	for i := range 3 {
		w.Become(e.ID, catalog.Reserved, i)
		next(t, quick)
	}
	w.Become(e.ID, catalog.Sold, 1)
	next(t, quick)
	want := []catalog.MapChange{{Index: 0, Status: catalog.Reserved}, {Index: 1, Status: catalog.Sold}, {Index: 2, Status: catalog.Reserved}}
	if u := next(t, slow); u.Sequence != e.Sequence+4 || cmp.Diff(want, u.Changes) != "" {
		t.Errorf("told %s", telling(u))
	}
	for range 60 {
		w.Become(e.ID, catalog.Reserved, 5)
		next(t, quick)
	}
	if u := next(t, slow); !u.Snapshot || u.Sequence != e.Sequence+64 {
		t.Errorf("told %s", telling(u))
	}
	silent(t, slow)
}

func TestWatchersHearOfWhatAnotherReplicaProjects(t *testing.T) {
	t.Parallel()
	w, store, e := openLive(t)
	live := watch(t, w, e.ID, e.Sequence)
	silent(t, live)
	replica := catalogtest.New(t, store)
	replica.Become(e.ID, catalog.Sold, 9)
	silent(t, live)
	if n, err := w.PollLive(t.Context()); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if u := next(t, live); u.Changes[0] != (catalog.MapChange{Index: 9, Status: catalog.Sold}) {
		t.Errorf("told %s", telling(u))
	}
	if n, _ := w.PollLive(t.Context()); n != 0 {
		t.Errorf("%d maps are still behind", n)
	}
}

func TestALookThatFailsIsRepeatedByThePoll(t *testing.T) {
	t.Parallel()
	w, store, e := openLive(t)
	live := watch(t, w, e.ID, e.Sequence)
	silent(t, live)
	store.away.Store(true)
	w.Become(e.ID, catalog.Sold, 9)
	silent(t, live)
	store.away.Store(false)
	silent(t, live)
	if _, err := w.PollLive(t.Context()); err != nil {
		t.Fatal(err)
	}
	if u := next(t, live); u.Sequence != e.Sequence+1 {
		t.Errorf("told %s", telling(u))
	}
}

func TestWhoLeavesWhileLookingLeavesTheLookToAnother(t *testing.T) {
	t.Parallel()
	w, _, e := openLive(t)
	leaver, other := watch(t, w, e.ID, e.Sequence), watch(t, w, e.ID, e.Sequence)
	silent(t, leaver)
	ctx, leave := context.WithCancel(t.Context())
	leave()
	w.Become(e.ID, catalog.Reserved, 0)
	next(t, leaver)
	w.Become(e.ID, catalog.Sold, 0) // so soon after a look that the next one has to wait
	for range 20 {                  // whether it takes the token or hears first that it is over, the token stays
		_, _ = leaver.Next(ctx)
	}
	for u := next(t, other); u.Sequence != e.Sequence+2; u = next(t, other) {
		if u.Sequence > e.Sequence+2 {
			t.Fatalf("told %s", telling(u))
		}
	}
}

func TestNobodyWatchingCostsNothing(t *testing.T) {
	t.Parallel()
	w, store, e := openLive(t)
	live := watch(t, w, e.ID, -1)
	second := watch(t, w, e.ID, -1)
	if _, err := w.PollLive(t.Context()); err != nil || store.polls.Load() != 1 {
		t.Fatalf("%d polls, %v", store.polls.Load(), err)
	}
	live.Close()
	second.Close()
	looks := store.looks.Load()
	w.Become(e.ID, catalog.Sold, 0)
	if _, err := w.PollLive(t.Context()); err != nil || store.polls.Load() != 1 || store.looks.Load() != looks {
		t.Errorf("%d polls, %d looks", store.polls.Load(), store.looks.Load()-looks)
	}
	_, err := w.Watch(t.Context(), catalog.EventID{9}, -1)
	refused(t, err, catalog.ErrNoSuchEvent)
}

func TestAvailabilityIsReadWholeOnceAndThenFollowsChanges(t *testing.T) {
	t.Parallel()
	w, store, e := openLive(t)
	for i := range 3 {
		w.Become(e.ID, catalog.Sold, i)
		now, err := w.Availability(t.Context(), e.ID)
		if err != nil || now.Sequence != e.Sequence+int64(i)+1 || now.States[i] != 2 || now.States[9] != 0 {
			t.Errorf("%+v, %v", now, err)
		}
	}
	looks := store.looks.Load()
	if _, err := w.Availability(t.Context(), e.ID); err != nil || store.looks.Load() != looks {
		t.Errorf("what did not change was read again: %v", err)
	}
}
