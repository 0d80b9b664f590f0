package inventory_test

import (
	"testing"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// traces lists the traces of what was committed since the facts were read last.
func (h *house) traces() []string {
	var traces []string
	for _, f := range h.mem.DB.Facts(h.read) {
		traces = append(traces, f.Trace)
	}
	h.facts()
	return traces
}

func TestOfCommandsThatShareATransactionEachTellsInItsOwnTrace(t *testing.T) {
	t.Parallel()
	h := open(t)
	commands := gather(h, func() {
		for _, n := range []int{1, 1, 2, 3} { // the second is refused
			_, _ = h.Try(t.Context(), h.Buyer(), h.Seat("A", n))
		}
	})
	_, err := h.Execute(work.WithTraces(t.Context(), []string{"a", "b", "", "d"}), commands)
	ok(t, err)
	same(t, h.traces(), []string{"a", "", "d"})
}

func TestOrdersThatAreConfirmedTogetherTellInTheTracesOfTheirPurchases(t *testing.T) {
	t.Parallel()
	h := open(t)
	var orders []inventory.Confirm
	for i, trace := range []string{"a", "", "c"} {
		holds := h.Hold(t, h.Buyer(), h.Seat("A", i+1))
		orders = append(orders, inventory.Confirm{
			Order: inventory.OrderID(h.IDs.New()), Reservations: inventorytest.IDs(holds), Trace: trace,
		})
	}
	h.facts()
	_, err := h.ConfirmAll(work.WithTrace(t.Context(), "the caller's"), orders)
	ok(t, err)
	same(t, h.traces(), []string{"a", "the caller's", "c"})
}
