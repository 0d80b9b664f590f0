package inventory_test

import (
	"context"
	"errors"
	"testing"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorymem"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
)

// gather makes commands without carrying them out.
func gather(h *house, make func()) []inventory.Command {
	c := &collector{}
	h.Through(c)
	make()
	return c.commands
}

func TestOneCommandsConflictNeverFailsAnothers(t *testing.T) {
	t.Parallel()
	h := open(t)
	commands := gather(h, func() {
		for _, n := range []int{1, 1, 2, 1} {
			_, _ = h.Try(t.Context(), h.Buyer(), h.Seat("A", n))
		}
	})
	verdicts, err := h.Execute(t.Context(), commands)
	ok(t, err)
	var won []int
	for i, v := range verdicts {
		if v.Err == nil {
			won = append(won, i)
		}
	}
	same(t, won, []int{0, 2})
	h.tells(t, "reservation-created", "reservation-created")
}

func TestACommandSeesWhatTheOnesBeforeItDid(t *testing.T) {
	t.Parallel()
	h := open(t)
	buyer := h.Buyer()
	holds := h.Hold(t, buyer, h.Row("A", 4)...)
	commands := gather(h, func() {
		_, _ = h.Try(t.Context(), buyer, h.Row("B", 3)...) // one too many
		_ = h.Release(t.Context(), inventorytest.IDs(holds[:1]), "order_cancelled")
		_, _ = h.Try(t.Context(), buyer, h.Row("B", 3)...) // now six
		_, _ = h.Try(t.Context(), h.Buyer(), h.Seat("A", 1))
	})
	verdicts, err := h.Execute(t.Context(), commands)
	ok(t, err)
	refused(t, verdicts[0].Err, inventory.ErrLimitReached)
	for _, v := range verdicts[1:] {
		ok(t, v.Err)
	}
}

func TestACommandThatIsRefusedHasWrittenNothing(t *testing.T) {
	t.Parallel()
	store := &failing{Store: inventorymem.New()}
	h := &house{House: inventorytest.Open(t, store, nil), mem: store.Store}
	h.Hold(t, h.Buyer(), h.Seat("A", 1))
	store.saving = errors.New("nothing is to be written")
	_, err := h.Try(t.Context(), h.Buyer(), h.Row("A", 3)...)
	refused(t, err, inventory.ErrSeatTaken)
	if _, err := h.Try(t.Context(), h.Buyer(), h.Seat("B", 1)); !errors.Is(err, store.saving) {
		t.Errorf("a store that fails is not heard of: %v", err)
	}
	h.is(t, inventory.SeatFree, h.Seat("B", 1))
	store.saving = nil
	holds, err := h.best(t, 2) // the picture did not believe the transaction that failed
	ok(t, err)
	same(t, len(holds), 2)
}

// failing is a store that cannot save.
type failing struct {
	*inventorymem.Store
	saving error
}

func (f *failing) Update(ctx context.Context, do func(inventory.Tx) error) error {
	return f.Store.Update(ctx, func(tx inventory.Tx) error { return do(failingTx{tx, f.saving}) })
}

type failingTx struct {
	inventory.Tx
	saving error
}

func (f failingTx) Save(ctx context.Context, changes inventory.Changes) error {
	if f.saving != nil {
		return f.saving
	}
	return f.Tx.Save(ctx, changes)
}
