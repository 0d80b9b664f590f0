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

// Event is [catalog.Service.Event], as far as others need it: ID, Version, Name, Venue, EventDate, TimeZone and Status. All else is zero.
func (c *Client) Event(ctx context.Context, event catalog.EventID) (catalog.Event, error) {
	var out eventFacts
	if err := c.rest.Ask(ctx, pathEvent, eventRef{event.UUID()}, &out); err != nil {
		return catalog.Event{}, err
	}
	return catalog.Event{
		ID: catalog.EventID(out.Event), Version: out.Version, Name: out.Name, Venue: out.Venue, EventDate: out.EventDate, TimeZone: out.TimeZone,
		Status: catalog.Status(out.Status),
	}, nil
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
