package pg_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"github.com/speckit/ticketing/internal/platform/pg"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

// The index of these tests, built as docs/adr/0009 wants it.
const online = `-- +goose NO TRANSACTION
-- +goose Up
set lock_timeout = 0;
create index concurrently if not exists things_name on things (name);
reset lock_timeout;
`

// stepsOf makes a schema of migration files by their versions, as they are written.
func stepsOf(name string, files map[int]string) pg.Schema {
	steps := fstest.MapFS{}
	for version, text := range files {
		steps[fmt.Sprintf("%05d_step.sql", version)] = &fstest.MapFile{Data: []byte(text)}
	}
	return pg.Schema{Name: name, Files: steps}
}

const things = "-- +goose Up\ncreate table things (id bigint generated always as identity primary key, name text not null);\n"

func validIndex(t *testing.T, url, name string) bool {
	t.Helper()
	return value[bool](t, url, `select exists (select from pg_index where indexrelid = to_regclass('`+name+`') and indisvalid)`)
}

func TestAnIndexIsBuiltWhileRowsAreWritten(t *testing.T) {
	t.Parallel()
	before := stepsOf("bc_online", map[int]string{100: things})
	after := stepsOf("bc_online", map[int]string{100: things, 101: online})
	url := pgtest.Database(t, before)
	buyer := connect(t, url)
	tx, err := buyer.Begin(t.Context()) // a build waits for it, and nobody for the build
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(t.Context(), `insert into bc_online.things (name) values ('before')`); err != nil {
		t.Fatal(err)
	}
	var migrating errgroup.Group
	migrating.Go(func() error {
		_, err := pg.Migrate(t.Context(), url, after)
		return err
	})
	pgtest.Eventually(t, "the index is being built", func() bool {
		return value[bool](t, url, `select exists (select from pg_stat_progress_create_index where relid = to_regclass('bc_online.things'))`)
	})
	execute(t, url, `set lock_timeout = '1s'`, `insert into bc_online.things (name) values ('meanwhile')`)
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := migrating.Wait(); err != nil {
		t.Fatal(err)
	}
	if !validIndex(t, url, "bc_online.things_name") {
		t.Error("there is no index")
	}
}

func TestAnIndexThatAnInterruptedRunLeftIsBuiltAgain(t *testing.T) {
	t.Parallel()
	unique := `-- +goose NO TRANSACTION
-- +goose Up
set lock_timeout = 0;
create unique index concurrently if not exists things_name on things (name);
reset lock_timeout;
`
	schema := stepsOf("bc_invalid", map[int]string{100: things, 101: unique})
	url := pgtest.Database(t, stepsOf("bc_invalid", map[int]string{100: things}))
	execute(t, url, `insert into bc_invalid.things (name) values ('twin'), ('twin')`)
	if _, err := pg.Migrate(t.Context(), url, schema); err == nil { // ends as an interruption would: with a ruin
		t.Fatal("a unique index over twins was built")
	}
	if validIndex(t, url, "bc_invalid.things_name") || !value[bool](t, url, `select to_regclass('bc_invalid.things_name') is not null`) {
		t.Fatal("the test has no invalid index to begin with")
	}
	execute(t, url, `delete from bc_invalid.things where id = 1`)
	report, err := pg.Migrate(t.Context(), url, schema)
	if err != nil || len(report.Applied) != 1 {
		t.Fatalf("report %+v, %v", report, err)
	}
	if !validIndex(t, url, "bc_invalid.things_name") {
		t.Error("the index is still invalid: twins can come in")
	}
}

func TestAMigrationBehindALongTransactionLetsBuyersPass(t *testing.T) {
	t.Parallel()
	url := pgtest.Database(t, stepsOf("bc_passing", map[int]string{100: things}))
	report, err := connect(t, url).Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := report.Exec(t.Context(), `select count(*) from bc_passing.things`); err != nil {
		t.Fatal(err)
	}
	var migrating errgroup.Group
	migrating.Go(func() error {
		_, err := pg.Migrate(t.Context(), url, stepsOf("bc_passing", map[int]string{
			100: things, 101: "-- +goose Up\nalter table things add column note text not null default '';\n",
		}))
		return err
	})
	pgtest.Eventually(t, "the migration waits", func() bool {
		return value[bool](t, url, `select exists (select from pg_locks where relation = to_regclass('bc_passing.things') and mode = 'AccessExclusiveLock' and not granted)`)
	})
	// A buyer who comes now stands behind the migration, and has to be let through soon.
	execute(t, url, `set lock_timeout = '5s'`, `insert into bc_passing.things (name) values ('buyer')`)
	if err := report.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := migrating.Wait(); err != nil {
		t.Fatalf("after the long transaction: %v", err)
	}
}

