package waitlist_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/waitlist"
	"github.com/speckit/ticketing/internal/waitlist/waitlistmem"
	"github.com/speckit/ticketing/internal/waitlist/waitlisttest"
)

// paid is ordering's fact of an offer's order, and cancelled its sister.
func (w world) paid(offer waitlist.OfferID) events.OrderPaid {
	return events.OrderPaid{Meta: events.Stamp(w.IDs.New(), w.Clock.Now()), Order: offer.UUID()}
}

func (w world) cancelled(offer waitlist.OfferID) events.OrderCancelled {
	return events.OrderCancelled{Meta: events.Stamp(w.IDs.New(), w.Clock.Now()), Order: offer.UUID()}
}

func TestAnOfferIsARealHoldAndAnOrderThatCanBePaid(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event, entries, seats := w.offered(t, 2)
	first := entries[0]
	o := w.Offer(t, first.Offer)
	same(t, "offer", [2]any{waitlist.Open, seats[:1]}, [2]any{o.State, o.SeatIDs()})
	same(t, "it is held", true, w.Seats.Holds(o.ID))
	same(t, "until", noon.Add(30*time.Minute), o.ExpiresAt)
	same(t, "total", money.Of(4990, "EUR"), o.Total)
	view, err := w.Show(t.Context(), anyone, first.ID, w.SecretOf(t, first))
	must(t, err)
	same(t, "secret of its order", "secret of "+o.ID.String(), view.Secret)
	fact := w.last(t)
	same(t, "told", [3]any{first.ID.UUID(), "assigned", events.LineOffered}, [3]any{fact.Entry, fact.Status, fact.Reason})
	same(t, "told of the offer", [3]any{o.ID.UUID(), o.ID.UUID(), o.ExpiresAt}, [3]any{*fact.Offer, *fact.Order, *fact.ExpiresAt})
	next, err := w.Show(t.Context(), anyone, entries[1].ID, w.SecretOf(t, entries[1]))
	must(t, err)
	same(t, "the second is first now", int64(1), next.Position)
	w.agree(t, event)
}

func TestACrashAtAnyPointOfTheHandOverIsResumed(t *testing.T) {
	t.Parallel()
	for n := 1; ; n++ {
		w := newWorld()
		event := w.Concert()
		seats := w.Seats.Row(event, 1, 2)
		entries := w.waiting(t, event, 2)
		w.Seats.Free(seats[0])
		w.Power.CutAt(n)
		_, err := w.HandOver(t.Context())
		if err == nil {
			_, err = w.DriveDue(t.Context())
		}
		crashed := w.Power.Restore()
		same(t, fmt.Sprintf("point %d: an error", n), crashed, err != nil)
		for range 3 {
			w.Turn(t)
			w.Clock.Advance(time.Second)
		}
		first := w.Entry(t, entries[0].ID)
		same(t, fmt.Sprintf("point %d: status", n), waitlist.Assigned, first.Status)
		same(t, "seats", seats[:1], w.Offer(t, first.Offer).SeatIDs())
		same(t, "held", true, w.Seats.Holds(first.Offer))
		same(t, "orders", []waitlist.OfferID{first.Offer}, w.Orders.Placings)
		same(t, "told", []string{events.LineJoined, events.LineConfirmed, events.LineOffered}, w.told(t, first.ID))
		same(t, "the second", waitlist.Pending, w.Entry(t, entries[1].ID).Status)
		w.agree(t, event)
		if !crashed {
			if n < 10 {
				t.Errorf("the hand-over has only %d points", n)
			}
			return
		}
	}
}

