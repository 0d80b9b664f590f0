package ordering_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/ordering/orderingtest"
)

// TestEachStepIsAllowedFromItsStatesOnly goes through every step from every state.
func TestEachStepIsAllowedFromItsStatesOnly(t *testing.T) {
	t.Parallel()
	now := orderingtest.Noon
	steps := map[string]struct {
		do   func(o *ordering.Order) error
		want map[ordering.State]error // missing: allowed
	}{
		"place": {
			func(o *ordering.Order) error { return o.Place(ordering.Placement{Number: "N", At: now}) },
			refusals(ordering.ErrNotDraft, ordering.Pending, ordering.Paid, ordering.Fulfilled, ordering.Cancelled),
		},
		"pay": {
			func(o *ordering.Order) error { return o.Pay(id.UUID{1}, nil, now) },
			refusals(ordering.ErrNotPayable, ordering.Draft, ordering.Paid, ordering.Fulfilled, ordering.Cancelled),
		},
		"cancel": {
			func(o *ordering.Order) error { return o.Cancel(events.CancelledByCustomer, now) },
			refusals(ordering.ErrOrderPaid, ordering.Paid, ordering.Fulfilled),
		},
		"resend": {
			func(o *ordering.Order) error { return o.Resend(now, time.Minute) },
			refusals(ordering.ErrNothingToSend, ordering.Draft, ordering.Pending, ordering.Cancelled),
		},
		"add": {
			func(o *ordering.Order) error { return o.Add(orderingtest.NewMaker(9).Item(ordering.EventID{}, 1), 9) },
			refusals(ordering.ErrNotDraft, ordering.Pending, ordering.Paid, ordering.Fulfilled, ordering.Cancelled),
		},
	}
	for name, step := range steps {
		for state, order := range everyState() {
			err := step.do(&order)
			if want := step.want[state]; want != nil {
				wantErr(t, want, err)
			} else if err != nil {
				t.Errorf("%s from %s: %v", name, state, err)
			}
		}
	}
}

func refusals(err error, states ...ordering.State) map[ordering.State]error {
	table := map[ordering.State]error{}
	for _, state := range states {
		table[state] = err
	}
	return table
}

func everyState() map[ordering.State]ordering.Order {
	m := orderingtest.NewMaker(1)
	fulfilled := m.Paid(m.Event(), 1)
	fulfilled.Issued(fulfilled.Items[0].Seat, id.UUID{1}, orderingtest.Noon)
	cancelled := m.Pending(m.Event(), 1)
	_ = cancelled.Cancel(events.CancelledByCustomer, orderingtest.Noon)
	return map[ordering.State]ordering.Order{
		ordering.Draft: m.Draft(m.Event(), 1), ordering.Pending: m.Pending(m.Event(), 1), ordering.Paid: m.Paid(m.Event(), 1),
		ordering.Fulfilled: fulfilled, ordering.Cancelled: cancelled,
	}
}

func TestAnEmptyCartIsNotPlaced(t *testing.T) {
	t.Parallel()
	cart := orderingtest.NewMaker(1).Draft(ordering.EventID{}, 0)
	wantErr(t, ordering.ErrOrderEmpty, cart.Place(ordering.Placement{}))
}

func TestOnlyAnOrderThatLostItsHoldComesBackWithLateMoney(t *testing.T) {
	t.Parallel()
	m := orderingtest.NewMaker(1)
	for reason, want := range map[string]bool{
		events.HoldExpired: true, events.CancelledByCustomer: false, events.CancelledByHouse: false, events.EventCancelled: false,
	} {
		o := m.Pending(m.Event(), 2)
		_ = o.Cancel(reason, orderingtest.Noon)
		if got := o.AwaitsMoney(); got != want {
			t.Errorf("cancelled by %s: awaits money %v, want %v", reason, got, want)
		}
	}
	given := m.Pending(m.Event(), 1)
	given.OweBack(id.UUID{1}, ordering.SeatsGone, orderingtest.Noon)
	if given.AwaitsMoney() {
		t.Error("an order whose money goes back awaits money")
	}
}

func TestASeatThatWasTakenAgainKeepsItsNewReservation(t *testing.T) {
	t.Parallel()
	m := orderingtest.NewMaker(1)
	o := m.Pending(m.Event(), 2)
	kept, again := o.Items[0].Reservation, id.UUID{7}
	if err := o.Pay(id.UUID{1}, map[id.UUID]id.UUID{o.Items[1].Seat.UUID(): again}, orderingtest.Noon); err != nil {
		t.Fatalf("pay: %v", err)
	}
	same(t, "reservations", []id.UUID{kept.UUID(), again}, o.Reservations())
}

func TestARefundOfAnotherPaymentIsNotTheOrders(t *testing.T) {
	t.Parallel()
	m := orderingtest.NewMaker(1)
	o := m.Paid(m.Event(), 1)
	if o.Refunded(id.UUID{9}, "requested", orderingtest.Noon, orderingtest.Noon) || o.State != ordering.Paid {
		t.Errorf("another payment's refund ended the order: %s", o.State)
	}
}

func TestTheMailIsSentAgainOnceAMinute(t *testing.T) {
	t.Parallel()
	o := everyState()[ordering.Paid]
	for _, step := range []struct {
		after time.Duration
		want  error
	}{{0, nil}, {59 * time.Second, ordering.ErrResentJustNow}, {time.Minute, nil}} {
		if err := o.Resend(orderingtest.Noon.Add(step.after), time.Minute); step.want == nil && err != nil {
			t.Errorf("after %s: %v", step.after, err)
		} else if step.want != nil {
			wantErr(t, step.want, err)
		}
	}
}

func TestAnOlderFailureDoesNotHideANewer(t *testing.T) {
	t.Parallel()
	o := everyState()[ordering.Pending]
	newer := ordering.Failure{Reason: "card_declined", At: orderingtest.Noon.Add(time.Minute)}
	if !o.Fail(newer) || o.Fail(ordering.Failure{Reason: "timeout", At: orderingtest.Noon}) {
		t.Error("failures are not kept by their time")
	}
	same(t, "failure", newer, o.LastFailure)
}
