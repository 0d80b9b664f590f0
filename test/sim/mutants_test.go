package sim_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/app"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/test/sim"
)

// A simulation that finds nothing proves something only if it finds what is broken. Each of these breaks one thing on purpose.

func TestAnInboxThatIsOffIsNoticed(t *testing.T) {
	t.Parallel()
	noticed(t, func(o *sim.Options) { o.NoInbox = true })
}

func TestAStateGuardThatIsOffIsNoticed(t *testing.T) {
	t.Parallel()
	noticed(t, func(o *sim.Options) { o.Dress = func(s *app.Stores) { s.Inventory = forgetful{s.Inventory} } })
}

func TestAPaymentWindowThatIsOffIsNoticed(t *testing.T) {
	t.Parallel()
	noticed(t, func(o *sim.Options) { o.Window = time.Nanosecond })
}

func TestAGuardAgainstDoubleOffersThatIsOffIsNoticed(t *testing.T) {
	t.Parallel()
	noticed(t, func(o *sim.Options) { o.DoubleOffers = true })
}

// noticed plays seeds with something broken until a promise is not kept, which one of them must not be.
func noticed(t *testing.T, breaks func(*sim.Options)) {
	t.Helper()
	var first atomic.Pointer[sim.Breach]
	each(1, seeds, func(seed uint64) {
		if first.Load() != nil {
			return
		}
		options := sim.Options{Seed: seed, Steps: steps}
		breaks(&options)
		_, err := sim.Run(options)
		if breach, ok := err.(*sim.Breach); ok { //nolint:errorlint // Run says what its error is
			first.CompareAndSwap(nil, breach)
		}
	})
	breach := first.Load()
	if breach == nil {
		t.Fatalf("%d seeds noticed nothing", seeds)
	}
	t.Logf("seed %d, step %d: %s: %s", breach.Seed, breach.Step, breach.Promise, breach.Sentence)
}

// forgetful is inventory's memory under rules that do not look at a reservation's state: one that has ended looks as if it still had
// its seat.
type forgetful struct{ inventory.Store }

func (s forgetful) Update(ctx context.Context, do func(inventory.Tx) error) error {
	return s.Store.Update(ctx, func(tx inventory.Tx) error { return do(forgetfulTx{tx}) })
}

type forgetfulTx struct{ inventory.Tx }

func (t forgetfulTx) Load(ctx context.Context, needs inventory.Needs) (inventory.Rows, error) {
	rows, err := t.Tx.Load(ctx, needs)
	for i, r := range rows.Reservations {
		if r.Status != inventory.Expired {
			continue
		}
		rows.Reservations[i].Status = inventory.Active
		for j, seat := range rows.Seats {
			if seat.ID == r.Seat {
				rows.Seats[j].Claim = inventory.Claim{Kind: inventory.SeatHeld, Reservation: r.ID}
			}
		}
	}
	return rows, err
}
