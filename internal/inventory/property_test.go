package inventory_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorymem"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// crowd is buyers, orders and payments that do what they like to one hall.
type crowd struct {
	*inventorytest.House
	mem      *inventorymem.Store
	buyers   []actor.Actor
	made     [][]inventory.ReservationID
	payments []inventory.PaymentID
	orders   []inventory.Confirm
	read     int64
	versions map[id.UUID]int64
	shown    map[id.UUID]string
}

func newCrowd(t *testing.T) *crowd {
	store := inventorymem.New()
	c := &crowd{
		House: inventorytest.Open(t, store, nil), mem: store,
		made: [][]inventory.ReservationID{{}}, versions: map[id.UUID]int64{}, shown: map[id.UUID]string{},
	}
	for range 3 {
		c.buyers = append(c.buyers, c.Buyer())
		c.payments = append(c.payments, inventory.PaymentID(c.IDs.New()))
	}
	return c
}

func TestWhateverPeopleDoEverySeatHasOneClaimAndEveryChangeIsTold(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		c, ctx := newCrowd(t), context.Background()
		r.Repeat(map[string]func(*rapid.T){
			"hold":    func(r *rapid.T) { c.hold(ctx, r) },
			"best":    func(r *rapid.T) { c.best(ctx, r) },
			"order":   func(r *rapid.T) { c.order(ctx, r) },
			"release": func(r *rapid.T) { expected(r, c.Release(ctx, c.some(r), events.ManualCancellation)) },
			"pay": func(r *rapid.T) {
				expected(r, c.Protect(ctx, rapid.SampledFrom(c.payments).Draw(r, "payment"), c.some(r)))
			},
			"decline": func(r *rapid.T) {
				expected(r, c.Unprotect(ctx, rapid.SampledFrom(c.payments).Draw(r, "payment"), c.some(r)))
			},
			"cancel": func(r *rapid.T) { c.cancel(ctx, r) },
			"keep": func(r *rapid.T) {
				expected(r, c.SetAside(ctx, inventory.SetAside{Seats: c.seats(r), Keeper: inventory.House, Until: c.Clock.Now().Add(time.Minute)}))
			},
			"keep longer": func(r *rapid.T) {
				expected(r, c.SetAside(ctx, inventory.SetAside{Seats: c.seats(r), Keeper: inventory.Waitlist, Until: c.Clock.Now().Add(time.Minute)}))
			},
			"wait in line": func(r *rapid.T) {
				wish := inventory.LineWish{Event: c.Event, Quantity: 1, MaxPrice: "0", After: rapid.Int64Range(0, 3).Draw(r, "after")}
				verdicts, err := c.OpenLines(ctx, []inventory.LineWish{wish})
				expected(r, err)
				if verdicts[0].Err != nil || verdicts[0].Term <= wish.After {
					r.Fatalf("a wish after term %d: %+v", wish.After, verdicts[0])
				}
			},
			"close the line": func(r *rapid.T) { expected(r, c.CloseLine(ctx, c.Event, rapid.Int64Range(1, 4).Draw(r, "term"))) },
			"wait": func(r *rapid.T) {
				c.wait(r)
				_, err := c.Sweep(ctx)
				expected(r, err)
				due, err := c.Store.Due(ctx, c.Clock.Now(), 1)
				if err != nil || len(due) > 0 {
					r.Fatalf("after a sweep %v is due (%v)", due, err)
				}
			},
			"wait, and no sweep yet": c.wait,
			"":                       func(r *rapid.T) { c.check(ctx, r) },
		})
	})
}

func (c *crowd) wait(r *rapid.T) {
	c.Clock.Advance(time.Duration(rapid.IntRange(1, 12).Draw(r, "minutes")) * time.Minute)
}

func expected(r *rapid.T, err error) {
	if _, is := fault.As(err); err != nil && !is {
		r.Fatal(err)
	}
}

// seats draws a few seats of the first rows, so that people meet.
func (c *crowd) seats(r *rapid.T) []inventory.SeatID {
	first := rapid.IntRange(0, 5).Draw(r, "first")
	return c.Seats[first : first+rapid.IntRange(1, 3).Draw(r, "seats")]
}

func (c *crowd) some(r *rapid.T) []inventory.ReservationID {
	return rapid.SampledFrom(c.made).Draw(r, "reservations")
}

func (c *crowd) hold(ctx context.Context, r *rapid.T) {
	wish := inventory.Reserve{Group: c.Group(), By: rapid.SampledFrom(c.buyers).Draw(r, "buyer"), Seats: c.seats(r)}
	if rapid.Bool().Draw(r, "keeper") {
		wish.Keeper = inventory.Waitlist
	}
	c.keep(ctx, r, wish)
}

