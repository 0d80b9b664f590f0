package app

import (
	"context"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/platform/messaging"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// wiring is how one context is put into a process, and how it is reached from others.
type wiring struct {
	name string
	// store opens what the context keeps on its database.
	store func(p *process, stores *Stores)
	// build makes the core and puts it where its neighbours find it.
	build func(all *Contexts, stores Stores, tools Tools, figures Figures)
	// elsewhere puts the context's client there instead.
	elsewhere func(near *Neighbours, to *rest.Client)
	listens   func(all *Contexts) []work.Subscription
	routes    func(api *rest.API, all *Contexts, door doorFigures)
	internal  func(api *rest.API, all *Contexts) // for other services
	workers   func(p *process) []worker
	lane      func(p *process)                                      // nil: no hot commands
	prepare   func(ctx context.Context, p *process) error           // before anybody is served; may be repeated; nil: nothing
	reseal    func(ctx context.Context, all *Contexts) (int, error) // what SPECKIT_SECRET seals; nil: nothing
	alone     func(ctx context.Context, all *Contexts) error        // where no other process can be at work; nil: nothing
}

// doorFigures are what routes depend on beside their context.
type doorFigures struct {
	demo    bool
	mailbox notification.Mailbox // nil outside a demo
	cookies rest.Cookies

	publicURL string
	limiter   rest.Limiter // of what is limited by more than the caller; nil is this process's own
	clock     clock.Clock
	shelves   map[string]messaging.Shelf // of the contexts; empty where there is nothing behind the door
}

// wirings lists every context, in the order of contextNames.
func wirings() []wiring {
	return []wiring{
		wireCatalog(), wireInventory(), wireOrdering(), wirePayment(), wireFulfillment(), wireIdentity(), wireNotification(), wireWaitlist(),
	}
}

// wirings are those of the contexts that run here.
func (p parts) wirings() []wiring {
	var here []wiring
	for _, w := range wirings() {
		if p.has(w.name) {
			here = append(here, w)
		}
	}
	return here
}
