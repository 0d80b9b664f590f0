package pg

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// How long anything may take on a connection of a store. A statement that waits longer for a lock is a bug or an outage.
const (
	statementTimeout = 15 * time.Second
	lockTimeout      = 10 * time.Second
	idleInTxTimeout  = 30 * time.Second
	retryFirst       = 50 * time.Millisecond
	retryMost        = 2 * time.Second
)

// Config says which database a context's pool connects to.
type Config struct {
	URL      string
	Schema   string // the context's schema, and the name of its role: bc_inventory
	MaxConns int32  // 0: four, or as many as there are processors
	Log      *slog.Logger
}

// DB is one context's way to the database: every connection sees the context's schema and nothing else, in the context's
// own role where the server has one.
type DB struct {
	pool   *pgxpool.Pool
	schema string
	log    *slog.Logger
	wakes  atomic.Pointer[[]func()] // called after each commit that left something for the relay
}

// Open makes a pool for one context. While the database is away it tries again until the context ends; a refusal (wrong
// password, no such database, no such schema right) is returned at once. Afterwards the pool comes back by itself.
func Open(ctx context.Context, c Config) (*DB, error) {
	if err := checkName(c.Schema); err != nil {
		return nil, err
	}
	config, err := pgxpool.ParseConfig(c.URL)
	if err != nil {
		return nil, fmt.Errorf("read the database's address: %w", withoutAddress(err))
	}
	if c.MaxConns > 0 {
		config.MaxConns = c.MaxConns
	}
	for name, value := range map[string]string{
		"search_path":                         c.Schema,
		"statement_timeout":                   milliseconds(statementTimeout),
		"lock_timeout":                        milliseconds(lockTimeout),
		"idle_in_transaction_session_timeout": milliseconds(idleInTxTimeout),
		"application_name":                    "speckit " + strings.TrimPrefix(c.Schema, "bc_"),
		"timezone":                            "UTC",
	} {
		config.ConnConfig.RuntimeParams[name] = value
	}
	config.AfterConnect = func(ctx context.Context, conn *pgx.Conn) error {
		speakUUID(conn.TypeMap())
		return takeRole(ctx, conn, c.Schema)
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open pool of %s: %w", c.Schema, err)
	}
	db := &DB{pool: pool, schema: c.Schema, log: c.Log}
	if db.log == nil {
		db.log = slog.New(slog.DiscardHandler)
	}
	if err := db.await(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	return db, nil
}

// takeRole makes the connection act as the schema's own role, where it exists and the login may take it.
func takeRole(ctx context.Context, conn *pgx.Conn, schema string) error {
	_, err := conn.Exec(ctx, `
		select set_config('role', rolname, false) from pg_roles
		where rolname = $1
		  and pg_has_role(oid, case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end)`, schema)
	if err != nil {
		return fmt.Errorf("take role %s: %w", schema, err)
	}
	return nil
}

// await waits for the first answer of the database.
func (db *DB) await(ctx context.Context) error {
	wait := retryFirst
	for try := 1; ; try++ {
		err := db.Ping(ctx)
		if err == nil {
			return nil
		}
		if refused(err) {
			return fmt.Errorf("connect %s: %w", db.schema, err)
		}
		if try == 1 {
			db.log.Warn("the database is away; trying again", "schema", db.schema, "error", err)
		}
		if pause(ctx, wait/2+rand.N(wait/2)) != nil { // #nosec G404 -- jitter
			return fmt.Errorf("connect %s after %d tries: %w", db.schema, try, err)
		}
		wait = min(2*wait, retryMost)
	}
}

// refused reports whether the server answered, and said no for good: trying again cannot help.
func refused(err error) bool {
	var answer *pgconn.PgError
	if !errors.As(err, &answer) {
		return false
	}
	switch answer.Code[:2] {
	case "28", "3D", "42": // who we are, which database, what we may
		return true
	}
	return false
}

// Pool is the pool itself, for reads; the schema is the search path, so no query names it.
func (db *DB) Pool() *pgxpool.Pool { return db.pool }

// Schema is the name of the context's schema.
func (db *DB) Schema() string { return db.schema }

// Ping asks the database for an answer.
func (db *DB) Ping(ctx context.Context) error {
	if err := db.pool.Ping(ctx); err != nil {
		return fmt.Errorf("ping database: %w", err)
	}
	return nil
}

// OnCommit adds a function that is called after each commit that left facts to deliver. It must not block.
func (db *DB) OnCommit(wake func()) {
	for {
		before := db.wakes.Load()
		var after []func()
		if before != nil {
			after = append(after, *before...)
		}
		after = append(after, wake)
		if db.wakes.CompareAndSwap(before, &after) {
			return
		}
	}
}

// committed tells the relays that there is something to deliver.
func (db *DB) committed() {
	if wakes := db.wakes.Load(); wakes != nil {
		for _, wake := range *wakes {
			wake()
		}
	}
}

// Close ends all connections; it waits for those in use.
func (db *DB) Close() { db.pool.Close() }

func milliseconds(d time.Duration) string { return fmt.Sprint(d.Milliseconds()) }

// withoutAddress drops the address from a parse error: it holds the password.
func withoutAddress(err error) error {
	var parse *pgconn.ParseConfigError
	if errors.As(err, &parse) {
		if cause := parse.Unwrap(); cause != nil {
			return cause
		}
		return errors.New("it is not an address of the form postgres://user:password@host/database")
	}
	return err
}
