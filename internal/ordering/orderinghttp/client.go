package orderinghttp

import (
	"context"
	"net/http"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// Client is ordering in another process: its methods are the service's, refusals included. Orders come without the sealed copy of
// their secret, which only ordering opens.
type Client struct{ rest *rest.Client }

// NewClient makes a client of ordering's internal routes.
func NewClient(c *rest.Client) *Client { return &Client{c} }

// FindAll is [ordering.Service.FindAll].
func (c *Client) FindAll(ctx context.Context, orders []ordering.OrderID) ([]ordering.Order, error) {
	var out []wholeOrder
	if err := c.rest.Ask(ctx, pathFindAll, id.UUIDs(orders), &out); err != nil {
		return nil, err
	}
	found := make([]ordering.Order, len(out))
	for i, o := range out {
		found[i] = o.order()
	}
	return found, nil
}

// PaidOf is [ordering.Service.PaidOf].
func (c *Client) PaidOf(ctx context.Context, event ordering.EventID, text string, before ordering.OrderID, limit int) ([]ordering.OrderID, error) {
	var out []id.UUID
	if err := c.rest.Ask(ctx, pathPaidOf, paidOf{event.UUID(), text, before.UUID(), limit}, &out); err != nil {
		return nil, err
	}
	found := make([]ordering.OrderID, len(out))
	for i, order := range out {
		found[i] = ordering.OrderID(order)
	}
	return found, nil
}

// Payable is [ordering.Service.Payable].
func (c *Client) Payable(ctx context.Context, who actor.Actor, order ordering.OrderID) (ordering.Bill, error) {
	var out bill
	if err := c.rest.Ask(ctx, pathPayable, asked{Order: order.UUID(), Who: rest.PersonOf(who)}, &out); err != nil {
		return ordering.Bill{}, err
	}
	return out.bill(), nil
}

// Contact is [ordering.Service.Contact].
func (c *Client) Contact(ctx context.Context, order ordering.OrderID) (ordering.Contact, error) {
	var out contact
	if err := c.rest.Ask(ctx, pathContact, asked{Order: order.UUID()}, &out); err != nil {
		return ordering.Contact{}, err
	}
	return ordering.Contact{
		Order: out.Order.order(), Email: out.Email, Name: out.Name, Number: out.Number, Secret: out.Secret, StatusURL: out.StatusURL,
	}, nil
}

// Show is [ordering.Service.Show].
func (c *Client) Show(ctx context.Context, who actor.Actor, order ordering.OrderID, secret string) (ordering.View, error) {
	var out view
	if err := c.rest.Ask(ctx, pathShow, asked{order.UUID(), rest.PersonOf(who), secret}, &out); err != nil {
		return ordering.View{}, err
	}
	return out.view(), nil
}

// Resend is [ordering.Service.Resend]. It is not made again where its outcome is unknown: a second one is refused for having come too
// soon after the first, which may have sent nothing.
func (c *Client) Resend(ctx context.Context, who actor.Actor, order ordering.OrderID, secret string) error {
	return c.rest.Call(ctx, rest.Request{Method: http.MethodPost, Path: pathResend, Body: asked{order.UUID(), rest.PersonOf(who), secret}})
}

// PlaceFor is [ordering.Service.PlaceFor]. It may come twice: the operation is the order's id.
func (c *Client) PlaceFor(ctx context.Context, who actor.Actor, cmd ordering.PlaceFor) (ordering.Placed, error) {
	var out placedFor
	if err := c.rest.Ask(ctx, pathPlaceFor, wirePlaceFor(who, cmd), &out); err != nil {
		return ordering.Placed{}, err
	}
	return ordering.Placed{Order: out.Order.order(), Secret: out.Secret, StatusURL: out.StatusURL}, nil
}

// Cancel is [ordering.Service.Cancel]. It may come twice: an order that is cancelled is let be.
func (c *Client) Cancel(ctx context.Context, who actor.Actor, order ordering.OrderID) error {
	return c.rest.Ask(ctx, pathCancel, asked{Order: order.UUID(), Who: rest.PersonOf(who)}, nil)
}
