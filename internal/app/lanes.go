package app

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/platform/batch"
)

// Sizes of group commits. A run longer than laneTimeout is given up: its callers learn that the outcome is unknown.
const (
	laneMost    = 500
	laneTimeout = 10 * time.Second
)

// openLanes has hot commands share their transactions.
func (p *process) openLanes() {
	p.Inventory.Through(openLane(p, "inventory", p.Inventory.Execute, func(v inventory.Verdict) batch.Verdict[inventory.Result] {
		return batch.Verdict[inventory.Result](v)
	}))
	p.Ordering.Through(openLane(p, "ordering", p.Ordering.Execute, func(v ordering.Verdict) batch.Verdict[ordering.Order] {
		return batch.Verdict[ordering.Order]{Result: v.Order, Err: v.Err}
	}))
	p.Payment.Through(openLane(p, "payment", p.Payment.Execute, func(v payment.Verdict) batch.Verdict[payment.Payment] {
		return batch.Verdict[payment.Payment]{Result: v.Payment, Err: v.Err}
	}))
	p.Fulfillment.Through(openLane(p, "fulfillment", p.Fulfillment.Execute, func(v fulfillment.Verdict) batch.Verdict[fulfillment.Ticket] {
		return batch.Verdict[fulfillment.Ticket]{Result: v.Ticket, Err: v.Err}
	}))
}

// openLane makes a lane that ends in a context's Execute, whose verdicts come in the context's own form.
func openLane[C, V, R any](p *process, name string, execute func(context.Context, []C) ([]V, error), verdict func(V) batch.Verdict[R]) *batch.Batch[C, R] {
	lane := batch.New(laneMost, laneTimeout, func(ctx context.Context, commands []C) ([]batch.Verdict[R], error) {
		verdicts, err := execute(ctx, commands)
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
