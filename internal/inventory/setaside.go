package inventory

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
)

// ErrBadKeeping refuses to set seats aside for nobody, for no time, or none at all.
var ErrBadKeeping = fault.New(fault.Invalid, "invalid_set_aside", "Name the seats, for whom they are set aside, and a time that is still to come. Nothing was set aside.")

// SetAside is the wish to keep seats for somebody.
type SetAside struct {
	Seats  []SeatID
	Keeper Keeper
	Until  time.Time // zero: until they are let go
	By     actor.Actor
}

// SetAside keeps free seats for a keeper, all or none; those that he has already he keeps until the later of both times, and nobody hears
// of it. The keeper turns them into holds by Reserve.
func (s *Service) SetAside(ctx context.Context, in SetAside) error {
	if len(in.Seats) == 0 || len(in.Seats) > s.rules.MaxSeats || in.Keeper == "" || !in.Until.IsZero() && !s.clock.Now().Before(in.Until) {
		return ErrBadKeeping
	}
	_, err := s.lane.Do(ctx, &setAside{in})
	return err
}

type setAside struct{ in SetAside }

func (c *setAside) need(n *Needs) { n.Seats = append(n.Seats, c.in.Seats...) }

func (c *setAside) decide(b *Book) (Result, error) {
	kept := make([]Seat, 0, len(c.in.Seats))
	seen := make(map[SeatID]bool, len(c.in.Seats))
	for _, k := range c.in.Seats {
		seat, ok := b.seats[k]
		switch {
		case !ok:
			return Result{}, ErrNoSuchSeat
		case seen[k]:
			return Result{}, ErrSeatTwice
		}
		seen[k] = true
		if err := seat.SetAside(c.in.Keeper, c.in.Until); err != nil {
			return Result{}, ErrSeatTaken.Saying("%s is not free. Nothing was set aside.", seat.Label).With("taken", []string{k.String()})
		}
		kept = append(kept, seat)
	}
	var result Result
	for _, seat := range kept {
		before := b.seats[seat.ID]
		if seat.Claim == before.Claim {
			continue
		}
		result.Count++
		b.putSeat(seat)
		b.record(c.in.By, "seat.set_aside", seat.ID)
		if seat.Version != before.Version {
			b.unit.Emit(seatStatusChanged(b.stamp(), seat, seat.Claim, "set_aside"))
		}
	}
	return result, nil
}

// LetGo ends what is set aside for a keeper. Seats that are not (or no longer) the keeper's stay as they are. It reports how many
// were let go.
func (s *Service) LetGo(ctx context.Context, seats []SeatID, keeper Keeper, by actor.Actor) (int, error) {
	if len(seats) > s.rules.MaxSeats {
		return 0, ErrTooManySeats
	}
	result, err := s.lane.Do(ctx, &letGo{seats: seats, keeper: keeper, by: by})
	return result.Count, err
}

type letGo struct {
	seats  []SeatID
	keeper Keeper
	by     actor.Actor
}

func (c *letGo) need(n *Needs) { n.Seats = append(n.Seats, c.seats...) }

func (c *letGo) decide(b *Book) (Result, error) {
	var result Result
	for _, k := range c.seats {
		if seat, ok := b.seats[k]; ok && seat.Keeper == c.keeper && b.letGo(seat) {
			result.Count++
			b.record(c.by, "seat.let_go", k)
		}
	}
	return result, nil
}
