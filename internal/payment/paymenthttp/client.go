package paymenthttp

import (
	"context"

	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// Client is payment in another process: its methods are the service's, refusals included.
type Client struct{ rest *rest.Client }

// NewClient makes a client of payment's internal routes.
func NewClient(c *rest.Client) *Client { return &Client{c} }

// Return is [payment.Service.Return]. It may come twice: a payment has one refund.
func (c *Client) Return(ctx context.Context, p payment.ID, reason payment.Reason) error {
	return c.rest.Ask(ctx, pathReturn, giveBack{p.UUID(), string(reason)}, nil)
}
