package e2e

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/speckit/ticketing/test/e2e/client"
)

// How many buyers flow at once, how long each takes at least, and how many are asked about their tickets at once.
const (
	flowBuyers = 6
	flowPause  = 400 * time.Millisecond
	flowAsked  = 16
)

// flow is buyers who arrive and pay, none waiting for tickets, so that purchases pile up behind whatever is broken.
type flow struct {
	t      *testing.T
	house  *crashHouse
	door   func() http.RoundTripper // of a buyer
	closed chan struct{}
	buyers sync.WaitGroup

	mu    sync.Mutex
	begun []begun
}

// begun is a purchase that a buyer has brought to its payment, or to a refusal.
type begun struct {
	name string
	*purchase
	err error
}

// flows has stubborn buyers arrive until they are stopped, and returns once some have paid.
func (h *crashHouse) flows(t *testing.T) *flow {
	t.Helper()
	return h.flowsThrough(t, func() http.RoundTripper { return stubborn() })
}

func (h *crashHouse) flowsThrough(t *testing.T, door func() http.RoundTripper) *flow {
	t.Helper()
	f := &flow{t: t, house: h, door: door, closed: make(chan struct{})}
	t.Cleanup(func() { f.close() })
	for n := range flowBuyers {
		f.buyers.Go(func() { f.arrive(t.Context(), n) })
	}
	f.morePay(soon)
	return f
}

// arrive is one buyer after the other, each with a name of their own.
func (f *flow) arrive(ctx context.Context, n int) {
	next := time.NewTicker(flowPause)
	defer next.Stop()
	for i := 0; ; i++ {
		name := fmt.Sprintf("buyer-%d-%d-%s", n, i, f.house.event)
		p, err := f.house.buyThrough(ctx, f.door(), f.house.event, name)
		f.mu.Lock()
		f.begun = append(f.begun, begun{name, &p, err})
		f.mu.Unlock()
		select {
		case <-f.closed:
			return
		case <-ctx.Done():
			return
		case <-next.C:
		}
	}
}

// paid counts the purchases whose payment was taken.
func (f *flow) paid() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := 0
	for _, b := range f.begun {
		if b.err == nil {
			n++
		}
	}
	return n
}

// morePay expects buyers to go on paying: some more within a time.
func (f *flow) morePay(within time.Duration) {
	f.t.Helper()
	before := f.paid()
	err := client.Await(f.t.Context(), within, func(context.Context) error {
		if now := f.paid(); now < before+flowBuyers {
			return fmt.Errorf("%d purchases were paid, and then %d more", before, now-before)
		}
		return nil
	})
	if err != nil {
		f.t.Fatal(err)
	}
}

// sells expects buyers to pay all the time.
func (f *flow) sells(all time.Duration) {
	f.t.Helper()
	for end := time.Now().Add(all); time.Now().Before(end); f.pause(min(all, time.Second)) {
		f.morePay(soon)
	}
}

// pause lets buyers flow for a while.
func (f *flow) pause(d time.Duration) {
	f.t.Helper()
	select {
	case <-time.After(d):
	case <-f.t.Context().Done():
		f.t.Fatal(f.t.Context().Err())
	}
}

func (f *flow) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	select {
	case <-f.closed:
	default:
		close(f.closed)
	}
}

// settle has nobody else arrive, and judges what became of everybody.
func (f *flow) settle() {
	f.t.Helper()
	f.close()
	f.buyers.Wait()
	places := make(chan struct{}, flowAsked)
	var all sync.WaitGroup
	for _, b := range f.begun {
		all.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			f.house.judge(f.t.Context(), b)
		})
	}
	all.Wait()
	if n := f.house.ends["sold_out"]; n > 0 {
		f.t.Errorf("%d buyers heard that all was sold, and most was not", n)
	}
}

// judge waits for the end of a purchase and looks whether it is a good one.
func (h *crashHouse) judge(ctx context.Context, b begun) {
	if err := b.settle(ctx, b.err); err != nil {
		h.t.Errorf("%s: %v", b.name, err)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.purchases = append(h.purchases, b.purchase)
	h.ends[b.end()]++
}

// end is the state of the order at last, or why there is none.
func (b begun) end() string {
	if refusal, ok := client.AsProblem(b.err); ok && b.state == "" {
		return refusal.Code
	}
	if b.state == "" {
		return "gave up"
	}
	return b.state
}
