package pg_test

import (
	"context"
	"slices"
	"testing"

	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/pg"
)

func TestAFactWaitsInTheOutboxWithTheTraceOfItsCommand(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	err := db.Update(work.WithTrace(t.Context(), "the caller's"), func(_ context.Context, tx *pg.Tx) error {
		tx.Emit(say("a"))
		tx.From("another's")
		tx.Emit(say("b"), say("c"))
		tx.From("")
		tx.Emit(say("d"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	facts, err := db.Read(t.Context(), 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	var traces []string
	for _, f := range facts {
		traces = append(traces, f.Trace)
	}
	if !slices.Equal(traces, []string{"the caller's", "another's", "another's", ""}) {
		t.Errorf("traces %q", traces)
	}
}
