package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/speckit/ticketing/test/e2e/client"
)

const (
	stadium    = "66666666-6666-6666-6666-666666666666" // the demo's 60,000 seats
	ticketLook = 5 * time.Millisecond
	ticketWait = 20 * time.Second
)

// purchases measures the whole way of a guest: session, the best two seats of a stadium, cart, checkout, payment, until both tickets are
// listed. The commands that move money have an Idempotency-Key, as the web sends it.
func purchases(ctx context.Context, h *house, o options) error {
	h.head("Whole purchases of two seats, from the guest's session to the tickets", "purchases")
	var mu sync.Mutex
	for _, clients := range o.clients {
		f, err := h.drive(ctx, clients, o.span, "inventory", func(ctx context.Context, c *client.Client) error {
			tickets, err := buy(ctx, c)
			if err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			for _, t := range tickets {
				h.codes = append(h.codes, t.QRCode)
			}
			return nil
		})
		if err != nil {
			return err
		}
		h.row(f)
	}
	h.say("\n")
	return h.awaitMails(ctx)
}

func buy(ctx context.Context, c *client.Client) ([]client.Ticket, error) {
	g, err := c.BeginGuest(ctx)
	if err != nil {
		return nil, err
	}
	c = c.As(g.GuestToken)
	group, err := c.Hold(ctx, client.Wish{EventID: stadium, Quantity: 2}, "")
	if err != nil {
		return nil, err
	}
	var order client.Order
	for _, r := range group.Reservations {
		if order, err = c.AddToCart(ctx, r, "", ""); err != nil {
			return nil, err
		}
	}
	order, err = c.Checkout(ctx, client.Checkout{OrderID: order.ID, Email: "buyer@example.com", Name: "Ana Sol"}, "checkout")
	if err != nil {
		return nil, err
	}
	if _, err := c.Pay(ctx, order.ID, "card_ok", "pay"); err != nil {
		return nil, err
	}
	return awaitTickets(ctx, c, order.ID, len(group.Reservations))
}

func awaitTickets(ctx context.Context, c *client.Client, order string, count int) ([]client.Ticket, error) {
	for deadline := time.Now().Add(ticketWait); ; {
		tickets, err := c.Tickets(ctx, order, "")
		if err != nil || len(tickets) == count {
			return tickets, err
		}
		if time.Now().After(deadline) {
			return nil, fmt.Errorf("order %s has %d tickets after %s", order, len(tickets), ticketWait)
		}
		if err := pause(ctx, ticketLook); err != nil {
			return nil, err
		}
	}
}

const (
	mailLook = 250 * time.Millisecond
	mailWait = 40 * time.Second
)

// awaitMails waits for the mails of all purchases, as long as a bounded run allows, so that the next measurement is not of them.
func (h *house) awaitMails(ctx context.Context) error {
	begun := time.Now()
	for time.Since(begun) < mailWait {
		var pending []struct{}
		if _, err := h.organiser.Call(ctx, client.Request{Method: "GET", Path: "/admin/mails?status=pending&limit=1"}, &pending); err != nil {
			return err
		}
		if len(pending) == 0 {
			h.say("All ticket mails, two PDFs and a calendar file each, were out %s after the last purchase.\n\n", since(begun))
			return nil
		}
		if err := pause(ctx, mailLook); err != nil {
			return err
		}
	}
	h.say("Ticket mails were still going out %s after the last purchase; check-ins share the machine with them.\n\n", mailWait)
	return nil
}
