package fulfillmenthttp

import (
	"context"
	"net/http"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// Client is fulfillment in another process: its methods are the service's, refusals included.
type Client struct{ rest *rest.Client }

// NewClient makes a client of fulfillment's internal routes.
func NewClient(c *rest.Client) *Client { return &Client{c} }

// Void is [fulfillment.Service.Void]. It may come twice.
func (c *Client) Void(ctx context.Context, order id.UUID) error {
	return c.rest.Ask(ctx, pathVoid, ticketRefs{Order: order}, nil)
}

// Enclose is [fulfillment.Service.Enclose].
func (c *Client) Enclose(ctx context.Context, order fulfillment.OrderID, only fulfillment.TicketID) (fulfillment.Enclosure, error) {
	var out enclosure
	err := c.rest.Call(ctx, rest.Request{
		Method: http.MethodPost, Path: pathEnclose, Body: ticketRefs{order.UUID(), only.UUID()}, Out: &out, Safe: true, Timeout: encloseTimeout,
	})
	if err != nil {
		return fulfillment.Enclosure{}, err
	}
	return out.enclosure(), nil
}
