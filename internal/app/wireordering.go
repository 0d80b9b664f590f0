package app

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/ordering/orderinghttp"
	"github.com/speckit/ticketing/internal/ordering/orderingpg"
	"github.com/speckit/ticketing/internal/platform/batch"
	"github.com/speckit/ticketing/internal/platform/rest"
)

func wireOrdering() wiring {
	return wiring{
		name:  "ordering",
		store: func(p *process, s *Stores) { s.Ordering = orderingpg.New(p.ground.dbs["ordering"]) },
		build: func(all *Contexts, s Stores, t Tools, f Figures) {
			near := all.near
			all.Ordering = ordering.New(s.Ordering, t.Faults.ordering(ordering.Ports{
				Seats: seatsForOrdering{near}, Refunds: refundsForOrdering{near}, Tickets: ticketsForOrdering{near}, Events: eventsForOrdering{near},
				Sessions: sessionsForOrdering{near}, Mails: mailsForOrdering{near}, Sealer: t.Sealers("ordering"), Secrets: secrets{t.Random},
			}), orderingRules(f), t.Clock, t.IDs)
			near.Ordering = all.Ordering
		},
		elsewhere: func(near *Neighbours, to *rest.Client) { near.Ordering = orderinghttp.NewClient(to) },
		listens:   func(all *Contexts) []work.Subscription { return all.Ordering.Subscriptions() },
		routes:    func(api *rest.API, all *Contexts, _ doorFigures) { orderinghttp.Routes(api, all.Ordering) },
		internal:  func(api *rest.API, all *Contexts) { orderinghttp.InternalRoutes(api, all.Ordering) },
		workers: func(p *process) []worker {
			return []worker{
				{"ordering: settle free orders", time.Second, counted(p.Ordering.SettleFree)},
				{"ordering: ask for refunds", time.Second, counted(p.Ordering.RefundDue)},
			}
		},
		lane: func(p *process) {
			p.Ordering.Through(openLane(p, "ordering", p.Ordering.Execute, func(v ordering.Verdict) batch.Verdict[ordering.Order] {
				return batch.Verdict[ordering.Order]{Result: v.Order, Err: v.Err}
			}))
		},
		reseal: func(ctx context.Context, all *Contexts) (int, error) { return all.Ordering.Reseal(ctx) },
	}
}

func orderingRules(f Figures) ordering.Rules {
	r := ordering.DefaultRules()
	r.PublicURL = orElse(f.PublicURL, r.PublicURL)
	return r
}
