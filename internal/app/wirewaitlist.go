package app

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/batch"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/waitlist"
	"github.com/speckit/ticketing/internal/waitlist/waitlisthttp"
	"github.com/speckit/ticketing/internal/waitlist/waitlistpg"
)

// handOverEvery is how often seats are looked for that came free for somebody in line, and offers looked after.
const handOverEvery = 500 * time.Millisecond

func wireWaitlist() wiring {
	return wiring{
		name:  "waitlist",
		store: func(p *process, s *Stores) { s.Waitlist = waitlistpg.New(p.ground.dbs["waitlist"]) },
		build: func(all *Contexts, s Stores, t Tools, f Figures) {
			near := all.near
			all.Waitlist = waitlist.New(s.Waitlist, t.Faults.waitlist(waitlist.Ports{
				Seats: seatsForWaitlist{near}, Orders: ordersForWaitlist{near}, Events: eventsForWaitlist{near},
				Sealer: t.Sealers("waitlist"), Random: secrets{t.Random},
			}), waitlistRules(f), t.Clock, t.IDs)
			near.Waitlist = all.Waitlist
		},
		elsewhere: func(near *Neighbours, to *rest.Client) { near.Waitlist = waitlisthttp.NewClient(to) },
		listens:   func(all *Contexts) []work.Subscription { return all.Waitlist.Subscriptions() },
		routes: func(api *rest.API, all *Contexts, door doorFigures) {
			waitlisthttp.Routes(api, all.Waitlist, waitlisthttp.Config{PublicURL: door.publicURL, Limiter: door.limiter})
		},
		internal: func(api *rest.API, all *Contexts) { waitlisthttp.InternalRoutes(api, all.Waitlist) },
		workers: func(p *process) []worker {
			return []worker{
				{"waitlist: hand seats over", handOverEvery, counted(p.Waitlist.HandOver)},
				{"waitlist: look after offers", handOverEvery, counted(p.Waitlist.DriveDue)},
				{"waitlist: end what is over", time.Second, counted(p.Waitlist.Sweep)},
			}
		},
		lane: func(p *process) {
			p.Waitlist.Through(openLane(p, "waitlist", p.Waitlist.Execute, func(v waitlist.Verdict) batch.Verdict[waitlist.Joined] {
				return batch.Verdict[waitlist.Joined]{Result: v.Joined, Err: v.Err}
			}))
		},
		reseal: func(ctx context.Context, all *Contexts) (int, error) { return all.Waitlist.Reseal(ctx) },
	}
}

func waitlistRules(f Figures) waitlist.Rules {
	r := waitlist.DefaultRules()
	r.PublicURL, r.Window = orElse(f.PublicURL, r.PublicURL), orElse(f.Line.Window, r.Window)
	if f.Line.Passes > 0 { // all of them are set together
		r.Neighbours, r.PassesMost = f.Line.Neighbours, f.Line.Passes
	}
	return r
}
