package pg_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/pg"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

// said is a fact for tests.
type said struct {
	ID   id.UUID `json:"id"`
	Text string  `json:"text"`
}

func (said) Topic() string        { return "said" }
func (s said) Key() string        { return s.Text[:1] }
func (s said) MessageID() id.UUID { return s.ID }
func (said) At() time.Time        { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }

func say(text string) said { return said{id.Random{}.New(), text} }

func unitDB(t *testing.T) *pg.DB {
	t.Helper()
	return pgtest.Open(t, pg.Schema{Name: "bc_unit", Files: fstest.MapFS{
		"00100_words.sql": {Data: []byte("-- +goose Up\ncreate table words (word text primary key);\n")},
	}})
}

func texts(es []work.Envelope) []string {
	var out []string
	for _, e := range es {
		s, _ := work.Open[said](e)
		out = append(out, s.Text)
	}
	return out
}

func TestFactsAreCommittedWithTheStateOrNotAtAll(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	boom := errors.New("boom")
	err := db.Update(t.Context(), func(ctx context.Context, tx *pg.Tx) error {
		tx.Emit(say("a-lost"))
		if _, err := tx.Exec(ctx, `insert into words values ('lost')`); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Fatal(err)
	}
	woken := 0
	db.OnCommit(func() { woken++ })
	if err := db.Update(t.Context(), func(_ context.Context, tx *pg.Tx) error { tx.Emit(say("a-kept")); return nil }); err != nil {
		t.Fatal(err)
	}
	facts, err := db.Read(t.Context(), 0, 10)
	if err != nil || !slices.Equal(texts(facts), []string{"a-kept"}) || woken != 1 {
		t.Fatalf("outbox %v, woken %d, %v", texts(facts), woken, err)
	}
}

func TestAReaderNeverPassesAFactThatIsStillBeingCommitted(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	holds, goOn, done := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		done <- db.Update(context.Background(), func(ctx context.Context, tx *pg.Tx) error {
			// Takes its position now, commits later.
			if _, err := tx.Exec(ctx, `select pg_current_xact_id()`); err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, `insert into outbox (message_id, topic, key, payload, occurred_at) values (gen_random_uuid(), 'said', 's', '{"text":"slow"}', now())`); err != nil {
				return err
			}
			close(holds)
			<-goOn
			return nil
		})
	}()
	<-holds
	if err := db.Update(t.Context(), func(_ context.Context, tx *pg.Tx) error { tx.Emit(say("quick")); return nil }); err != nil {
		t.Fatal(err)
	}
	if facts, err := db.Read(t.Context(), 0, 10); err != nil || len(facts) != 0 {
		t.Fatalf("read %v past an open transaction, %v", texts(facts), err)
	}
	close(goOn)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if facts, err := db.Read(t.Context(), 0, 10); err != nil || !slices.Equal(texts(facts), []string{"slow", "quick"}) {
		t.Fatalf("read %v, %v", texts(facts), err)
	}
}

