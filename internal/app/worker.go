package app

import (
	"context"
	"log/slog"
	"time"
)

// worker is a piece of a context's work that nobody asks for: what is due by the clock, or was left over by a crash.
type worker struct {
	name  string
	every time.Duration
	run   func(ctx context.Context) error
}

// loop runs the worker at once and then again and again until the context ends. A failure is logged and tried again at the next
// turn: whatever is away may come back.
func (w worker) loop(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(w.every)
	defer tick.Stop()
	for {
		if err := w.run(ctx); err != nil && ctx.Err() == nil {
			log.Warn("worker failed; it goes on", "worker", w.name, "reason", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// counted makes a worker's function of one that also says how much it did.
func counted(do func(ctx context.Context) (int, error)) func(ctx context.Context) error {
	return func(ctx context.Context) error {
		_, err := do(ctx)
		return err
	}
}
