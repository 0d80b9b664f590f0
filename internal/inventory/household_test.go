package inventory_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/kernel/id"
)

func (h *house) forHouse(t *testing.T, note string, until time.Time, seats ...inventory.SeatID) error {
	t.Helper()
	return h.HoldForHouse(t.Context(), inventory.HouseHold{Event: h.Event, Seats: seats, Note: note, Until: until, By: staff})
}

// notes are what the house keeps, in the plan's order.
func (h *house) notes(t *testing.T) []string {
	t.Helper()
	seats, err := h.HouseHolds(t.Context(), h.Event, inventory.PlanPlace{}, 100)
	ok(t, err)
	var notes []string
	for _, seat := range seats {
		notes = append(notes, seat.Row+seat.Number+" "+seat.Note)
	}
	return notes
}

func TestTheHouseKeepsSeatsWithANoteAllOrNone(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.Hold(t, h.Buyer(), h.Seat("A", 2))
	h.Sell(t, h.Hold(t, h.Buyer(), h.Seat("A", 4)))
	ok(t, h.SetAside(t.Context(), inventory.SetAside{Seats: []inventory.SeatID{h.Seat("A", 5)}, Keeper: inventory.Waitlist}))
	h.facts()
	err := refused(t, h.forHouse(t, "Press", time.Time{}, h.Row("A", 6)...), inventory.ErrSeatTaken)
	same(t, err.Members["taken"], any(id.UUIDs([]inventory.SeatID{h.Seat("A", 2), h.Seat("A", 4), h.Seat("A", 5)})))
	if !strings.Contains(err.Error(), "seat 2") || !strings.Contains(err.Error(), "seat 5") {
		t.Errorf("it says %v", err)
	}
	h.tells(t)
	same(t, len(h.notes(t)), 0)
	ok(t, h.forHouse(t, " Press ", time.Time{}, h.Seat("B", 2), h.Seat("A", 1)))
	h.tells(t, "seat-status-changed", "seat-status-changed")
	same(t, h.notes(t), []string{"A1 Press", "B2 Press"})
	same(t, h.State(t, h.Seat("B", 2)).Status(), "reserved")
	_, err2 := h.Try(t.Context(), h.Buyer(), h.Seat("B", 2))
	refused(t, err2, inventory.ErrSeatTaken)
}

func TestWhatTheHouseKeepsItMayKeepAgainWithAnotherNoteAndNobodyHearsOfIt(t *testing.T) {
	t.Parallel()
	h := open(t)
	until := inventorytest.Start.Add(time.Hour)
	for range 2 { // the same call twice is one
		ok(t, h.forHouse(t, "Press", until, h.Row("A", 2)...))
	}
	h.tells(t, "seat-status-changed", "seat-status-changed")
	same(t, len(h.mem.DB.Deeds()), 2)
	ok(t, h.forHouse(t, "Sponsor", until.Add(-time.Minute), h.Row("A", 3)[1:]...))
	h.tells(t, "seat-status-changed")
	same(t, h.notes(t), []string{"A1 Press", "A2 Sponsor", "A3 Sponsor"})
	same(t, h.State(t, h.Seat("A", 2)).Until, until)
	h.Clock.Advance(time.Hour)
	same(t, h.sweep(t), 3)
	same(t, len(h.notes(t)), 0)
	same(t, h.State(t, h.Seat("A", 1)).Claim, inventory.Claim{Kind: inventory.SeatFree})
}

func TestAHouseHoldThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	h := open(t)
	one := h.Row("A", 1)
	for name, bad := range map[string]inventory.HouseHold{
		"no event":          {Seats: one},
		"no seats":          {Event: h.Event},
		"too many seats":    {Event: h.Event, Seats: slices.Repeat(one, 501)},
		"a time that is up": {Event: h.Event, Seats: one, Until: inventorytest.Start},
		"a long note":       {Event: h.Event, Seats: one, Note: strings.Repeat("ü", 201)},
		"a note of lines":   {Event: h.Event, Seats: one, Note: "a\nb"},
		"a broken note":     {Event: h.Event, Seats: one, Note: "a\xffb"},
	} {
		t.Run(name, func(t *testing.T) { refused(t, h.HoldForHouse(t.Context(), bad), inventory.ErrBadHouseHold) })
	}
	refused(t, h.forHouse(t, "", time.Time{}, h.Seat("A", 1), h.Seat("A", 1)), inventory.ErrSeatTwice)
	refused(t, h.forHouse(t, "", time.Time{}, inventory.SeatID(h.IDs.New())), inventory.ErrNoSuchSeat)
	refused(t, h.HoldForHouse(t.Context(), inventory.HouseHold{Event: inventory.EventID(h.IDs.New()), Seats: one}), inventory.ErrSeveral)
	_, err := h.ReleaseForHouse(t.Context(), h.Event, nil, staff)
	refused(t, err, inventory.ErrBadHouseHold)
	ok(t, h.forHouse(t, "", time.Time{}, h.Seats...)) // sixty: more than a buyer may name at a time would be as well
	h.is(t, inventory.SeatSetAside, h.Seats...)
}

