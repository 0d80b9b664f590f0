package metrics

import (
	"context"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/speckit/ticketing/internal/platform/gate"
)

// pools are the connections to databases, by context. They are figures of this process, so that reading them costs nothing.
type pools struct {
	mu     sync.Mutex
	byName map[string]func() *pgxpool.Stat
}

func newPools(m *Metrics) *pools {
	p := &pools{byName: map[string]func() *pgxpool.Stat{}}
	m.pull("pools", func(context.Context) ([]reading, error) { return p.readings(), nil },
		"speckit_pool_connections", "speckit_pool_connections_most", "speckit_pool_acquires_total", "speckit_pool_waits_total", "speckit_pool_wait_seconds_total")
	return p
}

// Pool shows a context's connections to its database.
func (m *Metrics) Pool(name string, stat func() *pgxpool.Stat) {
	m.pools.mu.Lock()
	defer m.pools.mu.Unlock()
	m.pools.byName[name] = stat
}

func (p *pools) readings() (out []reading) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for name, stat := range p.byName {
		s, of := stat(), []string{name}
		out = append(out,
			reading{"speckit_pool_connections", float64(s.IdleConns()), []string{name, "idle"}},
			reading{"speckit_pool_connections", float64(s.AcquiredConns()), []string{name, "in_use"}},
			reading{"speckit_pool_connections_most", float64(s.MaxConns()), of},
			reading{"speckit_pool_acquires_total", float64(s.AcquireCount()), of},
			reading{"speckit_pool_waits_total", float64(s.EmptyAcquireCount()), of},
			reading{"speckit_pool_wait_seconds_total", s.EmptyAcquireWaitTime().Seconds(), of},
		)
	}
	return out
}

// breakers are the circuit breakers of calls to other services.
type breakers struct {
	mu     sync.Mutex
	byName map[string]func() string
}

func newBreakers(m *Metrics) *breakers {
	b := &breakers{byName: map[string]func() string{}}
	m.pull("breakers", func(context.Context) ([]reading, error) { return b.readings(), nil }, "speckit_breaker_open")
	return b
}

// Breaker shows the state of calls to another service: closed, half-open or open.
func (m *Metrics) Breaker(peer string, state func() string) {
	m.breakers.mu.Lock()
	defer m.breakers.mu.Unlock()
	m.breakers.byName[peer] = state
}

var openness = map[string]float64{"closed": 0, "half-open": 0.5, "open": 1}

func (b *breakers) readings() (out []reading) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for name, state := range b.byName {
		out = append(out, reading{"speckit_breaker_open", openness[state()], []string{name}})
	}
	return out
}

// Redis shows whether Redis answers, as the process has found out by using it.
func (m *Metrics) Redis(up func() bool) {
	m.pull("redis", func(context.Context) ([]reading, error) {
		return []reading{{"speckit_redis_up", truth(up()), nil}}, nil
	}, "speckit_redis_up")
}

// Gate returns the gate with its answers counted. Up says whether it can be asked at all; nil: always.
func (m *Metrics) Gate(next gate.Gate, up func() bool) gate.Gate {
	total := m.counter("speckit_gate_total")
	return counted{
		next: next, up: up, taken: total.WithLabelValues("taken"), busy: total.WithLabelValues("busy"), outOfOrder: total.WithLabelValues("out_of_order"),
	}
}

type counted struct {
	next                    gate.Gate
	up                      func() bool
	taken, busy, outOfOrder prometheus.Counter
}

// Try asks the gate.
func (c counted) Try(ctx context.Context, keys []string, longest time.Duration) (release func(), busy []string) {
	asked := c.up == nil || c.up()
	release, busy = c.next.Try(ctx, keys, longest)
	switch {
	case len(busy) > 0:
		c.busy.Inc()
	case asked:
		c.taken.Inc()
	default:
		c.outOfOrder.Inc()
	}
	return release, busy
}
