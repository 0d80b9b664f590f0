package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/speckit/ticketing/test/e2e/client"
)

// errNoMore ends a caller whose work has run out.
var errNoMore = errors.New("no more work")

// figures are what a load came to.
type figures struct {
	clients int
	took    []time.Duration // of each piece of work
	span    time.Duration   // of all of it
	refused map[string]int  // by code
	batches batches
}

// drive has a number of callers do work, each on a connection of its own and each piece after the one before, until the time is over
// or the work has run out.
func (h *house) drive(ctx context.Context, clients int, span time.Duration, lane string, work func(ctx context.Context, c *client.Client) error) (figures, error) {
	before, err := h.batches(ctx, lane)
	if err != nil {
		return figures{}, err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	f := figures{clients: clients, refused: map[string]int{}}
	var mu sync.Mutex
	var callers sync.WaitGroup
	begun := time.Now()
	for range clients {
		callers.Go(func() {
			took, refused, err := h.call(ctx, begun.Add(span), work)
			if err != nil {
				cancel(err)
			}
			mu.Lock()
			defer mu.Unlock()
			f.took = append(f.took, took...)
			for code, n := range refused {
				f.refused[code] += n
			}
		})
	}
	callers.Wait()
	f.span = time.Since(begun)
	if err := context.Cause(ctx); err != nil {
		return f, err
	}
	after, err := h.batches(ctx, lane)
	f.batches = after.minus(before)
	slices.Sort(f.took)
	return f, err
}

// call is one caller.
func (h *house) call(ctx context.Context, until time.Time, work func(ctx context.Context, c *client.Client) error) (took []time.Duration, refused map[string]int, err error) {
	d := newDoor(h.Port)
	defer d.close()
	c := client.New(h.API(), d)
	took, refused = make([]time.Duration, 0, 4096), map[string]int{}
	for ctx.Err() == nil && time.Now().Before(until) {
		begun := time.Now()
		err := work(ctx, c)
		p, isRefusal := client.AsProblem(err)
		switch {
		case errors.Is(err, errNoMore):
			return took, refused, nil
		case isRefusal:
			refused[p.Code]++
		case err != nil:
			return took, refused, err
		default:
			took = append(took, time.Since(begun))
		}
	}
	return took, refused, nil
}

// rate is how much was done in a second.
func (f figures) rate() float64 { return float64(len(f.took)) / f.span.Seconds() }

// percentile of the sorted times.
func percentile(took []time.Duration, p float64) time.Duration {
	if len(took) == 0 {
		return 0
	}
	return took[min(len(took)-1, int(float64(len(took))*p/100))]
}

// head prints the head of a table of loads.
func (h *house) head(title, unit string) {
	h.say("## %s\n\n| clients | %s/s | p50 | p99 | in a batch | refused |\n|---:|---:|---:|---:|---:|---|\n", title, unit)
}

// row prints one load.
func (h *house) row(f figures) {
	refused := "–"
	if len(f.refused) > 0 {
		refused = fmt.Sprint(f.refused)
	}
	h.say("| %d | %.0f | %s | %s | %.1f | %s |\n", f.clients, f.rate(), short(percentile(f.took, 50)), short(percentile(f.took, 99)), f.batches.mean(), refused)
}

// short writes a time with as many digits as matter.
func short(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
}