func TestWhatTheHouseLetsGoFollowsTheEventsLine(t *testing.T) {
	t.Parallel()
	h := open(t)
	ok(t, h.forHouse(t, "Press", inventorytest.Start.Add(time.Minute), h.Seat("A", 1)))
	ok(t, h.forHouse(t, "Press", time.Time{}, h.Row("B", 2)...))
	h.Line(t)
	h.facts()
	n, err := h.ReleaseForHouse(t.Context(), h.Event, h.Row("B", 1), staff)
	ok(t, err)
	same(t, n, 1)
	h.tells(t, "seat-status-changed", "seat-status-changed")
	h.Clock.Advance(time.Minute)
	same(t, h.sweep(t), 1)
	for _, seat := range []inventory.SeatID{h.Seat("A", 1), h.Seat("B", 1)} {
		got := h.State(t, seat)
		same(t, got.Keeper, inventory.Waitlist)
		same(t, got.Note, "")
	}
	same(t, h.notes(t), []string{"B2 Press"})
}

func TestOnlyWhatTheHouseKeepsOfTheEventIsReleased(t *testing.T) {
	t.Parallel()
	h := open(t)
	ok(t, h.forHouse(t, "Press", time.Time{}, h.Row("A", 3)...))
	ok(t, h.SetAside(t.Context(), inventory.SetAside{Seats: h.Row("B", 1), Keeper: inventory.Waitlist}))
	held, err := h.Reserve(t.Context(), inventory.Reserve{Group: h.Group(), By: h.Buyer(), Seats: h.Row("A", 1), Keeper: inventory.House})
	ok(t, err)
	n, err := h.ReleaseForHouse(t.Context(), inventory.EventID(h.IDs.New()), h.Row("A", 3), staff)
	ok(t, err)
	same(t, n, 0)
	all := slices.Concat(h.Row("A", 3), h.Row("B", 1))
	for _, want := range []int{2, 0} { // the same call twice is one
		n, err = h.ReleaseForHouse(t.Context(), h.Event, all, staff)
		ok(t, err)
		same(t, n, want)
	}
	h.is(t, inventory.SeatHeld, held[0].Seat)
	h.is(t, inventory.SeatFree, h.Row("A", 3)[1:]...)
	h.is(t, inventory.SeatSetAside, h.Seat("B", 1))
}

func TestANewPlanKeepsHouseHoldsOfItsSeatsAndEndsTheOthers(t *testing.T) {
	t.Parallel()
	h := open(t)
	ok(t, h.forHouse(t, "Press", time.Time{}, h.Seat("A", 1), h.Seat("B", 1)))
	ok(t, h.ReplaceLayout(t.Context(), inventory.Relay{Event: h.Event}))
	ok(t, h.forHouse(t, "Late", time.Time{}, h.Seat("A", 2), h.Seat("B", 2)))
	smaller := h.Layout(2)
	smaller.Seats = smaller.Seats[inventorytest.RowSeats:] // without row A
	ok(t, h.Arrange(t.Context(), smaller))
	same(t, h.notes(t), []string{"B1 Press", "B2 Late"})
	h.is(t, inventory.SeatOff, h.Row("A", 2)...)
	refused(t, h.forHouse(t, "", time.Time{}, h.Seat("A", 1)), inventory.ErrNoSuchSeat)
	same(t, h.State(t, h.Seat("A", 1)).Claim, inventory.Claim{Kind: inventory.SeatOff})
}

func TestACancelledEventsSeatsAreNotKeptButLetGo(t *testing.T) {
	t.Parallel()
	h := open(t)
	ok(t, h.forHouse(t, "Press", time.Time{}, h.Row("A", 2)...))
	h.Line(t)
	terms := h.Terms
	terms.Version, terms.Status = 2, inventory.Cancelled
	ok(t, h.SetTerms(t.Context(), terms))
	refused(t, h.forHouse(t, "Press", time.Time{}, h.Seat("B", 1)), inventory.ErrEventCancelled)
	same(t, h.notes(t), []string{"A1 Press", "A2 Press"})
	n, err := h.ReleaseForHouse(t.Context(), h.Event, h.Row("A", 2), staff)
	ok(t, err)
	same(t, n, 2)
	h.is(t, inventory.SeatFree, h.Row("A", 2)...) // nobody waits for it any more
}
