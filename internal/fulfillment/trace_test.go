package fulfillment_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

func TestTicketsThatAreIssuedTogetherAreToldInTheTracesOfTheirPurchases(t *testing.T) {
	t.Parallel()
	w := newWorld()
	want := map[id.UUID]string{}
	var batch []work.Envelope
	for i, trace := range []string{"one", "", "three"} {
		paid := w.Paid(string(rune('A'+i)), 1)
		e, err := work.Seal(paid)
		if err != nil {
			t.Fatal(err)
		}
		e.Trace = trace
		batch, want[paid.Order] = append(batch, e), trace
	}
	for _, s := range w.Subscriptions() {
		if s.Topic == batch[0].Topic {
			if err := errors.Join(s.Handle(t.Context(), batch)...); err != nil {
				t.Fatal(err)
			}
		}
	}
	got := map[id.UUID]string{}
	for i, fact := range w.facts(t) {
		got[fact.Order] = w.memory.DB.Facts(0)[i].Trace
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("traces (-want +got):\n%s", diff)
	}
}
