package localbus

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/messaging"
)

// pump moves one outbox's facts to one group.
type pump struct {
	tail   *tail
	router *messaging.Router
	wake   <-chan struct{}
	log    *slog.Logger

	cursor int64 // everything up to here is handled or shelved
	saved  int64 // and this much of it is written down
}

func (p *pump) run(ctx context.Context) {
	for !p.start(ctx) {
		if !pause(ctx) {
			return
		}
	}
	defer p.stop(ctx)
	poll, save := time.NewTicker(pollEvery), time.NewTicker(saveEvery)
	defer poll.Stop()
	defer save.Stop()
	look := true // into the outbox itself: others may have written
	for {
		moved, err := p.step(ctx, look)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			p.log.Warn("delivery is held up", "reason", err)
			if !pause(ctx) {
				return
			}
			continue
		}
		look = false
		if moved {
			select {
			case <-save.C:
				p.save(ctx)
			default:
			}
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-p.wake:
		case <-save.C:
			p.save(ctx)
		case <-poll.C:
			look = true
		}
	}
}

func (p *pump) start(ctx context.Context) bool {
	cursor, err := p.tail.source.Cursor(ctx, p.router.Group())
	if err != nil {
		p.log.Warn("cursor cannot be read", "reason", err)
		return false
	}
	p.cursor, p.saved = cursor, cursor
	return true
}

// step delivers one batch. The cursor moves only when every message of it is handled or shelved.
func (p *pump) step(ctx context.Context, look bool) (moved bool, err error) {
	batch, err := p.tail.read(ctx, p.cursor, look)
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
	p.cursor = batch[len(batch)-1].Position
	return true, nil
}

// save writes the cursor down, now and then: what a crash makes of it is messages that come twice.
func (p *pump) save(ctx context.Context) {
	if p.cursor == p.saved {
		return
	}
	if err := p.tail.source.Advance(ctx, p.router.Group(), p.cursor); err != nil {
		p.log.Warn("cursor cannot be saved", "reason", err)
		return
	}
	p.saved = p.cursor
}

// stop saves the cursor once more, so that the next process begins where this one ended.
func (p *pump) stop(ctx context.Context) {
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), retryWait)
	defer cancel()
	p.save(last)
}
