package inventory

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
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
	_, err := s.lane.Do(ctx, &setAside{in: in})
	return err
}

type setAside struct {
	in    SetAside
	event EventID // whose seats they have to be; zero: any
	note  string
}

func (c *setAside) need(n *Needs) { n.Seats = append(n.Seats, c.in.Seats...) }

func (c *setAside) decide(b *Book) (Result, error) {
	kept, taken := make([]Seat, 0, len(c.in.Seats)), []Seat(nil)
	seen := make(map[SeatID]bool, len(c.in.Seats))
	for _, k := range c.in.Seats {
		seat, err := c.seat(b, k)
		if err != nil {
			return Result{}, err
		}
		if seen[k] {
			return Result{}, ErrSeatTwice
		}
		seen[k] = true
		if seat.SetAside(c.in.Keeper, c.in.Until, c.note) != nil {
			taken = append(taken, seat)
		}
		kept = append(kept, seat)
	}
	if len(taken) > 0 {
		return Result{}, notFree(taken)
	}
	return c.keep(b, kept), nil
}

// seat finds a seat that can be set aside at all.
func (c *setAside) seat(b *Book, k SeatID) (Seat, error) {
	seat, ok := b.seats[k]
	sale := b.sales[seat.Event]
	switch {
	case !ok, seat.Layout < sale.Layout && seat.Kind == SeatOff:
		return Seat{}, ErrNoSuchSeat.Saying("There is no such seat. Nothing was set aside.").With("seatId", k.UUID())
	case c.event.IsZero():
		return seat, nil
	case seat.Event != c.event:
		return Seat{}, ErrSeveral.Saying("These seats are not all of that event. Nothing was set aside.")
	case sale.Status == Cancelled:
		return Seat{}, ErrEventCancelled.Saying("This event is cancelled. Nothing was set aside.")
	}
	return seat, nil
}

// notFree names the seats that somebody has.
func notFree(taken []Seat) error {
	ids := make([]SeatID, len(taken))
	for i, seat := range taken {
		ids[i] = seat.ID
	}
	are := "is"
	if len(taken) > 1 {
		are = "are"
	}
	return ErrSeatTaken.Saying("%s %s not free. Nothing was set aside.", names(taken), are).With("taken", id.UUIDs(ids))
}

// keep puts seats that were found open. Only what is new to others is told.
func (c *setAside) keep(b *Book, kept []Seat) Result {
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
	return result
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
	event  EventID // whose seats they have to be; zero: any
	seats  []SeatID
	keeper Keeper
	by     actor.Actor
}

func (c *letGo) need(n *Needs) { n.Seats = append(n.Seats, c.seats...) }

func (c *letGo) decide(b *Book) (Result, error) {
	var result Result
	for _, k := range c.seats {
		seat, ok := b.seats[k]
		if !ok || seat.Keeper != c.keeper || !c.event.IsZero() && seat.Event != c.event {
			continue
		}
		if b.letGo(seat) {
			result.Count++
			b.record(c.by, "seat.let_go", k)
		}
	}
	return result, nil
}
