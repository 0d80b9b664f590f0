// Package localbus delivers facts inside one process, straight from the outboxes to the consumer groups. Each group has its own
// cursor in each outbox, so that a slow group (mail) never holds up a quick one (the seat map).
package localbus

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/speckit/ticketing/internal/platform/messaging"
)

const (
	batchMax  = 500
	pollEvery = time.Second // a safety net: deliveries are woken by commits
	saveEvery = 100 * time.Millisecond
	retryWait = 200 * time.Millisecond
)

// Bus joins outboxes and groups. Fill it, then Run it.
type Bus struct {
	log     *slog.Logger
	sources []outbox
	routers []*messaging.Router
}

type outbox struct {
	name   string
	source messaging.Source
	topics []string
}

// New returns an empty bus.
func New(log *slog.Logger) *Bus { return &Bus{log: log} }

// From adds a context's outbox and the topics that it can hold.
func (b *Bus) From(name string, source messaging.Source, topics ...string) {
	b.sources = append(b.sources, outbox{name, source, topics})
}

// To adds a consumer group.
func (b *Bus) To(router *messaging.Router) { b.routers = append(b.routers, router) }

// Run delivers until the context ends, then returns when every handler has returned.
func (b *Bus) Run(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	for _, router := range b.routers {
		g.Go(func() error { return router.Retry(ctx) })
	}
	for _, from := range b.sources {
		tail := newTail(from.source)
		for _, router := range b.routers {
			if !slices.ContainsFunc(from.topics, router.Wants) {
				continue
			}
			p := pump{tail: tail, router: router, wake: listen(from.source), log: b.log.With("group", router.Group(), "from", from.name)}
			g.Go(func() error { p.run(ctx); return nil })
		}
	}
	return g.Wait()
}

// listen returns what wakes a group when there may be something new.
func listen(source messaging.Source) <-chan struct{} {
	wake := make(chan struct{}, 1)
	source.OnCommit(func() {
		select {
		case wake <- struct{}{}:
		default:
		}
	})
	return wake
}

func pause(ctx context.Context) bool {
	t := time.NewTimer(retryWait)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
