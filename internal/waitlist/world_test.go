package waitlist_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/waitlist"
	"github.com/speckit/ticketing/internal/waitlist/waitlistmem"
	"github.com/speckit/ticketing/internal/waitlist/waitlisttest"
)

// world is the service on a store in memory, whose outbox tests read.
type world struct {
	*waitlisttest.World
	memory *waitlistmem.Store
}

func newWorld() world {
	store := waitlistmem.New()
	return world{waitlisttest.NewWorld(store), store}
}

// anyone has no token.
var anyone actor.Actor

// told lists the reasons of an entry's facts, oldest first.
func (w world) told(t *testing.T, entry waitlist.EntryID) (reasons []string) {
	t.Helper()
	for _, envelope := range w.memory.DB.Facts(0) {
		fact, err := work.Open[events.WaitlistEntryChanged](envelope)
		if err != nil {
			t.Fatalf("read a fact: %v", err)
		}
		if fact.Entry == entry.UUID() {
			reasons = append(reasons, fact.Reason)
		}
	}
	return reasons
}

// last is the newest fact.
func (w world) last(t *testing.T) events.WaitlistEntryChanged {
	t.Helper()
	all := w.memory.DB.Facts(0)
	if len(all) == 0 {
		t.Fatal("nothing was told")
	}
	fact, err := work.Open[events.WaitlistEntryChanged](all[len(all)-1])
	if err != nil {
		t.Fatalf("read the newest fact: %v", err)
	}
	return fact
}

// bring delivers a fact to every group that listens.
func (w world) bring(t *testing.T, fact work.Fact) {
	t.Helper()
	envelope, err := work.Seal(fact)
	if err != nil {
		t.Fatalf("seal %s: %v", fact.Topic(), err)
	}
	for _, s := range w.Subscriptions() {
		if s.Topic == fact.Topic() {
			if err := errors.Join(s.Handle(t.Context(), []work.Envelope{envelope})...); err != nil {
				t.Fatalf("deliver %s to %s: %v", fact.Topic(), s.Group, err)
			}
		}
	}
}

// waiting has people wait, each for one seat, and returns their places.
func (w world) waiting(t *testing.T, event waitlist.EventID, people int) (entries []waitlist.Entry) {
	t.Helper()
	for n := range people {
		entries = append(entries, w.Wait(t, event, fmt.Sprintf("p%d@example.com", n+1), waitlist.Wish{}))
	}
	return entries
}

// offered sells an event of one row out, has people wait, lets the first seat come free and hands it over.
func (w world) offered(t *testing.T, people int) (event waitlist.EventID, entries []waitlist.Entry, seats []waitlist.SeatID) {
	t.Helper()
	event = w.Concert()
	seats = w.Seats.Row(event, 1, 4)
	entries = w.waiting(t, event, people)
	w.Seats.Free(seats[0])
	w.Turn(t)
	first := w.Entry(t, entries[0].ID)
	same(t, "status of the first", waitlist.Assigned, first.Status)
	entries[0] = first
	return event, entries, seats
}

// agree checks that a line's numbers are its entries', and that who lives has what his status says.
func (w world) agree(t testing.TB, event waitlist.EventID) {
	t.Helper()
	waitlisttest.Agree(t, w.Store, event)
}

func same(t testing.TB, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateErrors(), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func wantErr(t *testing.T, want, err error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
