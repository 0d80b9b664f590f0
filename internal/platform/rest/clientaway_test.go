package rest_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// replica is a service that can be stopped and started again at its address.
type replica struct {
	t       *testing.T
	address string
	server  *httptest.Server
	calls   atomic.Int32
}

func newReplica(t *testing.T) *replica {
	r := &replica{t: t, address: "127.0.0.1:0"}
	r.start()
	t.Cleanup(func() { r.stop() })
	return r
}

func (r *replica) start() {
	r.t.Helper()
	listener, err := net.Listen("tcp", r.address)
	if err != nil {
		r.t.Fatal(err)
	}
	r.address = listener.Addr().String()
	r.server = &httptest.Server{Listener: listener, Config: &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		r.calls.Add(1)
		w.WriteHeader(http.StatusNoContent)
	})}}
	r.server.Start()
}

func (r *replica) stop() {
	r.server.CloseClientConnections()
	r.server.Close()
}

func (r *replica) base() string { return "http://" + r.address }

func callerOf(t *testing.T, cfg rest.ClientConfig) *rest.Client {
	client := rest.NewClient(cfg)
	t.Cleanup(client.Close)
	return client
}

// post is a call that net/http does not repeat of itself.
func post(safe bool) rest.Request {
	return rest.Request{Method: "POST", Path: "/internal/x", Body: "x", Safe: safe}
}

func TestAServiceThatIsBeingRestartedIsWaitedFor(t *testing.T) {
	t.Parallel()
	for _, safe := range []bool{true, false} {
		r := newReplica(t)
		r.stop()
		client := callerOf(t, rest.ClientConfig{Base: r.base()})
		answered := make(chan error, 1)
		go func() { answered <- client.Call(context.Background(), post(safe)) }()
		select {
		case err := <-answered:
			t.Errorf("safe %v: answered without a service: %v", safe, err)
		case <-time.After(300 * time.Millisecond): // longer than three quick tries take
		}
		r.start()
		if err := <-answered; err != nil || r.calls.Load() != 1 {
			t.Errorf("safe %v: %v after %d calls", safe, err, r.calls.Load())
		}
	}
}

func TestADeadConnectionIsNoFailure(t *testing.T) {
	t.Parallel()
	r := newReplica(t)
	client := callerOf(t, rest.ClientConfig{Base: r.base()})
	for range 20 {
		if err := client.Call(context.Background(), post(true)); err != nil {
			t.Fatal(err)
		}
		r.stop()
		r.start()
	}
	if r.calls.Load() != 20 {
		t.Errorf("%d calls arrived", r.calls.Load())
	}
}

func TestACallThatWasCutIsRepeatedOnlyIfSafe(t *testing.T) {
	t.Parallel()
	for _, safe := range []bool{true, false} {
		var calls atomic.Int32
		client := caller(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if calls.Add(1) == 1 {
				panic(http.ErrAbortHandler)
			}
			w.WriteHeader(http.StatusNoContent)
		}))
		err := client.Call(context.Background(), post(safe))
		if want := map[bool]int32{true: 2, false: 1}[safe]; calls.Load() != want || (err == nil) != safe {
			t.Errorf("safe %v: %d calls, %v", safe, calls.Load(), err)
		}
	}
}

func TestAServiceThatHangsIsGivenUpAtTheDeadline(t *testing.T) {
	t.Parallel()
	over := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-over }))
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(over) })
	client := callerOf(t, rest.ClientConfig{Base: server.URL, Timeout: time.Minute})
	call := post(true)
	call.Timeout = 50 * time.Millisecond
	began := time.Now()
	if err := client.Call(context.Background(), call); !fault.Is(err, fault.Unavailable) || time.Since(began) > 5*time.Second {
		t.Errorf("%v after %s", err, time.Since(began))
	}
}

func TestAnotherReplicaAnswersAtOnceWhereOneIsDown(t *testing.T) {
	t.Parallel()
	up, down := newReplica(t), newReplica(t)
	down.stop()
	client := callerOf(t, rest.ClientConfig{Base: down.base() + "/, " + up.base()})
	for i := range 20 {
		call := post(false)
		call.Timeout = 30 * time.Millisecond // shorter than the first pause: nobody waits
		if i == 0 {
			call.Timeout = time.Second
		}
		if err := client.Call(context.Background(), call); err != nil {
			t.Fatalf("call %d: %v", i, err)
		}
	}
	if up.calls.Load() != 20 {
		t.Errorf("%d calls arrived", up.calls.Load())
	}
}

func TestAnotherReplicaAnswersAtOnceWhereOneIsStarting(t *testing.T) {
	t.Parallel()
	up := newReplica(t)
	starting := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write([]byte(`{"status":503,"code":"starting","title":"Service Unavailable","detail":"Nothing was done."}`))
	}))
	t.Cleanup(starting.Close)
	client := callerOf(t, rest.ClientConfig{Base: starting.URL + "," + up.base()})
	for i := range 10 {
		if err := client.Call(context.Background(), post(false)); err != nil {
			t.Fatalf("call %d: %v", i, err)
		}
	}
	if up.calls.Load() != 10 {
		t.Errorf("%d calls arrived", up.calls.Load())
	}
}

func TestReplicasShareTheCalls(t *testing.T) {
	t.Parallel()
	one, two := newReplica(t), newReplica(t)
	client := callerOf(t, rest.ClientConfig{Base: one.base() + "," + two.base()})
	for range 20 {
		if err := client.Call(context.Background(), post(false)); err != nil {
			t.Fatal(err)
		}
	}
	if one.calls.Load() != 10 || two.calls.Load() != 10 {
		t.Errorf("%d and %d calls", one.calls.Load(), two.calls.Load())
	}
}

