// Package pgtest gives each test a database of its own, empty or migrated, on one embedded PostgreSQL per test process.
//
// The server starts with the first test that wants it and ends with the process, however that ends; its files lie in a
// temporary directory that is removed then. Nothing is skipped: where PostgreSQL's programs are missing, the test fails and
// says how to get them.
package pgtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/speckit/ticketing/internal/platform/pg"
)

const (
	patience = 60 * time.Second // for the server and for migrations, on a machine that builds at the same time
	conns    = 8                // of a test's pool
)

// Open returns a pool on a fresh database with the schema migrated. Both are gone when the test ends.
func Open(t testing.TB, schema pg.Schema) *pg.DB {
	t.Helper()
	return Pool(t, Database(t, schema), schema.Name)
}

// Open returns a pool on a fresh database of this server with the schema migrated.
func (s *Server) Open(t testing.TB, schema pg.Schema) *pg.DB {
	t.Helper()
	return Pool(t, s.Database(t, schema), schema.Name)
}

// Pool returns a pool for one context of a database; it is closed when the test ends.
func Pool(t testing.TB, url, schema string) *pg.DB {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	db, err := pg.Open(ctx, pg.Config{URL: url, Schema: schema, MaxConns: conns})
	if err != nil {
		t.Fatalf("open test database: %v", err)
	}
	t.Cleanup(db.Close)
	return db
}

// Database returns the address of a fresh database with the schemas migrated, or with nothing in it. It is dropped when the
// test ends.
func Database(t testing.TB, schemas ...pg.Schema) string {
	t.Helper()
	server, err := running()
	if err != nil {
		t.Fatalf("start PostgreSQL for tests: %v", err)
	}
	return server.Database(t, schemas...)
}

// Start starts one more server for a test that needs another one: of another version, or two. It ends with the test.
func Start(t testing.TB, e pg.Embedded) *Server {
	t.Helper()
	if e.Dir == "" {
		e.Dir = t.TempDir()
	}
	e.Volatile = true
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	started, err := pg.Start(ctx, e)
	if err != nil {
		t.Fatalf("start PostgreSQL for tests: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := started.Stop(ctx); err != nil {
			t.Errorf("stop PostgreSQL: %v", err)
		}
	})
	return &Server{Server: started, templates: map[string]string{}}
}

// Database is like the function of this name, on this server.
func (s *Server) Database(t testing.TB, schemas ...pg.Schema) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	template, err := s.template(ctx, schemas)
	if err != nil {
		t.Fatalf("make test database: %v", err)
	}
	name := fmt.Sprintf("test_%d", s.count.Add(1))
	if err := s.exec(ctx, `create database `+name+` template `+template); err != nil {
		t.Fatalf("make test database: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := s.exec(ctx, `drop database `+name+` with (force)`); err != nil {
			t.Errorf("drop test database: %v", err)
		}
	})
	return s.URL(name)
}

// Server is a PostgreSQL for tests, with a template database for each list of schemas.
type Server struct {
	*pg.Server
	count     atomic.Int64
	mu        sync.Mutex
	templates map[string]string // by what is in it
}

// running starts the server once.
var running = sync.OnceValues(func() (*Server, error) {
	dir, err := os.MkdirTemp("", "speckit-test-")
	if err != nil {
		return nil, fmt.Errorf("make directory: %w", err)
	}
	if err := cleanAfterUs(dir); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	started, err := pg.Start(ctx, pg.Embedded{Dir: dir, Programs: os.Getenv("SPECKIT_POSTGRES"), Volatile: true})
	if err != nil {
		return nil, fmt.Errorf("%w (`make test` gets them by scripts/postgres.sh)", err)
	}
	return &Server{Server: started, templates: map[string]string{}}, nil
})

// template returns the database to copy: made and migrated once for the same schemas.
func (s *Server) template(ctx context.Context, schemas []pg.Schema) (string, error) {
	if len(schemas) == 0 {
		return "template1", nil
	}
	key, err := content(schemas)
	if err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if name, made := s.templates[key]; made {
		return name, nil
	}
	name := fmt.Sprintf("template_%d", s.count.Add(1))
	if err := s.exec(ctx, `create database `+name); err != nil {
		return "", err
	}
	if _, err := pg.Migrate(ctx, s.URL(name), schemas...); err != nil {
		return "", err
	}
	s.templates[key] = name
	return name, nil
}

// content is a hash over the schemas' names and migrations.
func content(schemas []pg.Schema) (string, error) {
	sum := sha256.New()
	for _, schema := range schemas {
		fmt.Fprintf(sum, "%s\x00", schema.Name)
		if schema.Files == nil {
			continue
		}
		err := fs.WalkDir(schema.Files, ".", func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := fs.ReadFile(schema.Files, path)
			fmt.Fprintf(sum, "%s\x00%d\x00%s", path, len(text), text)
			return err
		})
		if err != nil {
			return "", fmt.Errorf("read migrations of %s: %w", schema.Name, err)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// exec runs a statement that stands outside every test's database.
func (s *Server) exec(ctx context.Context, sql string) error {
	conn, err := pgx.Connect(ctx, s.URL(""))
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, sql); err != nil {
		return fmt.Errorf("%s: %w", sql, err)
	}
	return nil
}
