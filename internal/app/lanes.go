package app

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/platform/batch"
)

// Sizes of group commits. A run longer than laneTimeout is given up: its callers learn that the outcome is unknown.
const (
	laneMost    = 500
	laneTimeout = 10 * time.Second
)

// openLane makes a lane that ends in a context's Execute, whose verdicts come in the context's own form.
func openLane[C, V, R any](p *process, name string, execute func(context.Context, []C) ([]V, error), verdict func(V) batch.Verdict[R]) *batch.Batch[C, R] {
	lane := batch.New(laneMost, laneTimeout, func(ctx context.Context, commands []C) ([]batch.Verdict[R], error) {
		ctx, span := p.tracer.GroupCommit(ctx, name, len(commands))
		verdicts, err := execute(ctx, commands)
		span.End(err)
		out := make([]batch.Verdict[R], len(verdicts))
		for i, v := range verdicts {
			out[i] = verdict(v)
		}
		return out, err
	}, p.metrics.Batches(name))
	p.lanes = append(p.lanes, lane)
	return lane
}

// closeLanes waits until every command inside has its verdict.
func (p *process) closeLanes() {
	for _, l := range p.lanes {
		l.Close()
	}
}
