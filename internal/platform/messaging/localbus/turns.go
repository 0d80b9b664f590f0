package localbus

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/speckit/ticketing/internal/platform/messaging"
)

// leaseName is the lease under which one of several processes on one database delivers for all.
const leaseName = "local"

// Exclusive makes the bus safe for several processes of everything in one, on one database: of them one at a time delivers, and takes
// the others' facts along. It must be said before From. The cursors need no fence: one that an earlier holder still moves is true, for
// what it has delivered is handled or shelved.
func (b *Bus) Exclusive(leaser messaging.Leaser) { b.leaser = leaser }

// shared is an outbox that other processes write too: its hooks hear of their commits as well.
type shared struct {
	messaging.Outbox
	mu    sync.Mutex
	hooks []func()
}

// OnCommit adds a hook.
func (s *shared) OnCommit(hook func()) {
	s.Outbox.OnCommit(hook)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hooks = append(s.hooks, hook)
}

func (s *shared) heard() {
	s.mu.Lock()
	hooks := slices.Clone(s.hooks)
	s.mu.Unlock()
	for _, hook := range hooks {
		hook()
	}
}

// takeTurns delivers while this process has the lease, and tells whoever has it of this one's commits while it has not.
func (b *Bus) takeTurns(ctx context.Context, pumps []*pump) error {
	var ours atomic.Bool
	var others sync.WaitGroup
	defer others.Wait()
	for _, from := range b.sources {
		if s, is := from.source.(*shared); is {
			others.Go(func() { messaging.Announce(ctx, s.Outbox, ours.Load) })
		}
	}
	messaging.Exclusive(ctx, b.leaser, leaseName, messaging.DefaultTerm, b.log, func(ctx context.Context, _ *messaging.Tenure) {
		ours.Store(true)
		defer ours.Store(false)
		b.turn(ctx, pumps)
	})
	return nil
}

// turn delivers for all. Which keys the last holder has put on the shelf is read before anything is delivered.
func (b *Bus) turn(ctx context.Context, pumps []*pump) {
	for _, router := range b.routers {
		for err := router.Refresh(ctx); err != nil; err = router.Refresh(ctx) {
			if !pause(ctx) {
				return
			}
		}
	}
	var listening sync.WaitGroup
	defer listening.Wait()
	for _, from := range b.sources {
		if s, is := from.source.(*shared); is {
			listening.Go(func() { messaging.Listening(ctx, s.Outbox, s.heard) })
		}
	}
	_ = b.deliver(ctx, pumps) // it ends with its context, without a reason of its own
}
