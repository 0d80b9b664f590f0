package fulfillmenthttp_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmenthttp"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmentmem"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmenttest"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/platform/rest/resttest"
)

// neighbour is fulfillment as other contexts need it.
type neighbour interface {
	Void(ctx context.Context, order id.UUID) error
	Enclose(ctx context.Context, order fulfillment.OrderID, only fulfillment.TicketID) (fulfillment.Enclosure, error)
}

// said is what a neighbour answered.
type said struct {
	Answer  any
	Refusal *resttest.Refusal
}

func routesOf(svc *fulfillment.Service) func(*rest.API) {
	return func(api *rest.API) { fulfillmenthttp.InternalRoutes(api, svc) }
}

// enclosed asks a neighbour for everything that may be asked about an order.
func enclosed(t *testing.T, n neighbour, order fulfillment.OrderID, ticket fulfillment.TicketID) map[string]said {
	t.Helper()
	all, unknown := map[string]said{}, id.Named(id.Nil, "unknown")
	for what, asked := range map[string]struct {
		order fulfillment.OrderID
		only  fulfillment.TicketID
	}{
		"all": {order: order}, "one": {order, ticket}, "another's": {order, fulfillment.TicketID(unknown)}, "of no order": {order: fulfillment.OrderID(unknown)},
	} {
		e, err := n.Enclose(t.Context(), asked.order, asked.only)
		all[what] = said{e, resttest.RefusalOf(err)}
	}
	return all
}

func TestOverTheWireFulfillmentKeepsItsPromises(t *testing.T) {
	t.Parallel()
	w := fulfillmenttest.NewWorld(fulfillmentmem.New())
	client := fulfillmenthttp.NewClient(resttest.Inside(t, routesOf(w.Service)))
	tickets, err := w.Issued(t.Context(), "a", 2)
	if err != nil {
		t.Fatal(err)
	}
	order, ticket := tickets[0].Order, tickets[1].ID
	there := enclosed(t, client, order, ticket)
	if diff := cmp.Diff(enclosed(t, w.Service, order, ticket), there); diff != "" {
		t.Errorf("over the wire (-direct +wire):\n%s", diff)
	}
	if all := there["all"].Answer.(fulfillment.Enclosure); len(all.Lines) != 2 || len(all.Files) != 3 || len(all.Files[0].Content) == 0 || there["of no order"].Refusal == nil {
		t.Errorf("enclosed: %+v", there)
	}
	for _, again := range []string{"", " again"} {
		if err := client.Void(t.Context(), order.UUID()); err != nil {
			t.Errorf("void%s: %v", again, err)
		}
	}
	for _, issued := range must(w.Tickets(t.Context(), fulfillment.Reader{Who: fulfillmenttest.Buyer()}, order)) {
		if issued.Status != fulfillment.Cancelled {
			t.Errorf("ticket %s is %s", issued.Number, issued.Status)
		}
	}
	there = enclosed(t, client, order, ticket)
	if diff := cmp.Diff(enclosed(t, w.Service, order, ticket), there); diff != "" || there["all"].Refusal != nil {
		t.Errorf("of a void order: %+v\n%s", there["all"], diff)
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func TestFulfillmentsInternalRoutesAreForServicesAlone(t *testing.T) {
	t.Parallel()
	resttest.Guarded(t, routesOf(fulfillmenttest.NewWorld(fulfillmentmem.New()).Service))
}
