package kafkabus

import (
	"context"
	"sync"
	"sync/atomic"
)

// flight is a batch under way.
type flight struct {
	to    int64 // where the cursor goes when all have landed
	facts int
	open  atomic.Int64 // records that are not acknowledged yet, and one for the launch itself
	first sync.Once
	err   error // the first failure; to be read when all have landed
	done  chan struct{}
}

func newFlight() *flight {
	f := &flight{done: make(chan struct{})}
	f.open.Store(1)
	return f
}

func (f *flight) land(err error) {
	if err != nil {
		f.first.Do(func() { f.err = err })
	}
	if f.open.Add(-1) == 0 {
		close(f.done)
	}
}

// landed waits for all records and reports whether they are back.
func (f *flight) landed(ctx context.Context) bool {
	select {
	case <-f.done:
		return true
	default:
	}
	select {
	case <-f.done:
		return true
	case <-ctx.Done():
		return false
	}
}
