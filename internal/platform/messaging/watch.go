package messaging

import (
	"context"

	"github.com/speckit/ticketing/internal/kernel/work"
)

// Watcher sees what consumer groups do with their messages. It is called from many goroutines at once.
type Watcher interface {
	// Handling hears of messages of one topic that are about to be handled, and returns what is handled in their place: the same ones,
	// each perhaps inside a span of its own. After is told what became of them.
	Handling(ctx context.Context, group string, run []work.Envelope) (_ context.Context, _ []work.Envelope, after func(verdicts []error))
	// SetAside hears of a message that could not be handled: it waits for another try, or is parked. It returns the context in which
	// that is logged.
	SetAside(ctx context.Context, group string, e work.Envelope, parked bool) context.Context
}

// Watch shows the group's work to a watcher. It is called before the first delivery.
func (r *Router) Watch(w Watcher) { r.watch = w }

// unwatched sees nothing.
type unwatched struct{}

func (unwatched) Handling(ctx context.Context, _ string, run []work.Envelope) (context.Context, []work.Envelope, func([]error)) {
	return ctx, run, func([]error) {}
}

func (unwatched) SetAside(ctx context.Context, _ string, _ work.Envelope, _ bool) context.Context {
	return ctx
}
