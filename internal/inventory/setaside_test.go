package inventory_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/money"
)

func (h *house) keep(t *testing.T, until time.Time, seats ...inventory.SeatID) error {
	t.Helper()
	return h.SetAside(t.Context(), inventory.SetAside{Seats: seats, Keeper: inventory.House, Until: until, By: staff})
}

func TestSeatsAreSetAsideForANamedKeeperAllOrNone(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.Hold(t, h.Buyer(), h.Seat("A", 2))
	h.facts()
	refused(t, h.keep(t, time.Time{}, h.Row("A", 2)...), inventory.ErrSeatTaken)
	h.tells(t)
	ok(t, h.keep(t, time.Time{}, h.Row("B", 2)...))
	h.tells(t, "seat-status-changed", "seat-status-changed")
	same(t, h.State(t, h.Seat("B", 1)).Status(), "reserved")
	same(t, len(h.mem.DB.Deeds()), 2)
	_, err := h.Try(t.Context(), h.Buyer(), h.Seat("B", 1))
	refused(t, err, inventory.ErrSeatTaken)
	for _, bad := range []inventory.SetAside{
		{Keeper: inventory.House}, {Seats: h.Row("C", 1)}, {Seats: h.Row("C", 1), Keeper: inventory.House, Until: inventorytest.Start},
	} {
		refused(t, h.SetAside(t.Context(), bad), inventory.ErrBadKeeping)
	}
	refused(t, h.keep(t, time.Time{}, h.Seat("C", 1), h.Seat("C", 1)), inventory.ErrSeatTwice)
	refused(t, h.keep(t, time.Time{}, inventory.SeatID(h.IDs.New())), inventory.ErrNoSuchSeat)
}

func TestWhatIsSetAsideIsKeptLongerForItsKeeperAloneAndNobodyHearsOfIt(t *testing.T) {
	t.Parallel()
	h := open(t)
	at := func(minutes int) time.Time { return inventorytest.Start.Add(time.Duration(minutes) * time.Minute) }
	ok(t, h.keep(t, at(10), h.Row("A", 2)...))
	version, deeds := h.State(t, h.Seat("A", 1)).Version, len(h.mem.DB.Deeds())
	h.facts()
	for _, c := range []struct{ ask, until time.Time }{
		{at(10), at(10)}, {at(20), at(20)}, {at(15), at(20)}, {time.Time{}, time.Time{}}, {at(30), time.Time{}},
	} {
		ok(t, h.keep(t, c.ask, h.Row("A", 2)...))
		for _, seat := range h.Row("A", 2) {
			same(t, h.State(t, seat).Claim, inventory.Claim{Kind: inventory.SeatSetAside, Keeper: inventory.House, Until: c.until})
		}
	}
	same(t, h.State(t, h.Seat("A", 1)).Version, version)
	same(t, len(h.mem.DB.Deeds()), deeds+4) // two seats were kept longer twice
	h.tells(t)
	refused(t, h.SetAside(t.Context(), inventory.SetAside{Seats: h.Row("A", 1), Keeper: inventory.Waitlist, Until: at(5)}), inventory.ErrSeatTaken)
	ok(t, h.keep(t, at(10), h.Row("A", 3)...)) // those that he has, and a free one
	h.tells(t, "seat-status-changed")
	h.Hold(t, h.Buyer(), h.Seat("A", 4))
	h.facts()
	refused(t, h.keep(t, at(40), h.Row("A", 4)...), inventory.ErrSeatTaken)
	same(t, h.State(t, h.Seat("A", 3)).Until, at(10))
	h.tells(t)
}

func TestTheKeepersClaimBecomesARealHold(t *testing.T) {
	t.Parallel()
	h := open(t)
	ok(t, h.keep(t, time.Time{}, h.Row("A", 2)...))
	wish := inventory.Reserve{Group: h.Group(), By: h.Buyer(), Seats: h.Row("A", 2), Keeper: inventory.Waitlist}
	_, err := h.Reserve(t.Context(), wish)
	refused(t, err, inventory.ErrSeatTaken)
	wish.Keeper, wish.TTL = inventory.House, 30*time.Minute
	holds, err := h.Reserve(t.Context(), wish)
	ok(t, err)
	same(t, holds[0].ExpiresAt, inventorytest.Start.Add(30*time.Minute))
	h.is(t, inventory.SeatHeld, h.Row("A", 2)...)
}

