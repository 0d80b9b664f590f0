package notificationhttp

import (
	"context"
	"net/http"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// Client is notification in another process: its methods are the service's, refusals included. Mails come without their sealed part,
// which only notification opens.
type Client struct{ rest *rest.Client }

// NewClient makes a client of notification's internal routes.
func NewClient(c *rest.Client) *Client { return &Client{c} }

// Queue is [notification.Service.Queue]. A mail without an id is not queued again where the outcome is unknown, which might be a second
// one: that is for the caller to decide, who knows what the mail is for.
func (c *Client) Queue(ctx context.Context, a notification.Account) error {
	return c.rest.Call(ctx, rest.Request{Method: http.MethodPost, Path: pathQueue, Body: wireAccount(a), Safe: a.ID != id.Nil})
}

// OfOrder is [notification.Service.OfOrder].
func (c *Client) OfOrder(ctx context.Context, order id.UUID) ([]notification.Mail, error) {
	var out []orderMail
	if err := c.rest.Ask(ctx, pathOfOrder, orderRef{order}, &out); err != nil {
		return nil, err
	}
	mails := make([]notification.Mail, len(out))
	for i, m := range out {
		mails[i] = m.mail()
	}
	return mails, nil
}

// Resend is [notification.Service.Resend]. Like Queue it is not made again: each one is a mail.
func (c *Client) Resend(ctx context.Context, order id.UUID) error {
	return c.rest.Call(ctx, rest.Request{Method: http.MethodPost, Path: pathResend, Body: orderRef{order}})
}
