package pg

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

func TestAPoolWaitsForADatabaseThatIsAwayAndComesBackAfterIt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := started(t, Embedded{Dir: dir})
	url := s.URL("")
	stopped(t, s)

	opened := make(chan *DB, 1)
	go func() {
		db, err := Open(t.Context(), Config{URL: url, Schema: "bc_test"})
		if err != nil {
			t.Errorf("open: %v", err)
		}
		opened <- db
	}()
	first := started(t, Embedded{Dir: dir})
	db := <-opened
	if db == nil {
		return
	}
	defer db.Close()

	stopped(t, first)
	if err := db.Ping(t.Context()); err == nil {
		t.Error("a database that is away answered")
	}
	started(t, Embedded{Dir: dir})
	eventually(t, "an answer", func() bool { return db.Ping(t.Context()) == nil })
}

func TestAPoolGivesUpWhenItsTimeIsOver(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	_, err := Open(ctx, Config{URL: "postgres://u:secret@/x?host=" + t.TempDir(), Schema: "bc_test"})
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("got %v, want an error that keeps the password", err)
	}
}

func TestARefusalIsTakenAtOnce(t *testing.T) {
	t.Parallel()
	s := started(t, Embedded{Dir: t.TempDir()})
	for what, url := range map[string]string{"password": s.place.url("", "wrong"), "database": s.URL("none")} {
		_, err := Open(t.Context(), Config{URL: url, Schema: "bc_test"})
		var answer *pgconn.PgError
		if !errors.As(err, &answer) {
			t.Errorf("a wrong %s gave %v", what, err)
		}
	}
	for _, bad := range []string{"", "BC", `a"; drop`, "a,b"} {
		if _, err := Open(t.Context(), Config{URL: s.URL(""), Schema: bad}); err == nil {
			t.Errorf("schema name %q was taken", bad)
		}
	}
	_, err := Open(t.Context(), Config{URL: "postgres://u:secret@h:notaport/x", Schema: "bc_test"})
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("got %v, want an error that keeps the password", err)
	}
}
