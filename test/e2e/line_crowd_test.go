package e2e

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/mail"
	"sync"
	"testing"
	"time"

	"github.com/speckit/ticketing/test/e2e/client"
)

// The scale of the tests of a line under faults.
const (
	lineSeats   = 20                     // of the event, which all are wanted
	lineHolders = 4                      // of the public, who hold what they can get and let it go
	linePeople  = 40                     // in line at once
	lineLook    = 200 * time.Millisecond // between two looks at a place or into the mailbox
	lineHolding = 2 * time.Second        // the longest that a holder keeps seats
	lineBound   = 10 * time.Second       // what a seat may be kept beyond an offer's window
	lineLife    = 10 * time.Minute       // of somebody in line, the longest of all
)

// queue is an event that is always sold out, with a crowd in line for it.
type queue struct {
	*crashHouse
	ctx     context.Context // of everybody's life
	calm    chan struct{}   // closed once nothing is killed any more
	closed  chan struct{}   // the doors
	people  sync.WaitGroup  // in line
	holders sync.WaitGroup
	box     postbox

	mu   sync.Mutex
	ends map[string]int // how places ended, by status and reason
}

// newQueue has nobody in it. Its mails are looked for until the test ends.
func (h *crashHouse) newQueue(t *testing.T) *queue {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), lineLife)
	q := &queue{crashHouse: h, ctx: ctx, calm: make(chan struct{}), closed: make(chan struct{}), ends: map[string]int{}}
	q.box.links = map[string]client.PlaceLink{}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		q.box.collect(ctx, h.stranger.Through(stubborn()))
	}()
	t.Cleanup(func() { cancel(); <-ended })
	return q
}

// queue fills the house's event and has people join its line, act on what they are offered, and make room for the next.
func (h *crashHouse) queue(t *testing.T) *queue {
	t.Helper()
	q := h.newQueue(t)
	all := q.holdAll(t)
	for n := range linePeople {
		q.people.Go(func() { q.keepComing(q.ctx, n) })
	}
	must(t, client.Await(t.Context(), mailLease, func(ctx context.Context) error {
		line, err := q.stranger.HasPending(ctx, q.event)
		if err == nil && line.PendingCount < linePeople/2 {
			err = fmt.Errorf("%d have confirmed", line.PendingCount)
		}
		return err
	}))
	for _, held := range all {
		q.holders.Go(func() { q.letGoAndTake(q.ctx, held) })
	}
	return q
}

// holdAll has guests of the public hold every seat.
func (q *queue) holdAll(t *testing.T) (all []holding) {
	t.Helper()
	for n := range lineHolders {
		held, err := q.holdSome(q.ctx, fmt.Sprint("first ", n), lineSeats/lineHolders)
		must(t, err)
		all = append(all, held)
	}
	return all
}

// settle has nobody else come, waits until everybody has gone, and inspects what is left.
func (q *queue) settle(window time.Duration) {
	q.t.Helper()
	close(q.closed)
	q.people.Wait()
	q.holders.Wait()
	ctx := q.t.Context()
	err := client.Await(ctx, window+lineBound, func(ctx context.Context) error {
		e, err := q.stranger.Event(ctx, q.event)
		if err != nil {
			return err
		}
		return want("seats that are still kept", e.ReservedSeats, 0)
	})
	if err != nil {
		q.t.Error(err)
	}
	if err := q.audit(ctx); err != nil {
		q.t.Error(err)
	}
	if err := client.Await(ctx, soon, q.mapped); err != nil {
		q.t.Error(err)
	}
	line, err := q.steward.Line(ctx, q.event)
	if err := errors.Join(err, want("in line", line.Waiting, 0), want("with an offer", line.Assigned, 0)); err != nil {
		q.t.Error(err)
	}
	q.t.Logf("places ended as %v; the office counts %+v", q.ends, line.Offers)
}

// handsOver waits until some more offers were made.
func (q *queue) handsOver() {
	q.t.Helper()
	ctx := q.t.Context()
	before, err := q.steward.Line(ctx, q.event)
	must(q.t, err)
	must(q.t, client.Await(ctx, soon, func(ctx context.Context) error {
		now, err := q.steward.Line(ctx, q.event)
		if err == nil && now.Offers.Made < before.Offers.Made+lineHolders {
			err = fmt.Errorf("%d offers were made, and then %d more", before.Offers.Made, now.Offers.Made-before.Offers.Made)
		}
		return err
	}))
}