func TestTwoProcessesNeverOfferASeatTwice(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	seats := w.Seats.Row(event, 1, 2)
	entries := w.waiting(t, event, 2)
	other := w.On(w.memory)
	for _, between := range []string{"Aside", "Hold"} { // after the look, and before the hold
		w.Seats.Free(seats[0])
		hooks := w.Power.After
		if between == "Hold" {
			hooks = w.Power.Before
		}
		hooks[between] = func() {
			_, err := other.HandOver(t.Context())
			must(t, err)
			_, err = other.DriveDue(t.Context())
			must(t, err)
		}
		_, err := w.HandOver(t.Context())
		must(t, err)
		first := w.Entry(t, entries[0].ID)
		same(t, between+": status", waitlist.Assigned, first.Status)
		same(t, "the second", waitlist.Pending, w.Entry(t, entries[1].ID).Status)
		same(t, "let go", 0, len(w.Seats.LetGos))
		must(t, w.Decline(t.Context(), anyone, first.ID, w.SecretOf(t, first)))
		w.agree(t, event)
		entries = append(entries[1:], w.Wait(t, event, between+"@example.com", anySeat))
	}
}

// overtaken is a store whose reader of an entry comes too late.
type overtaken struct {
	*waitlistmem.Store
	by func()
}

func (s *overtaken) Entry(ctx context.Context, entry waitlist.EntryID) (waitlist.Entry, error) {
	if by := s.by; by != nil {
		s.by = nil
		by()
	}
	return s.Store.Entry(ctx, entry)
}

func TestAnOfferThatAnotherProcessHasOpenedMeanwhileIsLeftOpen(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	seats := w.Seats.Row(event, 1, 2)
	e := w.waiting(t, event, 1)[0]
	w.Seats.Free(seats[0])
	other, store := w.On(w.memory), &overtaken{Store: w.memory}
	store.by = func() {
		_, err := other.DriveDue(t.Context())
		must(t, err)
	}
	_, err := w.On(store).HandOver(t.Context())
	must(t, err)
	e = w.Entry(t, e.ID)
	same(t, "status", waitlist.Assigned, e.Status)
	same(t, "offer", waitlist.Open, w.Offer(t, e.Offer).State)
	same(t, "it is held", true, w.Seats.Holds(e.Offer))
	w.agree(t, event)
}

func TestWhoComesTooLateToOpenAnOfferDoesNotEndAnOpenOne(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	seats := w.Seats.Row(event, 1, 2)
	e := w.waiting(t, event, 1)[0]
	w.Seats.Free(seats[0])
	w.Power.Before["Place"] = func() {
		_, err := w.On(w.memory).DriveDue(t.Context())
		must(t, err)
		w.Clock.Advance(w.Rules.Window)
	}
	_, err := w.HandOver(t.Context())
	must(t, err)
	e = w.Entry(t, e.ID)
	same(t, "status", waitlist.Assigned, e.Status)
	same(t, "offer", waitlist.Open, w.Offer(t, e.Offer).State)
	w.agree(t, event)
}

func TestWhoseHoldIsRefusedKeepsThePlace(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	seats := w.Seats.Row(event, 1, 2)
	entries := w.waiting(t, event, 2)
	w.Seats.Free(seats[0])
	w.Power.Before["Hold"] = func() { w.Seats.Become(waitlisttest.Sold, seats[0]) }
	w.Turn(t)
	first := w.Entry(t, entries[0].ID)
	same(t, "the first", entries[0], first)
	same(t, "told", []string{events.LineJoined, events.LineConfirmed}, w.told(t, first.ID))
	w.Seats.Free(seats[0])
	w.Turn(t)
	same(t, "the first", waitlist.Assigned, w.Entry(t, first.ID).Status)
	line := w.LineOf(t, event)
	same(t, "offered, passed", [2]int64{1, 0}, [2]int64{line.Offered, line.Passed})
	w.agree(t, event)
}

func TestWhoseSeatsAreDearerBeforeTheyAreHeldIsNotOfferedThem(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	seats := w.Seats.Row(event, 1, 1)
	modest := w.Wait(t, event, "modest@example.com", waitlist.Wish{MaxPrice: "49.90"})
	next := w.Wait(t, event, "next@example.com", waitlist.Wish{})
	w.Seats.Free(seats[0])
	w.Power.Before["Hold"] = func() {
		w.Seats.Change(seats[0], func(v *waitlist.Vacancy) { v.Price = money.Of(8000, "EUR") })
	}
	w.Turn(t)
	w.Turn(t)
	same(t, "the modest one still waits", waitlist.Pending, w.Entry(t, modest.ID).Status)
	e := w.Entry(t, next.ID)
	same(t, "the next one", waitlist.Assigned, e.Status)
	same(t, "is offered the new price", money.Of(8000, "EUR"), w.Offer(t, e.Offer).Seats[0].Price)
	w.agree(t, event)
}

