package pg

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// migrateKey is the advisory lock under which schemas are made and migrated: one process at a time in a database.
const migrateKey = 0x7469636b6574

// Report says what Migrate did.
type Report struct {
	Applied []Applied
	Notes   []string // what the server did not permit, as sentences for the operator
}

// Applied is one migration that was run.
type Applied struct {
	Schema  string
	Version int64
	Name    string
}

// Migrate brings the schemas to our versions: it makes those that are missing, each with its role, and runs what they lack.
// Several processes may do so at once. Schemas that are newer than we are left alone. A schema is migrated whole or, where a
// migration fails, up to that one; running it again goes on from there.
func Migrate(ctx context.Context, url string, schemas ...Schema) (Report, error) {
	var report Report
	conn, err := connectAdmin(ctx, url)
	if err != nil {
		return report, err
	}
	defer hangUp(ctx, conn)

	states, err := readStates(ctx, conn, schemas)
	if err != nil {
		return report, err
	}
	if !slices.ContainsFunc(states, Status.unfinished) {
		return report, nil
	}
	if err := lockDatabase(ctx, conn); err != nil {
		return report, err
	}
	for i, schema := range schemas { // what another process did meanwhile is found by the second look
		state, err := readState(ctx, conn, schema)
		if err != nil {
			return report, err
		}
		if !state.unfinished() && !states[i].unfinished() {
			continue
		}
		applied, note, err := build(ctx, conn, schema, nil)
		report.Applied = append(report.Applied, applied...)
		if note != "" && !slices.Contains(report.Notes, note) {
			report.Notes = append(report.Notes, note)
		}
		if err != nil {
			return report, err
		}
	}
	return report, nil
}

// build makes a schema and its role where they are missing and runs the migrations that it lacks; with only given, no other
// versions than those. The role's rights come first, so that a table has them from its first moment.
func build(ctx context.Context, conn *pgx.Conn, schema Schema, only []int64) (applied []Applied, note string, err error) {
	if note, err = prepare(ctx, conn, schema.Name); err != nil {
		return nil, "", err
	}
	if err := grant(ctx, conn, schema.Name); err != nil {
		return nil, note, err
	}
	if err := dropInvalidIndexes(ctx, conn, schema.Name); err != nil {
		return nil, note, err
	}
	if applied, err = upPatiently(ctx, conn.Config(), schema, only); err != nil {
		return applied, note, err
	}
	return applied, note, protectHistory(ctx, conn, schema.Name)
}

// A migration that waits for a table makes all wait that come to the table after it. So it waits shortly, lets them pass, and tries
// again, until whoever has the table is done.
const (
	migrateLockTimeout = time.Second
	migrateTries       = 60
	migratePause       = time.Second
)

// upPatiently runs the migrations that a schema lacks, and those again that gave way to a transaction in their way.
func upPatiently(ctx context.Context, config *pgx.ConnConfig, schema Schema, only []int64) (all []Applied, err error) {
	for try := 1; ; try++ {
		applied, err := up(ctx, config, schema, only)
		all = append(all, applied...)
		switch {
		case err == nil || !hasCode(err, codeLockTimeout, codeDeadlock):
			return all, err
		case try == migrateTries:
			return all, fmt.Errorf("a transaction was in the way %d times; end it (see pg_stat_activity) and run migrate again: %w", try, err)
		}
		if err := pause(ctx, migratePause/2+rand.N(migratePause)); err != nil { // #nosec G404 -- jitter
			return all, fmt.Errorf("wait for a transaction that is in the way of a migration: %w", err)
		}
	}
}

// Codes of what may be otherwise at the next try.
const (
	codeLockTimeout = "55P03"
	codeDeadlock    = "40P01"
)

// up runs the migrations that a schema lacks.
func up(ctx context.Context, config *pgx.ConnConfig, schema Schema, only []int64) ([]Applied, error) {
	list, err := schema.migrations()
	if err != nil {
		return nil, err
	}
	if only != nil {
		list = slices.DeleteFunc(list, func(m migration) bool { return !slices.Contains(only, m.version) })
	}
	config = config.Copy()
	maps.Copy(config.RuntimeParams, adminSettings)
	config.RuntimeParams["search_path"] = schema.Name
	config.RuntimeParams["lock_timeout"] = milliseconds(migrateLockTimeout)
	db := stdlib.OpenDB(*config)
	defer func() { _ = db.Close() }()

	// Ours is one lock for all schemas, held already; goose's own keeps out an operator's goose.
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 60))
	if err != nil {
		return nil, fmt.Errorf("make migrations' lock: %w", err)
	}
	// A context's versions lie above all common ones, so a later common one comes out of order, and that is right.
	provider, err := goose.NewProvider(goose.DialectPostgres, db, fs.FS(folder(list)), goose.WithTableName(schema.Name+"."+historyTable),
		goose.WithSessionLocker(locker), goose.WithAllowOutofOrder(true), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return nil, fmt.Errorf("read migrations of %s: %w", schema.Name, err)
	}
	results, err := provider.Up(ctx)
	var partial *goose.PartialError
	if errors.As(err, &partial) {
		results = partial.Applied
	}
	applied := make([]Applied, 0, len(results))
	for _, r := range results {
		applied = append(applied, Applied{schema.Name, r.Source.Version, r.Source.Path})
	}
	if err != nil {
		return applied, fmt.Errorf("migrate %s: %w", schema.Name, err)
	}
	return applied, nil
}

// adminSettings are those of connections for work on whole schemas: nothing there is cut short by a store's timeouts.
var adminSettings = map[string]string{
	"search_path":                         "",
	"statement_timeout":                   "0",
	"idle_in_transaction_session_timeout": "0",
	"lock_timeout":                        milliseconds(lockTimeout),
	"datestyle":                           "ISO",
	"intervalstyle":                       "iso_8601",
	"extra_float_digits":                  "3",
}

// connectAdmin connects as the login itself.
func connectAdmin(ctx context.Context, url string) (*pgx.Conn, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("read the database's address: %w", withoutAddress(err))
	}
	settle(url, &config.Config)
	config.RuntimeParams["application_name"] = "speckit"
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("connect to the database: %w", err)
	}
	names := slices.Sorted(maps.Keys(adminSettings))
	values := make([]string, len(names))
	for i, name := range names {
		values[i] = adminSettings[name]
	}
	if _, err := conn.Exec(ctx, `select set_config(name, value, false) from unnest($1::text[], $2::text[]) as settings (name, value)`, names, values); err != nil {
		hangUp(ctx, conn)
		return nil, fmt.Errorf("settle the connection: %w", err)
	}
	return conn, nil
}

// hangUp ends a connection, also when our own time is over.
func hangUp(ctx context.Context, conn *pgx.Conn) { _ = conn.Close(context.WithoutCancel(ctx)) }

// lockDatabase waits until no other process migrates. It asks again and again, since a wait inside the server would hold a
// snapshot, which a migration of the other process might be waiting for.
func lockDatabase(ctx context.Context, conn *pgx.Conn) error {
	for {
		var locked bool
		if err := conn.QueryRow(ctx, `select pg_try_advisory_lock($1)`, migrateKey).Scan(&locked); err != nil {
			return fmt.Errorf("lock the database for migrations: %w", err)
		}
		if locked {
			return nil
		}
		if err := pause(ctx, pollEvery); err != nil {
			return fmt.Errorf("wait for another process that migrates: %w", err)
		}
	}
}

// hasCode reports whether the server answered with one of the codes.
func hasCode(err error, codes ...string) bool {
	var answer *pgconn.PgError
	return errors.As(err, &answer) && slices.Contains(codes, answer.Code)
}
