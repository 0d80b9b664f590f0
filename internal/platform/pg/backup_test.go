package pg_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/speckit/ticketing/internal/platform/pg"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

// Two schemas in which one transaction writes the same number, with all that is hard to copy: a row that refers to itself, a
// table whose name sorts before that which it refers to, computed columns, triggers, odd characters, binary.
var (
	kept = schemaOf("bc_kept", map[int]string{
		100: `
			create table shows (id bigint generated always as identity primary key, parent bigint references shows, name text, doc jsonb, raw bytea, at timestamptz, tags text[], length int generated always as (char_length(name)) stored);
			create table places (n int primary key, show bigint not null references shows);
			create table rules (name text primary key);
			insert into rules values ('made by a migration');
-- +goose StatementBegin
			create function bc_kept.refuse() returns trigger language plpgsql as $$ begin raise exception 'a trigger ran'; end $$;
-- +goose StatementEnd
			create trigger refuse before insert on rules for each row execute function refuse();`,
	})
	keptToo = schemaOf("bc_kept_too", map[int]string{100: `create table bills (n int primary key);`, 101: `alter table bills add column note text default 'old';`})
	both    = []pg.Schema{kept, keptToo}
	names   = []string{"bc_kept", "bc_kept_too"}
)

func restore(t *testing.T, url string, schemas []pg.Schema, backup []byte) (map[string][]byte, error) {
	t.Helper()
	return pg.Restore(t.Context(), url, schemas, bytes.NewReader(backup))
}

