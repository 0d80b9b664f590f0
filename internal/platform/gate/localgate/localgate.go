// Package localgate is the gate inside one process.
package localgate

import (
	"context"
	"sync"
	"time"
)

// Gate keeps the keys that are taken. The zero value is ready.
type Gate struct {
	mu    sync.Mutex
	taken map[string]int64 // to the ticket of its holder
	next  int64
}

// Try takes all keys or none. A holder in the same process cannot be lost, so the longest time needs no timer.
func (g *Gate) Try(_ context.Context, keys []string, _ time.Duration) (release func(), busy []string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, k := range keys {
		if _, ok := g.taken[k]; ok {
			busy = append(busy, k)
		}
	}
	if busy != nil {
		return nil, busy
	}
	if g.taken == nil {
		g.taken = map[string]int64{}
	}
	g.next++
	ticket := g.next
	for _, k := range keys {
		g.taken[k] = ticket
	}
	return func() { g.release(keys, ticket) }, nil
}

func (g *Gate) release(keys []string, ticket int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, k := range keys {
		if g.taken[k] == ticket {
			delete(g.taken, k)
		}
	}
}
