package pg

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// What a pool does where its Config says nothing. A statement that waits longer for a lock is a bug or an outage.
const (
	statementTimeout = 15 * time.Second
	lockTimeout      = 10 * time.Second
	idleInTxTimeout  = 30 * time.Second
	connectTimeout   = 10 * time.Second // signing in takes a machine that is overrun its time

	// Connections do not grow old, so that all of them find the server that took over, and its new settings.
	connLifetime = 30 * time.Minute
	connJitter   = 5 * time.Minute
	connIdle     = 10 * time.Minute
	healthEvery  = 15 * time.Second
)

// Config says which database a context's pool connects to, and how long anything may take there.
//
// The URL may name several servers (postgres://a,b/speckit): then the one that takes writes is looked for, at every new connection,
// unless target_session_attrs says otherwise. Between us and the server may stand a pooler that pools sessions; all that it is told
// when a connection begins is application_name and timezone, which every pooler takes, and the rest is set afterwards. A pooler
// of transactions would mix the contexts' search paths and roles and is not to be used.
type Config struct {
	URL      string
	Schema   string // the context's schema, and the name of its role: bc_inventory
	MaxConns int32  // 0: four, or as many as there are processors
	Log      *slog.Logger

	// Zero is as it ships: 15 s, 10 s, 30 s.
	StatementTimeout time.Duration
	LockTimeout      time.Duration
	IdleTimeout      time.Duration // of a transaction in which nothing happens
}

// DB is one context's way to the database: every connection sees the context's schema and nothing else, in the context's
// own role where the server has one.
type DB struct {
	pool   *pgxpool.Pool
	schema string
	log    *slog.Logger
	wakes  atomic.Pointer[[]func()] // called after each commit that left something for the relay
	count  func(topic string, n int)
}

// Open makes a pool for one context. While the database is away, starts or stops, it tries again until the context ends; a refusal
// (wrong password, no such database, no such schema right) is returned at once. Afterwards the pool comes back by itself.
func Open(ctx context.Context, c Config) (*DB, error) {
	db, err := newDB(ctx, c)
	if err != nil {
		return nil, err
	}
	if err := persist(ctx, db.log, "connect "+c.Schema, db.Ping, refused); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// newDB makes the pool and connects to nothing yet.
func newDB(ctx context.Context, c Config) (*DB, error) {
	if err := checkName(c.Schema); err != nil {
		return nil, err
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	config, err := c.pool()
	if err != nil {
		return nil, err
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open pool of %s: %w", c.Schema, err)
	}
	return &DB{pool: pool, schema: c.Schema, log: c.Log}, nil
}

// pool is the configuration of the pool. What the URL says about connecting stands.
func (c Config) pool() (*pgxpool.Config, error) {
	config, err := pgxpool.ParseConfig(c.URL)
	if err != nil {
		return nil, fmt.Errorf("read the database's address: %w", withoutAddress(err))
	}
	if c.MaxConns > 0 {
		config.MaxConns = c.MaxConns
	}
	config.MaxConnLifetime, config.MaxConnLifetimeJitter = connLifetime, connJitter
	config.MaxConnIdleTime, config.HealthCheckPeriod = connIdle, healthEvery
	settle(c.URL, &config.ConnConfig.Config)
	config.ConnConfig.RuntimeParams["application_name"] = "speckit " + strings.TrimPrefix(c.Schema, "bc_")
	var pooled sync.Once
	config.AfterConnect = func(ctx context.Context, conn *pgx.Conn) error {
		speakUUID(conn.TypeMap())
		direct, err := c.enter(ctx, conn)
		if err == nil && !direct {
			pooled.Do(func() {
				c.Log.Warn("between us and the database is a pooler; it must pool sessions", "schema", c.Schema)
			})
		}
		return err
	}
	return config, nil
}

// settle sets what all our connections have in common where the address says nothing.
func settle(address string, config *pgconn.Config) {
	config.RuntimeParams["timezone"] = "UTC"
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectTimeout
	}
	elsewhere := func(f *pgconn.FallbackConfig) bool { return f.Host != config.Host || f.Port != config.Port }
	if !strings.Contains(address, "target_session_attrs") && slices.ContainsFunc(config.Fallbacks, elsewhere) {
		config.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	}
}

// enter makes a connection the context's: its schema is the path, its timeouts hold, and it acts as the schema's own role, where
// that exists and the login may take it. Direct reports whether nobody stands between us and the server.
func (c Config) enter(ctx context.Context, conn *pgx.Conn) (direct bool, err error) {
	var process uint32
	err = conn.QueryRow(ctx, `
		select pg_backend_pid() from (select
			set_config('search_path', $1, false), set_config('statement_timeout', $2, false), set_config('lock_timeout', $3, false),
			set_config('idle_in_transaction_session_timeout', $4, false),
			(select set_config('role', rolname, false) from pg_roles where rolname = $1
			  and pg_has_role(oid, case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end))
			offset 0) entered`,
		c.Schema, milliseconds(cmp.Or(c.StatementTimeout, statementTimeout)), milliseconds(cmp.Or(c.LockTimeout, lockTimeout)),
		milliseconds(cmp.Or(c.IdleTimeout, idleInTxTimeout))).Scan(&process)
	if err != nil {
		return false, fmt.Errorf("enter schema %s: %w", c.Schema, err)
	}
	return process == conn.PgConn().PID(), nil
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
