package e2e

import (
	"context"
	"os/exec"
	"testing"

	"github.com/speckit/ticketing/test/e2e/client"
	"github.com/speckit/ticketing/test/e2e/estate"
)

// openEstate runs a process per service until the test ends, on a PostgreSQL, a Kafka and a Redis of its own, behind the gateway, and
// expects all of them to stop well.
func openEstate(t *testing.T, plan estate.Plan) (*house, *estate.Estate) {
	t.Helper()
	e := begin(t, plan, estate.Open)
	h := &house{Installation: e.Installation, stranger: client.New(e.API(), nil), log: e.Log}
	if err := h.staff(t.Context()); err != nil {
		t.Fatal(err)
	}
	return h, e
}

// layEstate is an estate whose database is empty and whose services do not run yet.
func layEstate(t *testing.T, plan estate.Plan) *estate.Estate {
	t.Helper()
	return begin(t, plan, estate.Lay)
}

func begin(t *testing.T, plan estate.Plan, how func(context.Context, estate.Plan) (*estate.Estate, error)) *estate.Estate {
	t.Helper()
	for _, program := range []string{"caddy", "redis-server", "java", "kcat"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("%s is missing: make e2e installs it", program)
		}
	}
	var err error
	if plan.Postgres, err = estate.Programs(); err != nil {
		t.Fatal(err)
	}
	plan.Binary, plan.Dir = orElse(plan.Binary, binary), place()
	e, err := how(t.Context(), plan)
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
	return e
}
