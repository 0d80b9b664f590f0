package ordering_test

import (
	"errors"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/ordering/orderingmem"
	"github.com/speckit/ticketing/internal/ordering/orderingtest"
)

func TestFiguresFollowAPurchase(t *testing.T) {
	t.Parallel()
	w := orderingtest.NewWorld(orderingmem.New())
	event, ann := w.Event(), w.Guest()
	w.Place(t, ann, w.Hold(ann, event, 2000), w.Hold(ann, event, 1500))
	found, err := w.Figures(t.Context(), ordering.Span{Event: event, Step: ordering.ByDay})
	if err != nil || len(found) != 1 || found[0].Currency != "USD" {
		t.Fatalf("got %+v, %v", found, err)
	}
	if got := found[0].Totals; got.Carts != 1 || got.Placed != 1 || got.Paid != 0 || got.Revenue.String() != "0.00 USD" {
		t.Errorf("totals %+v", got)
	}
	over := found[0].Over
	if len(over) != 31 || over[0].Carts != 0 || over[0].Revenue.Currency != "USD" || over[30].Carts != 1 || !over[30].At.Equal(orderingtest.Noon.Truncate(ordering.ByDay)) {
		t.Errorf("%d steps, from %+v to %+v", len(over), over[0], over[len(over)-1])
	}
}

func TestASpanOfFiguresIsWholeAndBounded(t *testing.T) {
	t.Parallel()
	w := orderingtest.NewWorld(orderingmem.New())
	event, ann := w.Event(), w.Guest()
	w.Place(t, ann, w.Hold(ann, event, 2000))
	noon, berlin := orderingtest.Noon, time.FixedZone("Berlin", 7200)
	for name, c := range map[string]struct {
		span  ordering.Span
		steps int
		err   error
	}{
		"widened":       {ordering.Span{From: noon.Add(-time.Minute), To: noon.Add(time.Minute).In(berlin), Step: ordering.ByHour}, 2, nil},
		"exact":         {ordering.Span{From: noon, To: noon.Add(time.Hour), Step: ordering.ByHour}, 1, nil},
		"a thousand":    {ordering.Span{From: noon.Add(-999 * time.Hour), To: noon.Add(time.Hour), Step: ordering.ByHour}, 1000, nil},
		"one too many":  {ordering.Span{From: noon.Add(-999 * time.Hour), To: noon.Add(61 * time.Minute), Step: ordering.ByHour}, 0, ordering.ErrLongSpan},
		"nothing":       {ordering.Span{From: noon, To: noon, Step: ordering.ByDay}, 0, ordering.ErrNoSpan},
		"backwards":     {ordering.Span{From: noon.Add(time.Hour), Step: ordering.ByDay}, 0, ordering.ErrNoSpan},
		"nothing is in": {ordering.Span{To: noon.Add(-ordering.ByDay), Step: ordering.ByDay}, -1, nil},
	} {
		found, err := w.Figures(t.Context(), c.span)
		switch {
		case !errors.Is(err, c.err):
			t.Errorf("%s: error %v, want %v", name, err, c.err)
		case c.steps < 0 && len(found) > 0:
			t.Errorf("%s: %+v", name, found)
		case c.steps > 0 && (len(found) != 1 || len(found[0].Over) != c.steps):
			t.Errorf("%s: got %+v, want %d steps", name, found, c.steps)
		}
	}
}
