package waitlisthttp

import (
	"context"
	"net/http"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/waitlist"
)

// Client is the waitlist in another process: its methods are the service's, refusals included. Entries and offers come without their
// secrets, which only the waitlist opens.
type Client struct{ rest *rest.Client }

// NewClient makes a client of the waitlist's internal routes.
func NewClient(c *rest.Client) *Client { return &Client{c} }

// Letter is [waitlist.Service.Letter].
func (c *Client) Letter(ctx context.Context, entry waitlist.EntryID) (waitlist.Letter, error) {
	var out letter
	if err := c.rest.Ask(ctx, pathLetter, asked{Entry: entry.UUID()}, &out); err != nil {
		return waitlist.Letter{}, err
	}
	return out.letter(), nil
}

// Show is [waitlist.Service.Show].
func (c *Client) Show(ctx context.Context, who actor.Actor, entry waitlist.EntryID, secret string) (waitlist.View, error) {
	var out view
	if err := c.rest.Ask(ctx, pathShow, asked{entry.UUID(), rest.PersonOf(who), secret}, &out); err != nil {
		return waitlist.View{}, err
	}
	return out.view(), nil
}

// Confirm is [waitlist.Service.Confirm]. It may come twice.
func (c *Client) Confirm(ctx context.Context, who actor.Actor, entry waitlist.EntryID, secret string) error {
	return c.rest.Ask(ctx, pathConfirm, asked{entry.UUID(), rest.PersonOf(who), secret}, nil)
}

// Leave is [waitlist.Service.Leave]. It may come twice.
func (c *Client) Leave(ctx context.Context, who actor.Actor, entry waitlist.EntryID, secret string) error {
	return c.rest.Ask(ctx, pathLeave, asked{entry.UUID(), rest.PersonOf(who), secret}, nil)
}

// Decline is [waitlist.Service.Decline]. It is not made again where its outcome is unknown: whoever keeps the place may have other
// seats by then.
func (c *Client) Decline(ctx context.Context, who actor.Actor, entry waitlist.EntryID, secret string) error {
	return c.rest.Call(ctx, rest.Request{Method: http.MethodPost, Path: pathDecline, Body: asked{entry.UUID(), rest.PersonOf(who), secret}})
}
