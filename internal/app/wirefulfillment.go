package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmenthttp"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmentpg"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/batch"
	"github.com/speckit/ticketing/internal/platform/rest"
)

func wireFulfillment() wiring {
	return wiring{
		name:  "fulfillment",
		store: func(p *process, s *Stores) { s.Fulfillment = fulfillmentpg.New(p.ground.dbs["fulfillment"]) },
		build: func(all *Contexts, s Stores, t Tools, f Figures) {
			all.Fulfillment = fulfillment.New(s.Fulfillment, fulfillment.Ports{
				Orders: ordersForFulfillment{all.near}, Events: eventsForFulfillment{all.near}, Renderer: t.Renderer, Sealer: t.Sealers("fulfillment"),
			}, fulfillmentRules(f), t.Clock, t.IDs)
			all.near.Fulfillment = all.Fulfillment
		},
		elsewhere: func(near *Neighbours, to *rest.Client) { near.Fulfillment = fulfillmenthttp.NewClient(to) },
		listens:   func(all *Contexts) []work.Subscription { return all.Fulfillment.Subscriptions() },
		routes:    func(api *rest.API, all *Contexts, _ doorFigures) { fulfillmenthttp.Routes(api, all.Fulfillment) },
		internal:  func(api *rest.API, all *Contexts) { fulfillmenthttp.InternalRoutes(api, all.Fulfillment) },
		workers:   func(*process) []worker { return nil },
		lane: func(p *process) {
			p.Fulfillment.Through(openLane(p, "fulfillment", p.Fulfillment.Execute, func(v fulfillment.Verdict) batch.Verdict[fulfillment.Ticket] {
				return batch.Verdict[fulfillment.Ticket]{Result: v.Ticket, Err: v.Err}
			}))
		},
		prepare: keepTicketKeys,
		reseal:  func(ctx context.Context, all *Contexts) (int, error) { return all.Fulfillment.Reseal(ctx) },
	}
}

// keepTicketKeys makes the keys of tickets where there are none, and keeps the public ones where `speckit tickets verify` looks.
func keepTicketKeys(ctx context.Context, p *process) error {
	keys, err := p.Fulfillment.KeySet(ctx)
	if err != nil {
		return fmt.Errorf("prepare ticket keys: %w", err)
	}
	return writeSecretly(filepath.Join(p.ground.settings.Data, ticketKeys), func(w io.Writer) error { return json.NewEncoder(w).Encode(keys) })
}

func fulfillmentRules(f Figures) fulfillment.Rules {
	r := fulfillment.DefaultRules()
	r.Demo = f.Demo
	return r
}
