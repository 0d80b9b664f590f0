package inventory_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/kernel/id"
)

func TestASeatChangesHandsOnlyAsTheRulesSay(t *testing.T) {
	t.Parallel()
	ids := id.NewSeeded(1)
	mine, other := inventory.ReservationID(ids.New()), inventory.ReservationID(ids.New())
	free := inventory.Claim{Kind: inventory.SeatFree}
	held := inventory.Claim{Kind: inventory.SeatHeld, Reservation: mine}
	sold := inventory.Claim{Kind: inventory.SeatSold, Reservation: mine}
	kept := inventory.Claim{Kind: inventory.SeatSetAside, Keeper: inventory.Waitlist, Until: inventorytest.Start}
	off := inventory.Claim{Kind: inventory.SeatOff}
	hold := func(keeper inventory.Keeper) func(*inventory.Seat) bool {
		return func(s *inventory.Seat) bool { return s.Hold(mine, keeper) == nil }
	}
	confirm := func(r inventory.ReservationID) func(*inventory.Seat) bool {
		return func(s *inventory.Seat) bool { return s.Confirm(r) == nil }
	}
	release := func(r inventory.ReservationID) func(*inventory.Seat) bool {
		return func(s *inventory.Seat) bool { return s.Free(r) }
	}
	setAside := func(s *inventory.Seat) bool { return s.SetAside(inventory.Waitlist, inventorytest.Start, "") == nil }
	letGo := func(k inventory.Keeper) func(*inventory.Seat) bool {
		return func(s *inventory.Seat) bool { return s.LetGo(k) }
	}
	takeOff := func(s *inventory.Seat) bool { return s.TakeOff() == nil }
	for _, c := range []struct {
		what string
		from inventory.Claim
		do   func(*inventory.Seat) bool
		to   inventory.Claim
	}{
		{"a free seat is held", free, hold(""), held},
		{"a held seat is not held again", held, hold(""), held},
		{"a sold seat is not held", sold, hold(""), sold},
		{"a seat that is off is not held", off, hold(""), off},
		{"a seat set aside is not held by the public", kept, hold(""), kept},
		{"a seat set aside is not held by another keeper", kept, hold(inventory.House), kept},
		{"a seat set aside is held by its keeper", kept, hold(inventory.Waitlist), held},
		{"a hold is confirmed", held, confirm(mine), sold},
		{"another's hold is not confirmed", held, confirm(other), held},
		{"a free seat is not confirmed", free, confirm(mine), free},
		{"a hold is released", held, release(mine), free},
		{"a sale is undone", sold, release(mine), free},
		{"a late release does not free another's seat", held, release(other), held},
		{"a late release does not free another's sale", sold, release(other), sold},
		{"a seat set aside is not released by a reservation", kept, release(inventory.ReservationID{}), kept},
		{"a free seat is set aside", free, setAside, kept},
		{"a held seat is not set aside", held, setAside, held},
		{"a keeper lets go", kept, letGo(inventory.Waitlist), free},
		{"another keeper cannot let go", kept, letGo(inventory.House), kept},
		{"a free seat leaves the plan", free, takeOff, off},
		{"a held seat does not leave the plan", held, takeOff, held},
		{"a sold seat does not leave the plan", sold, takeOff, sold},
		{"a seat that is off is put on sale", off, (*inventory.Seat).PutOn, free},
		{"a sold seat is not put on sale", sold, (*inventory.Seat).PutOn, sold},
	} {
		seat := inventory.Seat{Claim: c.from, Version: 7}
		done := c.do(&seat)
		if seat.Claim != c.to || done != (c.from != c.to) {
			t.Errorf("%s: became %+v (%v), want %+v", c.what, seat.Claim, done, c.to)
		}
		if want := map[bool]int64{true: 8, false: 7}[done]; seat.Version != want {
			t.Errorf("%s: version %d, want %d", c.what, seat.Version, want)
		}
	}
}

func TestASetAsideSeatLapsesAtItsTimeAndNotBefore(t *testing.T) {
	t.Parallel()
	at := inventorytest.Start
	seat := inventory.Seat{Claim: inventory.Claim{Kind: inventory.SeatSetAside, Keeper: inventory.House, Until: at}}
	forever := inventory.Seat{Claim: inventory.Claim{Kind: inventory.SeatSetAside, Keeper: inventory.House}}
	if seat.Lapsed(at.Add(-time.Microsecond)) || !seat.Lapsed(at) || forever.Lapsed(at.Add(time.Hour)) {
		t.Error("lapses at the wrong time")
	}
}
