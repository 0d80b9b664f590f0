package e2e

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/speckit/ticketing/test/e2e/client"
)

// whim is what somebody in line does with an offer.
type whim int

const (
	pays whim = iota
	declines
	forgets
	leaves
)

// whims of the people who come one after the other: half of them pay.
var whims = []whim{pays, declines, pays, forgets, pays, leaves}

// stand is somebody's way through the line, as far as they know.
type stand struct {
	purchase

	q     *queue
	as    *client.Client
	whim  whim
	link  client.PlaceLink
	place client.Place // as it was seen last
	acted string       // the order of the offer that was acted on
	away  bool         // nothing to wait for: seats were free
}

func (q *queue) stands(name string, does whim) *stand {
	s := &stand{q: q, as: q.stranger.Through(stubborn()), whim: does}
	s.email = name + "@example.com"
	return s
}

// stand goes the whole way.
func (s *stand) stand(ctx context.Context) error {
	if err := s.waitInLine(ctx); err != nil || s.away {
		return err
	}
	return s.untilOver(ctx)
}

// waitInLine takes a place and confirms it.
func (s *stand) waitInLine(ctx context.Context) (err error) {
	if err := s.join(ctx); err != nil || s.away {
		return err
	}
	err = s.q.patiently(ctx, func() (err error) {
		s.link, err = s.q.box.link(ctx, s.email)
		return err
	})
	if err != nil {
		return err
	}
	if err := s.as.ConfirmPlace(ctx, s.link); err != nil {
		return fmt.Errorf("confirm: %w", err)
	}
	return nil
}

// untilOver waits until the place has ended, acts on offers on the way, and looks whether the end is a true one.
func (s *stand) untilOver(ctx context.Context) (err error) {
	for ctx.Err() == nil {
		if s.place, err = s.as.Place(ctx, s.link); err != nil {
			return fmt.Errorf("look: %w", err)
		}
		switch s.place.Status {
		case "completed", "expired", "left":
			return s.judge(ctx)
		case "assigned":
			err = s.act(ctx)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", s.place.Status, err)
		}
		if s.q.pause(ctx, lineLook) {
			if err := s.goAway(ctx); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// join takes a place. One whose answer was lost is told, when asking again, that the place is there.
func (s *stand) join(ctx context.Context) error {
	_, err := s.as.Join(ctx, client.Join{EventID: s.q.event, Email: s.email, Quantity: 1})
	if s.away = client.Refused(err, "seats_available"); s.away || client.Refused(err, "already_in_line") {
		return nil
	}
	return err
}

// act does what this person does with an offer, once.
func (s *stand) act(ctx context.Context) error {
	if s.place.Offer == nil || s.acted == s.place.Offer.OrderID {
		return nil
	}
	s.acted = s.place.Offer.OrderID
	switch s.whim {
	case declines:
		return unlessLate(s.as.DeclineOffer(ctx, s.link))
	case leaves:
		return unlessLate(s.as.LeaveLine(ctx, s.link))
	case forgets:
		return nil
	default:
		return s.pay(ctx)
	}
}

// unlessLate takes it well that an offer had run out meanwhile.
func unlessLate(err error) error {
	if client.Refused(err, "no_offer", "entry_over") {
		return nil
	}
	return err
}

// pay pays by the offer's link alone.
func (s *stand) pay(ctx context.Context) error {
	o := s.place.Offer
	session, err := s.as.OpenOrder(ctx, o.OrderID, o.OrderSecret)
	if err != nil {
		return err
	}
	s.buyer = s.as.As(session.GuestToken)
	s.order = client.Order{ID: o.OrderID, Secret: o.OrderSecret, Items: o.Seats}
	for try := range payTries {
		paid, err := s.buyer.Pay(ctx, o.OrderID, "card_ok", fmt.Sprint("pay ", try))
		s.payment = paid.Payment
		switch {
		case client.Refused(err, "payment_declined"): // as it is where inventory did not answer the payment in time
			continue
		case client.Refused(err, honest...):
			return nil
		default:
			return err
		}
	}
	return nil
}

// goAway leaves the line when the doors are closed. Who pays, or has paid, has to wait for what comes of it.
func (s *stand) goAway(ctx context.Context) error {
	err := s.as.LeaveLine(ctx, s.link)
	if err != nil && !client.Refused(err, "payment_in_progress", "already_sold", "order_paid", "order_changed") {
		return fmt.Errorf("leave: %w", err)
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(lineLook):
		return nil
	}
}

// judge expects tickets where the place says so, and neither tickets nor debts where it does not.
func (s *stand) judge(ctx context.Context) error {
	if s.place.Position != nil || s.place.Offer != nil {
		return errors.New("a place that is over has a position or an offer")
	}
	if s.acted == "" || s.buyer == nil {
		return want("it was paid", s.place.Status == "completed", false)
	}
	if err := s.q.patiently(ctx, func() error { return s.follow(ctx) }); err != nil {
		return err
	}
	return want("the place is completed", s.place.Status == "completed", s.state == "fulfilled")
}

// makeRoom has the house take the tickets back, as long as the doors are open.
func (s *stand) makeRoom(ctx context.Context) error {
	select {
	case <-s.q.closed:
		return nil
	default:
	}
	if s.state != "fulfilled" {
		return nil
	}
	if _, err := s.q.organiser.Through(stubborn()).Refund(ctx, s.payment.ID, "refund "+s.order.ID); err != nil {
		return fmt.Errorf("refund: %w", err)
	}
	s.state = "refunded"
	return s.q.patiently(ctx, func() error { return client.Await(ctx, settleTime, s.isRefunded) })
}

func (s *stand) isRefunded(ctx context.Context) error {
	order, err := s.buyer.Order(ctx, s.order.ID, "")
	if err != nil {
		return err
	}
	return want("state of the refunded order", order.State, "cancelled")
}

// paid reports whether the person has seats at last.
func (s *stand) paid() bool { return s.state == "fulfilled" }

// end says how the place ended.
func (s *stand) end() string {
	if s.away {
		return "seats were free"
	}
	return s.place.Status + " " + s.place.Reason
}
