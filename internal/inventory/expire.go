package inventory

import (
	"context"
	"errors"
	"fmt"

	"github.com/speckit/ticketing/internal/events"
)

// sweepPage bounds how many claims one command ends, so that a sweep does not keep buyers waiting.
const sweepPage = 200

// Sweep ends what is over: holds past their time, and what was set aside until a time that has come. It is called every second
// and reports how many claims it ended. An error leaves the rest for the next time.
func (s *Service) Sweep(ctx context.Context) (int, error) {
	holds, err := s.sweepHolds(ctx)
	lapsed, err2 := s.sweepLapsed(ctx)
	return holds + lapsed, errors.Join(err, err2)
}

func (s *Service) sweepHolds(ctx context.Context) (int, error) {
	total := 0
	for {
		due, err := s.store.Due(ctx, s.clock.Now(), sweepPage)
		if err != nil {
			return total, fmt.Errorf("list due reservations: %w", err)
		}
		if len(due) == 0 {
			return total, nil
		}
		result, err := s.lane.Do(ctx, &expire{due})
		if err != nil {
			return total, fmt.Errorf("expire reservations: %w", err)
		}
		total += result.Count
		if len(due) < sweepPage || result.Count == 0 {
			return total, nil
		}
	}
}

func (s *Service) sweepLapsed(ctx context.Context) (int, error) {
	total := 0
	for {
		lapsed, err := s.store.Lapsed(ctx, s.clock.Now(), sweepPage)
		if err != nil {
			return total, fmt.Errorf("list lapsed seats: %w", err)
		}
		if len(lapsed) == 0 {
			return total, nil
		}
		result, err := s.lane.Do(ctx, &lapse{lapsed})
		if err != nil {
			return total, fmt.Errorf("let lapsed seats go: %w", err)
		}
		total += result.Count
		if len(lapsed) < sweepPage || result.Count == 0 {
			return total, nil
		}
	}
}

// expire ends those of the reservations that are due when it is decided; a payment may have come between.
type expire struct{ reservations []ReservationID }

func (c *expire) need(n *Needs) { n.Reservations = append(n.Reservations, c.reservations...) }

func (c *expire) decide(b *Book) (Result, error) {
	return b.endDue(b.find(c.reservations)), nil
}

// endDue ends those of the reservations whose time is over.
func (b *Book) endDue(rs []Reservation) Result {
	var due []Reservation
	for _, r := range rs {
		if r.Due(b.now) {
			due = append(due, r)
		}
	}
	return b.endAll(due, events.TTLExpired)
}

// lapse lets those of the seats go whose time set aside is over when it is decided.
type lapse struct{ seats []SeatID }

func (c *lapse) need(n *Needs) { n.Seats = append(n.Seats, c.seats...) }

func (c *lapse) decide(b *Book) (Result, error) {
	var result Result
	for _, k := range c.seats {
		if seat, ok := b.seats[k]; ok && seat.Lapsed(b.now) && b.letGo(seat) {
			result.Count++
		}
	}
	return result, nil
}
