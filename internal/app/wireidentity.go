package app

import (
	"context"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/identity/identityhttp"
	"github.com/speckit/ticketing/internal/identity/identitypg"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/rest"
)

func wireIdentity() wiring {
	return wiring{
		name:  "identity",
		store: func(p *process, s *Stores) { s.Identity = identitypg.New(p.ground.dbs["identity"]) },
		build: func(all *Contexts, s Stores, t Tools, f Figures) {
			all.Identity = identity.New(s.Identity, identity.Ports{
				Passwords: t.Passwords, Tokens: t.Tokens, Sealer: t.Sealers("identity"), Mails: mailsForIdentity{all.near}, Random: t.Random, Endings: t.Endings,
			}, identityRules(f), t.Clock, t.IDs)
			all.near.Identity = all.Identity
		},
		elsewhere: func(near *Neighbours, to *rest.Client) { near.Identity = identityhttp.NewClient(to) },
		listens:   func(all *Contexts) []work.Subscription { return all.Identity.Subscriptions() },
		routes: func(api *rest.API, all *Contexts, door doorFigures) {
			identityhttp.Routes(api, all.Identity, door.cookies)
		},
		internal: func(api *rest.API, all *Contexts) { identityhttp.InternalRoutes(api, all.Identity) },
		workers: func(p *process) []worker {
			return []worker{
				{"identity: ask for mails", time.Second, counted(p.Identity.SendMails)},
				{"identity: tell again of sessions that ended", time.Minute, counted(p.Identity.Announce)},
				{"identity: forget what is over", time.Hour, counted(p.Identity.Sweep)},
			}
		},
		prepare: func(ctx context.Context, p *process) error {
			if err := p.Identity.Prepare(ctx); err != nil {
				return fmt.Errorf("prepare signing keys: %w", err)
			}
			return nil
		},
		reseal: func(ctx context.Context, all *Contexts) (int, error) { return all.Identity.ResealKeys(ctx) },
	}
}

func identityRules(f Figures) identity.Rules {
	r := identity.DefaultRules()
	r.PublicURL = orElse(f.PublicURL, r.PublicURL)
	return r
}
