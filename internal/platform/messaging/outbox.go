package messaging

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// Leaser lets one process of several do something, and tells the others from it by a fence.
type Leaser interface {
	// Take takes a lease for a time, or prolongs the holder's own. The fence is higher than that of every holder before; it changes
	// under a holder whose lease had run out. Taken is false while another has it.
	Take(ctx context.Context, name string, holder id.UUID, last time.Duration) (fence int64, taken bool, err error)
	// Yield gives a lease back. With an old fence it does nothing.
	Yield(ctx context.Context, name string, fence int64) error
}

// Outbox is a Source that several processes write, and that one of them at a time reads for all.
type Outbox interface {
	Source
	Leaser
	// AdvanceHeld moves the cursor that a lease is named for. It reports false, and moves nothing, when the fence is not the lease's
	// any more or the cursor is gone.
	AdvanceHeld(ctx context.Context, name string, to, fence int64) (held bool, err error)
	// Settle returns the cursor of a shard, after making it where the last of its family stands, and removes those of another number
	// of shards when all of the present ones are there.
	Settle(ctx context.Context, family, name string, all []string) (position int64, err error)
	// Cursors lists every subscriber's position.
	Cursors(ctx context.Context) (map[string]int64, error)
	// Oldest is when the first fact after a position became true, or the zero time.
	Oldest(ctx context.Context, after int64) (time.Time, error)
	// Notify tells other processes that something was committed. It is called after the commit, and may be lost.
	Notify(ctx context.Context) error
	// Listen calls a function when another process tells, and once at the beginning, until the context ends or the way is broken.
	Listen(ctx context.Context, heard func()) error
}
