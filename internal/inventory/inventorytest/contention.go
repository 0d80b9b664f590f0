package inventorytest

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/actor"
)

const rivals = 200

// Gates are the gates of a test's two services: made ready for the test, then called once for each.
type Gates map[string]func(t *testing.T) func() inventory.Gate

// TestContention lets crowds meet at a store: with a gate that is off and with those that lie, since none may change who wins, and
// through two services at once, as two processes would.
func TestContention(t *testing.T, open Opener) {
	each := func(gate func() inventory.Gate) func(*testing.T) func() inventory.Gate {
		return func(*testing.T) func() inventory.Gate { return gate }
	}
	TestContentionAt(t, open, Gates{
		"with the gate off":           each(func() inventory.Gate { return OpenGate{} }),
		"with a gate that lies":       each(func() inventory.Gate { return NewLyingGate() }),
		"with a gate that stays busy": each(func() inventory.Gate { return BusyGate{} }),
	})
}

// TestContentionAt lets crowds meet at gates.
func TestContentionAt(t *testing.T, open Opener, gates Gates) {
	for name, test := range map[string]func(*testing.T, *House, *inventory.Service){
		"of many buyers one gets the seat":                 testOneSeat,
		"groups that overlap are held whole or not at all": testGroups,
		"a customer's limit holds in two processes":        testLimit,
		"nobody is given the same best seats":              testBest,
		"the same command at the same time is one":         testTwins,
		"the house and buyers never have the same seat":    testHouseAndBuyers,
	} {
		for at, of := range gates {
			t.Run(name+" "+at, func(t *testing.T) {
				t.Parallel()
				store, _ := open(t)
				gate := of(t)
				h := Open(t, store, gate())
				other := inventory.New(store, gate(), inventory.DefaultRules(), h.Clock, h.IDs)
				test(t, h, other)
				consistent(t, store)
			})
		}
	}
}

// rush runs so many callers at once, every second one through the other service, and counts who succeeded. Whoever fails must
// have been refused by a rule.
func rush(t *testing.T, n int, h *House, other *inventory.Service, try func(svc *inventory.Service, i int) error, allowed ...error) int {
	t.Helper()
	var won atomic.Int64
	var wg sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		svc := h.Service
		if i%2 == 1 {
			svc = other
		}
		wg.Go(func() {
			<-start
			err := try(svc, i)
			if err == nil {
				won.Add(1)
				return
			}
			for _, a := range allowed {
				if errors.Is(err, a) {
					return
				}
			}
			t.Errorf("caller %d: %v", i, err)
		})
	}
	close(start)
	wg.Wait()
	return int(won.Load())
}

func testOneSeat(t *testing.T, h *House, other *inventory.Service) {
	won := rush(t, rivals, h, other, func(svc *inventory.Service, _ int) error {
		_, err := svc.Reserve(t.Context(), inventory.Reserve{Group: h.Group(), By: h.Buyer(), Seats: h.Seats[:1]})
		return err
	}, inventory.ErrSeatTaken)
	if won != 1 {
		t.Errorf("%d buyers hold the seat", won)
	}
}

// testHouseAndBuyers has the house keep two seats at the instant at which buyers hold one of them each.
func testHouseAndBuyers(t *testing.T, h *House, other *inventory.Service) {
	var kept atomic.Int64
	held := rush(t, rivals, h, other, func(svc *inventory.Service, i int) error {
		if i%4 > 1 {
			_, err := svc.Reserve(t.Context(), inventory.Reserve{Group: h.Group(), By: h.Buyer(), Seats: h.Seats[i%2 : i%2+1]})
			return err
		}
		err := svc.HoldForHouse(t.Context(), inventory.HouseHold{Event: h.Event, Seats: h.Seats[:2], Note: "Press"})
		if err == nil {
			kept.Add(1)
		}
		return err
	}, inventory.ErrSeatTaken) - int(kept.Load())
	seats, err := h.HouseHolds(t.Context(), h.Event, inventory.PlanPlace{}, 10)
	must(t, err)
	if all := kept.Load() > 0; all && (held != 0 || len(seats) != 2) || !all && len(seats) != 0 {
		t.Errorf("the house keeps %d of 2 seats (%d times), buyers hold %d", len(seats), kept.Load(), held)
	}
}