func (c *crowd) best(ctx context.Context, r *rapid.T) {
	c.keep(ctx, r, inventory.Reserve{
		Group: c.Group(), By: rapid.SampledFrom(c.buyers).Draw(r, "buyer"), Event: c.Event, Quantity: rapid.IntRange(1, 6).Draw(r, "quantity"),
	})
}

func (c *crowd) keep(ctx context.Context, r *rapid.T, wish inventory.Reserve) {
	holds, err := c.Reserve(ctx, wish)
	expected(r, err)
	if err != nil {
		return
	}
	c.made = append(c.made, inventorytest.IDs(holds))
	claims, err := c.Store.ClaimPage(ctx, inventory.ReservationID{}, 1000)
	expected(r, err)
	mine := 0
	for _, claim := range claims {
		if claim.Customer.UUID() == wish.By.Customer && claim.Order.IsZero() {
			mine++
		}
	}
	if mine > inventory.DefaultRules().Limit {
		r.Fatalf("a customer holds %d seats", mine)
	}
}

func (c *crowd) order(ctx context.Context, r *rapid.T) {
	in := inventory.Confirm{
		Order: inventory.OrderID(c.IDs.New()), Payment: rapid.SampledFrom(c.payments).Draw(r, "payment"), Reservations: c.some(r),
	}
	holds, err := c.Confirm(ctx, in)
	expected(r, err)
	if err == nil && len(holds) != len(in.Reservations) {
		r.Fatalf("%d seats sold for %d", len(holds), len(in.Reservations))
	}
	c.orders = append(c.orders, in)
}

func (c *crowd) cancel(ctx context.Context, r *rapid.T) {
	if len(c.orders) == 0 {
		return
	}
	in := rapid.SampledFrom(c.orders).Draw(r, "order")
	fact := events.OrderCancelled{
		Order: in.Order.UUID(), Reservations: id.UUIDs(in.Reservations),
		Reason: rapid.SampledFrom([]string{events.HoldExpired, events.OrderRefunded}).Draw(r, "reason"),
	}
	for _, s := range c.Subscriptions() {
		if s.Topic == fact.Topic() {
			payload, _ := json.Marshal(fact)
			expected(r, s.Handle(ctx, []work.Envelope{{Topic: s.Topic, Payload: payload}})[0])
		}
	}
}

// check holds the invariants against the whole store.
func (c *crowd) check(ctx context.Context, r *rapid.T) {
	claims, err := c.Store.ClaimPage(ctx, inventory.ReservationID{}, 1000)
	expected(r, err)
	live := map[inventory.SeatID]inventory.Reservation{}
	for _, claim := range claims {
		if other, twice := live[claim.Seat]; twice {
			r.Fatalf("seat %s is claimed by %s and %s", claim.Seat, other.ID, claim.ID)
		}
		live[claim.Seat] = claim
	}
	c.listen(r)
	seats, err := c.Store.Plan(ctx, c.Event)
	expected(r, err)
	for _, seat := range seats {
		claim, claimed := live[seat.ID]
		want := map[inventory.Status]inventory.Kind{inventory.Active: inventory.SeatHeld, inventory.Confirmed: inventory.SeatSold}[claim.Status]
		if claimed && (seat.Kind != want || seat.Reservation != claim.ID) {
			r.Fatalf("%s is %s, but its reservation is %s", seat.Label, seat.Kind, claim.Status)
		}
		if !claimed && (seat.Kind == inventory.SeatHeld || seat.Kind == inventory.SeatSold) {
			r.Fatalf("%s is %s by nobody", seat.Label, seat.Kind)
		}
		if seat.Version != c.versions[seat.ID.UUID()] || seat.Status() != c.shown[seat.ID.UUID()] {
			r.Fatalf("%s is %s at %d, but was told %s at %d", seat.Label, seat.Status(), seat.Version, c.shown[seat.ID.UUID()], c.versions[seat.ID.UUID()])
		}
	}
}

// listen follows the facts as the map does: each must carry the next version of its seat.
func (c *crowd) listen(r *rapid.T) {
	facts := c.mem.DB.Facts(c.read)
	c.read += int64(len(facts))
	for _, f := range facts {
		var said struct {
			Seat    id.UUID `json:"seatId"`
			Version int64   `json:"seatVersion"`
			Status  string  `json:"status"`
		}
		if err := json.Unmarshal(f.Payload, &said); err != nil {
			r.Fatal(err)
		}
		if said.Version != c.versions[said.Seat]+1 {
			r.Fatalf("%s: version %d follows %d", f.Topic, said.Version, c.versions[said.Seat])
		}
		c.versions[said.Seat] = said.Version
		c.shown[said.Seat] = map[string]string{
			"reservation-created": "reserved", "reservation-confirmed": "sold", "reservation-expired": "available", "seat-status-changed": said.Status,
		}[f.Topic]
	}
}
