package localbus_test

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/mem"
	"github.com/speckit/ticketing/internal/platform/messaging"
	"github.com/speckit/ticketing/internal/platform/messaging/localbus"
	"github.com/speckit/ticketing/internal/platform/messaging/shelfmem"
)

type told struct {
	ID id.UUID `json:"id"`
	N  int     `json:"n"`
}

func (told) Topic() string        { return "told" }
func (told) Key() string          { return "k" }
func (f told) MessageID() id.UUID { return f.ID }
func (told) At() time.Time        { return time.Time{} }

func tell(t *testing.T, db *mem.DB, n int) {
	t.Helper()
	if err := db.Update(t.Context(), func(u *mem.Unit) error { u.Emit(told{id.Random{}.New(), n}); return nil }); err != nil {
		t.Fatal(err)
	}
}

// listener is a group that counts what it hears, in order.
type listener struct {
	mu    sync.Mutex
	heard []int
	more  chan struct{}
	block chan struct{} // nil: never
}

func (l *listener) router(t *testing.T, group string) *messaging.Router {
	t.Helper()
	l.more = make(chan struct{}, 1000)
	sub := work.On(group, func(_ context.Context, f told) error {
		if l.block != nil {
			<-l.block
		}
		l.mu.Lock()
		l.heard = append(l.heard, f.N)
		l.mu.Unlock()
		l.more <- struct{}{}
		return nil
	})
	r, err := messaging.NewRouter(t.Context(), group, []work.Subscription{sub}, shelfmem.New(), messaging.DefaultPolicy, clock.System{}, id.Random{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (l *listener) await(n int) []int {
	for {
		l.mu.Lock()
		heard := append([]int(nil), l.heard...)
		l.mu.Unlock()
		if len(heard) >= n {
			return heard
		}
		<-l.more
	}
}

func run(bus *localbus.Bus) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = bus.Run(ctx) }()
	return func() { cancel(); <-done }
}

func TestEveryGroupHearsEverythingInOrderWhatWasToldBeforeIncluded(t *testing.T) {
	t.Parallel()
	db := mem.New()
	tell(t, db, 0)
	var a, b listener
	bus := localbus.New(slog.New(slog.DiscardHandler))
	bus.From("source", db, "told")
	bus.To(a.router(t, "a"))
	bus.To(b.router(t, "b"))
	defer run(bus)()
	for n := 1; n < 50; n++ {
		tell(t, db, n)
	}
	for _, l := range []*listener{&a, &b} {
		for i, n := range l.await(50) {
			if i != n {
				t.Fatalf("heard %v", l.heard)
			}
		}
	}
}

func TestASlowGroupHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	db := mem.New()
	slow, quick := listener{block: make(chan struct{})}, listener{}
	bus := localbus.New(slog.New(slog.DiscardHandler))
	bus.From("source", db, "told")
	bus.To(slow.router(t, "slow"))
	bus.To(quick.router(t, "quick"))
	defer run(bus)()
	defer close(slow.block)
	for n := range 20 {
		tell(t, db, n)
	}
	quick.await(20)
}

func TestANewProcessGoesOnWhereTheLastOneStopped(t *testing.T) {
	t.Parallel()
	db := mem.New()
	for n := range 10 {
		tell(t, db, n)
	}
	first := listener{}
	bus := localbus.New(slog.New(slog.DiscardHandler))
	bus.From("source", db, "told")
	bus.To(first.router(t, "g"))
	stop := run(bus)
	first.await(10)
	for at := int64(0); at < 10; at, _ = db.Cursor(t.Context(), "g") { // handled; now the cursor follows
		runtime.Gosched()
	}
	stop()
	tell(t, db, 10)
	second := listener{}
	again := localbus.New(slog.New(slog.DiscardHandler))
	again.From("source", db, "told")
	again.To(second.router(t, "g"))
	defer run(again)()
	if heard := second.await(1); heard[len(heard)-1] != 10 {
		t.Fatalf("heard %v", heard)
	}
}

// counted is an outbox that counts what is read from it.
type counted struct {
	*mem.DB
	read atomic.Int64
}

func (c *counted) Read(ctx context.Context, after int64, limit int) ([]work.Envelope, error) {
	found, err := c.DB.Read(ctx, after, limit)
	c.read.Add(int64(len(found)))
	return found, err
}

func TestAFactIsReadOnceForAllGroupsThatKeepUp(t *testing.T) {
	t.Parallel()
	source := &counted{DB: mem.New()}
	bus := localbus.New(slog.New(slog.DiscardHandler))
	bus.From("source", source, "told")
	listeners := make([]listener, 5)
	for i := range listeners {
		bus.To(listeners[i].router(t, fmt.Sprint("group ", i)))
	}
	defer run(bus)()
	for n := range 20 {
		tell(t, source.DB, n)
		for i := range listeners {
			listeners[i].await(n + 1)
		}
	}
	if read := source.read.Load(); read != 20 {
		t.Errorf("20 facts were read as %d", read)
	}
}

func TestAGroupThatIsFarBehindHearsEverythingInOrder(t *testing.T) {
	t.Parallel()
	const all = 3000 // more than are kept at hand
	db := mem.New()
	slow, quick := listener{block: make(chan struct{})}, listener{}
	bus := localbus.New(slog.New(slog.DiscardHandler))
	bus.From("source", db, "told")
	bus.To(slow.router(t, "slow"))
	bus.To(quick.router(t, "quick"))
	slow.more, quick.more = make(chan struct{}, 2*all), make(chan struct{}, 2*all)
	defer run(bus)()
	for n := range all {
		tell(t, db, n)
	}
	quick.await(all)
	close(slow.block)
	for i, n := range slow.await(all) {
		if i != n {
			t.Fatalf("heard %d in place of %d", n, i)
		}
	}
}
