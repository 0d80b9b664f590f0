package answerspg_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/pg"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/platform/rest/answerspg"
)

var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// TestBothStoresKeepTheSamePromises runs one suite on memory and on PostgreSQL.
func TestBothStoresKeepTheSamePromises(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(*testing.T) rest.AnswerStore{
		"memory": func(*testing.T) rest.AnswerStore { return rest.NewAnswers() },
		"postgresql": func(t *testing.T) rest.AnswerStore {
			return answerspg.New(pgtest.Open(t, pg.Schema{Name: "bc_answers", Files: fstest.MapFS{
				"00100_none.sql": {Data: []byte("-- +goose Up\nselect 1;\n")},
			}}).Pool())
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testLife(t, open(t))
			testTakeOver(t, open(t))
			testRace(t, open(t))
		})
	}
}

func claim(body byte, at time.Time) rest.Claim {
	return rest.Claim{Scope: [32]byte{1}, Body: [32]byte{body}, Operation: id.Random{}.New(), Holder: id.Random{}.New(), Now: at, Lease: 15 * time.Second}
}

func begin(t *testing.T, s rest.AnswerStore, c rest.Claim, want rest.State) rest.Begun {
	t.Helper()
	begun, err := s.Begin(t.Context(), c)
	if err != nil || begun.State != want {
		t.Fatalf("state %d, %v; want %d", begun.State, err, want)
	}
	return begun
}

func testLife(t *testing.T, s rest.AnswerStore) {
	first := claim(1, noon)
	begin(t, s, first, rest.Mine)
	begin(t, s, claim(1, noon), rest.Running)
	begin(t, s, claim(2, noon), rest.Differs)
	if err := s.Keep(t.Context(), first, rest.Answer{Status: 201, Content: []byte("sealed")}); err != nil {
		t.Fatal(err)
	}
	if kept := begin(t, s, claim(1, noon.Add(23*time.Hour)), rest.Answered); kept.Answer.Status != 201 || string(kept.Answer.Content) != "sealed" || kept.Operation != first.Operation {
		t.Fatalf("kept %+v", kept)
	}
	begin(t, s, claim(2, noon.Add(23*time.Hour)), rest.Differs)
	tomorrow := claim(2, noon.Add(24*time.Hour))
	if begun := begin(t, s, tomorrow, rest.Mine); begun.Operation != tomorrow.Operation {
		t.Fatal("a new day begins with the old operation")
	}
	if err := s.Forget(t.Context(), tomorrow); err != nil {
		t.Fatal(err)
	}
	begin(t, s, claim(3, noon.Add(24*time.Hour)), rest.Mine)
}

func testTakeOver(t *testing.T, s rest.AnswerStore) {
	dead := claim(1, noon)
	begin(t, s, dead, rest.Mine)
	begin(t, s, claim(1, noon.Add(14*time.Second)), rest.Running)
	next := claim(1, noon.Add(15*time.Second))
	if begun := begin(t, s, next, rest.Mine); begun.Operation != dead.Operation {
		t.Fatal("who takes over has another operation: what the first committed would not be found")
	}
	if err := s.Keep(t.Context(), dead, rest.Answer{Status: 500}); err != nil {
		t.Fatal(err)
	}
	begin(t, s, claim(1, noon.Add(16*time.Second)), rest.Running) // the late holder changed nothing
	if err := s.Abandon(t.Context()); err != nil {
		t.Fatal(err)
	}
	begin(t, s, claim(1, noon.Add(16*time.Second)), rest.Mine)
}

func testRace(t *testing.T, s rest.AnswerStore) {
	var mine atomic.Int32
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			begun, err := s.Begin(context.Background(), claim(1, noon))
			if err != nil {
				t.Error(err)
			}
			if begun.State == rest.Mine {
				mine.Add(1)
			}
		})
	}
	all.Wait()
	if mine.Load() != 1 {
		t.Fatalf("%d execute the same request", mine.Load())
	}
}
