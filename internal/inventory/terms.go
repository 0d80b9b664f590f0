package inventory

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/fault"
)

// Why an event cannot be changed.
var (
	ErrHasReservations = fault.New(fault.Invalid, "has_reservations",
		"Seats of this event are held by buyers at this moment. Nothing was changed; try again when they have paid or their time is over.")
	ErrSeatsClaimed = fault.New(fault.Conflict, "seats_claimed",
		"Seats of this event are held or sold. Plan and prices stay as they are; they can be changed only while nobody has a seat.")
	ErrCurrencyFixed = fault.New(fault.Conflict, "currency_fixed", "The event has seats with prices, so its currency can no longer be changed. Nothing was changed.")
)

// SetTerms takes over what the catalogue wants of an event's sale, or refuses it: an event is not deactivated while a seat is
// held, a currency not changed once there are seats, and nothing undoes a cancellation. It is decided when it returns: no
// hold that the new terms forbid comes after it. Terms of a lower version are old news and change nothing; the same version may
// come again with other terms, because the catalogue commits its own side after this.
func (s *Service) SetTerms(ctx context.Context, terms Terms) error {
	return s.setTerms(ctx, terms, true)
}

// adoptTerms takes over what the catalogue has decided already.
func (s *Service) adoptTerms(ctx context.Context, terms Terms) error {
	return s.setTerms(ctx, terms, false)
}

func (s *Service) setTerms(ctx context.Context, terms Terms, guarded bool) error {
	err := s.store.Update(ctx, func(tx Tx) error {
		sale, err := tx.LockSale(ctx, terms.Event)
		if err != nil {
			return err
		}
		if terms.Version < sale.Version || terms == sale.Terms {
			return nil
		}
		if guarded {
			counts, err := tx.Counts(ctx, terms.Event)
			if err != nil {
				return err
			}
			if err := sale.Permits(terms, counts); err != nil {
				return err
			}
		}
		sale.Adopt(terms)
		return tx.PutSale(ctx, sale)
	})
	if err != nil {
		return fmt.Errorf("set terms: %w", err)
	}
	return nil
}

// Permits says why an event whose seats stand so cannot have the new terms, or nil.
func (s *Sale) Permits(terms Terms, counts Counts) error {
	switch {
	case s.Status == Cancelled && terms.Status != Cancelled:
		return ErrEventCancelled.Saying("This event is cancelled for good. Nothing was changed; make a new event instead.")
	case s.Status == OnSale && terms.Status == NotOnSale && counts.Held > 0:
		return ErrHasReservations.With("held", counts.Held)
	case s.Currency != "" && terms.Currency != s.Currency && counts.Total() > 0:
		return ErrCurrencyFixed
	default:
		return nil
	}
}

// Adopt takes over new terms. The currency of seats that have prices stays.
func (s *Sale) Adopt(terms Terms) {
	if s.Layout > 0 && s.Currency != "" {
		terms.Currency = s.Currency
	}
	s.Terms = terms
}

// clearEvent lets all holds of a cancelled event go, page by page. What a payment keeps stays until the payment is decided.
func (s *Service) clearEvent(ctx context.Context, event EventID) error {
	for {
		page, err := s.store.Unpaid(ctx, event, sweepPage)
		if err != nil {
			return fmt.Errorf("list holds of a cancelled event: %w", err)
		}
		if len(page) == 0 {
			return nil
		}
		result, err := s.lane.Do(ctx, &clearHolds{page})
		if err != nil {
			return fmt.Errorf("let holds of a cancelled event go: %w", err)
		}
		if result.Count == 0 {
			return nil
		}
	}
}

// clearHolds ends active reservations that no payment keeps.
type clearHolds struct{ reservations []ReservationID }

func (c *clearHolds) need(n *Needs) { n.Reservations = append(n.Reservations, c.reservations...) }

func (c *clearHolds) decide(b *Book) (Result, error) {
	var over []Reservation
	for _, r := range b.find(c.reservations) {
		if r.Status == Active && !r.Paying() {
			over = append(over, r)
		}
	}
	return b.endAll(over, events.ManualCancellation), nil
}
