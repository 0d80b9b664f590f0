package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/app"
	"github.com/speckit/ticketing/test/e2e/client"
	"github.com/speckit/ticketing/test/e2e/installation"
)

// The scale of the crash tests.
const (
	usualCrashes = 5                       // kills at random moments; CRASHES says otherwise
	crashBuyers  = 12                      // at once
	longestLife  = 1500 * time.Millisecond // of a server under load, before it is killed
	pointTime    = 30 * time.Second        // within which a server has to pass a point
)

// crashHolds is how long a hold lasts where servers crash, so that a stuck one would be seen.
const crashHolds = 10 * time.Second

// crashHouse is a demo with an event of its own for the buyers.
type crashHouse struct {
	*house
	t     *testing.T
	event string
	wait  sync.WaitGroup

	mu        sync.Mutex
	purchases []*purchase
	ends      map[string]int
}

func newCrashHouse(t *testing.T, settings ...string) *crashHouse {
	t.Helper()
	h := closedHouse(t, append([]string{"RESERVATION_TTL=" + crashHolds.String(), "PAYMENT_WINDOW=1m", "BANK_LATENCY=0ms-20ms"}, settings...)...)
	return &crashHouse{house: h, t: t, ends: map[string]int{}}
}

// open starts the server again and says how long that took.
func (h *crashHouse) open(settings ...string) {
	h.t.Helper()
	begun := time.Now()
	p, err := h.Serve(h.t.Context(), settings...)
	if err != nil {
		h.t.Fatal(err)
	}
	h.process = p
	h.t.Logf("ready %s after the start", time.Since(begun).Round(time.Millisecond))
}

// furnish signs the people in and makes the event.
func (h *crashHouse) furnish(seats int) {
	h.t.Helper()
	if err := h.staff(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
	h.stock(seats)
}

// stock makes the event.
func (h *crashHouse) stock(seats int) {
	h.t.Helper()
	ctx := h.t.Context()
	e, err := h.organiser.CreateEvent(ctx, client.NewEvent{
		Name: "Crash", Description: "It goes on.", Venue: "Old Hall", EventDate: time.Now().AddDate(0, 1, 0).UTC(), MaxCapacity: seats, BasePrice: "40.00",
	})
	if err != nil {
		h.t.Fatal(err)
	}
	section := client.Section{SectionCode: "A", Rows: seats / 20, SeatsPerRow: 20, PriceMultiplier: json.Number("1")}
	if err := h.organiser.GenerateSeats(ctx, e.ID, section); err != nil {
		h.t.Fatal(err)
	}
	h.event = e.ID
	if err := client.Await(ctx, settleTime, func(ctx context.Context) error { // thousands of seats, while others have the machine too
		e, err := h.stranger.Event(ctx, h.event)
		if err != nil {
			return err
		}
		return want("seats on sale", e.AvailableSeats, seats)
	}); err != nil {
		h.t.Fatal(err)
	}
}

// purchase runs one purchase to its end, whatever happens to the server, and judges it.
func (h *crashHouse) purchase(ctx context.Context, name string) {
	p, err := h.buy(ctx, h.event, name)
	h.judge(ctx, begun{name, &p, err})
}

// crowd keeps buyers buying until it is told to stop, and then waits for the last purchases.
func (h *crashHouse) crowd(ctx context.Context) (stop func()) {
	closed := make(chan struct{})
	for n := range crashBuyers {
		h.wait.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-closed:
					return
				default:
					h.purchase(ctx, fmt.Sprintf("buyer-%d-%d", n, i))
				}
			}
		})
	}
	return func() { close(closed); h.wait.Wait() }
}

// inspect expects the map to say what the buyers say, no seat to be held longer than a hold lasts, and the books to be in order.
func (h *crashHouse) inspect(holds time.Duration) {
	h.t.Helper()
	ctx := h.t.Context()
	if err := client.Await(ctx, soon, h.mapped); err != nil {
		h.t.Error(err)
	}
	err := client.Await(ctx, holds+soon, func(ctx context.Context) error {
		e, err := h.stranger.Event(ctx, h.event)
		if err != nil {
			return err
		}
		return want("seats that are still held", e.ReservedSeats, 0)
	})
	if err != nil {
		h.t.Error(err)
	}
	if err := h.audit(ctx); err != nil {
		h.t.Error(err)
	}
	if err := h.mapped(ctx); err != nil {
		h.t.Error(err)
	}
}

