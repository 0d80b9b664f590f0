package inventory

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
)

// ErrLineWaits refuses more time while others wait for seats of the event.
var ErrLineWaits = fault.New(fault.Conflict, "line_waits", "Others are waiting in line for seats of this event, so the time cannot be extended. Your seats stay held until then.")

// Extend gives the group of one of the caller's holds more time, once, and not while somebody waits in line.
func (s *Service) Extend(ctx context.Context, reservation ReservationID, by actor.Actor) ([]Hold, error) {
	holds, err := s.store.Holds(ctx, []ReservationID{reservation})
	if err != nil {
		return nil, fmt.Errorf("find reservation: %w", err)
	}
	if len(holds) == 0 || !by.Owns(holds[0].Customer.UUID()) {
		return nil, ErrNoSuchReservation
	}
	result, err := s.lane.Do(ctx, &extend{reservation: reservation, members: members(holds[0].Group, holds[0].Size)})
	return result.Holds, err
}

type extend struct {
	reservation ReservationID
	members     []ReservationID
}

func (c *extend) need(n *Needs) {
	n.Reservations = append(append(n.Reservations, c.reservation), c.members...)
}

func (c *extend) decide(b *Book) (Result, error) {
	asked, ok := b.reservations[c.reservation]
	if !ok {
		return Result{}, ErrNoSuchReservation
	}
	if err := asked.Extend(b.rules.Extension, b.now); err != nil {
		return Result{}, err
	}
	if b.sales[asked.Event].Favours != "" {
		return Result{}, ErrLineWaits
	}
	var result Result
	for _, r := range b.find(c.members) {
		// A seat of the group that was let go meanwhile stays so.
		if r.Extend(b.rules.Extension, b.now) == nil {
			b.putReservation(r)
			result.Holds = append(result.Holds, b.show(r)...)
		}
	}
	return result, nil
}
