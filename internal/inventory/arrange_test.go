package inventory_test

import (
	"errors"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/kernel/money"
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
	refused(t, h.ReplaceLayout(t.Context(), inventory.Relay{Event: h.Event}), inventory.ErrSeatsClaimed)
	h.Sell(t, holds)
	refused(t, h.ReplaceLayout(t.Context(), inventory.Relay{Event: h.Event}), inventory.ErrSeatsClaimed)
}

func TestNobodyHoldsASeatBetweenTheGrantAndTheNewLayout(t *testing.T) {
	t.Parallel()
	h := open(t)
	ok(t, h.ReplaceLayout(t.Context(), inventory.Relay{Event: h.Event}))
	_, err := h.Try(t.Context(), h.Buyer(), h.Seat("A", 1))
	refused(t, err, inventory.ErrSalePaused)
	ok(t, h.Arrange(t.Context(), h.Layout(2)))
	h.Hold(t, h.Buyer(), h.Seat("A", 1))
}

// priced is the hall with other prices.
func (h *house) priced(layout int, price money.Decimal) inventory.Part {
	part := h.Layout(layout)
	for i := range part.Seats {
		part.Seats[i].Price = price
	}
	return part
}

func TestWhoHasASeatKeepsItsPriceWhenAllSeatsGetAnother(t *testing.T) {
	t.Parallel()
	h := open(t)
	buyer := h.Buyer()
	sold, held := h.Hold(t, buyer, h.Seat("A", 1)), h.Hold(t, buyer, h.Row("A", 3)[1:]...)
	order := h.Sell(t, sold)
	ok(t, h.forHouse(t, "Press", time.Time{}, h.Seat("B", 1)))
	ok(t, h.ReplaceLayout(t.Context(), inventory.Relay{Event: h.Event, Layout: 2, Keeps: true}))
	_, err := h.Try(t.Context(), h.Buyer(), h.Seat("C", 1))
	refused(t, err, inventory.ErrSalePaused)
	h.facts()
	ok(t, h.Arrange(t.Context(), h.priced(2, "80")))
	h.tells(t) // to readers nothing has changed
	h.is(t, inventory.SeatSold, sold[0].Seat)
	h.is(t, inventory.SeatHeld, held[0].Seat)
	same(t, h.Now(t, held[0].ID).Price, money.Of(5000, "EUR"))
	same(t, h.notes(t), []string{"B1 Press"})
	late, err := h.Confirm(t.Context(), inventory.Confirm{Order: order, Payment: inventory.PaymentID(h.IDs.New()), Reservations: inventorytest.IDs(held[:1])})
	ok(t, err)
	same(t, late[0].Price, money.Of(5000, "EUR"))
	ok(t, h.Release(t.Context(), inventorytest.IDs(held[1:]), "order_cancelled"))
	same(t, h.Hold(t, h.Buyer(), held[1].Seat)[0].Price, money.Of(8000, "EUR"))
	states, err := h.Snapshot(t.Context(), h.Event)
	ok(t, err)
	same(t, []money.Amount{states[0].Price, states[2].Price, {}}, []money.Amount{money.Of(5000, "EUR"), money.Of(8000, "EUR"), states[3].Price})
}

func TestAnEarlierLayoutDoesNotEndTheWaitForALaterOne(t *testing.T) {
	t.Parallel()
	h := open(t)
	paint := func(layout int) {
		t.Helper()
		ok(t, h.ReplaceLayout(t.Context(), inventory.Relay{Event: h.Event, Layout: layout, Keeps: true}))
	}
	paint(2)
	paint(3) // somebody else's, before the first has come
	ok(t, h.Arrange(t.Context(), h.priced(2, "60")))
	_, err := h.Try(t.Context(), h.Buyer(), h.Seat("A", 1))
	refused(t, err, inventory.ErrSalePaused)
	ok(t, h.Arrange(t.Context(), h.priced(3, "80")))
	paint(3) // late news of what is there
	same(t, h.Hold(t, h.Buyer(), h.Seat("A", 1))[0].Price, money.Of(8000, "EUR"))
	paint(4) // which never comes
	h.Clock.Advance(time.Minute)
	h.Hold(t, h.Buyer(), h.Seat("A", 2))
}

func TestALayoutThatNeverComesDoesNotKeepTheSaleShut(t *testing.T) {
	t.Parallel()
	h := open(t)
	ok(t, h.ReplaceLayout(t.Context(), inventory.Relay{Event: h.Event}))
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
