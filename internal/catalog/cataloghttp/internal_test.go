package cataloghttp_test

import (
	"context"
	"testing"

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
	all, unknown := map[string]said{}, id.Named(id.Nil, "unknown")
	for what, asked := range map[string]catalog.EventID{"event": event, "no event": catalog.EventID(unknown)} {
		e, err := n.Event(ctx, asked)
		known := catalog.Event{ID: e.ID, Version: e.Version, Name: e.Name, Venue: e.Venue, EventDate: e.EventDate, TimeZone: e.TimeZone, Status: e.Status}
		all[what] = said{known, resttest.RefusalOf(err)}
	}
	for what, asked := range map[string][]id.UUID{"names": {unknown, event.UUID()}, "no names": nil} {
		names, err := n.Names(ctx, asked)
		all[what] = said{names, resttest.RefusalOf(err)}
	}
	return all
}

func TestOverTheWireTheCatalogueKeepsItsPromises(t *testing.T) {
	t.Parallel()
	w := catalogtest.New(t, catalogmem.New())
	event := w.Event().ID
	there := told(t.Context(), cataloghttp.NewClient(resttest.Inside(t, routesOf(w.Service))), event)
	if diff := cmp.Diff(told(t.Context(), w.Service, event), there); diff != "" {
		t.Errorf("over the wire (-direct +wire):\n%s", diff)
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
