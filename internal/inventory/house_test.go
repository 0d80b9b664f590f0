package inventory_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorymem"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/kernel/fault"
)

// house is the test hall on a memory whose facts can be read.
type house struct {
	*inventorytest.House
	mem  *inventorymem.Store
	read int64
}

func open(t *testing.T) *house {
	t.Helper()
	store := inventorymem.New()
	h := &house{House: inventorytest.Open(t, store, nil), mem: store}
	h.facts() // those of putting the hall on sale
	return h
}

// facts lists the topics of what was committed since it was asked last.
func (h *house) facts() []string {
	facts := h.mem.DB.Facts(h.read)
	h.read += int64(len(facts))
	topics := make([]string, 0, len(facts))
	for _, f := range facts {
		topics = append(topics, f.Topic)
	}
	return topics
}

func (h *house) tells(t *testing.T, topics ...string) {
	t.Helper()
	if got := h.facts(); !slices.Equal(got, topics) {
		t.Errorf("facts: %v, want %v", got, topics)
	}
}

// is checks the kinds of seats.
func (h *house) is(t *testing.T, kind inventory.Kind, seats ...inventory.SeatID) {
	t.Helper()
	for _, seat := range seats {
		if got := h.State(t, seat); got.Kind != kind {
			t.Errorf("%s is %s, want %s", got.Label, got.Kind, kind)
		}
	}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t testing.TB, err error, want *fault.Error) *fault.Error {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("got %v, want %s", err, want.Code)
	}
	got, _ := fault.As(err)
	return got
}

func same[T any](t testing.TB, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("differs (-want +got):\n%s", diff)
	}
}
