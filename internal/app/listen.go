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
type switchboard struct{ now atomic.Pointer[http.Handler] }

func newSwitchboard() *switchboard {
	s := &switchboard{}
	s.to(http.HandlerFunc(starting))
	return s
}

func (s *switchboard) to(h http.Handler) { s.now.Store(&h) }

// ServeHTTP hands the request on.
func (s *switchboard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	(*s.now.Load()).ServeHTTP(w, r)
}

func starting(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/health/live" || r.URL.Path == "/api/health/live" {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"status":"live"}`))
		return
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Retry-After", "1")
	w.WriteHeader(http.StatusServiceUnavailable)
	_, _ = w.Write([]byte(`{"status":503,"code":"starting","title":"Service Unavailable","detail":"The service is starting. Nothing was done; try again in a moment."}`))
}
