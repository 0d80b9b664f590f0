package app

import (
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/cataloghttp"
	"github.com/speckit/ticketing/internal/catalog/catalogpg"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/rest"
)

func wireCatalog() wiring {
	return wiring{
		name: "catalog",
		store: func(p *process, s *Stores) {
			if p.ground.replica != nil {
				s.Catalog = catalogpg.NewWithReplica(p.ground.dbs["catalog"], p.ground.replica)
				return
			}
			s.Catalog = catalogpg.New(p.ground.dbs["catalog"])
		},
		build: func(all *Contexts, s Stores, t Tools, f Figures) {
			all.Catalog = catalog.New(s.Catalog, seatsForCatalog{all.near}, catalogRules(f), t.Clock, t.IDs)
			all.near.Catalog = all.Catalog
		},
		elsewhere: func(near *Neighbours, to *rest.Client) { near.Catalog = cataloghttp.NewClient(to) },
		listens:   func(all *Contexts) []work.Subscription { return all.Catalog.Subscriptions() },
		routes:    func(api *rest.API, all *Contexts, _ doorFigures) { cataloghttp.Routes(api, all.Catalog) },
		internal:  func(api *rest.API, all *Contexts) { cataloghttp.InternalRoutes(api, all.Catalog) },
		workers: func(p *process) []worker {
			return []worker{
				{"catalog: look what others projected", time.Second, counted(p.Catalog.PollLive)},
				{"catalog: finish interrupted changes", 5 * time.Second, counted(p.Catalog.Settle)},
			}
		},
	}
}

func catalogRules(f Figures) catalog.Rules {
	r := catalog.DefaultRules()
	r.Currency, r.TimeZone = orElse(f.Currency, r.Currency), orElse(f.TimeZone, r.TimeZone)
	return r
}
