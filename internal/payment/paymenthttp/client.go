package paymenthttp

import (
	"context"
	"net/http"

	"github.com/speckit/ticketing/internal/kernel/actor"
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

// Pay is [payment.Service.Pay]. It may come twice: the command names the payment, which is also the provider's key, so a repetition finds
// what the first one began and charges nothing.
func (c *Client) Pay(ctx context.Context, who actor.Actor, cmd payment.Pay) (payment.Payment, error) {
	var out whole
	call := rest.Request{Method: http.MethodPost, Path: pathPay, Body: wirePay(who, cmd), Out: &out, Safe: true, Timeout: payTimeout}
	if err := c.rest.Call(ctx, call); err != nil {
		return payment.Payment{}, err
	}
	return out.payment(), nil
}
