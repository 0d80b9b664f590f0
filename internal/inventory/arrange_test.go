package inventory_test

import (
	"errors"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// inParts cuts a layout in parts of a few seats.
func inParts(layout inventory.Part, parts int) []inventory.Part {
	cut := make([]inventory.Part, parts)
	each := (len(layout.Seats) + parts - 1) / parts
	for i := range cut {
		cut[i] = layout
		cut[i].Number, cut[i].Of = i+1, parts
		cut[i].Seats = layout.Seats[i*each : min((i+1)*each, len(layout.Seats))]
	}
	return cut
}

// newEvent makes a layout of another event, which has terms but no seats yet.
func (h *house) newEvent(t *testing.T) inventory.Part {
	t.Helper()
	h.Event = inventory.EventID(h.IDs.New())
	h.Terms.Event = h.Event
	ok(t, h.SetTerms(t.Context(), h.Terms))
	return h.Layout(1)
}

func TestNothingIsOnSaleUntilTheWholeLayoutIsThere(t *testing.T) {
	t.Parallel()
	h := open(t)
	layout := h.newEvent(t)
	parts := inParts(layout, 3)
	seat := inventory.SeatID(layout.Seats[0].Seat)
	for _, part := range []inventory.Part{parts[2], parts[0], parts[0]} {
		ok(t, h.Arrange(t.Context(), part))
		_, err := h.Try(t.Context(), h.Buyer(), seat)
		refused(t, err, inventory.ErrNoSuchSeat)
	}
	h.tells(t)
	ok(t, h.Arrange(t.Context(), parts[1]))
	same(t, len(h.facts()), len(layout.Seats))
	h.Hold(t, h.Buyer(), seat)
	for _, part := range parts {
		ok(t, h.Arrange(t.Context(), part)) // comes again
	}
	h.is(t, inventory.SeatHeld, seat)
}

func TestAHigherLayoutRemovesTheLowersSeatsAndVersionsGoOn(t *testing.T) {
	t.Parallel()
	h := open(t)
	gone, kept := h.Seat("A", 1), h.Seat("B", 1)
	ok(t, h.Release(t.Context(), inventorytest.IDs(h.Hold(t, h.Buyer(), gone, kept)), "order_cancelled"))
	h.facts()
	next := h.Layout(2)
	next.Seats = next.Seats[inventorytest.RowSeats:] // without row A
	ok(t, h.Arrange(t.Context(), next))
	same(t, len(h.facts()), inventorytest.RowSeats) // what stays is on sale already
	h.is(t, inventory.SeatOff, gone)
	_, err := h.Try(t.Context(), h.Buyer(), gone)
	refused(t, err, inventory.ErrNoSuchSeat)
	version := h.State(t, gone).Version
	ok(t, h.Arrange(t.Context(), h.Layout(3)))
	h.is(t, inventory.SeatFree, gone, kept)
	if now := h.State(t, gone).Version; now != version+1 {
		t.Errorf("version went from %d to %d", version, now)
	}
	ok(t, h.Arrange(t.Context(), next)) // old news
	h.is(t, inventory.SeatFree, gone)
}

func TestALayoutIsNotReplacedWhileASeatIsHeldOrSold(t *testing.T) {
	t.Parallel()
	h := open(t)
	holds := h.Hold(t, h.Buyer(), h.Seat("A", 1))
	refused(t, h.ReplaceLayout(t.Context(), h.Event), inventory.ErrSeatsClaimed)
	h.Sell(t, holds)
	refused(t, h.ReplaceLayout(t.Context(), h.Event), inventory.ErrSeatsClaimed)
}

func TestNobodyHoldsASeatBetweenTheGrantAndTheNewLayout(t *testing.T) {
	t.Parallel()
	h := open(t)
	ok(t, h.ReplaceLayout(t.Context(), h.Event))
	_, err := h.Try(t.Context(), h.Buyer(), h.Seat("A", 1))
	refused(t, err, inventory.ErrSalePaused)
	ok(t, h.Arrange(t.Context(), h.Layout(2)))
	h.Hold(t, h.Buyer(), h.Seat("A", 1))
}

func TestALayoutThatNeverComesDoesNotKeepTheSaleShut(t *testing.T) {
	t.Parallel()
	h := open(t)
	ok(t, h.ReplaceLayout(t.Context(), h.Event))
	h.Clock.Advance(time.Minute)
	quick := h.Hold(t, h.Buyer(), h.Seat("A", 1))
	late := h.Layout(2)
	late.Seats = late.Seats[inventorytest.RowSeats:]
	ok(t, h.Arrange(t.Context(), late))
	h.is(t, inventory.SeatHeld, h.Seat("A", 1)) // he was quicker than the message and keeps his seat
	h.Line(t)
	h.facts()
	ok(t, h.Release(t.Context(), inventorytest.IDs(quick), "order_cancelled"))
	h.is(t, inventory.SeatOff, h.Seat("A", 1))
	h.tells(t, "reservation-expired", "seat-status-changed")
}

func TestALayoutWithAPriceThatIsNoneIsUnreadableAndChangesNothing(t *testing.T) {
	t.Parallel()
	h := open(t)
	bad := h.newEvent(t)
	bad.Seats[3].Price = "1.005"
	var unreadable *work.Unreadable
	if err := h.Arrange(t.Context(), bad); !errors.As(err, &unreadable) {
		t.Errorf("got %v", err)
	}
	same(t, len(h.facts()), 0)
	same(t, unreadable.Topic, events.SeatsGenerated{}.Topic())
}
