package waitlist

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/secretlink"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// drivenAtOnce is how many offers one turn looks after.
const drivenAtOnce = 200

// DriveDue looks after the offers whose time it is, and reports how many. What one fails at does not keep another.
func (s *Service) DriveDue(ctx context.Context) (int, error) {
	due, err := s.store.Due(ctx, s.clock.Now(), drivenAtOnce)
	if err != nil {
		return 0, fmt.Errorf("list due offers: %w", err)
	}
	var errs []error
	for _, offer := range due {
		errs = append(errs, s.Drive(ctx, offer))
	}
	return len(due), errors.Join(errs...)
}

// Drive brings one offer as far as it can come now: from the claim to the hold, the order and the mail; from the open offer to its
// end. It may be called by several processes at once: each step finds what another did.
func (s *Service) Drive(ctx context.Context, offer OfferID) error {
	o, there, err := s.store.Offer(ctx, offer)
	if err != nil || !there || !o.Live() {
		return err
	}
	ctx = work.WithTrace(ctx, o.Trace)
	if o.State == Making {
		err = s.make(ctx, o)
	} else {
		err = s.follow(ctx, o)
	}
	if err == nil {
		return nil
	}
	if later := s.later(ctx, o); later != nil {
		err = errors.Join(err, later)
	}
	return unless(err, ErrNotYet)
}

// make holds the seats, places the order, and opens the offer.
func (s *Service) make(ctx context.Context, o Offer) error {
	e, err := s.store.Entry(ctx, o.Entry)
	if err != nil {
		return err
	}
	if e.Offer == o.ID && e.Status == Assigned { // somebody else was faster: it is open
		return nil
	}
	reservations, err := s.ports.Seats.Hold(ctx, HoldWish{
		Offer: o.ID, Customer: e.Customer(), Event: o.Event, Seats: o.SeatIDs(), Prices: o.prices(), TTL: s.rules.Window,
	})
	if errors.Is(err, ErrRefused) {
		return s.finish(ctx, o.ID, Pending, "")
	}
	if err != nil {
		return fmt.Errorf("hold offered seats: %w", err)
	}
	if e.Offer != o.ID || e.Status != Pending { // left the line meanwhile
		return s.takeBack(ctx, o, reservations)
	}
	placed, err := s.ports.Orders.Place(ctx, OrderWish{Offer: o.ID, Customer: e.Customer(), Reservations: reservations, Email: e.Email, Name: e.Name})
	if errors.Is(err, ErrRefused) {
		return s.takeBack(ctx, o, reservations)
	}
	if err != nil {
		return fmt.Errorf("place order: %w", err)
	}
	late := !placed.ExpiresAt.IsZero() && !s.clock.Now().Before(placed.ExpiresAt)
	if late { // the time went by while nobody was there to open the offer
		return s.takeBack(ctx, o, reservations)
	}
	return s.openOffer(ctx, o.ID, reservations, placed)
}

// takeBack undoes a hold for which there will be no order.
func (s *Service) takeBack(ctx context.Context, o Offer, reservations []id.UUID) error {
	if err := s.ports.Seats.Release(ctx, reservations); err != nil {
		return fmt.Errorf("let held seats go: %w", err)
	}
	return s.finish(ctx, o.ID, Pending, "")
}

// openOffer commits that the offer can be paid. Who left the line meanwhile is found by the next look: the order is there by then.
func (s *Service) openOffer(ctx context.Context, offer OfferID, reservations []id.UUID, placed Placed) error {
	secret := secretlink.Seal(placed.Secret, s.ports.Sealer)
	return s.change(ctx, offer, func(b *book, line *Line, e Entry, o Offer) {
		if o.State != Making || e.Status != Pending {
			return
		}
		o.State, o.Reservations, o.OrderSecret, o.Total = Open, reservations, secret, placed.Total
		if placed.ExpiresAt.IsZero() {
			placed.ExpiresAt = b.now
		}
		o.OpenedAt, o.ExpiresAt, o.Look, o.Tries = b.now, placed.ExpiresAt, b.now, 0 // what was told of the order before woke nothing
		e.become(line, Assigned, events.LineOffered, b.now)
		line.Offered++
		b.put(e)
		b.putOffer(o)
		b.tellOf(e, o)
	})
}

// follow asks ordering how an open offer stands: the order is paid, or over, or still waits. The offer is put off before that, so that
// a fact that comes after ordering has answered finds something to wake, and is not overwritten.
func (s *Service) follow(ctx context.Context, o Offer) error {
	look, err := s.putOff(ctx, o.ID)
	if err != nil {
		return err
	}
	found, err := s.ports.Orders.Find(ctx, []OfferID{o.ID})
	if err != nil {
		return fmt.Errorf("look up the offer's order: %w", err)
	}
	order, there := found[o.ID]
	switch {
	case order.Paid:
		return s.finish(ctx, o.ID, Completed, events.LineTaken)
	case !there:
		return s.finish(ctx, o.ID, Pending, events.LineWithdrawn)
	case order.Cancelled:
		status, reason := s.ended(o, order)
		return s.finish(ctx, o.ID, status, reason)
	default:
		return s.lookAgain(ctx, o.ID, order, look)
	}
}