func TestAnOrderThatCannotBePlacedYetIsTriedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	seats := w.Seats.Row(event, 1, 1)
	e := w.waiting(t, event, 1)[0]
	w.Seats.Free(seats[0])
	w.Orders.Refuse = fmt.Errorf("an older order has the seat: %w", waitlist.ErrNotYet)
	w.Turn(t)
	offer := w.Entry(t, e.ID).Offer
	for tries, ms := range []int64{100, 200, 400, 800, 1600, 3200, 5000, 5000} {
		pause := time.Duration(ms) * time.Millisecond
		o := w.Offer(t, offer)
		same(t, "in the making, tries, look", [3]any{waitlist.Making, tries + 1, w.Clock.Now().Add(pause)}, [3]any{o.State, o.Tries, o.Look})
		w.Clock.Advance(pause - time.Microsecond)
		w.Turn(t)
		same(t, "not before", o, w.Offer(t, offer))
		w.Clock.Advance(time.Microsecond)
		w.Turn(t)
	}
	same(t, "it is held all the time", true, w.Seats.Holds(offer))
	w.Orders.Refuse = nil
	w.Clock.Advance(5 * time.Second)
	w.Turn(t)
	same(t, "status", waitlist.Assigned, w.Entry(t, e.ID).Status)
	w.agree(t, event)
}

func TestAnOrderThatIsRefusedForGoodGivesTheSeatBack(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	seats := w.Seats.Row(event, 1, 1)
	e := w.waiting(t, event, 1)[0]
	w.Seats.Free(seats[0])
	w.Orders.Refuse = waitlist.ErrRefused
	w.Turn(t)
	same(t, "the place", e, w.Entry(t, e.ID))
	same(t, "the seat", waitlisttest.Aside, w.Seats.Kind(seats[0]))
	w.Orders.Refuse = nil
	w.Turn(t)
	same(t, "status", waitlist.Assigned, w.Entry(t, e.ID).Status)
	w.agree(t, event)
}

func TestWhoLeavesWhileAnOfferIsMadeHasTheSeatPassedOn(t *testing.T) {
	t.Parallel()
	for _, step := range []string{"Hold", "Place", "Update"} {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			w := newWorld()
			event := w.Concert()
			seats := w.Seats.Row(event, 1, 1)
			entries := w.waiting(t, event, 2)
			w.Seats.Free(seats[0])
			w.Power.After[step] = func() { must(t, w.Leave(t.Context(), anyone, entries[0].ID, w.SecretOf(t, entries[0]))) }
			for range 3 {
				w.Turn(t)
			}
			left := w.Entry(t, entries[0].ID)
			same(t, "who left", [2]any{waitlist.Left, waitlist.OfferID{}}, [2]any{left.Status, left.Offer})
			same(t, "told", []string{events.LineJoined, events.LineConfirmed, events.LineLeft}, w.told(t, left.ID))
			second := w.Entry(t, entries[1].ID)
			same(t, "the second", waitlist.Assigned, second.Status)
			same(t, "it is held for the second", true, w.Seats.Holds(second.Offer))
			w.agree(t, event)
		})
	}
}

