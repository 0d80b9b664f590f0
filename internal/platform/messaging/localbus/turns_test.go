package localbus_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/messaging"
	"github.com/speckit/ticketing/internal/platform/messaging/localbus"
	"github.com/speckit/ticketing/internal/platform/pg"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

// heardBy collects who has heard what.
type heardBy struct {
	mu  sync.Mutex
	who []string
	all []int
}

// replica is one of several processes on one database. It delivers what is told to it or to the others.
func (h *heardBy) replica(t *testing.T, name, url string) (db *pg.DB, stop func()) {
	t.Helper()
	db = pgtest.Pool(t, url, "bc_turns")
	sub := work.On("g", func(_ context.Context, f told) error {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.who, h.all = append(h.who, name), append(h.all, f.N)
		return nil
	})
	log := slog.New(slog.DiscardHandler)
	router, err := messaging.NewRouter(t.Context(), "g", []work.Subscription{sub}, db, messaging.DefaultPolicy, clock.System{}, id.Random{}, log)
	if err != nil {
		t.Fatal(err)
	}
	bus := localbus.New(log)
	bus.Exclusive(db)
	bus.From("source", db, "told")
	bus.To(router)
	end := sync.OnceFunc(run(bus))
	t.Cleanup(end)
	return db, end
}

func (h *heardBy) await(t *testing.T, n int) (last string) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); ; {
		h.mu.Lock()
		who, all := slices.Clone(h.who), slices.Clone(h.all)
		h.mu.Unlock()
		if len(all) >= n {
			for i, got := range all {
				if got != i {
					t.Fatalf("heard %v", all)
				}
			}
			return who[len(who)-1]
		}
		if time.Now().After(deadline) {
			t.Fatalf("heard %v, not %d", all, n)
		}
		select {
		case <-t.Context().Done():
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func TestOfTwoProcessesOnOneDatabaseOneDeliversForBoth(t *testing.T) {
	t.Parallel()
	url := pgtest.Database(t, pg.Schema{Name: "bc_turns"})
	var h heardBy
	first, stop := h.replica(t, "first", url)
	say := func(db *pg.DB, n int) {
		t.Helper()
		if err := db.Update(t.Context(), func(_ context.Context, tx *pg.Tx) error { tx.Emit(told{id.Random{}.New(), n}); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	say(first, 0)
	h.await(t, 1)
	second, _ := h.replica(t, "second", url)
	for n := 1; n < 40; n++ {
		say([]*pg.DB{first, second}[n%2], n)
	}
	if last := h.await(t, 40); last != "first" {
		t.Fatalf("%s delivers beside the one that does", last)
	}
	// What the other process has committed is delivered when it says so, not when the next look is due.
	began := time.Now()
	for n := 40; n < 50; n++ {
		say(second, n)
		h.await(t, n+1)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("ten facts of the other process took %s", took)
	}
	stop()
	say(second, 50)
	if last := h.await(t, 51); last != "second" {
		t.Fatalf("%s delivers after its end", last)
	}
	if all := fmt.Sprint(len(h.all)); all != "51" {
		t.Errorf("heard %s facts", all)
	}
}
