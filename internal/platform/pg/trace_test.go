package pg_test

import (
	"context"
	"errors"
	"maps"
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

func TestFactsAreCountedByTopicOnceTheyAreCommitted(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	counts := map[string]int{}
	db.CountFacts(func(topic string, n int) { counts[topic] += n })
	boom := errors.New("boom")
	for _, end := range []error{boom, nil} {
		err := db.Update(t.Context(), func(_ context.Context, tx *pg.Tx) error {
			tx.Emit(say("a"), whispered{say("b")}, say("c"), say("d"))
			return end
		})
		if !errors.Is(err, end) {
			t.Fatal(err)
		}
	}
	if !maps.Equal(counts, map[string]int{"said": 3, "whispered": 1}) {
		t.Errorf("counted %v", counts)
	}
}

// whispered is a fact of another topic.
type whispered struct{ said }

func (whispered) Topic() string { return "whispered" }
