package app

import (
	"context"
	"net/http"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/ordering/orderinghttp"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/waitlist/waitlisthttp"
)

// web serves pages: until there is more of it, one that says what runs here, and the pages of an order and of a place in line to
// which their mails link.
func (p *process) web() http.Handler {
	s := p.ground.settings
	order := orderinghttp.Page(p.near.Ordering, orderinghttp.PageConfig{
		Demo: s.Demo, Log: p.ground.log, Pay: p.near.payFromPage, PublicURL: s.PublicURL, IDs: p.ids,
	})
	mux := http.NewServeMux()
	mux.Handle("/orders/{id}", order)
	mux.Handle("/orders/{id}/pay", order)
	mux.Handle("/waitlist/{entryId}", waitlisthttp.Page(p.near.Waitlist, waitlisthttp.PageConfig{Demo: s.Demo, Log: p.ground.log}))
	mux.HandleFunc("GET /{$}", p.home)
	return mux
}

// payFromPage pays an order whose buyer is on its page.
func (n *Neighbours) payFromPage(ctx context.Context, who actor.Actor, order ordering.OrderID, operation id.UUID, method string) (orderinghttp.Paying, error) {
	p, err := n.Payment.Pay(ctx, who, payment.Pay{Payment: payment.ID(operation), Order: order.UUID(), Method: method})
	switch {
	case err != nil:
		return orderinghttp.Paying{}, err
	case p.Status == payment.Succeeded:
		return orderinghttp.Paying{Taken: true}, nil
	case p.Status == payment.Pending:
		return orderinghttp.Paying{Next: p.NextAction}, nil
	default:
		return orderinghttp.Paying{Declined: orElse(p.FailureReason, payment.ReasonProcessor)}, nil
	}
}
