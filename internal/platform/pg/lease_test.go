package pg_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/messaging"
	"github.com/speckit/ticketing/internal/platform/messaging/shelftest"
	"github.com/speckit/ticketing/internal/platform/pg"
)

var _ messaging.Outbox = (*pg.DB)(nil)

func TestTheShelfInPostgreSQL(t *testing.T) {
	t.Parallel()
	shelftest.TestShelf(t, func(t *testing.T) messaging.Shelf { return unitDB(t) })
}

func take(t *testing.T, db *pg.DB, holder id.UUID, last time.Duration) (int64, bool) {
	t.Helper()
	fence, taken, err := db.Take(t.Context(), "kafka", holder, last)
	if err != nil {
		t.Fatal(err)
	}
	return fence, taken
}

func TestALeaseHasOneHolderAndEachNewOneAHigherFence(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	a, b := id.Random{}.New(), id.Random{}.New()
	if fence, taken := take(t, db, a, time.Hour); !taken || fence != 1 {
		t.Fatalf("first: %d %v", fence, taken)
	}
	if _, taken := take(t, db, b, time.Hour); taken {
		t.Fatal("two hold it")
	}
	if fence, taken := take(t, db, a, time.Hour); !taken || fence != 1 {
		t.Fatalf("prolonged: %d %v", fence, taken)
	}
	if err := db.Yield(t.Context(), "kafka", 1); err != nil {
		t.Fatal(err)
	}
	if fence, taken := take(t, db, b, time.Microsecond); !taken || fence != 2 {
		t.Fatalf("after it was given back: %d %v", fence, taken)
	}
	if fence, taken := take(t, db, b, time.Hour); !taken || fence != 3 {
		t.Fatalf("after its end, by the same: %d %v; nobody knows who had it meanwhile", fence, taken)
	}
	if err := db.Yield(t.Context(), "kafka", 2); err != nil {
		t.Fatal(err)
	}
	if _, taken := take(t, db, a, time.Hour); taken {
		t.Fatal("an old holder gave back what is another's")
	}
}

