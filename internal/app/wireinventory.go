package app

import (
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventoryhttp"
	"github.com/speckit/ticketing/internal/inventory/inventorypg"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/batch"
	"github.com/speckit/ticketing/internal/platform/rest"
)

func wireInventory() wiring {
	return wiring{
		name:  "inventory",
		store: func(p *process, s *Stores) { s.Inventory = inventorypg.New(p.ground.dbs["inventory"]) },
		build: func(all *Contexts, s Stores, t Tools, f Figures) {
			all.Inventory = inventory.New(s.Inventory, t.Gate, inventoryRules(f), t.Clock, t.IDs)
			all.near.Inventory = all.Inventory
		},
		elsewhere: func(near *Neighbours, to *rest.Client) { near.Inventory = inventoryhttp.NewClient(to) },
		listens:   func(all *Contexts) []work.Subscription { return all.Inventory.Subscriptions() },
		routes:    func(api *rest.API, all *Contexts, _ doorFigures) { inventoryhttp.Routes(api, all.Inventory) },
		internal:  func(api *rest.API, all *Contexts) { inventoryhttp.InternalRoutes(api, all.Inventory) },
		workers: func(p *process) []worker {
			return []worker{{"inventory: end holds", time.Second, counted(p.Inventory.Sweep)}}
		},
		lane: func(p *process) {
			p.Inventory.Through(openLane(p, "inventory", p.Inventory.Execute, func(v inventory.Verdict) batch.Verdict[inventory.Result] {
				return batch.Verdict[inventory.Result](v)
			}))
		},
	}
}

func inventoryRules(f Figures) inventory.Rules {
	r := inventory.DefaultRules()
	r.HoldTTL, r.PaymentWindow = orElse(f.ReservationTTL, r.HoldTTL), orElse(f.PaymentWindow, r.PaymentWindow)
	r.Stall = orElse(f.Line.Stall, r.Stall)
	return r
}
