package main

import (
	"context"
	"sync/atomic"

	"github.com/speckit/ticketing/test/e2e/client"
)

// checkIns measures admissions with the tickets of the purchases, a share of them for each load.
func checkIns(ctx context.Context, h *house, o options) error {
	h.head("Check-ins", "check-ins")
	steward := h.steward
	for i, clients := range o.clients {
		codes := h.codes[i*len(h.codes)/len(o.clients) : (i+1)*len(h.codes)/len(o.clients)]
		var next atomic.Int64
		f, err := h.drive(ctx, clients, o.span, "fulfillment", func(ctx context.Context, c *client.Client) error {
			n := int(next.Add(1)) - 1
			if n >= len(codes) {
				return errNoMore
			}
			_, err := steward.Through(c.Door()).CheckIn(ctx, codes[n], stadium, "North", "")
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