// recovers says that nothing is killed any more, and waits until places have ended in every way, so that all of it was tried.
func (q *queue) recovers() {
	q.t.Helper()
	close(q.calm)
	err := client.Await(q.t.Context(), 2*mailLease, func(context.Context) error {
		q.mu.Lock()
		defer q.mu.Unlock()
		for _, end := range []string{"completed taken", "expired declined", "expired passed", "left left"} {
			if q.ends[end] == 0 {
				return fmt.Errorf("no place was %s; places ended as %v", end, q.ends)
			}
		}
		return nil
	})
	if err != nil {
		q.t.Error(err)
	}
}

// holdSome holds the best seats as a new guest.
func (q *queue) holdSome(ctx context.Context, key string, count int) (held holding, err error) {
	stranger := q.stranger.Through(stubborn())
	guest, err := stranger.BeginGuest(ctx)
	if err != nil {
		return holding{}, err
	}
	as := stranger.As(guest.GuestToken)
	group, err := as.Hold(ctx, client.Wish{EventID: q.event, Quantity: count}, key)
	return holding{as, group.Reservations}, err
}

// holding is what a guest of the public holds.
type holding struct {
	*client.Client
	seats []client.Reservation
}

// letGoAndTake is one of the public: lets seats go, one after the other, and takes what there is.
func (q *queue) letGoAndTake(ctx context.Context, held holding) {
	for {
		for _, r := range held.seats {
			q.pause(ctx, rand.N(lineHolding)) // #nosec G404 -- any moment will do
			if err := held.Release(ctx, r.ReservationID); err != nil && !isRefusal(err) {
				q.t.Errorf("let a seat go: %v", err)
				return
			}
		}
		if q.pause(ctx, lineLook) {
			return
		}
		var err error
		if held, err = q.holdMost(ctx); err != nil {
			q.t.Errorf("hold seats: %v", err)
			return
		}
	}
}

// holdMost holds as many seats as there are for one of the public, so that there are none for long.
func (q *queue) holdMost(ctx context.Context) (holding, error) {
	for count := lineSeats / lineHolders; count > 0; count-- {
		held, err := q.holdSome(ctx, "next", count)
		if err == nil || !isRefusal(err) {
			return held, err
		}
	}
	return holding{}, nil
}

func isRefusal(err error) bool {
	_, refused := client.AsProblem(err)
	return refused
}

// pause lets time pass, unless the doors are closed, which it reports.
func (q *queue) pause(ctx context.Context, d time.Duration) (closed bool) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-q.closed:
		return true
	case <-ctx.Done():
		return true
	case <-timer.C:
		return false
	}
}

// patiently does something that takes a bounded time where nothing is killed, and again as long as something is.
func (q *queue) patiently(ctx context.Context, do func() error) error {
	for {
		var calm bool
		select {
		case <-q.calm:
			calm = true
		default:
		}
		if err := do(); err == nil || calm || ctx.Err() != nil {
			return err
		}
	}
}

// keepComing is one person after the other, each with a name of their own.
func (q *queue) keepComing(ctx context.Context, n int) {
	for i := 0; ; i++ {
		name := fmt.Sprintf("line-%d-%d-%s", n, i, q.event)
		s := q.stands(name, whims[(n+i)%len(whims)])
		err := s.stand(ctx)
		if err == nil {
			err = s.makeRoom(ctx)
		}
		if err != nil {
			q.t.Errorf("%s: %v; the place was %s, %s", name, err, s.place.Status, s.place.Reason)
		}
		q.mu.Lock()
		q.ends[s.end()]++
		if s.paid() {
			q.purchases = append(q.purchases, &s.purchase)
		}
		q.mu.Unlock()
		if q.pause(ctx, lineLook) {
			return
		}
	}
}

// postbox is where the crowd's mails are looked for, by one who looks for all.
type postbox struct {
	mu    sync.Mutex
	links map[string]client.PlaceLink // by address
}

func (b *postbox) collect(ctx context.Context, as *client.Client) {
	look := time.NewTicker(lineLook)
	defer look.Stop()
	for {
		letters, _ := as.Mailbox(ctx) // whoever waits for a letter in vain says so
		for _, l := range letters {
			b.keep(l)
		}
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
	}
}

func (b *postbox) keep(l client.Letter) {
	to, err := mail.ParseAddress(l.To)
	link, there := l.PlaceLink()
	if err != nil || !there {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.links[to.Address] = link
}

// link waits for the link to somebody's place. One who is killed with a mail in hand has it for a while.
func (b *postbox) link(ctx context.Context, address string) (link client.PlaceLink, err error) {
	return link, client.Await(ctx, mailLease+soon, func(context.Context) error {
		b.mu.Lock()
		defer b.mu.Unlock()
		var there bool
		if link, there = b.links[address]; !there {
			return errors.New("no mail has come with the link")
		}
		return nil
	})
}
