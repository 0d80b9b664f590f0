package waitlist_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/waitlist"
	"github.com/speckit/ticketing/internal/waitlist/waitlisttest"
)

func TestWhoeverWaitsMayLeave(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	entries := w.waiting(t, event, 2)
	unconfirmed := w.Enter(t, event, "ann@example.com", anySeat)
	for _, e := range []waitlist.Entry{entries[0], unconfirmed} {
		wantErr(t, waitlist.ErrNoEntry, w.Leave(t.Context(), anyone, e.ID, w.SecretOf(t, entries[1])))
		for range 2 {
			must(t, w.leave(t, e))
		}
		left := w.Entry(t, e.ID)
		same(t, "place", [3]any{waitlist.Left, events.LineLeft, noon}, [3]any{left.Status, left.Reason, left.EndedAt})
	}
	same(t, "told", []string{events.LineJoined, events.LineLeft}, w.told(t, unconfirmed.ID))
	w.agree(t, event)
}

func TestWhoLeavesPassesTheOfferOn(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event, entries, _ := w.offered(t, 2)
	must(t, w.leave(t, entries[0]))
	same(t, "the first", waitlist.Left, w.Entry(t, entries[0].ID).Status)
	w.Turn(t)
	same(t, "the second", waitlist.Assigned, w.Entry(t, entries[1].ID).Status)
	line := w.LineOf(t, event)
	same(t, "offered, passed", [2]int64{2, 1}, [2]int64{line.Offered, line.Passed})
	w.agree(t, event)
}

func TestDecliningPassesTheOfferOnAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event, entries, _ := w.offered(t, 2)
	first, second := entries[0], entries[1]
	wantErr(t, waitlist.ErrNoEntry, w.Decline(t.Context(), anyone, first.ID, "wrong"))
	wantErr(t, waitlist.ErrNoOffer, w.decline(t, second))
	for range 2 {
		must(t, w.decline(t, first))
	}
	e := w.Entry(t, first.ID)
	same(t, "the first", [2]any{waitlist.Expired, events.LineDeclined}, [2]any{e.Status, e.Reason})
	same(t, "told", events.LineDeclined, w.last(t).Reason)
	w.Turn(t)
	same(t, "the second", waitlist.Assigned, w.Entry(t, second.ID).Status)
	w.Clock.Advance(30 * time.Minute)
	w.Turn(t)
	wantErr(t, waitlist.ErrEntryOver, w.decline(t, second))
	w.agree(t, event)
}

// apart offers a pair seats that are not beside each other.
func (w world) apart(t *testing.T) (event waitlist.EventID, group waitlist.Entry, seats []waitlist.SeatID) {
	t.Helper()
	event = w.Concert()
	for stretch := range 5 {
		seats = append(seats, w.Seats.Row(event, stretch, 1)...)
	}
	group = w.Wait(t, event, "group@example.com", pair)
	w.waiting(t, event, 3)
	for n := range 3 {
		w.Seats.Free(seats[n])
		w.Turn(t)
	}
	w.Seats.Free(seats[3], seats[4])
	w.Turn(t)
	group = w.Entry(t, group.ID)
	same(t, "apart", true, w.Offer(t, group.Offer).Apart)
	return event, group, seats
}

func TestDecliningSeatsThatAreApartKeepsThePlace(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event, group, seats := w.apart(t)
	for range 2 {
		must(t, w.decline(t, group))
	}
	e := w.Entry(t, group.ID)
	same(t, "place", [5]any{waitlist.Pending, events.LineDeclined, group.Place, 0, waitlist.OfferID{}}, [5]any{e.Status, e.Reason, e.Place, e.Passes, e.Offer})
	w.Turn(t)
	same(t, "the seats", waitlisttest.Public, w.Seats.Kind(seats[3])) // nobody else waits
	w.agree(t, event)
}

func TestDecliningByTheOrderIsDecliningToo(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event, group, _ := w.apart(t)
	w.Turn(t)
	w.Orders.End(group.Offer, events.CancelledByCustomer)
	w.bring(t, w.cancelled(group.Offer))
	_, err := w.DriveDue(t.Context())
	must(t, err)
	e := w.Entry(t, group.ID)
	same(t, "place", [3]any{waitlist.Pending, events.LineDeclined, 0}, [3]any{e.Status, e.Reason, e.Passes})
	w.agree(t, event)
}

