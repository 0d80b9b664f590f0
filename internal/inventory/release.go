package inventory

import (
	"context"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
)

// Release lets holds go, all or none: not while a payment for one of them is undecided (ErrPaying), nor what is sold
// (ErrAlreadySold). Holds that have ended already are no hindrance.
func (s *Service) Release(ctx context.Context, reservations []ReservationID, reason string) error {
	_, err := s.lane.Do(ctx, &release{reservations: reservations, reason: reason})
	return err
}

// ReleaseOwn lets a customer's own hold go.
func (s *Service) ReleaseOwn(ctx context.Context, reservation ReservationID, by actor.Actor) error {
	_, err := s.lane.Do(ctx, &release{reservations: []ReservationID{reservation}, reason: events.ManualCancellation, owner: &by})
	return err
}

// release is the command.
type release struct {
	reservations []ReservationID
	reason       string
	owner        *actor.Actor // nil: whoever asks was checked before
}

func (c *release) need(n *Needs) { n.Reservations = append(n.Reservations, c.reservations...) }

func (c *release) decide(b *Book) (Result, error) {
	found := b.find(c.reservations)
	for _, r := range found {
		if c.owner != nil && !c.owner.Owns(r.Customer.UUID()) {
			return Result{}, ErrNoSuchReservation
		}
		if err := releasable(r); err != nil {
			return Result{}, err
		}
	}
	if c.owner != nil && len(found) == 0 {
		return Result{}, ErrNoSuchReservation
	}
	return b.endAll(found, c.reason), nil
}

func releasable(r Reservation) error {
	switch {
	case r.Status == Confirmed:
		return ErrAlreadySold
	case r.Paying():
		return ErrPaying
	default:
		return nil
	}
}

// endAll lets those of the reservations go that are live.
func (b *Book) endAll(rs []Reservation, reason string) Result {
	var result Result
	for _, r := range rs {
		if b.end(r, reason) {
			result.Count++
		}
	}
	return result
}

// ReleaseSeat is the house's release of whatever keeps a seat from the public, a sale excepted. A free seat stays free.
func (s *Service) ReleaseSeat(ctx context.Context, seat SeatID, by actor.Actor) (SeatState, error) {
	if _, err := s.lane.Do(ctx, &releaseSeat{seat: seat, by: by}); err != nil {
		return SeatState{}, err
	}
	seats, err := s.store.Seats(ctx, []SeatID{seat})
	if err != nil || len(seats) == 0 {
		return SeatState{}, err
	}
	return stateOf(seats[0]), nil
}

type releaseSeat struct {
	seat SeatID
	by   actor.Actor
}

func (c *releaseSeat) need(n *Needs) { n.Seats = append(n.Seats, c.seat) }

func (c *releaseSeat) decide(b *Book) (Result, error) {
	seat, ok := b.seats[c.seat]
	if !ok {
		return Result{}, ErrNoSuchSeat
	}
	var result Result
	switch seat.Kind {
	case SeatSold:
		return Result{}, ErrSeatSold
	case SeatHeld:
		r := b.reservations[seat.Reservation]
		if err := releasable(r); err != nil {
			return Result{}, err
		}
		b.end(r, events.ManualCancellation)
		result.Count = 1
	case SeatSetAside:
		b.letGo(seat)
		result.Count = 1
	case SeatFree, SeatOff:
		return result, nil
	}
	b.record(c.by, "seat.release", c.seat)
	return result, nil
}

// cancelOrder lets the seats of a cancelled order go, held or sold to it.
type cancelOrder struct {
	order        OrderID
	reservations []ReservationID
	reason       string
	// heldOnly spares what is sold or being paid: an order whose holds ran out may have been paid by a late success since.
	heldOnly bool
}

func (c *cancelOrder) need(n *Needs) {
	n.Reservations = append(n.Reservations, c.reservations...)
	n.Orders = append(n.Orders, c.order)
}

func (c *cancelOrder) decide(b *Book) (Result, error) {
	var over []Reservation
	for _, r := range b.find(c.reservations) {
		if r.Status == Active && (!c.heldOnly || !r.Paying()) {
			over = append(over, r)
		}
	}
	if !c.heldOnly {
		over = append(over, b.boughtBy(c.order)...)
	}
	return b.endAll(over, c.reason), nil
}

// boughtBy lists the reservations of an order in the order of their ids.
func (b *Book) boughtBy(o OrderID) []Reservation {
	var ids []ReservationID
	for k, r := range b.reservations {
		if r.BoughtBy(o) {
			ids = append(ids, k)
		}
	}
	return b.find(sorted(ids))
}
