package e2e

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/speckit/ticketing/test/e2e/client"
)

// How stubborn a buyer is: between two tries, and how long after the house is open again everything may take.
const (
	retryPause = 50 * time.Millisecond
	settleTime = 60 * time.Second
	payTries   = 3
)

// purchase is a way that a buyer went, as far as they know.
type purchase struct {
	buyer   *client.Client
	email   string
	order   client.Order
	payment client.Payment
	state   string // of the order, at last
}

// stubborn is the door of who asks again until there is an answer. Its connections are its own.
func stubborn() client.Patient {
	return client.Patient{Door: &http.Transport{IdleConnTimeout: time.Second}, Pause: retryPause}
}

// buy goes a guest's whole way for two seats of an event. Every command has a key, and is sent again under it until it is answered, as the
// web does; whatever the house does meanwhile, the way ends with tickets or with an honest refusal.
func (h *house) buy(ctx context.Context, event, name string) (purchase, error) {
	return h.buyThrough(ctx, stubborn(), event, name)
}

// buyThrough goes that way by another door.
func (h *house) buyThrough(ctx context.Context, door http.RoundTripper, event, name string) (purchase, error) {
	stranger := h.stranger.Through(door)
	guest, err := stranger.BeginGuest(ctx)
	if err != nil {
		return purchase{}, err
	}
	p := purchase{buyer: stranger.As(guest.GuestToken), email: name + "@example.com"}
	group, err := p.buyer.Hold(ctx, client.Wish{EventID: event, Quantity: 2}, name+" hold")
	if err != nil {
		return p, err
	}
	for i, r := range group.Reservations {
		if p.order, err = p.buyer.AddToCart(ctx, r, "", fmt.Sprint(name, " add ", i)); err != nil {
			return p, err
		}
	}
	if len(p.order.Items) < len(group.Reservations) {
		return p, errLostHold // one ran out while the house was closed
	}
	p.order, err = p.buyer.Checkout(ctx, client.Checkout{OrderID: p.order.ID, Email: p.email, Name: name}, name+" checkout")
	if err != nil {
		return p, err
	}
	for try := range payTries {
		var paid client.Paid
		paid, err = p.buyer.Pay(ctx, p.order.ID, "card_ok", fmt.Sprint(name, " pay ", try))
		p.payment = paid.Payment
		if !client.Refused(err, "payment_declined") { // as it is where inventory did not answer the payment in time
			break
		}
	}
	return p, err
}

// errLostHold says that a buyer gave up because a hold ran out.
var errLostHold = errors.New("a hold ran out")

// honest are refusals that a buyer may get when the house was closed for longer than a hold lasts, or is sold out.
var honest = []string{
	"hold_expired", "sold_out", "order_empty", "order_cancelled", "order_not_payable", "reservation_not_found", "order_not_draft", "seats_gone", "seat_taken",
}

// follow waits until the order says how it ended, and looks whether that is true.
func (p *purchase) follow(ctx context.Context) error {
	return client.Await(ctx, settleTime, func(ctx context.Context) error {
		order, err := p.buyer.Order(ctx, p.order.ID, "")
		if err != nil {
			return err
		}
		p.state = order.State
		switch order.State {
		case "fulfilled":
			return p.holdsTickets(ctx, order)
		case "cancelled":
			return p.owesNothing(ctx, order)
		default:
			return fmt.Errorf("order %s is %s", order.ID, order.State)
		}
	})
}

func (p *purchase) holdsTickets(ctx context.Context, order client.Order) error {
	tickets, err := p.buyer.Tickets(ctx, order.ID, "")
	if err != nil {
		return err
	}
	for _, t := range tickets {
		if t.Status != "valid" {
			return fmt.Errorf("ticket %s of order %s is %s", t.TicketNumber, order.ID, t.Status)
		}
	}
	return want("tickets of order "+order.ID, len(tickets), len(order.Items))
}

// owesNothing expects a cancelled order to have no money, or to have given it back.
func (p *purchase) owesNothing(ctx context.Context, order client.Order) error {
	if p.payment.ID == "" {
		return nil
	}
	payment, err := p.buyer.Payment(ctx, p.payment.ID)
	if err != nil {
		return err
	}
	if payment.Status == "succeeded" || payment.Status == "pending" {
		return fmt.Errorf("order %s is cancelled, its payment %s", order.ID, payment.Status)
	}
	return nil
}

// settle judges what became of a purchase: an honest refusal is well, a lost one is not.
func (p *purchase) settle(ctx context.Context, err error) error {
	switch {
	case errors.Is(err, errLostHold) || client.Refused(err, honest...):
	case err != nil:
		return err
	}
	if p.order.ID == "" {
		return nil
	}
	if p.order.State == "draft" || p.order.State == "" {
		return nil // it never was an order
	}
	return p.follow(ctx)
}