func TestWhileAPaymentIsUndecidedNothingIsGivenUp(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event, entries, _ := w.offered(t, 1)
	e := entries[0]
	w.Orders.Paying = true
	wantErr(t, waitlisttest.ErrPaymentInProgress, w.leave(t, e))
	wantErr(t, waitlisttest.ErrPaymentInProgress, w.decline(t, e))
	w.Orders.Paying = false
	w.Orders.Pay(e.Offer)
	wantErr(t, waitlisttest.ErrPaid, w.leave(t, e))
	same(t, "place", e, w.Entry(t, e.ID))
	w.agree(t, event)
}

func TestACrashWhileSomebodyLeavesTakesTheOfferForDeclined(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event, entries, _ := w.offered(t, 2)
	e := entries[0]
	w.Turn(t)
	w.Power.CutAt(2) // the order is cancelled, and nobody heard
	wantErr(t, waitlisttest.ErrAway, w.leave(t, e))
	w.Power.Restore()
	w.bring(t, w.cancelled(e.Offer))
	w.Turn(t)
	e = w.Entry(t, e.ID)
	same(t, "place", [2]any{waitlist.Expired, events.LineDeclined}, [2]any{e.Status, e.Reason})
	same(t, "the second", waitlist.Assigned, w.Entry(t, entries[1].ID).Status)
	w.agree(t, event)
}

func (w world) leave(t *testing.T, e waitlist.Entry) error {
	return w.Leave(t.Context(), anyone, e.ID, w.SecretOf(t, e))
}

func (w world) decline(t *testing.T, e waitlist.Entry) error {
	return w.Decline(t.Context(), anyone, e.ID, w.SecretOf(t, e))
}

// The look at the cancelled order is faster than the rest of the command.
func TestGivingUpBesideALookComesToTheSame(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		quit   func(w world, t *testing.T, e waitlist.Entry) error
		status waitlist.Status
		told   []string
	}{
		"leaving":   {world.leave, waitlist.Left, []string{events.LineDeclined, events.LineLeft}},
		"declining": {world.decline, waitlist.Expired, []string{events.LineDeclined}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld()
			event, entries, _ := w.offered(t, 1)
			e := entries[0]
			before := w.told(t, e.ID)
			w.Turn(t)
			w.Power.After["Cancel"] = func() {
				w.bring(t, w.cancelled(e.Offer))
				w.Turn(t)
			}
			must(t, c.quit(w, t, e))
			same(t, "status", c.status, w.Entry(t, e.ID).Status)
			same(t, "told", append(before, c.told...), w.told(t, e.ID))
			w.agree(t, event)
		})
	}
}

// Seats apart are declined, and before the command has ended the group has its next offer, which it keeps.
func TestDecliningOneOfferLeavesTheNext(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event, group, seats := w.apart(t)
	w.Turn(t)
	row := w.Seats.Row(event, 9, 2)
	w.Power.After["Cancel"] = func() {
		w.bring(t, w.cancelled(group.Offer))
		w.Seats.Become(waitlisttest.Sold, seats[3], seats[4])
		w.Turn(t)
		w.Seats.Free(row...)
		w.Turn(t)
	}
	must(t, w.decline(t, group))
	e := w.Entry(t, group.ID)
	same(t, "status", waitlist.Assigned, e.Status)
	same(t, "seats", row, w.Offer(t, e.Offer).SeatIDs())
	w.agree(t, event)
}

// An offer opens while its owner leaves: it is given up with the place.
func TestLeavingBesideAnOfferThatOpensGivesItUp(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	seats := w.Seats.Row(event, 1, 1)
	entries := w.waiting(t, event, 2)
	w.Power.Before["Update"] = func() {
		w.Seats.Free(seats[0])
		w.Turn(t)
		same(t, "the first", waitlist.Assigned, w.Entry(t, entries[0].ID).Status)
	}
	must(t, w.leave(t, entries[0]))
	w.Turn(t)
	same(t, "the first", waitlist.Left, w.Entry(t, entries[0].ID).Status)
	same(t, "the second", waitlist.Assigned, w.Entry(t, entries[1].ID).Status)
	w.agree(t, event)
}