func testGroups(t *testing.T, h *House, other *inventory.Service) {
	rush(t, 40, h, other, func(svc *inventory.Service, i int) error {
		_, err := svc.Reserve(t.Context(), inventory.Reserve{Group: h.Group(), By: h.Buyer(), Seats: h.Seats[i%8 : i%8+3]})
		return err
	}, inventory.ErrSeatTaken)
	claims, err := h.Store.ClaimPage(t.Context(), inventory.ReservationID{}, 1000)
	must(t, err)
	groups := map[inventory.GroupID]int{}
	for _, c := range claims {
		groups[c.Group]++
	}
	for group, seats := range groups {
		if seats != 3 {
			t.Errorf("group %s holds %d of 3 seats", group, seats)
		}
	}
	if len(groups) == 0 {
		t.Error("nobody holds anything")
	}
}

func testLimit(t *testing.T, h *House, other *inventory.Service) {
	buyer := h.Buyer()
	won := rush(t, 20, h, other, func(svc *inventory.Service, i int) error {
		_, err := svc.Reserve(t.Context(), inventory.Reserve{Group: h.Group(), By: buyer, Seats: h.Seats[2*i : 2*i+2]})
		return err
	}, inventory.ErrLimitReached, inventory.ErrSeatTaken)
	if limit := inventory.DefaultRules().Limit / 2; won > limit || won == 0 {
		t.Errorf("%d couples of seats for one customer, the limit is %d", won, limit)
	}
}

func testBest(t *testing.T, h *House, other *inventory.Service) {
	won := rush(t, 30, h, other, func(svc *inventory.Service, _ int) error {
		_, err := svc.Reserve(t.Context(), inventory.Reserve{Group: h.Group(), By: h.Buyer(), Event: h.Event, Quantity: 2, Section: Stalls})
		return err
	}, inventory.ErrSoldOut)
	if won == 0 || won > Rows*RowSeats/2 {
		t.Errorf("%d couples were given seats", won)
	}
}

func testTwins(t *testing.T, h *House, other *inventory.Service) {
	wish := inventory.Reserve{Group: h.Group(), By: actor.Actor{Customer: h.IDs.New(), Role: actor.Guest}, Event: h.Event, Quantity: 3}
	won := rush(t, 10, h, other, func(svc *inventory.Service, _ int) error {
		_, err := svc.Reserve(t.Context(), wish)
		return err
	})
	claims, err := h.Store.ClaimPage(t.Context(), inventory.ReservationID{}, 1000)
	must(t, err)
	if won != 10 || len(claims) != 3 {
		t.Errorf("%d of 10 found the group, which has %d seats", won, len(claims))
	}
}

// consistent compares every seat with the reservations.
func consistent(t *testing.T, store inventory.Store) {
	t.Helper()
	claims, err := store.ClaimPage(t.Context(), inventory.ReservationID{}, 1000)
	must(t, err)
	live := map[inventory.SeatID]inventory.ReservationID{}
	for _, c := range claims {
		if _, twice := live[c.Seat]; twice {
			t.Errorf("seat %s has two live reservations", c.Seat)
		}
		live[c.Seat] = c.ID
	}
	seats, err := store.SeatPage(t.Context(), inventory.SeatID{}, 1000)
	must(t, err)
	for _, seat := range seats {
		if seat.Reservation != live[seat.ID] {
			t.Errorf("%s says %s, its reservation is %s", seat.Label, seat.Reservation, live[seat.ID])
		}
	}
}