// mapped reports whether the map shows as sold what the buyers have.
func (h *crashHouse) mapped(ctx context.Context) error {
	e, err := h.stranger.Event(ctx, h.event)
	if err != nil {
		return err
	}
	sold := 0
	for _, p := range h.purchases {
		if p.state == "fulfilled" {
			sold += len(p.order.Items)
		}
	}
	return want("seats sold, by the map and by the buyers", e.SoldSeats, sold)
}

// crashes is how often a server is killed.
func crashes(t *testing.T) int {
	t.Helper()
	text := os.Getenv("CRASHES")
	if text == "" {
		return usualCrashes
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("CRASHES: %v", err)
	}
	return n
}

// dieSoon kills the server at a random moment and opens it again.
func (h *crashHouse) dieSoon() {
	h.t.Helper()
	alive := time.NewTimer(rand.N(longestLife)) // #nosec G404 -- any moment will do
	select {
	case <-alive.C:
	case <-h.process.Ended():
		h.t.Fatalf("the server ended by itself:\n%s", h.process.Log())
	}
	h.process.Kill()
	h.open()
}

// TestKilledAtRandomMomentsNothingIsLost kills the server again and again while buyers buy.
func TestKilledAtRandomMomentsNothingIsLost(t *testing.T) {
	t.Parallel()
	h := newCrashHouse(t)
	h.open()
	h.furnish(4000)
	stop := h.crowd(t.Context())
	for range crashes(t) {
		h.dieSoon()
	}
	stop()
	h.inspect(crashHolds)
	if err := h.process.Stop(); err != nil {
		t.Error(err)
	}
	t.Logf("%d purchases ended as %v", len(h.purchases), h.ends)
	if h.ends["fulfilled"] == 0 {
		t.Error("nobody has bought anything, so nothing was tried")
	}
}

// TestKilledAtEachPointNothingIsLost has the server die once at each place where something is done and not yet known elsewhere.
func TestKilledAtEachPointNothingIsLost(t *testing.T) {
	t.Parallel()
	h := newCrashHouse(t)
	faulty, err := installation.New(faultyBinary, h.Data)
	if err != nil {
		t.Fatal(err)
	}
	h.Binary = faulty.Binary
	h.open()
	h.furnish(400)
	for i, point := range crashPoints() {
		must(t, h.process.Stop())
		h.dieAt(point, func(ctx context.Context) error {
			return h.buyAndReturn(ctx, h.organiser.Through(stubborn()), strconv.Itoa(i))
		})
	}
	h.inspect(crashHolds)
	if err := h.process.Stop(); err != nil {
		t.Error(err)
	}
}

// crashPoints are all points of a purchase, that after a commit at several commits.
func crashPoints() []string {
	var points []string
	for _, p := range app.Points {
		if p != app.AfterCommit {
			points = append(points, p)
			continue
		}
		for _, n := range []int{1, 2, 3, 4, 5, 6, 7} {
			points = append(points, fmt.Sprint(p, ":", n))
		}
	}
	return points
}

// dieAt does something on a server that dies at the point, starts it again, and waits for the end.
func (h *crashHouse) dieAt(point string, do func(ctx context.Context) error) {
	h.t.Helper()
	var err error
	if h.process, err = h.Start("SPECKIT_CRASH_AT=" + point); err != nil { // it may die of what is left from before, and not be ready at all
		h.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(h.t.Context(), pointTime+settleTime)
	defer cancel()
	h.wait.Go(func() {
		if err := do(ctx); err != nil {
			h.t.Errorf("%s: %v", point, err)
		}
	})
	select {
	case <-h.process.Ended():
	case <-time.After(pointTime):
		h.process.Kill()
		h.t.Errorf("the server did not pass %s", point)
	}
	h.t.Logf("died at %s", point)
	h.open()
	h.wait.Wait()
}

// buyAndReturn goes the whole way there and back.
func (h *crashHouse) buyAndReturn(ctx context.Context, organiser *client.Client, name string) error {
	p, err := h.buy(ctx, h.event, name)
	if err != nil {
		return fmt.Errorf("buy: %w", err)
	}
	if err := p.follow(ctx); err != nil {
		return fmt.Errorf("wait for the tickets: %w", err)
	}
	if err := want("state of the order", p.state, "fulfilled"); err != nil {
		return err
	}
	if _, err := organiser.Refund(ctx, p.payment.ID, name+" refund"); err != nil {
		return fmt.Errorf("refund: %w", err)
	}
	return client.Await(ctx, settleTime, func(ctx context.Context) error {
		order, err := p.buyer.Order(ctx, p.order.ID, "")
		if err != nil {
			return err
		}
		return want("state of the refunded order", order.State, "cancelled")
	})
}
