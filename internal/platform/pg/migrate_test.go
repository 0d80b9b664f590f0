package pg_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"golang.org/x/sync/errgroup"

	"github.com/speckit/ticketing/internal/platform/pg"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

// schemaOf makes a schema of migrations, numbered as given.
func schemaOf(name string, migrations map[int]string) pg.Schema {
	files := fstest.MapFS{}
	for version, sql := range migrations {
		files[fmt.Sprintf("migrations/%05d_step.sql", version)] = &fstest.MapFile{Data: []byte("-- +goose Up\n" + sql)}
	}
	return pg.Schema{Name: name, Files: files}
}

func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func execute(t *testing.T, url string, statements ...string) {
	t.Helper()
	conn := connect(t, url)
	for _, sql := range statements {
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
}

func value[T any](t *testing.T, url, sql string) T {
	t.Helper()
	var v T
	if err := connect(t, url).QueryRow(t.Context(), sql).Scan(&v); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return v
}

func forbidden(err error) bool {
	var answer *pgconn.PgError
	return errors.As(err, &answer) && answer.Code == "42501"
}

var (
	seats  = schemaOf("bc_seats", map[int]string{100: "create table seats (id int primary key, label text not null);"})
	orders = schemaOf("bc_orders", map[int]string{100: "create table orders (id bigint generated always as identity primary key);"})
)

func TestOneContextCannotReadAnothersTables(t *testing.T) {
	t.Parallel()
	url := pgtest.Database(t, seats, orders)
	db := pgtest.Pool(t, url, "bc_orders")
	for sql, allowed := range map[string]bool{
		`select count(*) from orders`:                                               true,
		`insert into orders default values`:                                         true,
		`delete from outbox`:                                                        true,
		`select count(*) from migration_history`:                                    true,
		`select count(*) from bc_seats.seats`:                                       false,
		`select count(*) from bc_seats.outbox`:                                      false,
		`insert into bc_seats.seats values (1, 'A1')`:                               false,
		`select count(*) from bc_seats.migration_history`:                           false,
		`insert into migration_history (version_id, is_applied) values (999, true)`: false,
		`create table mine (id int)`:                                                false,
		`drop table orders`:                                                         false,
		`alter table orders add column x int`:                                       false,
		`create table public.mine (id int)`:                                         false,
		`select count(*) from pg_authid`:                                            false,
	} {
		_, err := db.Pool().Exec(t.Context(), sql)
		if allowed && err != nil || !allowed && !forbidden(err) {
			t.Errorf("%s: %v; allowed is %v", sql, err, allowed)
		}
	}
}

func TestAConnectionIsBoundToItsContext(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t, seats)
	for sql, want := range map[string]string{
		`select current_user::text`:                "bc_seats",
		`show search_path`:                         "bc_seats",
		`show statement_timeout`:                   "15s",
		`show lock_timeout`:                        "10s",
		`show idle_in_transaction_session_timeout`: "30s",
		`show application_name`:                    "speckit seats",
		`show timezone`:                            "UTC",
	} {
		var got string
		if err := db.Pool().QueryRow(t.Context(), sql).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q (%v), want %q", sql, got, err, want)
		}
	}
}

