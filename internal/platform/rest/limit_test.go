package rest_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/platform/rest"
)

func limited(h *house) {
	rest.Register(h.For("waitlist"), rest.Route{
		Method: "GET", Path: "/join", ID: "join", Summary: "Join", Access: rest.Open, Limit: rest.Rate{Per: time.Minute, Burst: 3},
	}, func(context.Context, rest.Call, *struct{}) (*struct{}, error) { return nil, nil })
}

func TestWhoCallsTooOftenIsToldHowLongToWait(t *testing.T) {
	t.Parallel()
	h := open(t, nil)
	limited(h)
	for range 3 {
		if w := h.do(ask{method: "GET", path: "/api/join"}); w.Code != 204 {
			t.Fatalf("within the limit: %d", w.Code)
		}
	}
	w := h.do(ask{method: "GET", path: "/api/join"})
	problem(t, w, 429, "too_many_requests")
	if w.Header().Get("Retry-After") != "20" {
		t.Errorf("Retry-After %q", w.Header().Get("Retry-After"))
	}
	h.clock.Advance(20 * time.Second)
	if w := h.do(ask{method: "GET", path: "/api/join"}); w.Code != 204 {
		t.Errorf("after the wait: %d", w.Code)
	}
}

func TestWithoutAddressLimitsACustomersLimitStays(t *testing.T) {
	t.Parallel()
	h := open(t, func(cfg *rest.Config) { cfg.NoAddressLimits = true })
	limited(h)
	for i := range 10 {
		if w := h.do(ask{method: "GET", path: "/api/join"}); w.Code != 204 {
			t.Fatalf("stranger's call %d: %d", i, w.Code)
		}
	}
	for range 3 {
		h.do(ask{method: "GET", path: "/api/join", token: "anna"})
	}
	problem(t, h.do(ask{method: "GET", path: "/api/join", token: "anna"}), 429, "too_many_requests")
	if w := h.do(ask{method: "GET", path: "/api/join", token: "bob"}); w.Code != 204 {
		t.Errorf("another customer: %d", w.Code)
	}
}

func TestBucketsForgetRatherThanGrow(t *testing.T) {
	t.Parallel()
	b := rest.NewBuckets(clock.NewFake(noon), 160)
	rate := rest.Rate{Per: time.Hour, Burst: 1}
	for i := range 10_000 {
		if _, ok := b.Take(t.Context(), fmt.Sprint(i), rate); !ok {
			t.Fatalf("a new key %d was refused", i)
		}
	}
	if got := b.Len(); got > 176 {
		t.Errorf("%d keys are remembered", got)
	}
}
