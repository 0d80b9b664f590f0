package waitlist_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/waitlist"
	"github.com/speckit/ticketing/internal/waitlist/waitlisttest"
)

func TestPlacesThatWereNotConfirmedLapse(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	var late []waitlist.Entry
	for n := range 5 { // more than two pages
		late = append(late, w.Enter(t, event, fmt.Sprintf("late%d@example.com", n), anySeat))
	}
	kept := w.waiting(t, event, 1)[0]
	w.Clock.Advance(time.Hour)
	fresh := w.Enter(t, event, "fresh@example.com", anySeat)
	w.Clock.Advance(23*time.Hour - time.Microsecond)
	ended, err := w.Sweep(t.Context())
	must(t, err)
	same(t, "ended a moment before", 0, ended)
	w.Clock.Advance(time.Microsecond)
	ended, err = w.Sweep(t.Context())
	must(t, err)
	same(t, "ended", 5, ended)
	for _, e := range late {
		now := w.Entry(t, e.ID)
		same(t, "place", [3]any{waitlist.Expired, events.LineLapsed, w.Clock.Now()}, [3]any{now.Status, now.Reason, now.EndedAt})
		same(t, "told", []string{events.LineJoined, events.LineLapsed}, w.told(t, e.ID))
	}
	same(t, "who confirmed", kept, w.Entry(t, kept.ID))
	same(t, "who has time", fresh, w.Entry(t, fresh.ID))
	w.agree(t, event)
}

func TestALineInWhichNobodyIsIsClosedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	e := w.waiting(t, event, 1)[0]
	w.Turn(t)
	same(t, "while somebody waits", 0, len(w.Seats.Closed))
	must(t, w.leave(t, e))
	for range 3 {
		w.Turn(t)
	}
	same(t, "terms that inventory heard are over", []int64{1}, w.Seats.Closed)
	line := w.LineOf(t, event)
	same(t, "terms: present, closed, told", [3]int64{1, 1, 1}, [3]int64{line.Term, line.Closed, line.Told})
	w.Enter(t, event, "ann@example.com", anySeat)
	w.Turn(t)
	same(t, "the next term", int64(2), w.LineOf(t, event).Term)
	same(t, "inventory has a line", true, w.Seats.IsOpen(event))
	same(t, "terms that inventory heard are over", []int64{1}, w.Seats.Closed)
}

func TestACrashWhileALineIsClosedIsResumed(t *testing.T) {
	t.Parallel()
	for n := 1; ; n++ {
		w := newWorld()
		event := w.Concert()
		must(t, w.leave(t, w.waiting(t, event, 1)[0]))
		w.Power.CutAt(n)
		_, err := w.Sweep(t.Context())
		crashed := w.Power.Restore()
		same(t, "an error", crashed, err != nil)
		w.Turn(t)
		same(t, fmt.Sprintf("point %d: inventory has a line", n), false, w.Seats.IsOpen(event))
		line := w.LineOf(t, event)
		same(t, "terms: present, closed, told", [3]int64{1, 1, 1}, [3]int64{line.Term, line.Closed, line.Told})
		if !crashed {
			return
		}
	}
}

// news is catalog's fact of an event.
func (w world) news(event waitlist.EventID, version int64, starts time.Time, status string) events.EventChanged {
	return events.EventChanged{
		Meta: events.Stamp(w.IDs.New(), noon), Event: event.UUID(), EventVersion: version, EventDate: starts, Status: status,
	}
}

func TestWhenTheEventIsOverEverybodyIsSentHome(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		happen func(w world, t *testing.T, event waitlist.EventID)
		reason string
	}{
		"it begins": {func(w world, _ *testing.T, _ waitlist.EventID) { w.Clock.Advance(48*time.Hour - 15*time.Minute) }, events.LineLapsed},
		"it is moved to yesterday": {func(w world, t *testing.T, event waitlist.EventID) {
			w.bring(t, w.news(event, 2, noon.Add(-24*time.Hour), "active"))
		}, events.LineLapsed},
		"it is cancelled": {func(w world, t *testing.T, event waitlist.EventID) {
			for _, version := range []int64{3, 2} { // the older news comes late
				status := map[int64]string{2: "active", 3: "cancelled"}[version]
				w.bring(t, w.news(event, version, noon.Add(24*time.Hour), status))
			}
		}, events.LineOver},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld()
			event, other := w.Concert(), w.Concert()
			w.Clock.Advance(15 * time.Minute)
			entries := w.waiting(t, event, 5)
			unconfirmed := w.Enter(t, event, "ann@example.com", anySeat)
			elsewhere := w.Wait(t, other, "ann@example.com", anySeat)
			known := w.Events.Known[other]
			known.Starts = known.Starts.Add(time.Hour)
			w.bring(t, w.news(other, 2, known.Starts, "active"))
			seats := w.Seats.Row(event, 1, 1)
			c.happen(w, t, event)
			w.Seats.Free(seats[0])
			w.Turn(t)
			for _, e := range append(entries, unconfirmed) {
				now := w.Entry(t, e.ID)
				want := c.reason
				if e.ID == unconfirmed.ID {
					want = now.Reason // lapsed by itself where a day went by
				}
				same(t, "place", [2]any{waitlist.Expired, want}, [2]any{now.Status, now.Reason})
			}
			same(t, "elsewhere", waitlist.Pending, w.Entry(t, elsewhere.ID).Status)
			same(t, "the seat", waitlisttest.Public, w.Seats.Kind(seats[0]))
			same(t, "inventory has a line", false, w.Seats.IsOpen(event))
			w.agree(t, event)
		})
	}
}

func TestNewsOfAnEventWithoutALineAreNotKept(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	w.bring(t, events.EventChanged{Meta: events.Stamp(w.IDs.New(), noon), Event: event.UUID(), EventVersion: 2, Status: "cancelled"})
	_, err := w.Line(t.Context(), event)
	wantErr(t, waitlist.ErrNoLine, err)
}