func TestAPaidOfferIsTaken(t *testing.T) {
	t.Parallel()
	for name, late := range map[string]bool{"as the fact tells": false, "though no fact came": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld()
			event, entries, seats := w.offered(t, 2)
			offer := entries[0].Offer
			w.Turn(t)
			w.Orders.Pay(offer)
			if late {
				w.Clock.Advance(30 * time.Minute)
			} else {
				w.bring(t, w.paid(offer))
				w.bring(t, w.paid(offer))
			}
			w.Turn(t)
			e := w.Entry(t, entries[0].ID)
			same(t, "place", [3]any{waitlist.Completed, events.LineTaken, waitlist.OfferID{}}, [3]any{e.Status, e.Reason, e.Offer})
			same(t, "offer", waitlist.Taken, w.Offer(t, offer).State)
			same(t, "seat", waitlisttest.Sold, w.Seats.Kind(seats[0]))
			line := w.LineOf(t, event)
			same(t, "offered, taken, passed", [3]int64{1, 1, 0}, [3]int64{line.Offered, line.Taken, line.Passed})
			same(t, "told", events.LineTaken, w.last(t).Reason)
			w.agree(t, event)
		})
	}
}

func TestAnOfferThatIsNotPaidGoesToTheNextAndAtLastToThePublic(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event, entries, seats := w.offered(t, 2)
	w.Clock.Advance(30*time.Minute - time.Microsecond)
	w.Turn(t)
	same(t, "a moment before", waitlist.Assigned, w.Entry(t, entries[0].ID).Status)
	w.Clock.Advance(time.Microsecond)
	w.Turn(t)
	first, second := w.Entry(t, entries[0].ID), w.Entry(t, entries[1].ID)
	same(t, "the first", [2]any{waitlist.Expired, events.LinePassed}, [2]any{first.Status, first.Reason})
	same(t, "the second", waitlist.Assigned, second.Status)
	w.Clock.Advance(30 * time.Minute)
	w.Turn(t)
	same(t, "the second", waitlist.Expired, w.Entry(t, second.ID).Status)
	same(t, "the seat", waitlisttest.Public, w.Seats.Kind(seats[0]))
	same(t, "inventory has no line any more", false, w.Seats.IsOpen(event))
	line := w.LineOf(t, event)
	same(t, "offered, taken, passed", [3]int64{2, 0, 2}, [3]int64{line.Offered, line.Taken, line.Passed})
	w.Seats.Become(waitlisttest.Sold, seats[0])
	again := w.Enter(t, event, first.Email, anySeat) // who is over may join again
	same(t, "a new place", int64(3), again.Place)
	w.agree(t, event)
}

func TestAPaymentUnderWayKeepsTheOffer(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event, entries, _ := w.offered(t, 1)
	offer := entries[0].Offer
	w.Clock.Advance(29 * time.Minute)
	w.Orders.Extend(offer, noon.Add(40*time.Minute))
	w.Clock.Advance(time.Minute)
	w.Turn(t)
	o := w.Offer(t, offer)
	same(t, "open until", [3]any{waitlist.Open, noon.Add(40 * time.Minute), noon.Add(40 * time.Minute)}, [3]any{o.State, o.ExpiresAt, o.Look})
	w.Orders.Pay(offer)
	w.Clock.Advance(10 * time.Minute)
	w.Turn(t)
	same(t, "status", waitlist.Completed, w.Entry(t, entries[0].ID).Status)
	w.agree(t, event)
}

func TestWhoLosesTheSeatsToTheHouseKeepsThePlace(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event, entries, seats := w.offered(t, 2)
	offer := entries[0].Offer
	w.Turn(t)
	w.Orders.End(offer, events.HoldExpired) // long before its time
	w.Seats.Become(waitlisttest.Sold, seats[0])
	w.bring(t, w.cancelled(offer))
	w.Turn(t)
	e := w.Entry(t, entries[0].ID)
	same(t, "place", [3]any{waitlist.Pending, events.LineWithdrawn, entries[0].Place}, [3]any{e.Status, e.Reason, e.Place})
	w.agree(t, event)
	w.Seats.Free(seats[1])
	w.Turn(t)
	same(t, "the first again", waitlist.Assigned, w.Entry(t, e.ID).Status)
	w.agree(t, event)
}

