package inventoryhttp

import (
	"context"
	"fmt"
	"net/http"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/actor"
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
func (c *Client) ReplaceLayout(ctx context.Context, in inventory.Relay) error {
	return c.ofEvent(ctx, pathRelay, relay{in.Event.UUID(), in.Layout, in.Keeps}, nil)
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

// HoldsOf is [inventory.Service.HoldsOf].
func (c *Client) HoldsOf(ctx context.Context, by actor.Actor) ([]inventory.Hold, error) {
	var out []hold
	if err := c.rest.Ask(ctx, pathHoldsOf, customerRefs{by.Customers()}, &out); err != nil {
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

// OpenLines is [inventory.Service.OpenLines].
func (c *Client) OpenLines(ctx context.Context, wishes []inventory.LineWish) ([]inventory.LineVerdict, error) {
	var out []lineVerdict
	if err := c.ofEvent(ctx, pathOpen, wireLineWishes(wishes), &out); err != nil {
		return nil, err
	}
	if len(out) != len(wishes) { // whose verdicts they are cannot be known
		return nil, fmt.Errorf("%d verdicts for %d wishes", len(out), len(wishes))
	}
	verdicts := make([]inventory.LineVerdict, len(out))
	for i, v := range out {
		verdicts[i] = inventory.LineVerdict{Term: v.Term, Err: v.Refusal.err()}
	}
	return verdicts, nil
}

// CloseLine is [inventory.Service.CloseLine].
func (c *Client) CloseLine(ctx context.Context, event inventory.EventID, term int64) error {
	return c.rest.Ask(ctx, pathClose, lineRef{event.UUID(), term}, nil)
}

// Aside is [inventory.Service.Aside].
func (c *Client) Aside(ctx context.Context, keeper inventory.Keeper) ([]inventory.Vacant, error) {
	var out []vacantSeat
	if err := c.ofEvent(ctx, pathAside, keeperRef{string(keeper)}, &out); err != nil {
		return nil, err
	}
	vacant := make([]inventory.Vacant, len(out))
	for i, v := range out {
		vacant[i] = v.vacant()
	}
	return vacant, nil
}

// SetAside is [inventory.Service.SetAside].
func (c *Client) SetAside(ctx context.Context, in inventory.SetAside) error {
	return c.rest.Ask(ctx, pathSetAside, keeping{id.UUIDs(in.Seats), string(in.Keeper), in.Until, wirePerson(in.By)}, nil)
}

// LetGo is [inventory.Service.LetGo]. If it came twice, the number is of the second time.
func (c *Client) LetGo(ctx context.Context, seats []inventory.SeatID, keeper inventory.Keeper, by actor.Actor) (int, error) {
	var out letGone
	err := c.rest.Ask(ctx, pathLetGo, keeping{Seats: id.UUIDs(seats), Keeper: string(keeper), By: wirePerson(by)}, &out)
	return out.Count, err
}

// Reserve is [inventory.Service.Reserve] of named seats.
func (c *Client) Reserve(ctx context.Context, in inventory.Reserve) ([]inventory.Hold, error) {
	body := claim{in.Group.UUID(), wirePerson(in.By), in.Event.UUID(), id.UUIDs(in.Seats), string(in.Keeper), in.TTL, wirePrices(in.Prices)}
	var out []hold
	if err := c.rest.Ask(ctx, pathReserve, body, &out); err != nil {
		return nil, err
	}
	return readHolds(out), nil
}
