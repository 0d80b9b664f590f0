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
	leaser  messaging.Leaser // nil: there is one process
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
	if o, is := source.(messaging.Outbox); is && b.leaser != nil {
		source = &shared{Outbox: o}
	}
	b.sources = append(b.sources, outbox{name, source, topics})
}

// To adds a consumer group.
func (b *Bus) To(router *messaging.Router) { b.routers = append(b.routers, router) }

// Run delivers until the context ends, then returns when every handler has returned.
func (b *Bus) Run(ctx context.Context) error {
	pumps := b.pumps()
	if b.leaser == nil {
		return b.deliver(ctx, pumps)
	}
	return b.takeTurns(ctx, pumps)
}

// pumps joins every outbox with every group that listens to it.
func (b *Bus) pumps() (pumps []*pump) {
	for _, from := range b.sources {
		tail := newTail(from.source)
		for _, router := range b.routers {
			if !slices.ContainsFunc(from.topics, router.Wants) {
				continue
			}
			pumps = append(pumps, &pump{tail: tail, router: router, wake: messaging.Commits(from.source), log: b.log.With("group", router.Group(), "from", from.name)})
		}
	}
	return pumps
}

func (b *Bus) deliver(ctx context.Context, pumps []*pump) error {
	g, ctx := errgroup.WithContext(ctx)
	for _, router := range b.routers {
		g.Go(func() error { return router.Retry(ctx) })
	}
	for _, p := range pumps {
		g.Go(func() error { p.run(ctx); return nil })
	}
	return g.Wait()
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
