package inventorytest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
)

// grace is how long a rival may take to get where the first transaction must have stopped it. One that is slower is not caught;
// one that is stopped costs the test this long.
const grace = 300 * time.Millisecond

// overlap starts the rival between the first transaction's read and its write, and gives it the time to read too, unless the store
// makes it wait. Each reads and, if it may, writes.
func overlap(t *testing.T, store inventory.Store, first, rival func(ctx context.Context, tx inventory.Tx, read func()) error) (firstErr, rivalErr error) {
	t.Helper()
	rivalRead, rivalDone := make(chan struct{}), make(chan error, 1)
	started := false
	ctx := t.Context()
	firstErr = store.Update(ctx, func(tx inventory.Tx) error {
		return first(ctx, tx, func() {
			if started {
				return // the function runs again after a deadlock
			}
			started = true
			go func() {
				read := false
				rivalDone <- store.Update(ctx, func(tx inventory.Tx) error {
					return rival(ctx, tx, func() {
						if !read {
							read = true
							close(rivalRead)
						}
					})
				})
			}()
			select {
			case <-rivalRead:
			case <-time.After(grace):
			}
		})
	})
	return firstErr, <-rivalDone
}

var errRefused = errors.New("refused by the rule")

func testSeatOverlap(t *testing.T, store inventory.Store, _ Outbox) {
	s := stocked(t, store, 1)
	buy := func(rows inventory.Changes) func(context.Context, inventory.Tx, func()) error {
		return func(ctx context.Context, tx inventory.Tx, read func()) error {
			got, err := tx.Load(ctx, inventory.Needs{Seats: []inventory.SeatID{s.seats[0].ID}})
			if err != nil {
				return err
			}
			read()
			if got.Seats[0].Kind != inventory.SeatFree {
				return errRefused
			}
			return tx.Save(ctx, rows)
		}
	}
	first, rival := overlap(t, store, buy(s.held(0)), buy(s.held(0)))
	if first != nil || !errors.Is(rival, errRefused) {
		t.Fatalf("first: %v; rival: %v, want it to see the seat taken", first, rival)
	}
}

func testLimitOverlap(t *testing.T, store inventory.Store, _ Outbox) {
	s := stocked(t, store, 2)
	customer := inventory.CustomerID(s.ids.New())
	buy := func(n int) func(context.Context, inventory.Tx, func()) error {
		rows := s.held(n)
		rows.Created[0].Customer = customer
		return func(ctx context.Context, tx inventory.Tx, read func()) error {
			got, err := tx.Load(ctx, inventory.Needs{Seats: []inventory.SeatID{s.seats[n].ID}, Customers: []inventory.CustomerID{customer}})
			if err != nil {
				return err
			}
			read()
			if got.Live[inventory.Claimant{Customer: customer, Event: s.event}] > 0 {
				return errRefused
			}
			return tx.Save(ctx, rows)
		}
	}
	first, rival := overlap(t, store, buy(0), buy(1))
	if first != nil || !errors.Is(rival, errRefused) {
		t.Fatalf("first: %v; rival: %v, want it to see the customer's other seat", first, rival)
	}
}

func testTermsOverlap(t *testing.T, store inventory.Store, _ Outbox) {
	s := stocked(t, store, 1)
	rows := s.held(0)
	first, rival := overlap(t, store,
		func(ctx context.Context, tx inventory.Tx, read func()) error {
			sale, err := tx.LockSale(ctx, s.event)
			if err != nil {
				return err
			}
			counts, err := tx.Counts(ctx, s.event)
			if err != nil {
				return err
			}
			read()
			if counts.Held > 0 {
				return errRefused
			}
			sale.Status = inventory.NotOnSale
			return tx.PutSale(ctx, sale)
		},
		func(ctx context.Context, tx inventory.Tx, read func()) error {
			got, err := tx.Load(ctx, inventory.Needs{Seats: []inventory.SeatID{s.seats[0].ID}})
			if err != nil {
				return err
			}
			read()
			if got.Sales[0].Status != inventory.OnSale {
				return errRefused
			}
			return tx.Save(ctx, rows)
		})
	if first != nil || !errors.Is(rival, errRefused) {
		t.Fatalf("terms: %v; hold: %v, want it to see the new terms", first, rival)
	}
}
