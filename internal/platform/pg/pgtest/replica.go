package pgtest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/speckit/ticketing/internal/platform/pg"
)

// StartWithReplica starts a primary and a streaming replica of it. Both end with the test.
func StartWithReplica(t testing.TB) (primary, replica *Server) {
	t.Helper()
	dir, beside := t.TempDir(), filepath.Join(t.TempDir(), "replica")
	streams := [][2]string{{"wal_level", "replica"}, {"max_wal_senders", "4"}}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	first, err := pg.Start(ctx, pg.Embedded{Dir: dir, Volatile: true, Settings: streams})
	if err == nil {
		err = first.Stop(ctx)
	}
	if err != nil {
		t.Fatalf("make a database to replicate: %v", err)
	}
	// A copy of a stopped server is a base backup that needs no program for it.
	if out, err := exec.CommandContext(ctx, "cp", "-a", dir, beside).CombinedOutput(); err != nil { // #nosec G204 -- our own directories
		t.Fatalf("copy the database: %v: %s", err, out)
	}
	if err := os.WriteFile(filepath.Join(beside, "postgres", "standby.signal"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	primary = Start(t, pg.Embedded{Dir: dir, Settings: streams})
	return primary, Start(t, pg.Embedded{Dir: beside, Settings: append(streams, [2]string{"primary_conninfo", primary.URL("")})})
}