func TestSeveralProcessesMigrateAtOnceAndEachStepRunsOnce(t *testing.T) {
	t.Parallel()
	url := pgtest.Database(t)
	schemas := []pg.Schema{
		schemaOf("bc_once_a", map[int]string{100: "create table a (n int); insert into a values (1);", 101: "insert into a values (2);"}),
		schemaOf("bc_once_b", map[int]string{100: "create table b (n int); insert into b values (1);"}),
	}
	applied := make([]int, 6)
	var group errgroup.Group
	for i := range applied {
		group.Go(func() error {
			report, err := pg.Migrate(t.Context(), url, schemas...)
			applied[i] = len(report.Applied)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(applied)
	if first, last := applied[len(applied)-2], applied[len(applied)-1]; first != 0 || last < 5 {
		t.Errorf("steps run by each: %v; want all of them by one", applied)
	}
	if got := value[string](t, url, `select string_agg(n::text, ',' order by n) from bc_once_a.a`); got != "1,2" {
		t.Errorf("the rows are %s", got)
	}
	if err := pg.Check(t.Context(), url, schemas...); err != nil {
		t.Errorf("after that the check says %v", err)
	}
}

func TestCheckNamesWhatIsMissingAndANewerDatabaseIsFine(t *testing.T) {
	t.Parallel()
	older := schemaOf("bc_versions", map[int]string{100: "create table a (n int);", 102: "create table c (n int);"})
	newer := schemaOf("bc_versions", map[int]string{100: "create table a (n int);", 101: "create table b (n int);", 102: "create table c (n int);"})
	url := pgtest.Database(t)
	if err := pg.Check(t.Context(), url, older); !errors.Is(err, pg.ErrBehind) {
		t.Errorf("an empty database gives %v", err)
	}
	if _, err := pg.Migrate(t.Context(), url, older); err != nil {
		t.Fatal(err)
	}
	err := pg.Check(t.Context(), url, newer)
	if !errors.Is(err, pg.ErrBehind) || !strings.Contains(err.Error(), "bc_versions") || !strings.Contains(err.Error(), "00101_step.sql") {
		t.Errorf("a missing migration gives %v", err)
	}
	report, err := pg.Migrate(t.Context(), url, newer) // below the highest that was run, as a later common one is
	if err != nil || len(report.Applied) != 1 || report.Applied[0].Version != 101 {
		t.Fatalf("report %+v, %v; want version 101 alone", report, err)
	}
	if err := pg.Check(t.Context(), url, older); err != nil {
		t.Errorf("a newer database gives the older program %v", err)
	}
	states, err := pg.ReadStatus(t.Context(), url, older)
	if err != nil || !slices.Equal(states[0].Unknown, []int64{101}) {
		t.Fatalf("status %+v, %v; want 101 unknown", states, err)
	}
	if line := states[0].String(); !strings.HasPrefix(line, "bc_versions: ") || !strings.HasSuffix(line, "up to date, 1 of a newer program") {
		t.Errorf("it reads %q", line)
	}
}

func TestAFailedMigrationIsTakenBackAndGoneOnFrom(t *testing.T) {
	t.Parallel()
	url := pgtest.Database(t)
	broken := map[int]string{100: "create table a (n int);", 101: "create table b (n int); select 1/0;"}
	if _, err := pg.Migrate(t.Context(), url, schemaOf("bc_broken", broken)); err == nil {
		t.Fatal("a broken migration went through")
	}
	if value[bool](t, url, `select to_regclass('bc_broken.b') is not null`) {
		t.Error("half of the broken migration stands")
	}
	broken[101] = "create table b (n int);"
	report, err := pg.Migrate(t.Context(), url, schemaOf("bc_broken", broken))
	if err != nil || len(report.Applied) != 1 {
		t.Errorf("report %+v, %v; want version 101 alone", report, err)
	}
	db := pgtest.Pool(t, url, "bc_broken")
	if _, err := db.Pool().Exec(t.Context(), `insert into b values (1)`); err != nil {
		t.Errorf("the role has no right on the table: %v", err)
	}
}

func TestWrongMigrationsAreRefusedBeforeAnythingIsDone(t *testing.T) {
	t.Parallel()
	url := pgtest.Database(t)
	for what, schema := range map[string]pg.Schema{
		"version of the common ones": schemaOf("bc_wrong", map[int]string{7: "select 1;"}),
		"name":                       {Name: "bc wrong"},
		"file name":                  {Name: "bc_wrong", Files: fstest.MapFS{"init.sql": {Data: []byte("-- +goose Up\n")}}},
		"twins":                      {Name: "bc_wrong", Files: fstest.MapFS{"00100_a.sql": {}, "00100_b.sql": {}}},
	} {
		if _, err := pg.Migrate(t.Context(), url, schema); err == nil {
			t.Errorf("a wrong %s went through", what)
		}
	}
	if value[bool](t, url, `select exists (select from pg_namespace where nspname like 'bc_%')`) {
		t.Error("a schema was made")
	}
}

// loginOf makes a login of its own with some rights on the database, and returns the address for it.
func loginOf(t *testing.T, address, name, rights string) string {
	t.Helper()
	execute(t, address, `create role `+name+` login password 'p' `+rights,
		`do $$ begin execute format('grant create on database %I to `+name+`', current_database()); end $$`)
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword(name, "p")
	return u.String()
}

func TestWhereTheServerPermitsNoRolesMigrateSaysSoAndGoesOn(t *testing.T) {
	t.Parallel()
	address := loginOf(t, pgtest.Database(t), "login_without", "nocreaterole")
	schema := schemaOf("bc_without", map[int]string{100: "create table a (n int);"})
	report, err := pg.Migrate(t.Context(), address, schema)
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Notes) != 1 || !strings.Contains(report.Notes[0], "CREATEROLE") {
		t.Errorf("notes %q; want one that names the right", report.Notes)
	}
	db := pgtest.Pool(t, address, "bc_without")
	if _, err := db.Pool().Exec(t.Context(), `insert into a values (1)`); err != nil {
		t.Errorf("the context cannot work: %v", err)
	}
}

func TestAnOrdinaryLoginThatMayMakeRolesTakesThem(t *testing.T) {
	t.Parallel()
	address := loginOf(t, pgtest.Database(t), "login_with", "createrole")
	for _, name := range []string{"bc_with_a", "bc_with_b"} {
		report, err := pg.Migrate(t.Context(), address, schemaOf(name, map[int]string{100: "create table a (n int);"}))
		if err != nil || len(report.Notes) != 0 {
			t.Fatalf("report %+v, %v", report, err)
		}
	}
	db := pgtest.Pool(t, address, "bc_with_a")
	if _, err := db.Pool().Exec(t.Context(), `insert into a values (1)`); err != nil {
		t.Errorf("the context cannot work: %v", err)
	}
	if _, err := db.Pool().Exec(t.Context(), `select * from bc_with_b.a`); !forbidden(err) {
		t.Errorf("another's table gives %v", err)
	}
}
