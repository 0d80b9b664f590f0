package inventory_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
)

func TestAGroupIsExtendedTogetherAndOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	buyer := h.Buyer()
	holds := h.Hold(t, buyer, h.Row("A", 3)...)
	ok(t, h.ReleaseOwn(t.Context(), holds[0].ID, buyer))
	more, err := h.Extend(t.Context(), holds[1].ID, buyer)
	ok(t, err)
	same(t, len(more), 2)
	for _, hold := range more {
		same(t, h.Now(t, hold.ID).ExpiresAt, holds[0].ExpiresAt.Add(5*time.Minute))
	}
	_, err = h.Extend(t.Context(), holds[2].ID, buyer)
	refused(t, err, inventory.ErrAlreadyExtended)
	_, err = h.Extend(t.Context(), holds[0].ID, buyer)
	refused(t, err, inventory.ErrHoldExpired)
	h.Clock.Advance(20*time.Minute - time.Microsecond)
	same(t, h.sweep(t), 0)
	h.Clock.Advance(time.Microsecond)
	same(t, h.sweep(t), 2)
}

func TestNobodyExtendsWhileOthersWaitOrWhatIsNotHis(t *testing.T) {
	t.Parallel()
	h := open(t)
	buyer := h.Buyer()
	hold := h.Hold(t, buyer, h.Seat("A", 1))[0]
	_, err := h.Extend(t.Context(), hold.ID, h.Buyer())
	refused(t, err, inventory.ErrNoSuchReservation)
	h.Line(t)
	_, err = h.Extend(t.Context(), hold.ID, buyer)
	refused(t, err, inventory.ErrLineWaits)
	same(t, h.Now(t, hold.ID).ExpiresAt, hold.ExpiresAt)
}