func TestFourProcessesMigrateAHalfMigratedDatabase(t *testing.T) {
	t.Parallel()
	files := map[int]string{100: things, 101: online, 102: "-- +goose Up\ninsert into things (name) values ('once');\n"}
	url := pgtest.Database(t, stepsOf("bc_half", map[int]string{100: things}))
	var all errgroup.Group
	for range 4 {
		all.Go(func() error {
			_, err := pg.Migrate(t.Context(), url, stepsOf("bc_half", files))
			return err
		})
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	if n := value[int](t, url, `select count(*)::int from bc_half.things`); n != 1 || !validIndex(t, url, "bc_half.things_name") {
		t.Errorf("the step ran %d times", n)
	}
}

// oldBinary writes as the first version of this program did, without any column that came later.
func oldBinary(ctx context.Context, conn *pgx.Conn, n int) error {
	_, err := conn.Exec(ctx, `
		with told as (insert into outbox (message_id, topic, key, payload, occurred_at) values (gen_random_uuid(), 't', 'k', '{}', now())),
		     moved as (insert into cursors (subscriber, position) values ('old', 1) on conflict (subscriber) do update set position = excluded.position),
		     taken as (insert into inbox (consumer, message_id) values ('old', gen_random_uuid())),
		     shelved as (insert into shelf (id, consumer, state, attempts, reason, since, next, topic, key, message_id, occurred_at, position, payload)
		                 values (gen_random_uuid(), 'old', 'waiting', 1, '', now(), now(), 't', 'k', gen_random_uuid(), now(), 1, '{}')),
		     claimed as (insert into answers (scope, body, operation, holder, claimed_at, lease_until)
		                 values (decode(lpad(to_hex($1::int), 64, '0'), 'hex'), '', gen_random_uuid(), gen_random_uuid(), now(), now())),
		     recorded as (insert into audit_trail (at, actor, role, action, subject, detail) values (now(), gen_random_uuid(), '', '', gen_random_uuid(), ''))
		insert into things (name) values ('old')`, n)
	return err
}

func TestThePreviousProgramRunsWhileTheNextOnesMigrationsRunAndAfter(t *testing.T) {
	t.Parallel()
	url := pgtest.Database(t)
	first := stepsOf("bc_rolling", map[int]string{100: things})
	if err := pg.MigrateOnly(t.Context(), url, first, 1, 100); err != nil {
		t.Fatal(err)
	}
	conn := connect(t, url)
	if _, err := conn.Exec(t.Context(), `set search_path = bc_rolling`); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var wrote int
	var failed error
	var running sync.WaitGroup
	began := make(chan struct{})
	running.Go(func() {
		for ; ctx.Err() == nil && failed == nil; wrote++ {
			if failed = oldBinary(context.Background(), conn, wrote); wrote == 10 {
				close(began)
			}
		}
	})
	<-began
	next := stepsOf("bc_rolling", map[int]string{100: things, 101: online})
	report, err := pg.Migrate(t.Context(), url, next)
	stop()
	running.Wait()
	if err != nil || len(report.Applied) < 2 {
		t.Fatalf("report %+v, %v; want the common ones since and the index", report, err)
	}
	if failed == nil {
		failed = oldBinary(t.Context(), conn, wrote) // and after
	}
	if failed != nil {
		t.Errorf("the old program's write %d: %v", wrote, failed)
	}
	if err := pg.Check(t.Context(), url, first); err != nil {
		t.Errorf("the old program does not start again on the new schema: %v", err)
	}
	// What it told is read by the new program.
	if facts, err := pgtest.Pool(t, url, "bc_rolling").Read(t.Context(), 0, 10); err != nil || len(facts) != 10 {
		t.Errorf("%d facts, %v", len(facts), err)
	}
}