func TestAReaderWaitsForAFactWhoseTransactionBeganAfterTheOneThatOvertookIt(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	first, goOn, done := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		done <- db.Update(context.Background(), func(ctx context.Context, tx *pg.Tx) error {
			if _, err := tx.Exec(ctx, `select pg_current_xact_id()`); err != nil { // the lower number, but the later position
				return err
			}
			close(first)
			<-goOn
			tx.Emit(say("quick"))
			return nil
		})
	}()
	<-first
	err := db.Update(t.Context(), func(ctx context.Context, tx *pg.Tx) error {
		if _, err := tx.Exec(ctx, `select pg_current_xact_id()`); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `insert into outbox (message_id, topic, key, payload, occurred_at) values (gen_random_uuid(), 'said', 's', '{"text":"slow"}', now())`); err != nil {
			return err
		}
		close(goOn)
		if err := <-done; err != nil {
			return err
		}
		if facts, err := db.Read(ctx, 0, 10); err != nil || len(facts) != 0 {
			return fmt.Errorf("read %v past an open transaction, %w", texts(facts), err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if facts, err := db.Read(t.Context(), 0, 10); err != nil || !slices.Equal(texts(facts), []string{"slow", "quick"}) {
		t.Fatalf("read %v, %v", texts(facts), err)
	}
}

func TestAGapThatWasRolledBackHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	for i := range 20 {
		err := db.Update(t.Context(), func(ctx context.Context, tx *pg.Tx) error {
			if i%3 == 1 { // takes a position, then fails
				_, _ = tx.Exec(ctx, `insert into outbox (message_id, topic, key, payload, occurred_at) values (gen_random_uuid(), 'said', 's', '{}', now())`)
				return errors.New("changed my mind")
			}
			tx.Emit(say(fmt.Sprintf("f%02d", i)))
			return nil
		})
		if (err != nil) != (i%3 == 1) {
			t.Fatal(err)
		}
	}
	end, err := db.End(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for after := int64(0); after < end; { // a transaction of another test may still hide the end of a gap for a moment
		facts, err := db.Read(t.Context(), after, 4)
		if err != nil {
			t.Fatal(err)
		}
		if len(facts) > 0 {
			got = append(got, texts(facts)...)
			after = facts[len(facts)-1].Position
		}
	}
	if len(got) != 13 || !slices.IsSorted(got) {
		t.Fatalf("read %v", got)
	}
}

func TestUnderConcurrentCommitsAReaderSeesEveryFactOnceAndEachKeyInOrder(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	const writers, each = 6, 60
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				_ = db.Update(context.Background(), func(ctx context.Context, tx *pg.Tx) error {
					tx.Emit(say(fmt.Sprintf("%c%03d", 'a'+w, i)))
					if i%7 == 3 {
						if _, err := tx.Exec(ctx, `insert into words values ($1)`, fmt.Sprint(w, i)); err != nil {
							return err
						}
					}
					if i%11 == 5 { // a rollback after a position was taken
						_, _ = tx.Exec(ctx, `insert into outbox (message_id, topic, key, payload, occurred_at) values (gen_random_uuid(), 'said', 's', '{}', now())`)
						return errors.New("give up")
					}
					return nil
				})
			}
		})
	}
	finished := make(chan struct{})
	go func() { wg.Wait(); close(finished) }()
	last, seen := map[byte]string{}, map[string]bool{}
	after, over := int64(0), false
	for {
		facts, err := db.Read(t.Context(), after, 50)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range texts(facts) {
			if seen[text] || text <= last[text[0]] {
				t.Fatalf("%s came after %s", text, last[text[0]])
			}
			seen[text], last[text[0]] = true, text
		}
		if len(facts) > 0 {
			after = facts[len(facts)-1].Position
		}
		end, err := db.End(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if over && after == end { // no sooner: a transaction of another test may hide the end of a gap for a moment
			break
		}
		select {
		case <-finished:
			over = true
		default:
		}
	}
	var committed int
	if err := db.Pool().QueryRow(t.Context(), `select count(*) from outbox`).Scan(&committed); err != nil || committed != len(seen) || committed < writers*each/2 {
		t.Fatalf("%d facts in the outbox, %d seen, %v", committed, len(seen), err)
	}
}

func TestAMessageIsTakenOnceAndUntakenByARollback(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	message := id.Random{}.New()
	take := func(fail error) (first bool) {
		_ = db.Update(t.Context(), func(ctx context.Context, tx *pg.Tx) (err error) {
			if first, err = tx.Once(ctx, "g", message); err != nil {
				return err
			}
			return fail
		})
		return first
	}
	if !take(errors.New("no")) || !take(nil) || take(nil) {
		t.Fatal("taken wrongly")
	}
}

