package waitlisttest

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/waitlist"
)

// Sealer seals with a mark that tests can see.
type Sealer struct{}

// Seal turns the bytes around.
func (Sealer) Seal(plain []byte) []byte {
	sealed := bytes.Clone(plain)
	slices.Reverse(sealed)
	return append([]byte("sealed:"), sealed...)
}

// Open turns them back.
func (Sealer) Open(sealed []byte) ([]byte, error) {
	plain, ok := bytes.CutPrefix(bytes.Clone(sealed), []byte("sealed:"))
	if !ok {
		return nil, errors.New("not sealed")
	}
	slices.Reverse(plain)
	return plain, nil
}

// Secrets counts instead of guessing.
type Secrets struct{ n uint64 }

// Bytes returns bytes that nobody should use.
func (s *Secrets) Bytes(n int) []byte {
	out := make([]byte, 0, n+8)
	for len(out) < n {
		s.n++
		out = binary.LittleEndian.AppendUint64(out, s.n*0x9E3779B97F4A7C15)
	}
	return out[:n]
}

// ErrPaymentInProgress is ordering's refusal to end an order, and ErrPaid what it says of one that is paid.
var (
	ErrPaymentInProgress = fault.New(fault.Conflict, "payment_in_progress", "A payment for this is not decided yet.")
	ErrPaid              = fault.New(fault.Conflict, "order_paid", "This order is paid.")
)

// Orders is an ordering of its own.
type Orders struct {
	Refuse   error              // what Place says instead: ErrNotYet, ErrRefused
	Paying   bool               // a payment is undecided: nothing can be ended
	Placings []waitlist.OfferID // orders that were placed, each once

	power  *Power
	seats  *Seats
	orders map[waitlist.OfferID]*order
}

type order struct {
	wish   waitlist.OrderWish
	state  waitlist.OrderState
	placed waitlist.Placed
}

// Place places an order, or finds it.
func (o *Orders) Place(_ context.Context, wish waitlist.OrderWish) (placed waitlist.Placed, err error) {
	err = o.power.around("Place", func() error {
		if known, there := o.orders[wish.Offer]; there {
			placed = known.placed
			return nil
		}
		if o.Refuse != nil {
			return o.Refuse
		}
		if !o.seats.Holds(wish.Offer) {
			return waitlist.ErrRefused
		}
		expires := o.seats.holds[wish.Offer].expires
		placed = waitlist.Placed{
			Secret: "secret of " + wish.Offer.String(), Total: money.Of(int64(len(wish.Reservations))*4990, "EUR"), ExpiresAt: expires,
		}
		o.orders[wish.Offer] = &order{wish: wish, state: waitlist.OrderState{ExpiresAt: expires}, placed: placed}
		o.Placings = append(o.Placings, wish.Offer)
		return nil
	})
	return placed, err
}

// Find says how orders stand.
func (o *Orders) Find(_ context.Context, orders []waitlist.OfferID) (map[waitlist.OfferID]waitlist.OrderState, error) {
	found := map[waitlist.OfferID]waitlist.OrderState{}
	err := o.power.around("Find", func() error {
		for _, offer := range orders {
			if known, there := o.orders[offer]; there {
				found[offer] = known.state
			}
		}
		return nil
	})
	return found, err
}

// Cancel ends an order that is not paid, in its customer's name.
func (o *Orders) Cancel(_ context.Context, offer waitlist.OfferID, customer id.UUID) error {
	return o.power.around("Cancel", func() error {
		known := o.orders[offer]
		switch {
		case known.wish.Customer != customer:
			return fault.New(fault.NotFound, "order_not_found", "There is no such order of this customer's.")
		case o.Paying:
			return ErrPaymentInProgress
		case known.state.Paid:
			return ErrPaid
		}
		o.End(offer, events.CancelledByCustomer)
		return nil
	})
}

// Pay pays an order.
func (o *Orders) Pay(offer waitlist.OfferID) {
	o.orders[offer].state.Paid = true
	o.seats.sell(offer)
}

// End cancels an order that waits for its money, and lets its seats go.
func (o *Orders) End(offer waitlist.OfferID, reason string) {
	known := o.orders[offer]
	if known.state.Paid || known.state.Cancelled {
		return
	}
	known.state.Cancelled, known.state.Reason = true, reason
	o.seats.release(known.wish.Reservations)
}

// Extend gives an order more time, as a payment under way does.
func (o *Orders) Extend(offer waitlist.OfferID, to time.Time) {
	o.orders[offer].state.ExpiresAt, o.seats.holds[offer].expires = to, to
}

// Sweep ends the orders whose time is over.
func (o *Orders) Sweep() {
	for _, offer := range o.Placings {
		if known := o.orders[offer]; !o.seats.clock.Now().Before(known.state.ExpiresAt) {
			o.End(offer, events.HoldExpired)
		}
	}
}

// Events is a catalog of its own.
type Events struct {
	Away  bool
	Known map[waitlist.EventID]waitlist.EventFacts
}

// Facts says how events stand.
func (e *Events) Facts(_ context.Context, events []waitlist.EventID) (map[waitlist.EventID]waitlist.EventFacts, error) {
	if e.Away {
		return nil, ErrAway
	}
	found := map[waitlist.EventID]waitlist.EventFacts{}
	for _, event := range events {
		if known, there := e.Known[event]; there {
			found[event] = known
		}
	}
	return found, nil
}
