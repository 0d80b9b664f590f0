package cataloghttp_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/cataloghttp"
	"github.com/speckit/ticketing/internal/catalog/catalogmem"
	"github.com/speckit/ticketing/internal/catalog/catalogtest"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/platform/rest/resttest"
)

// neighbour is the catalogue as other contexts need it.
type neighbour interface {
	Event(ctx context.Context, event catalog.EventID) (catalog.Event, error)
	Names(ctx context.Context, events []id.UUID) ([]catalog.EventFacts, error)
	Listed(ctx context.Context, after catalog.Place, most int) ([]catalog.Listing, error)
}

// said is what a neighbour answered.
type said struct {
	Answer  any
	Refusal *resttest.Refusal
}

func routesOf(svc *catalog.Service) func(*rest.API) {
	return func(api *rest.API) { cataloghttp.InternalRoutes(api, svc) }
}

// told asks for an event that there is and for one that there is not.
func told(ctx context.Context, n neighbour, event catalog.EventID) map[string]said {
	all, unknown, none := map[string]said{}, id.Named(id.Nil, "unknown"), time.Time{}
	for what, asked := range map[string]catalog.EventID{"event": event, "no event": catalog.EventID(unknown)} {
		e, err := n.Event(ctx, asked)
		e.Layout, e.LaidBy, e.PlanHash, e.ProposedAt, e.CreatedAt, e.UpdatedAt, e.Sequence, e.Whole, e.Tally.Revenue = 0, id.Nil, "", none, none, none, 0, 0, 0
		all[what] = said{e, resttest.RefusalOf(err)}
	}
	for what, asked := range map[string][]id.UUID{"names": {unknown, event.UUID()}, "no names": nil} {
		names, err := n.Names(ctx, asked)
		all[what] = said{names, resttest.RefusalOf(err)}
	}
	for what, after := range map[string]catalog.Place{"listed": {}, "listed after": {Date: catalogtest.Draft().EventDate, ID: event}} {
		listed, err := n.Listed(ctx, after, 10)
		all[what] = said{listed, resttest.RefusalOf(err)}
	}
	return all
}

func TestOverTheWireTheCatalogueKeepsItsPromises(t *testing.T) {
	t.Parallel()
	w := catalogtest.New(t, catalogmem.New())
	event := w.Seated(2).ID
	w.Become(event, catalog.Sold, 0)
	w.Become(event, catalog.Available, 1, 2)
	first := w.Event().ID // as late as the other, and made after it
	there := told(t.Context(), cataloghttp.NewClient(resttest.Inside(t, routesOf(w.Service))), event)
	if diff := cmp.Diff(told(t.Context(), w.Service, event), there); diff != "" {
		t.Errorf("over the wire (-direct +wire):\n%s", diff)
	}
	if listed := there["listed"].Answer.([]catalog.Listing); len(listed) != 2 || listed[0].ID != first || listed[0].Changed.IsZero() {
		t.Errorf("listed: %+v", listed)
	}
	if after := there["listed after"].Answer.([]catalog.Listing); len(after) != 0 {
		t.Errorf("listed after the last: %+v", after)
	}
	names := there["names"].Answer.([]catalog.EventFacts)
	if len(names) != 1 || names[0].Name != catalogtest.Draft().Name || there["event"].Refusal != nil || there["no event"].Refusal == nil {
		t.Errorf("told: %+v", there)
	}
}

func TestTheCataloguesInternalRoutesAreForServicesAlone(t *testing.T) {
	t.Parallel()
	resttest.Guarded(t, routesOf(catalogtest.New(t, catalogmem.New()).Service))
}