func TestOfManyMessagesThoseThatAreNewAreTakenOnce(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	a, b, c := id.Random{}.New(), id.Random{}.New(), id.Random{}.New()
	take := func(messages ...id.UUID) (first []bool) {
		err := db.Update(t.Context(), func(ctx context.Context, tx *pg.Tx) (err error) {
			first, err = tx.OnceEach(ctx, "g", messages)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return first
	}
	if got := take(b, a, b); !slices.Equal(got, []bool{true, true, false}) {
		t.Fatalf("at first %v", got)
	}
	if got := take(c, a, b); !slices.Equal(got, []bool{true, false, false}) {
		t.Fatalf("then %v", got)
	}
}

func TestTwoWhoTakeOneMessageAtOnceWaitForEachOther(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	message := id.Random{}.New()
	inside, goOn := make(chan struct{}), make(chan struct{})
	var firsts [2]bool
	var wg sync.WaitGroup
	wg.Go(func() {
		_ = db.Update(context.Background(), func(ctx context.Context, tx *pg.Tx) (err error) {
			firsts[0], err = tx.Once(ctx, "g", message)
			close(inside)
			<-goOn
			return err
		})
	})
	<-inside
	wg.Go(func() {
		_ = db.Update(context.Background(), func(ctx context.Context, tx *pg.Tx) (err error) {
			firsts[1], err = tx.Once(ctx, "g", message)
			return err
		})
	})
	waitForBlocked(t, db)
	close(goOn)
	wg.Wait()
	if firsts != [2]bool{true, false} {
		t.Fatalf("first: %v", firsts)
	}
}

// waitForBlocked returns when a transaction of the database waits for another.
func waitForBlocked(t *testing.T, db *pg.DB) {
	t.Helper()
	for {
		var blocked bool
		err := db.Pool().QueryRow(t.Context(), `select exists (select 1 from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0)`).Scan(&blocked)
		if err != nil {
			t.Fatal(err)
		}
		if blocked {
			return
		}
	}
}

func TestWhatIsWrittenLaterIsThereForTheNextStatementAndInItsOrder(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	var seen []string
	err := db.Update(t.Context(), func(ctx context.Context, tx *pg.Tx) error {
		later := tx.Later(func(err error) error { return err })
		for _, word := range []string{"a", "b"} {
			if _, err := later.Exec(ctx, `insert into words values ($1)`, word); err != nil {
				return err
			}
		}
		batch := &pgx.Batch{}
		batch.Queue(`update words set word = word || '!'`)
		if err := later.SendBatch(ctx, batch).Close(); err != nil {
			return err
		}
		found, err := tx.Query(ctx, `select word from words order by word`)
		if err != nil {
			return err
		}
		seen, err = pgx.CollectRows(found, pgx.RowTo[string])
		return err
	})
	if err != nil || !slices.Equal(seen, []string{"a!", "b!"}) {
		t.Fatalf("seen %v, %v", seen, err)
	}
}

func TestWhatSpeaksAgainstALaterWriteEndsTheTransactionInTheStoresWords(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	refused := errors.New("the word is taken")
	write := func(then func(ctx context.Context, tx *pg.Tx) error) error {
		return db.Update(t.Context(), func(ctx context.Context, tx *pg.Tx) error {
			tx.Emit(say("a"))
			later := tx.Later(func(err error) error { return fmt.Errorf("%w: %s", refused, pg.Violated(err)) })
			if _, err := later.Exec(ctx, `insert into words values ('w'), ('w')`); err != nil {
				return err
			}
			return then(ctx, tx)
		})
	}
	atCommit := write(func(context.Context, *pg.Tx) error { return nil })
	atNext := write(func(ctx context.Context, tx *pg.Tx) error {
		_, err := tx.Exec(ctx, `select 1`)
		return err
	})
	for _, err := range []error{atCommit, atNext} {
		if !errors.Is(err, refused) || !strings.Contains(err.Error(), "words_pkey") {
			t.Errorf("got %v", err)
		}
	}
	if facts, err := db.Read(t.Context(), 0, 10); err != nil || len(facts) != 0 {
		t.Errorf("told %v, %v", texts(facts), err)
	}
}

func TestAStoreThatGoesOnAfterAnErrorDoesNotCommit(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	err := db.Update(t.Context(), func(ctx context.Context, tx *pg.Tx) error {
		_, _ = tx.Exec(ctx, `insert into words values ('lost')`)
		_, _ = tx.Exec(ctx, `no such statement`)
		return nil
	})
	if err == nil {
		t.Fatal("a broken transaction was committed")
	}
	var word string
	if err := db.Pool().QueryRow(t.Context(), `select word from words`).Scan(&word); !errors.Is(err, pgx.ErrNoRows) {
		t.Fatalf("found %q, %v", word, err)
	}
}

func TestADeadlockIsRunAgain(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	if _, err := db.Pool().Exec(t.Context(), `insert into words values ('a'), ('b')`); err != nil {
		t.Fatal(err)
	}
	meet := make(chan struct{}, 2)
	lock := func(order ...string) error {
		first := true
		return db.Update(context.Background(), func(ctx context.Context, tx *pg.Tx) error {
			for i, w := range order {
				if _, err := tx.Exec(ctx, `select 1 from words where word = $1 for update`, w); err != nil {
					return err
				}
				if i == 0 && first {
					first = false
					meet <- struct{}{}
					for len(meet) < 2 { // both hold their first row
					}
				}
			}
			return nil
		})
	}
	errs := make(chan error, 2)
	go func() { errs <- lock("a", "b") }()
	go func() { errs <- lock("b", "a") }()
	if err := errors.Join(<-errs, <-errs); err != nil {
		t.Fatal(err)
	}
}

func TestACursorOnlyMovesForward(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	for _, to := range []int64{5, 3, 9} {
		if err := db.Advance(t.Context(), "g", to); err != nil {
			t.Fatal(err)
		}
	}
	if at, err := db.Cursor(t.Context(), "g"); err != nil || at != 9 {
		t.Fatalf("at %d, %v", at, err)
	}
}
