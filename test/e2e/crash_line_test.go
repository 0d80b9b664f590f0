package e2e

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/app"
	"github.com/speckit/ticketing/test/e2e/client"
	"github.com/speckit/ticketing/test/e2e/estate"
	"github.com/speckit/ticketing/test/e2e/installation"
)

// lineWindow is how long offers last where servers crash.
const lineWindow = 8 * time.Second

// lineSettings have everything that can run out run out soon.
var lineSettings = []string{"WAITLIST_WINDOW=" + lineWindow.String(), "WAITLIST_STALL=5s", "WAITLIST_NEIGHBOURS=1s"}

// TestTheLineSurvivesKillsAtRandomMoments kills the server again and again while seats are handed over.
func TestTheLineSurvivesKillsAtRandomMoments(t *testing.T) {
	t.Parallel()
	h := newCrashHouse(t, lineSettings...)
	h.open()
	h.furnish(lineSeats)
	q := h.queue(t)
	for range crashes(t) {
		h.dieSoon()
	}
	q.recovers()
	q.settle(lineWindow)
	if err := h.process.Stop(); err != nil {
		t.Error(err)
	}
}

// TestTheLineSurvivesKillsOfItsServices does so where each service is a process of its own, and kills those that a hand-over needs.
func TestTheLineSurvivesKillsOfItsServices(t *testing.T) {
	t.Parallel()
	b := openBrittle(t, estate.Plan{Settings: lineSettings})
	q := b.on(t, lineSeats).queue(t)
	for range crashes(t) {
		for _, name := range []string{"waitlist", "ordering", "inventory"} {
			q.pause(t.Context(), rand.N(longestLife)) // #nosec G404 -- any moment will do
			must(t, b.Of(name)[0].Restart(t.Context()))
		}
	}
	q.recovers()
	q.settle(lineWindow)
	b.nothingTwice(t, q.crashHouse)
}

// TestTheLineSurvivesDeathAtEachPoint has the server die once at each place of a hand-over where something is done and not yet known
// elsewhere.
func TestTheLineSurvivesDeathAtEachPoint(t *testing.T) {
	t.Parallel()
	h := newCrashHouse(t, "RESERVATION_TTL=10m", "WAITLIST_WINDOW=60s")
	faulty, err := installation.New(faultyBinary, h.Data)
	must(t, err)
	h.Binary = faulty.Binary
	h.open()
	h.furnish(lineSeats)
	q := h.newQueue(t)
	var seats []func(ctx context.Context) error
	for _, held := range q.holdAll(t) {
		for _, r := range held.seats {
			seats = append(seats, func(ctx context.Context) error { return held.Release(ctx, r.ReservationID) })
		}
	}
	for i, point := range linePoints() {
		must(t, h.process.Stop())
		h.dieAt(point, func(ctx context.Context) error { return q.handOver(ctx, fmt.Sprint("point-", i), seats[i]) })
	}
	if err := h.audit(t.Context()); err != nil {
		t.Error(err)
	}
	if err := client.Await(t.Context(), soon, h.mapped); err != nil {
		t.Error(err)
	}
	if err := h.process.Stop(); err != nil {
		t.Error(err)
	}
}

// linePoints are all points of a hand-over, and several of its commits.
func linePoints() []string {
	points := append([]string{}, app.LinePoints...)
	for _, n := range []int{1, 2, 4, 5, 6, 7, 8, 9, 10} {
		points = append(points, fmt.Sprint(app.AfterCommit, ":", n))
	}
	return points
}

// handOver lets a seat go for which two wait. The first declines it, the second buys it.
func (q *queue) handOver(ctx context.Context, name string, letGo func(ctx context.Context) error) error {
	first, second := q.stands(name+"-first", declines), q.stands(name+"-second", pays)
	for _, s := range []*stand{first, second} {
		if err := s.waitInLine(ctx); err != nil {
			return fmt.Errorf("%s: %w", s.email, err)
		}
	}
	if err := letGo(ctx); err != nil {
		return fmt.Errorf("let a seat go: %w", err)
	}
	for _, s := range []*stand{first, second} {
		if err := s.untilOver(ctx); err != nil {
			return fmt.Errorf("%s: %w", s.email, err)
		}
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.purchases = append(q.purchases, &second.purchase)
	if err := want("end of the first", first.end(), "expired declined"); err != nil {
		return err
	}
	return want("end of the second", second.end(), "completed taken")
}
