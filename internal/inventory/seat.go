package inventory

import (
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// What is refused about a seat.
var (
	ErrNoSuchSeat = fault.New(fault.NotFound, "seat_not_found", "There is no such seat. Nothing was held.")
	ErrSeatTaken  = fault.New(fault.Conflict, "seat_taken", "That seat has just been taken. Nothing was held; choose another one.")
	ErrSeatSold   = fault.New(fault.Conflict, "seat_sold", "That seat is sold. It stays with its buyer; a refund frees it.")
)

// Kind is who has a seat.
type Kind string

// The kinds of a claim on a seat.
const (
	SeatFree     Kind = "free"      // anybody may hold it
	SeatHeld     Kind = "held"      // by an active reservation
	SeatSold     Kind = "sold"      // to a confirmed reservation
	SeatSetAside Kind = "set_aside" // for a named keeper, until a time or until it is let go
	SeatOff      Kind = "off"       // not for sale
)

// Claim is the one claim that a seat has at any instant.
type Claim struct {
	Kind        Kind
	Reservation ReservationID // of a held or sold seat
	Keeper      Keeper        // of a seat that is set aside
	Until       time.Time     // of a seat that is set aside; zero: until it is let go
	Note        string        // of a seat that is set aside: what its keeper wants to know of it
}

// Label is how people name a seat.
type Label struct {
	Section, Row, Number string
}

// String reads like "Row A, seat 14 in VIP"; a standing place has only its section.
func (l Label) String() string {
	if l.Row == "" {
		return "A place in " + l.Section
	}
	return fmt.Sprintf("Row %s, seat %s in %s", l.Row, l.Number, l.Section)
}

// Spot is where a seat is and what it is like: what the search for the best ones goes by.
type Spot struct {
	Category              string
	Rank                  int // of the category; 0 is the best
	Accessible, Companion bool
	Standing              bool
	X, Y                  float64 // in the plan's units
	Index                 int     // place in the plan's order
}

// Seat is one seat (or one standing place) of an event, with its price and the claim on it. Its version rises with every change
// of the claim that others hear of, for ever, also across layouts: readers keep the highest.
type Seat struct {
	ID     SeatID
	Event  EventID
	Layout int // of the event's plan; below the sale's, the seat is gone from the plan
	Label
	Spot
	Price money.Amount
	Claim
	Version int64
}

// Hold claims the seat for a reservation. A seat that is set aside is held for its keeper only.
func (s *Seat) Hold(r ReservationID, keeper Keeper) error {
	open := s.Kind == SeatFree || s.Kind == SeatSetAside && keeper != "" && s.Keeper == keeper
	if !open {
		return ErrSeatTaken
	}
	s.become(Claim{Kind: SeatHeld, Reservation: r})
	return nil
}

// Confirm makes the hold of a reservation a sale.
func (s *Seat) Confirm(r ReservationID) error {
	if s.Kind != SeatHeld || s.Reservation != r {
		return ErrSeatTaken
	}
	s.become(Claim{Kind: SeatSold, Reservation: r})
	return nil
}

// Free ends a reservation's claim. A late release does not free another's seat: it reports false and changes nothing.
func (s *Seat) Free(r ReservationID) bool {
	if s.Kind != SeatHeld && s.Kind != SeatSold || s.Reservation != r {
		return false
	}
	s.become(Claim{Kind: SeatFree})
	return true
}

// SetAside keeps a free seat for a keeper. A time of zero keeps it until it is let go. What the keeper has already he keeps until the
// later of both times, with the note that was said last, at the same version, because to others nothing has changed.
func (s *Seat) SetAside(keeper Keeper, until time.Time, note string) error {
	if s.Kind == SeatFree {
		s.become(Claim{Kind: SeatSetAside, Keeper: keeper, Until: until, Note: note})
		return nil
	}
	if s.Kind != SeatSetAside || s.Keeper != keeper {
		return ErrSeatTaken
	}
	s.Note = note
	if until.IsZero() || !s.Until.IsZero() && s.Until.Before(until) {
		s.Until = until
	}
	return nil
}

// LetGo ends what was set aside for the keeper. It reports false and changes nothing if it is not (or no longer) the keeper's.
func (s *Seat) LetGo(keeper Keeper) bool {
	if s.Kind != SeatSetAside || s.Keeper != keeper {
		return false
	}
	s.become(Claim{Kind: SeatFree})
	return true
}

// Lapsed reports whether the seat was set aside until a time that has come.
func (s *Seat) Lapsed(now time.Time) bool {
	return s.Kind == SeatSetAside && !s.Until.IsZero() && !now.Before(s.Until)
}

// TakeOff takes a seat that nobody has bought or holds off sale.
func (s *Seat) TakeOff() error {
	if s.Kind != SeatFree && s.Kind != SeatSetAside {
		return ErrSeatTaken
	}
	s.become(Claim{Kind: SeatOff})
	return nil
}

// PutOn puts a seat on sale. It reports false if it was not off.
func (s *Seat) PutOn() bool {
	if s.Kind != SeatOff {
		return false
	}
	s.become(Claim{Kind: SeatFree})
	return true
}

func (s *Seat) become(c Claim) {
	s.Claim = c
	s.Version++
}

// Status is what the map shows of a claim.
func (c Claim) Status() string {
	switch c.Kind {
	case SeatFree:
		return "available"
	case SeatHeld, SeatSetAside:
		return "reserved"
	case SeatSold:
		return "sold"
	default:
		return "unavailable"
	}
}
