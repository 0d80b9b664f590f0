package inventorypg_test

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/platform/gate/redisgate"
	"github.com/speckit/ticketing/internal/platform/redislink"
	"github.com/speckit/ticketing/internal/platform/redislink/redistest"
)

// TestContentionAtRedis lets the crowds meet at a gate of a real Redis, at one to which things happen meanwhile, and at ones that lie.
func TestContentionAtRedis(t *testing.T) {
	t.Parallel()
	inventorytest.TestContentionAt(t, open, inventorytest.Gates{
		"at Redis":                            meanwhile(func(*redistest.Server) {}),
		"at a Redis that ends meanwhile":      meanwhile((*redistest.Server).Kill),
		"at a Redis that stalls meanwhile":    meanwhile((*redistest.Server).Stall),
		"at a Redis that is flushed":          meanwhile((*redistest.Server).Flush),
		"at a Redis that starts again, empty": meanwhile((*redistest.Server).Restart),
		"at a Redis that takes every key":     lying("+OK"),
		"at a Redis that takes no key":        lying("$-1"),
		"at a Redis that talks nonsense":      lying("?"),
		"at a Redis that is out of memory":    lying("-OOM command not allowed"),
	})
}

func lying(answer string) func(*testing.T) func() inventory.Gate {
	return func(t *testing.T) func() inventory.Gate {
		url := redistest.Liar(t, answer)
		return func() inventory.Gate { return gateAt(t, url) }
	}
}

// meanwhile does something to the Redis of a test at the fifth try of its first gate, while others are inside.
func meanwhile(do func(*redistest.Server)) func(*testing.T) func() inventory.Gate {
	return func(t *testing.T) func() inventory.Gate {
		server := redistest.Start(t)
		once := sync.OnceFunc(func() { do(server) })
		return func() inventory.Gate { return &meddler{Gate: gateAt(t, server.URL()), meddle: once} }
	}
}

type meddler struct {
	inventory.Gate
	tries  atomic.Int64
	meddle func()
}

func (m *meddler) Try(ctx context.Context, keys []string, longest time.Duration) (func(), []string) {
	if m.tries.Add(1) == 5 {
		m.meddle()
	}
	return m.Gate.Try(ctx, keys, longest)
}

// gateAt makes a gate at a Redis that answers.
func gateAt(t *testing.T, url string) *redisgate.Gate {
	t.Helper()
	link, err := redislink.Open(url, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(link.Close)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if !link.Wait(ctx) {
		t.Fatal("there is no Redis")
	}
	g := redisgate.New(link)
	t.Cleanup(g.Close)
	return g
}