func backedUp(t *testing.T, url string, schemas ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := pg.Backup(t.Context(), url, schemas, map[string][]byte{"secret": []byte("s3cret\x00")}, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func filled(t *testing.T) string {
	t.Helper()
	url := pgtest.Database(t, both...)
	execute(t, url,
		`insert into bc_kept.shows (name, doc, raw, at, tags) values (E'tab\t line\n back\\slash \\. “Ω” \\N', '{"a": [1, null]}', '\x00ff0a', '2030-01-01 00:00:00.123456+02', '{a,"b,c",null}'), (null, null, null, 'infinity', '{}')`,
		`update bc_kept.shows set parent = 2 where id = 1`,
		`select setval('bc_kept.shows_id_seq', 41)`,
	)
	return url
}

func TestABackupUnderWritesIsOneMomentOfAllSchemas(t *testing.T) {
	t.Parallel()
	url := filled(t)
	ctx, stop := context.WithCancel(t.Context())
	written, done := make(chan int, 1000000), make(chan error, 1)
	go func() { done <- write(ctx, url, written) }()
	for range 200 {
		<-written
	}
	backup := backedUp(t, url, names...)
	for range 50 { // it went on
		<-written
	}
	stop()
	if err := <-done; err != nil {
		t.Fatal(err)
	}

	fresh := pgtest.Database(t)
	files, err := restore(t, fresh, both, backup)
	if err != nil {
		t.Fatal(err)
	}
	if string(files["secret"]) != "s3cret\x00" {
		t.Errorf("files are %q", files)
	}
	places := value[int](t, fresh, `select count(*)::int from bc_kept.places`)
	bills := value[int](t, fresh, `select count(*)::int from bc_kept_too.bills`)
	if places != bills || places < 200 {
		t.Errorf("%d places and %d bills: not one moment", places, bills)
	}
	const shows = `select string_agg(s::text, ';' order by id) from bc_kept.shows s where id < 41`
	if got, want := value[string](t, fresh, shows), value[string](t, url, shows); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if next := value[int](t, fresh, `insert into bc_kept.shows (name) values ('x') returning id::int`); next != 42 {
		t.Errorf("the next id is %d, want 42", next)
	}
	if err := pg.Check(t.Context(), fresh, both...); err != nil {
		t.Error(err)
	}
	db := pgtest.Pool(t, fresh, "bc_kept")
	if _, err := db.Pool().Exec(t.Context(), `insert into rules values ('x')`); err == nil {
		t.Error("the triggers do not run any more")
	}
	if _, err := db.Pool().Exec(t.Context(), `select * from bc_kept_too.bills`); !forbidden(err) {
		t.Errorf("another's table gives %v after a restore", err)
	}
}

// write writes one number into both schemas at once, again and again.
func write(ctx context.Context, url string, written chan<- int) error {
	conn, err := pgx.Connect(context.WithoutCancel(ctx), url)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	for n := 1; ctx.Err() == nil; n++ {
		_, err := conn.Exec(context.WithoutCancel(ctx), fmt.Sprintf(`begin; insert into bc_kept.places values (%d, 1); insert into bc_kept_too.bills values (%d); commit`, n, n))
		if err != nil {
			return err
		}
		written <- n
	}
	return nil
}

func TestABackupIsRestoredIntoEmptyDataOnly(t *testing.T) {
	t.Parallel()
	backup := backedUp(t, filled(t), names...)
	other := pgtest.Database(t, keptToo)
	execute(t, other, `insert into bc_kept_too.bills values (77)`)
	if _, err := restore(t, other, both, backup); !errors.Is(err, pg.ErrNotEmpty) {
		t.Errorf("got %v, want a refusal", err)
	}
	if got := value[int](t, other, `select n from bc_kept_too.bills`); got != 77 {
		t.Errorf("the row is %d", got)
	}
	if value[bool](t, other, `select to_regnamespace('bc_kept') is not null`) {
		t.Error("a schema was made")
	}

	migrated := pgtest.Database(t, keptToo) // tables, but no rows
	if _, err := restore(t, migrated, both, backup); err != nil {
		t.Errorf("migrated and empty: %v", err)
	}
}

func TestADamagedBackupIsRefusedBeforeAnythingIsWritten(t *testing.T) {
	t.Parallel()
	backup := backedUp(t, filled(t), names...)
	url := pgtest.Database(t)
	refuse := func(what string, damaged []byte) {
		_, err := restore(t, url, both, damaged)
		if !errors.Is(err, pg.ErrBadBackup) && !errors.Is(err, pg.ErrNewBackup) { // what is damaged may be the number of the format
			t.Errorf("%s: %v", what, err)
		}
	}
	whole := unzipped(backup)
	for at := 0; at < len(backup); at += 7 {
		damaged := bytes.Clone(backup)
		damaged[at] ^= 0x10
		if bytes.Equal(unzipped(damaged), whole) {
			continue // a time in gzip's header, or another way to write the same
		}
		refuse(fmt.Sprintf("byte %d of %d", at, len(backup)), damaged)
	}
	for _, length := range []int{0, 1, 20, len(backup) / 2, len(backup) - 1} {
		refuse(fmt.Sprintf("%d bytes of %d", length, len(backup)), backup[:length])
	}
	refuse("no backup at all", []byte("hello"))
	if value[bool](t, url, `select exists (select from pg_namespace where nspname like 'bc_%')`) {
		t.Error("a schema was made")
	}
}

// unzipped returns what a backup holds, or nothing if that cannot be read to its end.
func unzipped(backup []byte) []byte {
	zip, err := gzip.NewReader(bytes.NewReader(backup))
	if err != nil {
		return nil
	}
	content, err := io.ReadAll(zip)
	if err != nil {
		return nil
	}
	return content
}

func TestANewerBackupIsRefusedAndAnOlderOneIsBroughtUp(t *testing.T) {
	t.Parallel()
	older := schemaOf("bc_kept_too", map[int]string{100: `create table bills (n int primary key);`})
	from := pgtest.Database(t, older)
	execute(t, from, `insert into bc_kept_too.bills values (5)`)
	to := pgtest.Database(t)
	if _, err := restore(t, to, []pg.Schema{keptToo}, backedUp(t, from, "bc_kept_too")); err != nil {
		t.Fatal(err)
	}
	if got := value[string](t, to, `select n || note from bc_kept_too.bills`); got != "5old" {
		t.Errorf("the row is %q", got)
	}

	newer := backedUp(t, to, "bc_kept_too")
	for what, schemas := range map[string][]pg.Schema{"migration": {older}, "schema": {kept}} {
		if _, err := restore(t, pgtest.Database(t), schemas, newer); !errors.Is(err, pg.ErrNewBackup) {
			t.Errorf("an unknown %s gives %v", what, err)
		}
	}
}

func TestARestoreThatFailsLeavesEmptyDataAndCanBeTriedAgain(t *testing.T) {
	t.Parallel()
	backup := backedUp(t, filled(t), names...)
	url := pgtest.Database(t)
	harsher := schemaOf("bc_kept_too", map[int]string{100: `create table bills (n int primary key);`, 101: `alter table bills add column other text;`}) // the same versions, other columns
	if _, err := restore(t, url, []pg.Schema{kept, harsher}, backup); err == nil {
		t.Fatal("rows went into a table without their column")
	}
	if value[bool](t, url, `select exists (select from pg_namespace where nspname like 'bc_%')`) {
		t.Error("something stayed")
	}
	if _, err := restore(t, url, both, backup); err != nil {
		t.Error(err)
	}
}

func TestABackupOfWhatIsNotThereFails(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := pg.Backup(t.Context(), pgtest.Database(t), []string{"bc_kept"}, nil, &out); err == nil {
		t.Error("nothing was backed up without a word")
	}
	if _, err := restore(t, pgtest.Database(t), both, out.Bytes()); !errors.Is(err, pg.ErrBadBackup) {
		t.Errorf("what a failed backup left gives %v", err)
	}
}