// exhaust makes calls that do not reach the service until they are refused at once.
func exhaust(t *testing.T, client *rest.Client) {
	t.Helper()
	for range 10 {
		call := post(true)
		call.Timeout = 20 * time.Millisecond
		if err := client.Call(context.Background(), call); !fault.Is(err, fault.Unavailable) {
			t.Fatalf("without a service: %v", err)
		}
	}
}

func TestAServiceThatIsAwayForLongIsNotWaitedForAndIsFoundAgain(t *testing.T) {
	t.Parallel()
	r := newReplica(t)
	r.stop()
	client := callerOf(t, rest.ClientConfig{Base: r.base(), Timeout: time.Minute})
	exhaust(t, client)
	began := time.Now()
	err := client.Call(context.Background(), post(true))
	refused, _ := fault.As(err)
	if !fault.Is(err, fault.Unavailable) || refused.Wait == 0 || refused.Code != "service_unavailable" || time.Since(began) > 5*time.Second {
		t.Fatalf("%v after %s", err, time.Since(began))
	}
	r.start()
	for err != nil && time.Since(began) < 10*time.Second {
		err = client.Call(context.Background(), post(true))
	}
	if err != nil || time.Since(began) < 500*time.Millisecond {
		t.Errorf("%v after %s", err, time.Since(began))
	}
}

func TestOneCallShowsWhetherTheServiceIsBack(t *testing.T) {
	t.Parallel()
	var away atomic.Bool
	away.Store(true)
	inside, over := make(chan struct{}, 100), make(chan struct{})
	client := caller(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if away.Load() {
			panic(http.ErrAbortHandler)
		}
		inside <- struct{}{}
		<-over
		w.WriteHeader(http.StatusNoContent)
	}))
	for range 10 {
		if err := client.Call(context.Background(), post(false)); !fault.Is(err, fault.Unavailable) {
			t.Fatal(err)
		}
	}
	away.Store(false)
	probed := make(chan error, 1)
	go func() {
		for {
			if err := client.Call(context.Background(), post(false)); !fault.Is(err, fault.Unavailable) {
				probed <- err
				return
			}
		}
	}()
	<-inside
	for range 20 {
		if err := client.Call(context.Background(), post(false)); !fault.Is(err, fault.Unavailable) {
			t.Errorf("beside the probe: %v", err)
		}
	}
	if close(over); <-probed != nil || len(inside) > 0 {
		t.Errorf("%d others went with the probe, or it failed", len(inside))
	}
	if err := client.Call(context.Background(), post(false)); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestARefusalDoesNotCountAsAway(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	client := caller(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		calls.Add(1)
		w.WriteHeader(http.StatusConflict)
		_, _ = w.Write([]byte(`{"code":"seat_taken","detail":"Gone."}`))
	}))
	for range 30 {
		if err := client.Call(context.Background(), post(true)); !fault.Is(err, fault.Conflict) {
			t.Fatal(err)
		}
	}
	if calls.Load() != 30 {
		t.Errorf("%d calls arrived", calls.Load())
	}
}

func TestACallerWhoLeavesSaysNothingOfTheService(t *testing.T) {
	t.Parallel()
	hanging, over := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/fine" {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		hanging <- struct{}{}
		<-over
	}))
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(over) })
	client := callerOf(t, rest.ClientConfig{Base: server.URL, Timeout: time.Minute})
	var calls sync.WaitGroup
	for range 30 {
		ctx, leave := context.WithCancel(context.Background())
		calls.Go(func() {
			err := client.Call(ctx, post(true))
			if _, expected := fault.As(err); expected || !errors.Is(err, context.Canceled) {
				t.Errorf("who left was told %v", err)
			}
		})
		<-hanging
		leave()
	}
	calls.Wait()
	if err := client.Call(context.Background(), rest.Request{Method: "GET", Path: "/fine"}); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestWhatTheOtherDoorSaysToUsIsNotToldToOurCaller(t *testing.T) {
	t.Parallel()
	h := open(t, func(cfg *rest.Config) { cfg.Internal = true })
	rest.Register(h.For("inventory"), rest.Route{Method: "POST", Path: "/internal/seats", ID: "seats", Summary: "X", Access: rest.Internal, MaxBody: 2000},
		func(context.Context, rest.Call, *seatInput) (*seatOutput, error) { return nil, nil })
	server := httptest.NewServer(h.Handler())
	t.Cleanup(server.Close)
	for name, c := range map[string]struct {
		token token
		path  string
		body  any
	}{
		"no token":        {"", "/internal/seats", seat{ID: anna}},
		"a bad token":     {"nonsense", "/internal/seats", seat{ID: anna}},
		"a user's token":  {"anna", "/internal/seats", seat{ID: anna}},
		"no such route":   {"service", "/internal/unknown", seat{ID: anna}},
		"another shape":   {"service", "/internal/seats", "text"},
		"a body too long": {"service", "/internal/seats", seat{ID: anna, Label: strings.Repeat("x", 3000)}},
	} {
		client := callerOf(t, rest.ClientConfig{Base: server.URL, Tokens: c.token})
		err := client.Call(context.Background(), rest.Request{Method: "POST", Path: c.path, Body: c.body, Safe: true})
		if _, expected := fault.As(err); err == nil || expected {
			t.Errorf("%s: %v", name, err)
		}
	}
}