func TestWhatWasSetAsideGoesToThePublicAtItsTime(t *testing.T) {
	t.Parallel()
	h := open(t)
	ok(t, h.keep(t, inventorytest.Start.Add(time.Hour), h.Seat("A", 1)))
	ok(t, h.keep(t, time.Time{}, h.Seat("A", 2)))
	h.facts()
	h.Clock.Advance(time.Hour - time.Microsecond)
	same(t, h.sweep(t), 0)
	h.Clock.Advance(time.Microsecond)
	same(t, h.sweep(t), 1)
	h.tells(t, "seat-status-changed")
	h.is(t, inventory.SeatFree, h.Seat("A", 1))
	h.is(t, inventory.SeatSetAside, h.Seat("A", 2))
}

func TestOnlyTheKeepersOwnSeatsAreLetGo(t *testing.T) {
	t.Parallel()
	h := open(t)
	ok(t, h.keep(t, time.Time{}, h.Seat("A", 1)))
	n, err := h.LetGo(t.Context(), h.Row("A", 2), inventory.Waitlist, actor.Actor{})
	ok(t, err)
	same(t, n, 0)
	n, err = h.LetGo(t.Context(), h.Row("A", 2), inventory.House, actor.Actor{})
	ok(t, err)
	same(t, n, 1)
	h.is(t, inventory.SeatFree, h.Row("A", 2)...)
}

func TestAFreedSeatGoesToTheFavouredKeeperInTheSameTransaction(t *testing.T) {
	t.Parallel()
	h := open(t)
	buyer := h.Buyer()
	expiring, released := h.Hold(t, buyer, h.Seat("A", 1)), h.Hold(t, buyer, h.Seat("A", 2))
	sold := h.Hold(t, buyer, h.Seat("A", 3))
	order := h.Sell(t, sold)
	ok(t, h.keep(t, time.Time{}, h.Seat("A", 4)))
	term := h.Line(t)
	h.facts()
	version := h.State(t, h.Seat("A", 2)).Version
	ok(t, h.ReleaseOwn(t.Context(), released[0].ID, buyer))
	h.tells(t, "reservation-expired", "seat-status-changed")
	same(t, h.State(t, h.Seat("A", 2)).Version, version+2)
	h.cancelled(t, order, sold, "refunded")
	_, err := h.LetGo(t.Context(), []inventory.SeatID{h.Seat("A", 4)}, inventory.House, staff)
	ok(t, err)
	h.Clock.Advance(15 * time.Minute)
	_ = expiring
	h.sweep(t) // ends the first hold, and what the line let lie since
	h.is(t, inventory.SeatSetAside, h.Seat("A", 1))
	h.is(t, inventory.SeatFree, h.Seat("A", 2), h.Seat("A", 3), h.Seat("A", 4))
	_, err = h.Try(t.Context(), h.Buyer(), h.Seat("A", 1))
	refused(t, err, inventory.ErrSeatTaken)
	same(t, h.State(t, h.Seat("A", 1)).Keeper, inventory.Waitlist)
	n, err := h.LetGo(t.Context(), []inventory.SeatID{h.Seat("A", 1)}, inventory.Waitlist, actor.Actor{})
	ok(t, err)
	same(t, n, 1)
	h.is(t, inventory.SeatFree, h.Seat("A", 1)) // the favoured keeper himself lets it go to the public
	ok(t, h.CloseLine(t.Context(), h.Event, term))
	last := h.Hold(t, h.Buyer(), h.Seat("A", 1))
	ok(t, h.Release(t.Context(), inventorytest.IDs(last), "order_cancelled"))
	h.is(t, inventory.SeatFree, h.Seat("A", 1))
}

func TestSeatsThatWerePromisedAtAPriceAreNotHeldAtAnother(t *testing.T) {
	t.Parallel()
	h := open(t)
	fifty := money.Of(5000, "EUR")
	ok(t, h.SetAside(t.Context(), inventory.SetAside{Seats: h.Row("A", 2), Keeper: inventory.Waitlist}))
	wish := inventory.Reserve{Group: h.Group(), By: h.Buyer(), Seats: h.Row("A", 2), Keeper: inventory.Waitlist, Prices: []money.Amount{fifty}}
	_, err := h.Reserve(t.Context(), wish)
	refused(t, err, inventory.ErrBadWish)
	wish.Prices = []money.Amount{fifty, fifty}
	ok(t, h.Arrange(t.Context(), h.priced(2, "80")))
	_, err = h.Reserve(t.Context(), wish)
	refused(t, err, inventory.ErrPriceChanged)
	h.is(t, inventory.SeatSetAside, h.Row("A", 2)...)
	wish.Prices = []money.Amount{money.Of(8000, "EUR"), money.Of(8000, "EUR")}
	held, err := h.Reserve(t.Context(), wish)
	ok(t, err)
	ok(t, h.Arrange(t.Context(), h.priced(3, "90")))
	again, err := h.Reserve(t.Context(), wish) // what it made it finds, whatever the price is by now
	ok(t, err)
	same(t, again, held)
}
