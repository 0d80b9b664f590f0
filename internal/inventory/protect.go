package inventory

import (
	"context"

	"github.com/speckit/ticketing/internal/events"
)

// Protect keeps all of the holds while the payment is not decided, at most by the payment window past their own end. It fails with
// ErrHoldExpired if one of them has ended. It takes the place of an earlier payment's protection, which must have come to nothing.
func (s *Service) Protect(ctx context.Context, p PaymentID, reservations []ReservationID) error {
	_, err := s.lane.Do(ctx, &protect{payment: p, reservations: reservations})
	return err
}

// Unprotect takes a payment that came to nothing off the holds. They live to their own end; those past it, and those of a cancelled
// event, end now.
func (s *Service) Unprotect(ctx context.Context, p PaymentID, reservations []ReservationID) error {
	_, err := s.lane.Do(ctx, &unprotect{payment: p, reservations: reservations})
	return err
}

type protect struct {
	payment      PaymentID
	reservations []ReservationID
}

func (c *protect) need(n *Needs) { n.Reservations = append(n.Reservations, c.reservations...) }

func (c *protect) decide(b *Book) (Result, error) {
	kept := make([]Reservation, 0, len(c.reservations))
	for _, k := range c.reservations {
		r, ok := b.reservations[k]
		if !ok {
			return Result{}, ErrHoldExpired
		}
		if err := r.Protect(c.payment, b.rules.PaymentWindow, b.now); err != nil {
			return Result{}, err
		}
		if sale := b.sales[r.Event]; sale.Status == Cancelled {
			return Result{}, ErrEventCancelled
		}
		kept = append(kept, r)
	}
	for _, r := range kept {
		b.putReservation(r)
	}
	return Result{Holds: b.show(kept...), Count: len(kept)}, nil
}

type unprotect struct {
	payment      PaymentID
	reservations []ReservationID
}

func (c *unprotect) need(n *Needs) { n.Reservations = append(n.Reservations, c.reservations...) }

func (c *unprotect) decide(b *Book) (Result, error) {
	var result Result
	for _, r := range b.find(c.reservations) {
		if !r.Unprotect(c.payment) {
			continue
		}
		result.Count++
		b.putReservation(r)
		switch {
		case b.sales[r.Event].Status == Cancelled: // only the payment has kept it since
			b.end(r, events.ManualCancellation)
		case r.Due(b.now):
			b.end(r, events.TTLExpired)
		}
	}
	return result, nil
}