func TestACancelledEventEndsItsOffers(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event, entries, _ := w.offered(t, 1)
	w.Turn(t)
	w.Orders.End(entries[0].Offer, events.EventCancelled)
	w.bring(t, w.cancelled(entries[0].Offer))
	w.Turn(t)
	e := w.Entry(t, entries[0].ID)
	same(t, "place", [2]any{waitlist.Expired, events.LineOver}, [2]any{e.Status, e.Reason})
	w.agree(t, event)
}

// The order ends, and the fact arrives, at the worst moments: before the offer is open, and when ordering has just said that the order
// waits. What then wakes the offer must not be lost until its time is over.
func TestAFactAtTheWorstMomentIsNotLost(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"Place", "Find"} {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			w := newWorld()
			event := w.Concert()
			seats := w.Seats.Row(event, 1, 1)
			entries := w.waiting(t, event, 1)
			w.Seats.Free(seats[0])
			w.Power.After[method] = func() {
				offer := w.Entry(t, entries[0].ID).Offer
				w.Orders.End(offer, events.HoldExpired)
				w.Seats.Become(waitlisttest.Sold, seats[0])
				w.bring(t, w.cancelled(offer))
			}
			for range 3 {
				w.Turn(t)
			}
			e := w.Entry(t, entries[0].ID)
			same(t, "place", [2]any{waitlist.Pending, events.LineWithdrawn}, [2]any{e.Status, e.Reason})
			w.agree(t, event)
		})
	}
}

// Nobody was there to open the offer while its time went by: that is not its owner's fault.
func TestAnOfferThatWasNeverOpenCostsNobodyThePlace(t *testing.T) {
	t.Parallel()
	for point := 1; ; point++ {
		w := newWorld()
		event := w.Concert()
		seats := w.Seats.Row(event, 1, 1)
		e := w.waiting(t, event, 1)[0]
		w.Seats.Free(seats[0])
		w.Power.CutAt(point)
		_, _ = w.HandOver(t.Context()) // cut
		if !w.Power.Restore() {
			return
		}
		opened := w.Entry(t, e.ID).Status == waitlist.Assigned
		w.Clock.Advance(time.Hour)
		w.Seats.Free(seats[0]) // inventory had given it away, and it came back
		for range 3 {
			w.Turn(t)
			w.Clock.Advance(time.Second)
		}
		want := []string{events.LineJoined, events.LineConfirmed, events.LineOffered}
		if opened {
			want = append(want, events.LinePassed)
		}
		same(t, fmt.Sprintf("point %d: told", point), want, w.told(t, e.ID))
		w.agree(t, event)
	}
}

func TestAPausedLineOffersNothing(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	clerk := actor.Actor{Customer: w.IDs.New(), Role: actor.Organiser}
	wantErr(t, waitlist.ErrNoLine, w.Pause(t.Context(), clerk, event, true))
	seats := w.Seats.Row(event, 1, 2)
	e := w.waiting(t, event, 1)[0]
	for range 2 {
		must(t, w.Pause(t.Context(), clerk, event, true))
	}
	w.Seats.Free(seats[0])
	w.Turn(t)
	same(t, "status", waitlist.Pending, w.Entry(t, e.ID).Status)
	same(t, "the seat", waitlisttest.Aside, w.Seats.Kind(seats[0]))
	must(t, w.Pause(t.Context(), clerk, event, false))
	w.Turn(t)
	same(t, "status", waitlist.Assigned, w.Entry(t, e.ID).Status)
	var deeds []string
	for _, d := range w.memory.DB.Deeds() {
		deeds = append(deeds, d.Action)
		same(t, "who, whose", [3]any{clerk.Customer, "organiser", event.UUID()}, [3]any{d.Actor, d.Role, d.Subject})
	}
	same(t, "deeds", []string{"line.pause", "line.resume"}, deeds)
}

func TestWhileNobodyConfirmedTheSeatIsThePublics(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	seats := w.Seats.Row(event, 1, 2)
	w.Enter(t, event, "ann@example.com", anySeat)
	w.Seats.Free(seats[0])
	w.Turn(t)
	same(t, "the seat", waitlisttest.Public, w.Seats.Kind(seats[0]))
}
