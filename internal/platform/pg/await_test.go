package pg

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// heard is a log that hands on what it is told.
type heard struct {
	slog.Handler
	lines chan string
}

func hear() (*slog.Logger, chan string) {
	lines := make(chan string, 100)
	return slog.New(heard{slog.DiscardHandler, lines}), lines
}

func (heard) Enabled(context.Context, slog.Level) bool { return true }

func (h heard) Handle(_ context.Context, r slog.Record) error {
	line := r.Message
	r.Attrs(func(a slog.Attr) bool { line += fmt.Sprintf(" %s=%s", a.Key, a.Value); return true })
	select {
	case h.lines <- line:
	default:
	}
	return nil
}

var waited = Schema{Name: "bc_waited", Files: fstest.MapFS{"00100_a.sql": {Data: []byte("-- +goose Up\ncreate table a (n int);\n")}}}

func TestAServiceWaitsForTheServerAndForItsMigrations(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := started(t, Embedded{Dir: dir})
	url := s.URL("")
	stopped(t, s)

	log, lines := hear()
	ready := make(chan error, 1)
	go func() { ready <- Await(t.Context(), url, log, waited) }()
	if line := <-lines; !strings.Contains(line, "not ready") {
		t.Errorf("without a server it says %q", line)
	}
	started(t, Embedded{Dir: dir})
	for line := range lines { // the reason changes while the server starts
		if strings.Contains(line, "speckit migrate") && strings.Contains(line, "bc_waited") {
			break
		}
	}
	select {
	case err := <-ready:
		t.Fatalf("before the migrations it was ready: %v", err)
	default:
	}
	if _, err := Migrate(t.Context(), url, waited); err != nil {
		t.Fatal(err)
	}
	if err := <-ready; err != nil {
		t.Errorf("after the migrations: %v", err)
	}
}

func TestWhoWaitsIsToldAtOnceThatItIsInVain(t *testing.T) {
	t.Parallel()
	s := started(t, Embedded{Dir: t.TempDir()})
	log, _ := hear()
	for what, wait := range map[string]func(url string) error{
		"await": func(url string) error { return Await(t.Context(), url, log, waited) },
		"reach": func(url string) error { return Reach(t.Context(), url, log) },
	} {
		var answer *pgconn.PgError
		if err := wait(s.place.url("", "wrong")); !errors.As(err, &answer) || answer.Code != "28P01" {
			t.Errorf("%s with a wrong password: %v", what, err)
		}
	}
	if err := Reach(t.Context(), s.URL(""), log); err != nil {
		t.Error(err)
	}
}

func TestARefusalForTheMomentIsNotForGood(t *testing.T) {
	t.Parallel()
	for code, final := range map[string]bool{
		"57P03": false, "57P01": false, "57P02": false, "53300": false, "08006": false, "25006": false, // starts, stops, crashed, full, cut off, a standby
		"28P01": true, "28000": true, "3D000": true, "42501": true, "08P01": true,
	} {
		if got := refused(fmt.Errorf("connect: %w", &pgconn.PgError{Code: code})); got != final {
			t.Errorf("%s: final is %v", code, got)
		}
	}
	if refused(ErrBehind) || refused(context.DeadlineExceeded) {
		t.Error("what time can heal is final")
	}
}

func TestAPoolHasTheFiguresThatItWasGiven(t *testing.T) {
	t.Parallel()
	s := started(t, Embedded{Dir: t.TempDir()})
	db, err := Open(t.Context(), Config{
		URL: s.URL(""), Schema: "bc_test", MaxConns: 3, StatementTimeout: 7 * time.Second, LockTimeout: 3 * time.Second, IdleTimeout: 9 * time.Second,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for setting, want := range map[string]string{"statement_timeout": "7s", "lock_timeout": "3s", "idle_in_transaction_session_timeout": "9s", "search_path": "bc_test"} {
		var got string
		if err := db.pool.QueryRow(t.Context(), `show `+setting).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q (%v), want %q", setting, got, err, want)
		}
	}
	config := db.pool.Config()
	if config.MaxConns != 3 || config.ConnConfig.ConnectTimeout != connectTimeout || config.MaxConnLifetimeJitter != connJitter || config.HealthCheckPeriod != healthEvery {
		t.Errorf("pool %+v", config)
	}
}

func TestTheAddressDecidesWhichOfSeveralServersIsTaken(t *testing.T) {
	t.Parallel()
	for address, chosen := range map[string]bool{
		"postgres://u@a/x":                                     false,
		"postgres://u@a,b/x":                                   true,
		"postgres://u@a:1,a:2/x":                               true,
		"postgres://u@a,b/x?target_session_attrs=any":          false, // said so: then any will do
		"postgres://u@a/x?target_session_attrs=read-write":     true,
		"postgres://u@a,b/x?sslmode=disable&connect_timeout=2": true,
	} {
		config, err := pgx.ParseConfig(address)
		if err != nil {
			t.Fatal(err)
		}
		settle(address, &config.Config)
		if got := config.ValidateConnect != nil; got != chosen {
			t.Errorf("%s: looks for one that takes writes: %v", address, got)
		}
	}
}
