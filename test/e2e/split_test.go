package e2e

import (
	"os/exec"
	"testing"

	"github.com/speckit/ticketing/test/e2e/client"
	"github.com/speckit/ticketing/test/e2e/estate"
)

// openEstate runs a process per service until the test ends, on a PostgreSQL, a Kafka and a Redis of its own, behind the gateway, and
// expects all of them to stop well.
func openEstate(t *testing.T, plan estate.Plan) (*house, *estate.Estate) {
	t.Helper()
	for _, program := range []string{"caddy", "redis-server", "java"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("%s is missing: make e2e installs it", program)
		}
	}
	var err error
	if plan.Postgres, err = estate.Programs(); err != nil {
		t.Fatal(err)
	}
	plan.Binary, plan.Dir = orElse(plan.Binary, binary), place()
	e, err := estate.Open(t.Context(), plan)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Stop(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			t.Log(e.Log())
		}
		e.Close()
	})
	h := &house{Installation: e.Installation, stranger: client.New(e.API(), nil), log: e.Log}
	if err := h.staff(t.Context()); err != nil {
		t.Fatal(err)
	}
	return h, e
}