// ended says what the end of an offer's order means for the entry. Who lost the seats to the house keeps the place in line.
func (s *Service) ended(o Offer, order OrderState) (Status, string) {
	switch {
	case order.Reason == events.EventCancelled:
		return Expired, events.LineOver
	case order.Reason == events.CancelledByCustomer && o.Apart:
		return Pending, events.LineDeclined
	case order.Reason == events.CancelledByCustomer:
		return Expired, events.LineDeclined
	case s.clock.Now().Before(o.ExpiresAt):
		return Pending, events.LineWithdrawn
	default:
		return Expired, events.LinePassed
	}
}

// finish ends an offer, and puts its entry where that leaves it. Pending without a reason is an offer that was never open: the entry
// just goes on waiting. One that was opened meanwhile is left to whoever follows it.
func (s *Service) finish(ctx context.Context, offer OfferID, status Status, reason string) error {
	return s.change(ctx, offer, func(b *book, line *Line, e Entry, o Offer) {
		if !o.Live() || reason == "" && o.State != Making {
			return
		}
		state := Over
		if status == Completed {
			state = Taken
		}
		b.over(line, o, state, reason)
		if e.Offer != o.ID {
			return
		}
		e.Offer = OfferID{}
		if e.Status == Assigned && reason != "" {
			if reason == events.LineDeclined {
				e.Passes = 0
			}
			e.become(line, status, reason, b.now)
			b.tellOf(e, o)
		}
		b.put(e)
	})
}

// over ends a live offer.
func (b *book) over(line *Line, o Offer, state State, reason string) {
	switch {
	case state == Taken:
		line.Taken++
	case o.State == Open:
		line.Passed++
	}
	o.State, o.Reason, o.EndedAt = state, reason, b.now
	b.putOffer(o)
}

// change decides about one offer under its line's lock.
func (s *Service) change(ctx context.Context, offer OfferID, do func(b *book, line *Line, e Entry, o Offer)) error {
	seen, there, err := s.store.Offer(ctx, offer)
	if err != nil || !there {
		return err
	}
	now := s.clock.Now()
	return s.store.Update(ctx, func(tx Tx) error {
		b, err := s.open(ctx, tx, needs{events: []EventID{seen.Event}, entries: []EntryID{seen.Entry}, offers: []OfferID{offer}}, now)
		if err != nil {
			return err
		}
		e, known := b.entries[seen.Entry]
		if o, there := b.offers[offer]; known && there {
			do(b, b.lines[seen.Event], e, o)
		}
		return b.close(ctx)
	})
}

// How long an offer is left alone: one that cannot be made yet a little longer each time; one that is past its end, until its payment
// is decided, always as long.
const (
	pauseFirst = 100 * time.Millisecond
	pauseMost  = 5 * time.Second
	pausePast  = time.Second
)

// later puts the next try off.
func (s *Service) later(ctx context.Context, o Offer) error {
	return s.change(ctx, o.ID, func(b *book, _ *Line, _ Entry, o Offer) {
		if !o.Live() {
			return
		}
		pause := pauseMost
		if o.Tries < 6 { // 100 ms doubled five times is below the longest
			pause = min(pauseFirst<<o.Tries, pauseMost)
		}
		o.Tries++
		o.Look = b.now.Add(pause)
		b.putOffer(o)
	})
}

// putOff has nobody look at an open offer for a moment, and returns until when.
func (s *Service) putOff(ctx context.Context, offer OfferID) (look time.Time, err error) {
	err = s.change(ctx, offer, func(b *book, _ *Line, _ Entry, o Offer) {
		if o.State == Open {
			look = b.now.Add(pauseMost)
			o.Look = look
			b.putOffer(o)
		}
	})
	return look, err
}

// lookAgain follows an order that still waits to be paid to its end, which a payment under way puts off. An offer that was woken since
// it was put off is left as it is.
func (s *Service) lookAgain(ctx context.Context, offer OfferID, order OrderState, putOff time.Time) error {
	return s.change(ctx, offer, func(b *book, _ *Line, _ Entry, o Offer) {
		if o.State != Open || !o.Look.Equal(putOff) {
			return
		}
		if !order.ExpiresAt.IsZero() {
			o.ExpiresAt = order.ExpiresAt
		}
		o.Look, o.Tries = o.ExpiresAt, 0
		if !b.now.Before(o.ExpiresAt) {
			o.Look = b.now.Add(pausePast)
		}
		b.putOffer(o)
	})
}
