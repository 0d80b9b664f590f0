package main

import (
	"context"
	"fmt"
	"sync/atomic"

	"github.com/speckit/ticketing/test/e2e/client"
)

// joined is the answer to a join, as far as it is read here.
type joined struct {
	EntryID  string `json:"entryId"`
	Position int64  `json:"position"`
}

// lines measures how many people a second get a place in the line of one sold-out event.
func lines(ctx context.Context, h *house, o options) error {
	event, err := h.sellOut(ctx)
	if err != nil {
		return err
	}
	h.head("Joins of one event's line", "joins")
	var next atomic.Int64
	for _, clients := range o.clients {
		f, err := h.drive(ctx, clients, o.span, "waitlist", func(ctx context.Context, c *client.Client) error {
			body := map[string]any{"eventId": event, "email": fmt.Sprintf("waits-%d@example.com", next.Add(1))}
			var out joined
			_, err := c.Call(ctx, client.Request{Method: "POST", Path: "/v1/waitlist/join", Body: body}, &out)
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

// sellOut makes an event of which every seat is held.
func (h *house) sellOut(ctx context.Context) (string, error) {
	event, err := h.makeEvent(ctx, 1)
	if err != nil {
		return "", err
	}
	seats, err := h.seatsOf(ctx, event)
	if err != nil {
		return "", err
	}
	if err := h.invite(ctx, len(seats)/seatsPerGuest+1); err != nil {
		return "", err
	}
	for n := 0; n < len(seats); n += seatsPerGuest {
		buyer := h.organiser.As(h.guests[n/seatsPerGuest].token)
		if _, err := buyer.Hold(ctx, client.Wish{SeatIDs: seats[n:min(n+seatsPerGuest, len(seats))]}, ""); err != nil {
			return "", err
		}
	}
	return event, nil
}
