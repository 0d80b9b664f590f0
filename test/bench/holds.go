package main

import (
	"context"
	"sync/atomic"

	"github.com/speckit/ticketing/test/e2e/client"
)

// seatsPerGuest is the house's limit for one customer.
const seatsPerGuest = 6

// holds measures holds of one named seat each, by guests whose sessions are there.
func holds(ctx context.Context, h *house, o options) error {
	h.head("Holds of one seat", "holds")
	for _, clients := range o.clients {
		rows := 600
		if clients == 1 {
			rows = 150
		}
		event, err := h.makeEvent(ctx, rows)
		if err != nil {
			return err
		}
		seats, err := h.seatsOf(ctx, event)
		if err != nil {
			return err
		}
		if err := h.invite(ctx, len(seats)/seatsPerGuest+1); err != nil {
			return err
		}
		var next atomic.Int64
		f, err := h.drive(ctx, clients, o.span, "inventory", func(ctx context.Context, c *client.Client) error {
			n := int(next.Add(1)) - 1
			if n >= len(seats) {
				return errNoMore
			}
			_, err := c.As(h.guests[n/seatsPerGuest].token).HoldOne(ctx, seats[n], "")
			return err
		})
		if err != nil {
			return err
		}
		h.row(f)
	}
	h.say("\n")
	return nil
}
