package catalogpg_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogpg"
	"github.com/speckit/ticketing/internal/catalog/catalogtest"
	"github.com/speckit/ticketing/internal/platform/pg"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

// servers are a primary and its replica with catalog's schema.
type servers struct {
	t       *testing.T
	primary *pg.DB
	copy    *pgtest.Server
	control *pg.DB // speaks to the replica
	url     string // of the replica
}

func replicated(t *testing.T) *servers {
	t.Helper()
	primary, replica := pgtest.StartWithReplica(t)
	address := primary.Database(t, catalogpg.Schema)
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	s := &servers{t: t, primary: pgtest.Pool(t, address, catalogpg.Schema.Name), copy: replica, url: replica.URL(strings.TrimPrefix(u.Path, "/"))}
	s.control = pgtest.Pool(t, replica.URL(""), "bc_none") // a database that was there from the beginning
	return s
}

// store is that of a process, with a replica that serves while it is behind by no more than the given time.
func (s *servers) store(most time.Duration) (*catalogpg.Store, *pg.Replica) {
	s.t.Helper()
	r, err := pg.OpenReplica(s.primary, pg.Config{URL: s.url, Schema: catalogpg.Schema.Name}, most)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(r.Close)
	return catalogpg.NewWithReplica(s.primary, r), r
}

func (s *servers) tell(sql string) {
	s.t.Helper()
	if _, err := s.control.Pool().Exec(s.t.Context(), sql); err != nil {
		s.t.Fatal(err)
	}
}

// caughtUp waits until the replica has replayed all that the primary has written.
func (s *servers) caughtUp() {
	s.t.Helper()
	var end string
	if err := s.primary.Pool().QueryRow(s.t.Context(), `select pg_current_wal_lsn()::text`).Scan(&end); err != nil {
		s.t.Fatal(err)
	}
	s.eventually("the replica caught up", func() bool {
		var there bool
		err := s.control.Pool().QueryRow(s.t.Context(), `select pg_last_wal_replay_lsn() >= $1::pg_lsn`, end).Scan(&there)
		return err == nil && there
	})
}

func (s *servers) eventually(what string, holds func() bool) {
	s.t.Helper()
	pgtest.Eventually(s.t, what, holds)
}

func name(e string) catalog.Edit { return catalog.Edit{Name: &e} }

// listed is the name of the only event as lists show it.
func listed(t *testing.T, w *catalogtest.World) string {
	t.Helper()
	events, err := w.List(t.Context(), catalog.Filter{Limit: 10})
	if err != nil || len(events) != 1 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	return events[0].Name
}

