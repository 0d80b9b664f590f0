// Package localbus delivers facts inside one process, straight from the outboxes to the consumer groups. Each group has its own
// cursor in each outbox, so that a slow group (mail) never holds up a quick one (the seat map).
package localbus

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/messaging"
)

const (
	batchMax  = 500
	pollEvery = time.Second // a safety net: deliveries are woken by commits
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
		for _, from := range b.sources {
			if !slices.ContainsFunc(from.topics, router.Wants) {
				continue
			}
			wake := make(chan struct{}, 1)
			from.source.OnCommit(func() {
				select {
				case wake <- struct{}{}:
				default:
				}
			})
			p := pump{source: from.source, router: router, wake: wake, log: b.log.With("group", router.Group(), "from", from.name)}
			g.Go(func() error { p.run(ctx); return nil })
		}
	}
	return g.Wait()
}

// pump moves one outbox's facts to one group.
type pump struct {
	source messaging.Source
	router *messaging.Router
	wake   <-chan struct{}
	log    *slog.Logger
	cursor int64
}

func (p *pump) run(ctx context.Context) {
	poll := time.NewTicker(pollEvery)
	defer poll.Stop()
	for !p.start(ctx) {
		if !pause(ctx) {
			return
		}
	}
	for {
		moved, err := p.step(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			p.log.Warn("delivery is held up", "reason", err)
			if !pause(ctx) {
				return
			}
			continue
		case moved:
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-p.wake:
		case <-poll.C:
		}
	}
}

func (p *pump) start(ctx context.Context) bool {
	cursor, err := p.source.Cursor(ctx, p.router.Group())
	if err != nil {
		p.log.Warn("cursor cannot be read", "reason", err)
		return false
	}
	p.cursor = cursor
	return true
}

// step delivers one batch. The cursor moves only when every message of it is handled or shelved.
func (p *pump) step(ctx context.Context) (moved bool, err error) {
	batch, err := p.source.Read(ctx, p.cursor, batchMax)
	if err != nil {
		return false, fmt.Errorf("read outbox: %w", err)
	}
	if len(batch) == 0 {
		return false, nil
	}
	wanted := make([]work.Envelope, 0, len(batch))
	for _, e := range batch {
		if p.router.Wants(e.Topic) {
			wanted = append(wanted, e)
		}
	}
	if err := p.router.Deliver(ctx, wanted); err != nil {
		return false, err
	}
	last := batch[len(batch)-1].Position
	if err := p.source.Advance(ctx, p.router.Group(), last); err != nil {
		return false, fmt.Errorf("advance cursor: %w", err)
	}
	p.cursor = last
	return true, nil
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
