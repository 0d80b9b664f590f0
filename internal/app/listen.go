package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/speckit/ticketing/internal/platform/obs"
	"github.com/speckit/ticketing/internal/platform/rest"
)

const (
	bindPatience   = 10 * time.Second
	firstEphemeral = 32768 // from here on a client of this machine may have the port for a moment
)

// listen takes a port. One that a passing client may hold is tried for a while; any other refusal names the setting at once.
func listen(ctx context.Context, setting, host string, port int) (net.Listener, error) {
	address := net.JoinHostPort(host, strconv.Itoa(port))
	deadline := time.Now().Add(bindPatience)
	for {
		l, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
		if err == nil {
			return l, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) {
			return nil, fmt.Errorf("listen on %s: %w", address, err)
		}
		if port < firstEphemeral || time.Now().After(deadline) {
			return nil, fmt.Errorf("port %d is taken by another program: stop it, or choose another port with %s=%d", port, setting, port+1)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// switchboard answers by one handler until it is given another: while the process starts, everybody is asked to come again.
type switchboard struct {
	now   atomic.Pointer[http.Handler]
	going atomic.Bool
}

func newSwitchboard(first http.Handler) *switchboard {
	s := &switchboard{}
	s.to(first)
	return s
}

func (s *switchboard) to(h http.Handler) { s.now.Store(&h) }

// leaving has every caller let go of its connection after the answer: closed later, under a request that is just arriving, it would
// look like a failure.
func (s *switchboard) leaving() { s.going.Store(true) }

// ServeHTTP hands the request on.
func (s *switchboard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.going.Load() && r.ProtoMajor == 1 {
		w.Header().Set("Connection", "close")
	}
	(*s.now.Load()).ServeHTTP(w, r)
}

// starting answers before the process can: whether it lives, what it waits for, and that others should come again.
func starting(health *obs.Health) http.Handler {
	mux := http.NewServeMux()
	for _, prefix := range []string{"", "/api"} {
		mux.Handle("GET "+prefix+"/health", health)
		mux.HandleFunc("GET "+prefix+"/health/live", func(w http.ResponseWriter, _ *http.Request) {
			_ = rest.WriteJSON(w, http.StatusOK, map[string]string{"status": "live"})
		})
		mux.HandleFunc("GET "+prefix+"/health/ready", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "1")
			_ = rest.WriteJSON(w, http.StatusServiceUnavailable, health.Ready(r.Context()))
		})
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write([]byte(`{"status":503,"code":"starting","title":"Service Unavailable","detail":"The service is starting. Nothing was done; try again in a moment."}`))
	})
	return mux
}
