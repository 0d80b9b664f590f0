package app

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/speckit/ticketing/internal/platform/auth"
	"github.com/speckit/ticketing/internal/platform/obs"
	"github.com/speckit/ticketing/internal/platform/pg"
)

// beginning says how far a process has come, and keeps trying what it needs to begin.
type beginning struct {
	mu     sync.Mutex
	ready  bool
	reason string  // why it is not
	ground *ground // once it has one
}

// check is the readiness of the process itself.
func (b *beginning) check(context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.ready:
		return nil
	case b.reason != "":
		return errors.New(b.reason)
	default:
		return errors.New("still starting")
	}
}

// databases are checks of each context's database, which tell what is wrong before the process has its pools as well.
func (b *beginning) databases(s Settings, here parts) []obs.Check {
	var checks []obs.Check
	for _, name := range here.contexts() {
		schema, url := schemas()[name], s.databaseURL(name, "")
		checks = append(checks, obs.Check{Name: "database " + name, Required: true, Run: func(ctx context.Context) error {
			switch g := b.standsOn(); {
			case g != nil:
				return g.dbs[name].Ping(ctx)
			case url == "":
				return errors.New("still starting")
			default:
				return pg.Check(ctx, url, schema)
			}
		}})
	}
	return checks
}

// stands says that the process has its databases.
func (b *beginning) stands(g *ground) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ground = g
}

func (b *beginning) standsOn() *ground {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.ground
}

func (b *beginning) done() { b.say(true, "") }

// over says that the process is about to end.
func (b *beginning) over() { b.say(false, "stopping") }

func (b *beginning) say(ready bool, reason string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ready, b.reason = ready, reason
}

// How long to wait before what failed at the start is tried again.
const (
	patienceFirst = 100 * time.Millisecond
	patienceMost  = 5 * time.Second
)

// patiently repeats what may fail because something is away, until it succeeds or the process is told to stop. What time cannot heal,
// a secret that does not open what is sealed, ends it.
func (b *beginning) patiently(ctx context.Context, log *slog.Logger, do func(context.Context) error) error {
	for wait := patienceFirst; ; wait = min(2*wait, patienceMost) {
		err := do(ctx)
		if err == nil || errors.Is(err, auth.ErrSealed) || ctx.Err() != nil {
			return err
		}
		b.say(false, "waits for what it needs to start: "+err.Error())
		log.Warn("cannot start yet; trying again", "reason", err)
		select {
		case <-ctx.Done():
			return err
		case <-time.After(wait):
		}
	}
}