func TestOfManyWhoAskAtOnceOneGetsTheLease(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	for round := range 10 {
		var wg sync.WaitGroup
		got := make([]bool, 6)
		for i := range got {
			wg.Go(func() { _, got[i], _ = db.Take(t.Context(), "kafka", id.Random{}.New(), time.Hour) })
		}
		wg.Wait()
		holders := 0
		for _, g := range got {
			if g {
				holders++
			}
		}
		if holders != 1 {
			t.Fatalf("round %d: %d hold it", round, holders)
		}
		if err := db.Yield(t.Context(), "kafka", int64(round+1)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAHolderWhoseLeaseWasTakenCannotMoveTheCursor(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	if _, err := db.Settle(t.Context(), "kafka", "kafka", []string{"kafka"}); err != nil {
		t.Fatal(err)
	}
	zombie, _ := take(t, db, id.Random{}.New(), time.Microsecond)
	if held, err := db.AdvanceHeld(t.Context(), "kafka", 5, zombie); err != nil || !held {
		t.Fatalf("nobody has taken it yet: %v, %v", held, err)
	}
	// The next holder has taken the lease, and has not committed yet, when the zombie moves the cursor.
	tx, err := db.Pool().Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(t.Context())) }()
	if _, err := tx.Exec(t.Context(), `update leases set fence = fence + 1, holder = $1`, id.Random{}.New()); err != nil {
		t.Fatal(err)
	}
	type answer struct {
		held bool
		err  error
	}
	moved := make(chan answer, 1)
	go func() {
		held, err := db.AdvanceHeld(context.Background(), "kafka", 9, zombie)
		moved <- answer{held, err}
	}()
	awaitWaiter(t, db, tx)
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a := <-moved; a.err != nil || a.held {
		t.Fatalf("the zombie moved the cursor: %+v", a)
	}
	if at, err := db.Cursor(t.Context(), "kafka"); err != nil || at != 5 {
		t.Fatalf("at %d, %v", at, err)
	}
	if held, err := db.AdvanceHeld(t.Context(), "kafka", 3, zombie+1); err != nil || !held {
		t.Fatalf("the holder: %v, %v", held, err)
	}
	if at, _ := db.Cursor(t.Context(), "kafka"); at != 5 {
		t.Fatalf("went back to %d", at)
	}
}

// awaitWaiter returns when somebody waits for the end of a transaction.
func awaitWaiter(t *testing.T, db *pg.DB, tx pgx.Tx) {
	t.Helper()
	var number string
	if err := tx.QueryRow(t.Context(), `select pg_current_xact_id()::text`).Scan(&number); err != nil {
		t.Fatal(err)
	}
	limit := time.Now().Add(8 * time.Second)
	for waiting := 0; waiting == 0; {
		if time.Now().After(limit) {
			t.Fatal("nobody waits")
		}
		err := db.Pool().QueryRow(t.Context(), `select count(*) from pg_locks where not granted and transactionid::text = $1`, number).Scan(&waiting)
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestTwoProcessesDoNotClaimOneShelvedMessage(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	now := clock.System{}.Now()
	for i := range 2 {
		err := db.Put(t.Context(), messaging.Shelved{
			ID: id.Random{}.New(), Group: "g", State: messaging.Waiting, Since: now, Next: now,
			Envelope: work.Envelope{Topic: "said", Key: "a", Message: id.Random{}.New(), Position: int64(i)},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	// One has claimed and not committed when the other looks: it sees the message as it was.
	tx, err := db.Pool().Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(t.Context())) }()
	if _, err := tx.Exec(t.Context(), `update shelf set next = $1 where position = 0`, now.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	claimed := make(chan int, 1)
	go func() {
		got, err := db.Claim(context.Background(), "g", now, now.Add(time.Minute), 10)
		if err != nil {
			t.Error(err)
		}
		claimed <- len(got)
	}()
	awaitWaiter(t, db, tx)
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := <-claimed; n != 0 {
		t.Fatalf("claimed %d that the other had, or that wait behind it", n)
	}
}

func TestAnotherNumberOfShardsLosesNothing(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	one, two := []string{"kafka"}, []string{"kafka/0/2", "kafka/1/2"}
	settle := func(name string, all []string, want int64) {
		t.Helper()
		if at, err := db.Settle(t.Context(), "kafka", name, all); err != nil || at != want {
			t.Fatalf("%s stands at %d, not %d, %v", name, at, want, err)
		}
	}
	cursors := func(want ...string) {
		t.Helper()
		got, err := db.Cursors(t.Context())
		if err != nil || len(got) != len(want) {
			t.Fatalf("cursors %v, want %v, %v", got, want, err)
		}
	}
	if err := db.Advance(t.Context(), "kafkaesque-group", 1); err != nil { // of another family
		t.Fatal(err)
	}
	settle("kafka", one, 0)
	_ = db.Advance(t.Context(), "kafka", 100)
	fence, _ := take(t, db, id.Random{}.New(), time.Hour)
	settle("kafka/0/2", two, 100)
	_ = db.Advance(t.Context(), "kafka/0/2", 200)
	settle("kafka/1/2", two, 100)
	cursors("kafkaesque-group", "kafka", "kafka/0/2", "kafka/1/2") // the one shard is still at work
	_ = db.Yield(t.Context(), "kafka", fence)
	settle("kafka/1/2", two, 100)
	cursors("kafkaesque-group", "kafka/0/2", "kafka/1/2")
	settle("kafka", one, 100)
	cursors("kafkaesque-group", "kafka")
}

func TestOtherProcessesHearOfCommits(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	ctx, stop := context.WithCancel(t.Context())
	heard, ended := make(chan struct{}, 10), make(chan error)
	go func() { ended <- db.Listen(ctx, func() { heard <- struct{}{} }) }()
	<-heard // it listens
	if err := db.Notify(t.Context()); err != nil {
		t.Fatal(err)
	}
	<-heard
	stop()
	if err := <-ended; err == nil {
		t.Fatal("an end without a reason")
	}
}

func TestTheOldestFactThatIsNotFetched(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	if at, err := db.Oldest(t.Context(), 0); err != nil || !at.IsZero() {
		t.Fatalf("of none: %v, %v", at, err)
	}
	fact := say("a")
	if err := db.Update(t.Context(), func(_ context.Context, tx *pg.Tx) error { tx.Emit(fact); return nil }); err != nil {
		t.Fatal(err)
	}
	if at, err := db.Oldest(t.Context(), 0); err != nil || !at.Equal(fact.At()) {
		t.Fatalf("%v, %v", at, err)
	}
	if at, err := db.Oldest(t.Context(), 1); err != nil || !at.IsZero() {
		t.Fatalf("after the last: %v, %v", at, err)
	}
}
