package ordering_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/ordering/orderingmem"
	"github.com/speckit/ticketing/internal/ordering/orderingtest"
)

// world is the service on a store in memory, whose outbox tests read and whose messages they bring.
type world struct {
	*orderingtest.World
	memory *orderingmem.Store
}

func newWorld() world {
	store := orderingmem.New()
	return world{orderingtest.NewWorld(store), store}
}

// topics lists what was told, oldest first.
func (w world) topics() []string {
	var topics []string
	for _, envelope := range w.memory.DB.Facts(0) {
		topics = append(topics, envelope.Topic)
	}
	return topics
}

// last is the newest fact.
func last[F work.Fact](t *testing.T, w world) F {
	t.Helper()
	all := w.memory.DB.Facts(0)
	if len(all) == 0 {
		t.Fatal("nothing was told")
	}
	fact, err := work.Open[F](all[len(all)-1])
	if err != nil {
		t.Fatalf("read the newest fact: %v", err)
	}
	return fact
}

// bring delivers a fact to every group that listens, twice: the second time must change nothing.
func (w world) bring(t *testing.T, fact work.Fact) {
	t.Helper()
	if err := w.deliver(t, fact); err != nil {
		t.Fatalf("deliver %s: %v", fact.Topic(), err)
	}
	before := len(w.topics())
	if err := w.deliver(t, fact); err != nil {
		t.Fatalf("deliver %s again: %v", fact.Topic(), err)
	}
	if after := len(w.topics()); after != before {
		t.Errorf("%s told %d facts when it came again", fact.Topic(), after-before)
	}
}

func (w world) deliver(t *testing.T, fact work.Fact) error {
	t.Helper()
	envelope, err := work.Seal(fact)
	if err != nil {
		t.Fatalf("seal: %v", err)
	}
	var heard []error
	for _, sub := range w.Subscriptions() {
		if sub.Topic == fact.Topic() {
			heard = append(heard, sub.Handle(t.Context(), []work.Envelope{envelope})...)
		}
	}
	if len(heard) == 0 {
		t.Fatalf("nobody listens to %s", fact.Topic())
	}
	return errors.Join(heard...)
}

func (w world) meta() events.Meta { return events.Stamp(w.IDs.New(), w.Clock.Now()) }

// succeeded is the news that the money of an order was taken.
func (w world) succeeded(o ordering.Order) events.PaymentSucceeded {
	return events.PaymentSucceeded{Meta: w.meta(), Charge: events.Charge{Payment: w.IDs.New(), Order: o.ID.UUID()}}
}

func (w world) refunded(o ordering.Order, payment id.UUID, reason string) events.PaymentRefunded {
	return events.PaymentRefunded{
		Meta: w.meta(), Charge: events.Charge{Payment: payment, Order: o.ID.UUID()}, Reason: reason, RefundedAt: w.Clock.Now(),
	}
}

func (w world) expired(hold ordering.Hold, reason string) events.ReservationExpired {
	return events.ReservationExpired{
		Meta: w.meta(), Seat: events.SeatOf(hold.Event, hold.Seat, 2), Reservation: hold.Reservation, Reason: reason,
	}
}

func (w world) issued(o ordering.Order, item int) events.TicketIssued {
	return events.TicketIssued{Meta: w.meta(), Ticket: w.IDs.New(), Order: o.ID.UUID(), Seat: o.Items[item].Seat.UUID()}
}

// paid is an order of a fresh guest for seats of one event, with its money taken.
func (w world) paid(t *testing.T, event ordering.EventID, cents ...int64) ordering.Order {
	t.Helper()
	placed := w.placed(t, event, cents...)
	w.bring(t, w.succeeded(placed))
	return w.Order(t, placed.ID)
}

// placed is an order of a fresh guest that waits for its money.
func (w world) placed(t *testing.T, event ordering.EventID, cents ...int64) ordering.Order {
	t.Helper()
	guest := w.Guest()
	var holds []ordering.Hold
	for _, c := range cents {
		holds = append(holds, w.Hold(guest, event, c))
	}
	return w.Place(t, guest, holds...).Order
}

func wantErr(t *testing.T, want, got error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateErrors()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}
