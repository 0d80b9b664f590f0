package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/speckit/ticketing/test/e2e/client"
	"github.com/speckit/ticketing/test/e2e/installation"
)

// The binaries under test; the second dies where it is told to.
var (
	binary       = orElse(os.Getenv("SPECKIT_BIN"), "../../bin/speckit")
	faultyBinary = orElse(os.Getenv("SPECKIT_FAULTS_BIN"), "../../bin/speckit-faults")
)

// scratch holds the data directories of all installations; each has a number.
var (
	scratch string
	numbers atomic.Int32
)

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	var err error
	scratch, err = os.MkdirTemp("", "speckit-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(scratch) }()
	if err := os.Chmod(scratch, 0o755); err != nil { // #nosec G302 -- ordinary users of the tests pass through
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

// place names a data directory that does not exist yet.
func place() string { return filepath.Join(scratch, strconv.Itoa(int(numbers.Add(1)))) }

// demoData is a stopped demo whose data others start with, so that they are loaded once.
var demoData = sync.OnceValues(func() (*installation.Installation, error) {
	i, err := installation.New(binary, place(), "SPECKIT_DEMO=1")
	if err != nil {
		return nil, err
	}
	p, err := i.Serve(context.Background())
	if err != nil {
		return nil, err
	}
	return i, p.Stop()
})

// house is a running demo, with the people who work in it.
type house struct {
	*installation.Installation
	process *installation.Process // of everything; nil where services run on their own
	log     func() string

	stranger  *client.Client // nobody in particular
	organiser *client.Client
	steward   *client.Client
}

// openHouse runs a demo of its own with some settings until the test ends, and expects it to stop well.
func openHouse(t *testing.T, settings ...string) *house {
	t.Helper()
	h := closedHouse(t, settings...)
	var err error
	if h.process, err = h.Serve(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.log = h.process.Log
	t.Cleanup(func() {
		if err := h.process.Stop(); err != nil {
			t.Error(err)
		}
	})
	if err := h.staff(t.Context()); err != nil {
		t.Fatal(err)
	}
	return h
}

// closedHouse is a demo that does not run yet.
func closedHouse(t *testing.T, settings ...string) *house {
	t.Helper()
	demo, err := demoData()
	if err != nil {
		t.Fatal(err)
	}
	i, err := installation.Copy(demo, place(), append(settings, "SPECKIT_DEMO=1")...)
	if err != nil {
		t.Fatal(err)
	}
	return &house{Installation: i, stranger: client.New(i.API(), nil)}
}

// staff signs the demo's people in.
func (h *house) staff(ctx context.Context) error {
	accounts, err := h.SignIns()
	if err != nil {
		return err
	}
	admin, err := h.stranger.SignIn(ctx, accounts.Admin.Email, accounts.Admin.Password)
	if err != nil {
		return fmt.Errorf("sign in the organiser: %w", err)
	}
	staff, err := h.stranger.SignIn(ctx, accounts.Staff.Email, accounts.Staff.Password)
	if err != nil {
		return fmt.Errorf("sign in the steward: %w", err)
	}
	h.organiser, h.steward = h.stranger.As(admin.Token), h.stranger.As(staff.Token)
	return nil
}

// audit expects the books to be in order, beside the running server.
func (i *house) audit(ctx context.Context) error {
	result, err := i.Run(ctx, "audit")
	if err != nil {
		return err
	}
	if result.Exit != 0 {
		return fmt.Errorf("the audit ends with status %d:\n%s%s", result.Exit, result.Out, result.ErrOut)
	}
	return nil
}

func orElse(value, preset string) string {
	if value == "" {
		return preset
	}
	return value
}
