package waitlist

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
)

// ErrOfferMoving asks to try again: the place is changing hands at this very moment.
var ErrOfferMoving = fault.New(fault.Unavailable, "offer_moving",
	"Seats are being offered to you at this very moment. Nothing was changed; try again in a moment.")

// quitTries bounds how often leaving looks at the place anew.
const quitTries = 3

// Leave gives up a place in line, and with it an offer that is not paid. A place that is over is let be. While a payment for the
// offer is undecided ordering refuses, and nothing changes.
func (s *Service) Leave(ctx context.Context, who actor.Actor, entry EntryID, secret string) error {
	for range quitTries {
		e, err := s.opened(ctx, who, entry, secret)
		if err != nil || !e.Live() {
			return err
		}
		if err := s.quit(ctx, e, Left, events.LineLeft); !errors.Is(err, ErrOfferMoving) {
			return err
		}
	}
	return ErrOfferMoving
}

// Decline passes an open offer on at once. The place in line ends with it, unless the seats were a group's that are not beside each
// other. An offer that is over already is let be where it was this person's last.
func (s *Service) Decline(ctx context.Context, who actor.Actor, entry EntryID, secret string) error {
	e, err := s.opened(ctx, who, entry, secret)
	switch {
	case err != nil:
		return err
	case e.Reason == events.LineDeclined:
		return nil // it was done before
	case !e.Live():
		return ErrEntryOver
	case e.Status != Assigned:
		return ErrNoOffer
	}
	o, there, err := s.store.Offer(ctx, e.Offer)
	if err != nil {
		return fmt.Errorf("load offer: %w", err)
	}
	status := Expired
	if there && o.Apart {
		status = Pending
	}
	return unless(s.quit(ctx, e, status, events.LineDeclined), ErrOfferMoving) // the one that was declined is over
}

// quit ends an entry's offer, if it has one, and then the entry. The order is cancelled in the person's name, before our own
// transaction: a crash between leaves an offer whose order its owner cancelled, which the next look takes for declined. An offer in the
// making is ended by whoever makes it: he finds that the entry waits no more.
func (s *Service) quit(ctx context.Context, e Entry, status Status, reason string) error {
	if e.Status == Assigned {
		if err := s.ports.Orders.Cancel(ctx, e.Offer, e.Customer()); err != nil {
			return err
		}
	}
	now := s.clock.Now()
	return s.store.Update(ctx, func(tx Tx) error {
		b, err := s.open(ctx, tx, needs{events: []EventID{e.Event}, entries: []EntryID{e.ID}, offers: offersOf(e)}, now)
		if err != nil {
			return err
		}
		present, there := b.entries[e.ID]
		declined := present.Status == Expired && present.Reason == events.LineDeclined // a look at the cancelled order was faster
		switch {
		case !there, !present.Live() && !declined, present.Status == status && present.Reason == reason:
			return nil
		case present.Status == Assigned && !slices.Contains(offersOf(e), present.Offer): // another offer was opened since
			return ErrOfferMoving
		}
		b.quit(present, b.offers[e.Offer], status, reason)
		return b.close(ctx)
	})
}

// offersOf names an entry's open offer.
func offersOf(e Entry) []OfferID {
	if e.Status != Assigned {
		return nil
	}
	return []OfferID{e.Offer}
}

func (b *book) quit(e Entry, o Offer, status Status, reason string) {
	line := b.lines[e.Event]
	if o.Live() {
		b.over(line, o, Over, reason)
	}
	if e.Offer == o.ID || status != Pending {
		e.Offer = OfferID{}
	}
	if reason == events.LineDeclined {
		e.Passes = 0
	}
	e.become(line, status, reason, b.now)
	b.put(e)
	if o.ID.IsZero() {
		b.tell(e)
		return
	}
	b.tellOf(e, o)
}