func TestALaggingReplicaServesListsButNoReaderGoesBack(t *testing.T) {
	t.Parallel()
	s := replicated(t)
	store, replica := s.store(time.Hour)
	w := catalogtest.New(t, store)
	e := w.Seated(1)
	w.OpenSale(e.ID)
	before := listed(t, catalogtest.New(t, catalogpg.New(s.primary)))
	s.caughtUp()
	s.eventually("the replica serves", replica.Fresh)
	old := len(w.Map(e.ID))

	s.tell(`select pg_wal_replay_pause()`)
	s.eventually("the replica stands still", func() bool {
		var state string
		err := s.control.Pool().QueryRow(t.Context(), `select pg_get_wal_replay_pause_state()`).Scan(&state)
		return err == nil && state == "paused"
	})
	if _, err := w.Edit(t.Context(), catalogtest.Organiser, e.ID, name("Late Jazz")); err != nil {
		t.Fatal(err)
	}
	w.Become(e.ID, catalog.Sold, 1, 4)
	seen := w.Now(e.ID).Sequence // what a viewer was shown by a process that had it from the primary

	t.Run("lists may be a moment old", func(t *testing.T) {
		if got := listed(t, w); got != before || before == "Late Jazz" {
			t.Errorf("the list has %q, so it does not come from the replica", got)
		}
	})
	t.Run("an event is as it was written", func(t *testing.T) {
		if now := w.Now(e.ID); now.Name != "Late Jazz" {
			t.Errorf("it is called %q", now.Name)
		}
	})
	t.Run("a process that has only the replica's map brings it up to date", func(t *testing.T) {
		fresh := catalogtest.New(t, store)
		got, err := fresh.Availability(t.Context(), e.ID)
		if err != nil || got.Sequence != seen || got.States[1] != 2 || got.States[4] != 2 || got.States[0] != 0 {
			t.Errorf("%+v, %v; want sequence %d", got, err, seen)
		}
	})
	t.Run("a viewer who comes back with what he saw is not shown less", func(t *testing.T) {
		watch, err := catalogtest.New(t, store).Watch(t.Context(), e.ID, seen-1)
		if err != nil {
			t.Fatal(err)
		}
		defer watch.Close()
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		if u, err := watch.Next(ctx); err != nil || u.Sequence != seen || u.Snapshot {
			t.Errorf("told %+v, %v; want what came after %d", u, err, seen-1)
		}
	})
	t.Run("seats are those of the layout that counts", func(t *testing.T) {
		if _, err := w.Deactivate(t.Context(), catalogtest.Organiser, e.ID); err != nil {
			t.Fatal(err)
		}
		w.Seats(e.ID, catalog.SectionConfiguration{SectionCode: "B", Capacity: 3})
		if now := w.Map(e.ID); len(now) != old+3 {
			t.Errorf("%d seats; want %d and three new ones", len(now), old)
		}
		if got, err := catalogtest.New(t, store).Availability(t.Context(), e.ID); err != nil || len(got.States) != old+3 {
			t.Errorf("a map of %d seats, %v", len(got.States), err)
		}
	})
	if !replica.Fresh() {
		t.Error("the replica did not serve: nothing was tried")
	}
	s.tell(`select pg_wal_replay_resume()`)
	s.caughtUp()
	if got := listed(t, w); got != "Late Jazz" {
		t.Errorf("after that the list has %q", got)
	}
}

func TestThePrimaryServesWhileTheReplicaLagsOrIsAway(t *testing.T) {
	t.Parallel()
	s := replicated(t)
	store, replica := s.store(2 * time.Second)
	w := catalogtest.New(t, store)
	e := w.Event()
	s.caughtUp()
	s.eventually("the replica serves", replica.Fresh)

	s.tell(`select pg_wal_replay_pause()`)
	if _, err := w.Edit(t.Context(), catalogtest.Organiser, e.ID, name("Late Jazz")); err != nil {
		t.Fatal(err)
	}
	s.eventually("the lag is noticed", func() bool { return !replica.Fresh() })
	if got := listed(t, w); got != "Late Jazz" {
		t.Errorf("beside a replica that lags the list has %q", got)
	}
	s.tell(`select pg_wal_replay_resume()`)
	s.eventually("the replica serves again", replica.Fresh)

	s.control.Close()
	_ = s.copy.Stop(t.Context())
	if got := listed(t, w); got != "Late Jazz" { // at once: the read that fails is asked of the primary
		t.Errorf("without a replica the list has %q", got)
	}
	s.eventually("the end is noticed", func() bool { return !replica.Fresh() })
}

func TestAServerThatIsNoReplicaNeverServesAsOne(t *testing.T) {
	t.Parallel()
	url := pgtest.Database(t, catalogpg.Schema)
	primary := pgtest.Pool(t, url, catalogpg.Schema.Name)
	replica, err := pg.OpenReplica(primary, pg.Config{URL: url, Schema: catalogpg.Schema.Name}, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	w := catalogtest.New(t, catalogpg.NewWithReplica(primary, replica))
	w.Event()
	if listed(t, w) == "" || replica.Fresh() {
		t.Error("it serves")
	}
	replica.Close()
}
