package gateway

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// replica is a service that stops as ours do: it turns red, serves on for a moment, finishes what it has and closes.
type replica struct {
	address string
	red     atomic.Bool
	handle  http.Handler
	server  *http.Server
	ended   chan struct{}
}

func newReplica(t *testing.T, handle http.Handler) *replica {
	t.Helper()
	r := &replica{address: freeAddress(t), handle: handle}
	r.start(t)
	t.Cleanup(func() { _ = r.server.Close() })
	return r
}

func (r *replica) start(t *testing.T) {
	t.Helper()
	var l net.Listener
	eventually(t, "the port "+r.address, func() bool {
		var err error
		l, err = net.Listen("tcp", r.address)
		return err == nil
	})
	r.red.Store(false)
	r.server = &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if q.URL.Path == "/health/ready" {
			if r.red.Load() {
				w.WriteHeader(http.StatusServiceUnavailable)
			}
			return
		}
		r.handle.ServeHTTP(w, q)
	})}
	server, ended := r.server, make(chan struct{})
	r.ended = ended
	go func() {
		defer close(ended)
		_ = server.Serve(l)
	}()
}

// stop ends the replica after it was red for so long.
func (r *replica) stop(t *testing.T, red time.Duration) {
	t.Helper()
	r.red.Store(true)
	<-time.After(red)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := r.server.Shutdown(ctx); err != nil {
		t.Error(err)
	}
	<-r.ended
}

// buyers ask by GET and POST until they are told to stop, and count what went wrong.
type buyers struct {
	asked, failed atomic.Int64
	stop          context.CancelFunc
	done          sync.WaitGroup
}

func startBuyers(t *testing.T, g *gateway, n int) *buyers {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	b := &buyers{stop: stop}
	for range n {
		b.done.Go(func() {
			for ctx.Err() == nil {
				for _, method := range []string{"GET", "POST"} {
					b.asked.Add(1)
					a, err := g.try(context.WithoutCancel(ctx), method, "/api/orders", strings.NewReader(`{"orderId":"1"}`))
					if err != nil || a.status != http.StatusOK {
						b.failed.Add(1)
						t.Errorf("%s: %d %s %v", method, a.status, a.body, err)
						return
					}
				}
			}
		})
	}
	t.Cleanup(stop)
	return b
}

func (b *buyers) waitForMore(t *testing.T, n int64) {
	t.Helper()
	want := b.asked.Load() + n
	eventually(t, "more requests", func() bool { return b.asked.Load() >= want || b.failed.Load() > 0 })
}

func (b *buyers) end(t *testing.T) {
	t.Helper()
	b.stop()
	b.done.Wait()
	t.Logf("%d requests, %d failed", b.asked.Load(), b.failed.Load())
}

// goneAfter is how long a replica is red before it closes: two looks of the gateway and a bit.
const goneAfter = 1500 * time.Millisecond

func TestARollingRestartFailsNoRequest(t *testing.T) {
	t.Parallel()
	one, two := newReplica(t, fine), newReplica(t, fine)
	settings := services(t, fine)
	settings["ORDERING_UPSTREAMS"] = one.address + " " + two.address
	g := start(t, settings)
	b := startBuyers(t, g, 8)
	for _, r := range []*replica{one, two} {
		b.waitForMore(t, 200)
		r.stop(t, goneAfter)
		b.waitForMore(t, 200)
		r.start(t)
		again := make(chan struct{})
		var once sync.Once
		r.handle = http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
			once.Do(func() { close(again) })
			fine(w, q)
		})
		select { // the next one stops when this one is used again
		case <-again:
		case <-time.After(20 * time.Second):
			t.Fatal("a replica that is back is not used")
		}
	}
	b.end(t)
}

func TestTheRestartOfTheOnlyReplicaIsWaitedFor(t *testing.T) {
	t.Parallel()
	only := newReplica(t, fine)
	settings := services(t, fine)
	settings["ORDERING_UPSTREAMS"] = only.address
	g := start(t, settings)
	b := startBuyers(t, g, 4)
	b.waitForMore(t, 100)
	only.stop(t, goneAfter)
	<-time.After(time.Second) // the time that its start takes
	only.start(t)
	b.waitForMore(t, 100)
	b.end(t)
}

func TestADeadReplicaIsPassedBy(t *testing.T) {
	t.Parallel()
	settings := services(t, fine)
	dead := freeAddress(t)
	settings["ORDERING_UPSTREAMS"] = dead + " " + newReplica(t, fine).address
	g := start(t, settings)
	eventually(t, "the gateway to see that one is dead", func() bool { return strings.Contains(g.log.String(), `"host":"`+dead+`"`) })
	for range 50 {
		for _, method := range []string{"GET", "POST"} {
			if a := g.do(t, method, "/api/orders", strings.NewReader("{}")); a.status != 200 || (method == "POST" && a.body != "2 bytes") {
				t.Fatalf("%s: %d %s", method, a.status, a.body)
			}
		}
	}
}

func TestWhatMayHaveBeenHeardIsAskedTwiceOnlyWhenItReads(t *testing.T) {
	t.Parallel()
	var heard atomic.Int64
	deaf := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		heard.Add(1)
		panic(http.ErrAbortHandler) // dies with the request in hand
	})
	settings := services(t, fine)
	settings["ORDERING_UPSTREAMS"] = newReplica(t, deaf).address + " " + newReplica(t, deaf).address
	settings["CATALOG_UPSTREAMS"] = newReplica(t, deaf).address + " " + newReplica(t, fine).address
	g := start(t, settings)
	isProblem(t, g.do(t, "POST", "/api/orders/checkout", strings.NewReader("{}")), http.StatusBadGateway, "gateway")
	if n := heard.Load(); n != 1 {
		t.Errorf("a POST was heard %d times", n)
	}
	for range 4 {
		if a := g.do(t, "GET", "/api/events", nil); a.status != 200 {
			t.Errorf("a GET is answered %d although a replica lives", a.status)
		}
	}
}

func TestWhereNobodyIsTheCallerIsToldToComeAgain(t *testing.T) {
	t.Parallel()
	settings := services(t, fine)
	settings["ORDERING_UPSTREAMS"] = freeAddress(t)
	g := start(t, settings)
	begun := time.Now()
	a := g.do(t, "POST", "/api/orders/checkout", strings.NewReader("{}"))
	if a.status != http.StatusBadGateway && a.status != http.StatusServiceUnavailable {
		t.Errorf("answered %d", a.status)
	}
	isProblem(t, a, a.status, "gateway")
	if a.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	if took := time.Since(begun); took < 9*time.Second || took > 15*time.Second {
		t.Errorf("waited %s for a replica", took)
	}
	var op *net.OpError
	if _, err := net.Dial("tcp", settings["ORDERING_UPSTREAMS"]); !errors.As(err, &op) {
		t.Error("somebody took the port: nothing was tried")
	}
}
