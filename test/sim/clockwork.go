package sim

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/app"
)

// sweepWithin is how late a hold may end: the sweep's interval, which is the product's promise.
const sweepWithin = 10 * time.Second

// worker is work of a context that nobody asks for.
type worker struct {
	name string
	do   func(*app.Contexts, context.Context) (int, error)
}

// workers are all of them, as a process runs them every few seconds.
var workers = []worker{
	{"inventory sweeps", func(all *app.Contexts, ctx context.Context) (int, error) { return all.Inventory.Sweep(ctx) }},
	{"payment asks the bank", func(all *app.Contexts, ctx context.Context) (int, error) { return all.Payment.ResolveDue(ctx) }},
	{"payment gives back", func(all *app.Contexts, ctx context.Context) (int, error) { return all.Payment.RunRefunds(ctx) }},
	{"ordering settles free orders", func(all *app.Contexts, ctx context.Context) (int, error) { return all.Ordering.SettleFree(ctx) }},
	{"ordering asks for refunds", func(all *app.Contexts, ctx context.Context) (int, error) { return all.Ordering.RefundDue(ctx) }},
	{"catalog finishes changes", func(all *app.Contexts, ctx context.Context) (int, error) { return all.Catalog.Settle(ctx) }},
	{"identity forgets", func(all *app.Contexts, ctx context.Context) (int, error) { return all.Identity.Sweep(ctx) }},
	{"identity writes mails", func(all *app.Contexts, ctx context.Context) (int, error) { return all.Identity.SendMails(ctx) }},
	{"waitlist hands over", func(all *app.Contexts, ctx context.Context) (int, error) { return all.Waitlist.HandOver(ctx) }},
	{"waitlist looks after offers", func(all *app.Contexts, ctx context.Context) (int, error) { return all.Waitlist.DriveDue(ctx) }},
	{"waitlist ends what is over", func(all *app.Contexts, ctx context.Context) (int, error) { return all.Waitlist.Sweep(ctx) }},
	{"notification delivers", func(all *app.Contexts, ctx context.Context) (int, error) { return all.Notification.Deliver(ctx) }},
}

// work lets one worker have its turn.
func (w *World) work(of worker) {
	n, err := of.do(w.all, w.ctx)
	if err != nil && !isMade(err) {
		w.breach("no excuse", "%s: %v", of.name, err)
	}
	if n > 0 || err != nil {
		w.note("%s: %d, %s", of.name, n, w.answer(err))
	}
}

func (w *World) runWorkers() {
	for _, of := range workers {
		w.work(of)
	}
}

// pass lets time go by. Holds are swept in time whatever happens: that they end is what everybody relies on.
func (w *World) pass(d time.Duration) {
	w.clock.Advance(d)
	if len(w.underway) > 0 && (w.calm || w.chance(3)) {
		w.arrive()
	}
	w.note("%s go by", d)
	if now := w.clock.Now(); now.Sub(w.swept) >= sweepWithin/2 {
		w.swept = now
		for try := 0; try < 6; try++ {
			n, err := w.all.Inventory.Sweep(w.ctx)
			w.note("inventory sweeps: %d, %s", n, w.answer(err))
			if err == nil {
				return
			}
		}
	}
}

// seconds is how long somebody takes over something, at most.
func (w *World) seconds(most int) time.Duration {
	return time.Duration(1+w.rnd.IntN(most*1000)) * time.Millisecond
}

// aMoment passes: people think, pages load.
func aMoment(w *World) { w.pass(w.seconds(8)) }

// aWhile passes: people come back later.
func aWhile(w *World) { w.pass(time.Minute + w.seconds(4*60)) }

// toTheEdge goes to just before, at or after the end of some hold, where most races are.
func toTheEdge(w *World) {
	ends := w.belief.ends(w.clock.Now())
	if len(ends) == 0 {
		aMoment(w)
		return
	}
	edge := time.Duration(w.rnd.IntN(3)-1) * time.Microsecond
	if d := ends[w.rnd.IntN(len(ends))].Add(edge).Sub(w.clock.Now()); d > 0 {
		w.pass(d)
	}
}

// aWorker has its turn.
func aWorker(w *World) { w.work(workers[w.rnd.IntN(len(workers))]) }
