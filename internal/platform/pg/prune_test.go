package pg_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/platform/pg"
)

// later is when all that the tests told is old.
var later = say("").At().Add(48 * time.Hour)

// told returns a database with some facts in its outbox.
func told(t *testing.T, facts int) *pg.DB {
	t.Helper()
	db := unitDB(t)
	err := db.Update(t.Context(), func(_ context.Context, tx *pg.Tx) error {
		for i := range facts {
			tx.Emit(say(fmt.Sprintf("a%d", i)))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func advance(t *testing.T, db *pg.DB, cursors map[string]int64) {
	t.Helper()
	for subscriber, to := range cursors {
		if err := db.Advance(t.Context(), subscriber, to); err != nil {
			t.Fatal(err)
		}
	}
}

func left(t *testing.T, db *pg.DB) (n int) {
	t.Helper()
	if err := db.Pool().QueryRow(t.Context(), `select count(*) from outbox`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestPruneDeletesWhatThePresentSubscribersHave(t *testing.T) {
	t.Parallel()
	const facts = 10
	for name, c := range map[string]struct {
		cursors map[string]int64
		counts  []string
		want    int
	}{
		"without names all that are known count":              {map[string]int64{"a": 10, "b": 4}, nil, 6},
		"without any cursor nothing goes":                     {nil, nil, 10},
		"a stale cursor of another delivery keeps nothing":    {map[string]int64{"kafka": 8, "ordering-service": 2}, []string{"kafka"}, 2},
		"nor does one that is far ahead let others' facts go": {map[string]int64{"kafka": 10, "a": 3, "b": 5}, []string{"a", "b"}, 7},
		"a subscriber without a cursor needs everything":      {map[string]int64{"kafka/0": 9}, []string{"kafka/0", "kafka/1"}, 10},
		"shards keep what the slowest lacks":                  {map[string]int64{"kafka": 1, "kafka/0": 9, "kafka/1": 7}, []string{"kafka/0", "kafka/1"}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := told(t, facts)
			advance(t, db, c.cursors)
			if err := db.Prune(t.Context(), later, 49*time.Hour, time.Hour, time.Hour, c.counts...); err != nil || left(t, db) != facts {
				t.Fatalf("young facts: %d are left, %v", left(t, db), err)
			}
			if err := db.Prune(t.Context(), later, time.Hour, time.Hour, time.Hour, c.counts...); err != nil {
				t.Fatal(err)
			}
			if got := left(t, db); got != c.want {
				t.Errorf("%d facts are left, want %d", got, c.want)
			}
		})
	}
}

func TestTwoProcessesPruneWithoutWaitingForEachOther(t *testing.T) {
	t.Parallel()
	db := told(t, 10)
	advance(t, db, map[string]int64{"a": 10})
	rival, err := db.Pool().Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rival.Rollback(context.Background()) }()
	if _, err := rival.Exec(t.Context(), `delete from outbox where position <= 4`); err != nil {
		t.Fatal(err)
	}
	if err := db.Prune(t.Context(), later, time.Hour, time.Hour, time.Hour); err != nil {
		t.Fatal(err) // it would have been the lock's timeout
	}
	if err := rival.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := left(t, db); n != 0 {
		t.Errorf("%d facts are left", n)
	}
}
