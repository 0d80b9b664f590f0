package ordering_test

import (
	"errors"
	"testing"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// deliverTogether brings facts of one kind in one go, each in a trace of its own.
func deliverTogether[F work.Fact](t *testing.T, w world, facts []F, traces ...string) {
	t.Helper()
	batch := make([]work.Envelope, len(facts))
	for i, fact := range facts {
		e, err := work.Seal(fact)
		if err != nil {
			t.Fatal(err)
		}
		batch[i], batch[i].Trace = e, traces[i]
	}
	for _, sub := range w.Subscriptions() {
		if sub.Topic == batch[0].Topic {
			if err := errors.Join(sub.Handle(t.Context(), batch)...); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// traces lists the traces of a topic's facts.
func (w world) traces(topic string) (traces []string) {
	for _, e := range w.memory.DB.Facts(0) {
		if e.Topic == topic {
			traces = append(traces, e.Trace)
		}
	}
	return traces
}

func TestOrdersWhoseMoneyComesTogetherArePaidInTheirOwnTraces(t *testing.T) {
	t.Parallel()
	w := newWorld()
	one, two := w.placed(t, w.Event(), 2000), w.placed(t, w.Event(), 2500)
	deliverTogether(t, w, []events.PaymentSucceeded{w.succeeded(one), w.succeeded(two)}, "one", "two")
	same(t, "paid in", []string{"one", "two"}, w.traces("order-paid"))
	same(t, "seats asked for in", [2]string{"one", "two"}, [2]string{w.Seats.Confirmed[0].Trace, w.Seats.Confirmed[1].Trace})
}

func TestOrdersWhoseHoldsEndTogetherEndInTheirOwnTraces(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest, other := w.Guest(), w.Guest()
	a, b := w.Hold(guest, w.Event(), 2000), w.Hold(other, w.Event(), 2500)
	w.Place(t, guest, a)
	w.Place(t, other, b)
	deliverTogether(t, w, []events.ReservationExpired{w.expired(a, events.TTLExpired), w.expired(b, events.TTLExpired)}, "one", "")
	same(t, "cancelled in", []string{"one", ""}, w.traces("order-cancelled"))
}
