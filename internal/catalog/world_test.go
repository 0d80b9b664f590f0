package catalog_test

import (
	"bytes"
	"errors"
	"os"
	"testing"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogmem"
	"github.com/speckit/ticketing/internal/catalog/catalogtest"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// world is a catalogue in memory.
type world struct {
	*catalogtest.World
	mem *catalogmem.Store
}

func open(t *testing.T) *world {
	store := catalogmem.New()
	return &world{World: catalogtest.New(t, store), mem: store}
}

// told are the facts of one kind since the beginning.
func told[F work.Fact](w *world) []F {
	w.T.Helper()
	var zero F
	var facts []F
	for _, e := range w.mem.DB.Facts(0) {
		if e.Topic == zero.Topic() {
			fact, err := work.Open[F](e)
			if err != nil {
				w.T.Fatal(err)
			}
			facts = append(facts, fact)
		}
	}
	return facts
}

// deeds are the actions of the audit trail.
func (w *world) deeds() []string {
	var actions []string
	for _, d := range w.mem.DB.Deeds() {
		actions = append(actions, d.Action)
	}
	return actions
}

func refused(t *testing.T, err error, want *fault.Error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("answered %v, not %s", err, want.Code)
	}
}

func concertHall(t *testing.T) []byte {
	t.Helper()
	file, err := os.ReadFile("../../test/data/concert-hall.json")
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// hall imports the concert hall.
func (w *world) hall(event catalog.EventID) (*catalog.Plan, error) {
	w.T.Helper()
	return w.ImportPlan(w.T.Context(), catalogtest.Organiser, w.IDs.New(), event, catalog.PlanImport{Body: bytes.NewReader(concertHall(w.T.(*testing.T)))})
}

func ptr[T any](v T) *T { return &v }
