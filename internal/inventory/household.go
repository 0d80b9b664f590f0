package inventory

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
)

// ErrBadHouseHold refuses to keep no seats, too many, for no time, or with a note that cannot be shown.
var ErrBadHouseHold = fault.New(fault.Invalid, "invalid_house_hold",
	"Name an event, some of its seats, a note of one line and, if you want, a time that is still to come. Nothing was changed.")

// maxNote is how many characters a note has at most.
const maxNote = 200

// HouseHold is the house's wish to keep seats of an event from the public.
type HouseHold struct {
	Event EventID
	Seats []SeatID
	Note  string    // for whom, or why
	Until time.Time // zero: until they are let go
	By    actor.Actor
}

// PlanPlace is where a seat stands in its plan's order. Zero is before all of them.
type PlanPlace struct {
	Index int
	Seat  SeatID
}

// HoldForHouse keeps free seats of an event for the house, all or none; a refusal names those that somebody has. Those that the house
// keeps already it keeps until the later of both times, with this note. Seats of a cancelled event are not kept. A new plan takes its
// seat from a hold if the seat is not in it.
func (s *Service) HoldForHouse(ctx context.Context, in HouseHold) error {
	in.Note = strings.TrimSpace(in.Note)
	if err := s.checkHouse(in.Event, in.Seats); err != nil {
		return err
	}
	switch {
	case !in.Until.IsZero() && !s.clock.Now().Before(in.Until):
		return ErrBadHouseHold.Saying("The time until which the seats are kept has passed. Nothing was changed.")
	case utf8.RuneCountInString(in.Note) > maxNote:
		return ErrBadHouseHold.Saying("The note is longer than %d characters. Nothing was changed.", maxNote)
	case !utf8.ValidString(in.Note) || strings.ContainsFunc(in.Note, unshown):
		return ErrBadHouseHold.Saying("The note contains control characters. Nothing was changed.")
	}
	_, err := s.lane.Do(ctx, &setAside{
		in: SetAside{Seats: in.Seats, Keeper: House, Until: in.Until, By: in.By}, event: in.Event, note: in.Note,
	})
	return err
}

// ReleaseForHouse lets go what the house keeps of an event: to those who wait in line where the event has one, else to the public. Seats
// that the house does not (or no longer) keep stay as they are. It reports how many were let go.
func (s *Service) ReleaseForHouse(ctx context.Context, event EventID, seats []SeatID, by actor.Actor) (int, error) {
	if err := s.checkHouse(event, seats); err != nil {
		return 0, err
	}
	result, err := s.lane.Do(ctx, &letGo{event: event, seats: seats, keeper: House, by: by})
	return result.Count, err
}

// HouseHolds lists the seats of an event's plan that the house keeps, in the plan's order, from after a place on.
func (s *Service) HouseHolds(ctx context.Context, event EventID, after PlanPlace, limit int) ([]Seat, error) {
	seats, err := s.store.KeptOf(ctx, event, House, after, limit)
	if err != nil {
		return nil, fmt.Errorf("list what the house keeps: %w", err)
	}
	return seats, nil
}

func (s *Service) checkHouse(event EventID, seats []SeatID) error {
	switch {
	case event.IsZero() || len(seats) == 0:
		return ErrBadHouseHold
	case len(seats) > s.rules.MaxHouse:
		return ErrBadHouseHold.Saying("These are more than %d seats. Nothing was changed; name fewer at a time.", s.rules.MaxHouse)
	}
	return nil
}

// unshown are characters that a line of text does not show.
func unshown(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
}
