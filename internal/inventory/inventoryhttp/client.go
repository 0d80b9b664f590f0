package inventoryhttp

import (
	"context"
	"fmt"
	"net/http"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// Client is inventory in another process: its methods are the service's, refusals included. All of them may come twice, as the
// service's own may.
type Client struct{ rest *rest.Client }

// NewClient makes a client of inventory's internal routes.
func NewClient(c *rest.Client) *Client { return &Client{c} }

// SetTerms is [inventory.Service.SetTerms].
func (c *Client) SetTerms(ctx context.Context, t inventory.Terms) error {
	return c.ofEvent(ctx, pathTerms, wireTerms(t), nil)
}

// ReplaceLayout is [inventory.Service.ReplaceLayout].
func (c *Client) ReplaceLayout(ctx context.Context, event inventory.EventID) error {
	return c.ofEvent(ctx, pathRelay, eventRef{event.UUID()}, nil)
}

// Snapshot is [inventory.Service.Snapshot].
func (c *Client) Snapshot(ctx context.Context, event inventory.EventID) ([]inventory.SeatState, error) {
	var out snapshot
	if err := c.ofEvent(ctx, pathSnapshot, eventRef{event.UUID()}, &out); err != nil {
		return nil, err
	}
	return out.states()
}

// ofEvent asks what may take longer, since it looks at all seats of an event.
func (c *Client) ofEvent(ctx context.Context, path string, body, out any) error {
	return c.rest.Call(ctx, rest.Request{Method: http.MethodPost, Path: path, Body: body, Out: out, Safe: true, Timeout: eventTimeout})
}

// Holds is [inventory.Service.Holds].
func (c *Client) Holds(ctx context.Context, reservations []inventory.ReservationID) ([]inventory.Hold, error) {
	var out []hold
	if err := c.rest.Ask(ctx, pathHolds, reservationRefs{Reservations: id.UUIDs(reservations)}, &out); err != nil {
		return nil, err
	}
	return readHolds(out), nil
}

// ConfirmAll is [inventory.Service.ConfirmAll].
func (c *Client) ConfirmAll(ctx context.Context, orders []inventory.Confirm) ([]inventory.Verdict, error) {
	wishes := make([]confirmation, len(orders))
	for i, o := range orders {
		wishes[i] = confirmation{o.Order.UUID(), o.Payment.UUID(), id.UUIDs(o.Reservations), o.Trace}
	}
	var out []verdict
	if err := c.rest.Ask(ctx, pathConfirm, wishes, &out); err != nil {
		return nil, err
	}
	if len(out) != len(orders) { // whose verdicts they are cannot be known
		return nil, fmt.Errorf("%d verdicts for %d orders", len(out), len(orders))
	}
	verdicts := make([]inventory.Verdict, len(out))
	for i, v := range out {
		verdicts[i] = v.verdict()
	}
	return verdicts, nil
}

// Release is [inventory.Service.Release].
func (c *Client) Release(ctx context.Context, reservations []inventory.ReservationID, reason string) error {
	return c.rest.Ask(ctx, pathRelease, reservationRefs{Reservations: id.UUIDs(reservations), Reason: reason}, nil)
}

// Protect is [inventory.Service.Protect].
func (c *Client) Protect(ctx context.Context, p inventory.PaymentID, reservations []inventory.ReservationID) error {
	return c.rest.Ask(ctx, pathProtect, reservationRefs{Reservations: id.UUIDs(reservations), Payment: p.UUID()}, nil)
}
