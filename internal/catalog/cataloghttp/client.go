package cataloghttp

import (
	"context"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// Client is the catalogue in another process: its methods are the service's, refusals included.
type Client struct{ rest *rest.Client }

// NewClient makes a client of the catalogue's internal routes.
func NewClient(c *rest.Client) *Client { return &Client{c} }

// Event is [catalog.Service.Event], with all that an event's page shows. What concerns its seat plan and the house alone is zero.
func (c *Client) Event(ctx context.Context, event catalog.EventID) (catalog.Event, error) {
	var out shownEvent
	if err := c.rest.Ask(ctx, pathEvent, eventRef{event.UUID()}, &out); err != nil {
		return catalog.Event{}, err
	}
	return out.event(), nil
}

// Names is [catalog.Service.Names].
func (c *Client) Names(ctx context.Context, events []id.UUID) ([]catalog.EventFacts, error) {
	var out []eventFacts
	if err := c.rest.Ask(ctx, pathNames, id.UUIDs(events), &out); err != nil {
		return nil, err
	}
	facts := make([]catalog.EventFacts, len(out))
	for i, f := range out {
		facts[i] = f.facts()
	}
	return facts, nil
}

// Listed is [catalog.Service.Listed], for at most 1,000 events.
func (c *Client) Listed(ctx context.Context, after catalog.Place, most int) ([]catalog.Listing, error) {
	var out []listing
	if err := c.rest.Ask(ctx, pathListed, listedRef{after.Date, after.ID.UUID(), most}, &out); err != nil {
		return nil, err
	}
	listed := make([]catalog.Listing, len(out))
	for i, l := range out {
		listed[i] = catalog.Listing{Place: catalog.Place{Date: l.Date, ID: catalog.EventID(l.Event)}, Changed: l.Changed}
	}
	return listed, nil
}
