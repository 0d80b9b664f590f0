package waitlisttest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/waitlist"
)

// TestCourse has people, ordering, inventory and crashes do what they like to two lines, as a seed says, and checks after every turn of
// the workers what must always be so: no seat in two live offers, every open offer with its hold, numbers that are the entries'. At the
// end everybody's time goes by, and no seat may be left to nobody.
func TestCourse(t *testing.T, store waitlist.Store, seed uint64, steps int) {
	c := &course{World: NewWorld(store), t: t, random: rand.New(rand.NewPCG(seed, 2))} // #nosec G404 -- repeatable
	for range 2 {
		event := c.Concert()
		c.events = append(c.events, event)
		for stretch := range 2 {
			c.seats = append(c.seats, c.Seats.Row(event, stretch, 4)...)
		}
	}
	for step := range steps {
		c.step()
		c.check()
		if t.Failed() {
			t.Fatalf("seed %d, step %d", seed, step)
		}
	}
	c.end()
	if t.Failed() {
		t.Fatalf("seed %d, end", seed)
	}
}

type course struct {
	*World
	t      *testing.T
	random *rand.Rand
	events []waitlist.EventID
	seats  []waitlist.SeatID
	joined []waitlist.EntryID
}

func pick[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

// step is something that somebody does, sometimes with a crash, and sometimes a turn of the workers.
func (c *course) step() {
	if c.random.IntN(8) == 0 {
		c.Power.CutAt(1 + c.random.IntN(12))
	}
	do := pick(c.random, c.join, c.join, c.confirm, c.confirm, c.quit, c.free, c.free, c.free, c.pay, c.house, c.wake, c.pass)
	do()
	c.workers()
	if c.Power.Restore() {
		c.Clock.Advance(time.Second)
		c.workers()
	}
}

// allowed is an error that a course may meet: a rule's, or the crash's.
func (c *course) allowed(err error) {
	c.t.Helper()
	_, rule := fault.As(err)
	if err != nil && !rule && !errors.Is(err, ErrAway) {
		c.t.Errorf("unexpected: %v", err)
	}
}

func (c *course) workers() {
	c.Orders.Sweep()
	c.Seats.Sweep()
	turns := []func() (int, error){
		func() (int, error) { return c.DriveDue(c.t.Context()) },
		func() (int, error) { return c.HandOver(c.t.Context()) },
		func() (int, error) { return c.Sweep(c.t.Context()) },
	}
	for range 2 {
		for _, i := range c.random.Perm(len(turns)) {
			_, err := turns[i]()
			c.allowed(err)
		}
	}
}

func (c *course) join() {
	event := pick(c.random, c.events...)
	joined, err := c.Join(c.t.Context(), waitlist.Join{
		Event: event, Email: fmt.Sprintf("P%d@example.com", c.random.IntN(20)),
		Wish: waitlist.Wish{Quantity: pick(c.random, 1, 1, 1, 2, 3), MaxPrice: pick[money.Decimal](c.random, "", "", "", "49.90", "10")},
	})
	c.allowed(err)
	if err == nil {
		c.joined = append(c.joined, joined.Entry)
	}
}

// someone is one who has joined, with the secret of the link.
func (c *course) someone() (waitlist.Entry, string) {
	if len(c.joined) == 0 {
		return waitlist.Entry{}, ""
	}
	e := c.Entry(c.t, pick(c.random, c.joined...))
	return e, c.SecretOf(c.t, e)
}

func (c *course) confirm() {
	e, secret := c.someone()
	c.allowed(c.Confirm(c.t.Context(), actor.Actor{}, e.ID, secret))
}

func (c *course) quit() {
	e, secret := c.someone()
	if c.random.IntN(2) == 0 {
		c.allowed(c.Leave(c.t.Context(), actor.Actor{}, e.ID, secret))
		return
	}
	c.allowed(c.Decline(c.t.Context(), actor.Actor{}, e.ID, secret))
}

// free lets some sold or public seats come free, and the public take some.
func (c *course) free() {
	for range 1 + c.random.IntN(3) {
		seat := pick(c.random, c.seats...)
		switch c.Seats.Kind(seat) {
		case Sold:
			c.Seats.Free(seat)
		case Public:
			c.Seats.Become(Sold, seat)
		}
	}
}

// order is one of the orders, with its offer, that wait.
func (c *course) order() (waitlist.OfferID, bool) {
	var waiting []waitlist.OfferID
	for _, offer := range c.Orders.Placings {
		if state := c.Orders.orders[offer].state; !state.Paid && !state.Cancelled {
			waiting = append(waiting, offer)
		}
	}
	if len(waiting) == 0 {
		return waitlist.OfferID{}, false
	}
	return pick(c.random, waiting...), true
}

func (c *course) pay() {
	if offer, there := c.order(); there {
		c.Orders.Pay(offer)
	}
}

// house ends an order, for one reason or another.
func (c *course) house() {
	if offer, there := c.order(); there {
		c.Orders.End(offer, pick(c.random, events.HoldExpired, events.CancelledByCustomer))
	}
}

// wake tells of orders, old and new.
func (c *course) wake() {
	var all []waitlist.OfferID
	for _, offer := range c.Orders.Placings {
		if c.random.IntN(2) == 0 {
			all = append(all, offer)
		}
	}
	err := c.Store.Update(c.t.Context(), func(tx waitlist.Tx) error {
		return tx.Wake(c.t.Context(), all, c.seats[:c.random.IntN(3)], c.Clock.Now())
	})
	c.allowed(err)
}

// pass lets time go by.
func (c *course) pass() {
	c.Clock.Advance(pick(c.random, time.Second, 40*time.Second, 10*time.Minute, 31*time.Minute))
}

// check says what must always be so between two turns of the workers.
func (c *course) check() {
	c.t.Helper()
	owner := map[waitlist.SeatID]waitlist.OfferID{}
	offers, err := c.Store.OfferPage(c.t.Context(), waitlist.OfferID{}, 10_000)
	if err != nil {
		c.t.Fatalf("read offers: %v", err)
	}
	for _, o := range offers {
		for _, seat := range o.SeatIDs() {
			if other, twice := owner[seat]; twice {
				c.t.Errorf("seat %s is in the offers %s and %s", seat, other, o.ID)
			}
			owner[seat] = o.ID
		}
		state := c.Orders.orders[o.ID]
		if o.State == waitlist.Open && !state.state.Paid && !state.state.Cancelled && !c.Seats.Holds(o.ID) {
			c.t.Errorf("the open offer %s has no hold", o.ID)
		}
	}
	for _, event := range c.events {
		Agree(c.t, c.Store, event)
	}
}

// end lets everybody's time go by.
func (c *course) end() {
	for range 8 {
		c.Clock.Advance(10 * time.Minute)
		for range 3 {
			c.workers()
		}
		c.check()
	}
	for _, seat := range c.seats {
		if kind := c.Seats.Kind(seat); kind == Aside {
			c.t.Errorf("seat %s is left aside", seat)
		}
	}
	c.Clock.Advance(48 * time.Hour)
	for range 3 {
		c.workers()
	}
	for _, event := range c.events {
		live, err := c.Store.InLine(c.t.Context(), event, "", 0, 100)
		if err != nil || len(live) > 0 || c.forgotten(event) {
			c.t.Errorf("when the event is over %d are in its line, whose end inventory never heard of: %v; %v", len(live), c.forgotten(event), err)
		}
	}
	for _, seat := range c.seats {
		if kind := c.Seats.Kind(seat); kind != Sold && kind != Public {
			c.t.Errorf("seat %s is left %s", seat, kind)
		}
	}
}

// forgotten reports whether inventory has a line open whose term we know. One whose every join crashed before it was committed we do
// not: its seats are let go as they come free.
func (c *course) forgotten(event waitlist.EventID) bool {
	lines, err := c.Store.Lines(c.t.Context(), []waitlist.EventID{event})
	return err == nil && len(lines) > 0 && c.Seats.IsOpen(event) && c.Seats.lines[event].number <= lines[0].Term
}

// Agree checks that a line's numbers are its entries', that who is offered seats has a live offer, and that ranks are true.
func Agree(t testing.TB, store waitlist.Store, event waitlist.EventID) {
	t.Helper()
	lines, err := store.Lines(t.Context(), []waitlist.EventID{event})
	if err != nil {
		t.Fatalf("read a line: %v", err)
	}
	live, err := store.InLine(t.Context(), event, "", 0, 10_000)
	if err != nil {
		t.Fatalf("list a line: %v", err)
	}
	if len(lines) == 0 {
		same(t, "in a line that is not there", 0, len(live))
		return
	}
	var waiting, confirmed, assigned int64
	for _, e := range live {
		ahead, err := store.Ahead(t.Context(), event, e.Place)
		if err != nil || ahead != waiting {
			t.Errorf("%d wait before place %d, %v, want %d", ahead, e.Place, err, waiting)
		}
		waiting += count(e.Waiting())
		confirmed += count(e.Status == waitlist.Pending)
		assigned += count(e.Status == waitlist.Assigned)
		if e.Offer.IsZero() {
			continue
		}
		o, there, err := store.Offer(t.Context(), e.Offer)
		if err != nil || !there || !o.Live() || o.Entry != e.ID {
			t.Errorf("place %d has the offer %s, which is %q: %v", e.Place, e.Offer, o.State, err)
		}
	}
	line := lines[0]
	same(t, "waiting, confirmed, assigned", [3]int64{waiting, confirmed, assigned}, [3]int64{line.Waiting, line.Confirmed, line.Assigned})
	same(t, "joined, less those gone", waiting, line.Joined-line.Gone)
	same(t, "offered, less taken and passed", assigned, line.Offered-line.Taken-line.Passed)
}

func count(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}
