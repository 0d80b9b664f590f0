package waitlisttest

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/waitlist"
)

// Stall is how long the inventory of tests sets a seat aside.
const Stall = 2 * time.Minute

// ErrSeatsFree is inventory's refusal to open a line where seats are there.
var ErrSeatsFree = fault.New(fault.Conflict, "seats_available", "Seats are there.")

// Kind is how a seat stands.
type Kind string

// The kinds of seats.
const (
	Public Kind = "public"
	Aside  Kind = "aside"
	Held   Kind = "held"
	Sold   Kind = "sold"
)

// Seats is an inventory of its own: lines with terms, seats that are set aside when they come free, and holds.
type Seats struct {
	Refuse map[waitlist.EventID]error // why no line can be opened
	Opened int                        // terms that were begun
	Closed []int64                    // terms of which inventory heard that they are over
	LetGos []waitlist.SeatID          // seats that were given to the public
	Asked  []waitlist.LineWish        // for lines

	power *Power
	clock clock.Clock
	ids   id.Source
	lines map[waitlist.EventID]*term
	seats map[waitlist.SeatID]*seat
	holds map[waitlist.OfferID]*held
}

type term struct {
	number int64
	open   bool
}

type seat struct {
	waitlist.Vacancy
	kind        Kind
	reservation id.UUID
}

type held struct {
	seats        []waitlist.SeatID
	reservations []id.UUID
	expires      time.Time
}

func newSeats(power *Power, clk clock.Clock, ids id.Source) *Seats {
	return &Seats{
		Refuse: map[waitlist.EventID]error{}, power: power, clock: clk, ids: ids, lines: map[waitlist.EventID]*term{},
		seats: map[waitlist.SeatID]*seat{}, holds: map[waitlist.OfferID]*held{},
	}
}

// Row adds sold seats beside each other to an event, at 49.90 euros in the Stalls.
func (s *Seats) Row(event waitlist.EventID, stretch, n int) []waitlist.SeatID {
	var row []waitlist.SeatID
	for place := range n {
		v := waitlist.Vacancy{
			Seat: waitlist.SeatID(s.ids.New()), Event: event, Section: "Stalls", Row: fmt.Sprint(stretch), Number: fmt.Sprint(place + 1),
			Price: money.Of(4990, "EUR"), Stretch: stretch, Place: place + 1,
		}
		s.seats[v.Seat] = &seat{Vacancy: v, kind: Sold}
		row = append(row, v.Seat)
	}
	return row
}

// Change makes a seat another one.
func (s *Seats) Change(seat waitlist.SeatID, change func(*waitlist.Vacancy)) {
	change(&s.seats[seat].Vacancy)
}

// Kind says how a seat stands.
func (s *Seats) Kind(seat waitlist.SeatID) Kind { return s.seats[seat].kind }

// Become puts seats into a state, whatever they were.
func (s *Seats) Become(kind Kind, seats ...waitlist.SeatID) {
	for _, seat := range seats {
		s.seats[seat].kind = kind
	}
}

// Free lets seats come free: they are set aside where their event has a line.
func (s *Seats) Free(seats ...waitlist.SeatID) {
	for _, of := range seats {
		seat := s.seats[of]
		seat.kind, seat.reservation = Public, id.Nil
		if line, there := s.lines[seat.Event]; there && line.open {
			seat.kind, seat.Until = Aside, s.clock.Now().Add(Stall)
		}
	}
}

// Sweep ends what is over: seats that stayed aside go to the public, holds come free.
func (s *Seats) Sweep() {
	now := s.clock.Now()
	for _, seat := range s.seats {
		if seat.kind == Aside && !now.Before(seat.Until) {
			seat.kind = Public
		}
	}
	for _, hold := range s.holds {
		if !now.Before(hold.expires) {
			s.release(hold.reservations)
		}
	}
}

// OpenLines gives the present term of each line, or a new one.
func (s *Seats) OpenLines(_ context.Context, wishes []waitlist.LineWish) ([]waitlist.LineVerdict, error) {
	verdicts := make([]waitlist.LineVerdict, len(wishes))
	err := s.power.around("OpenLines", func() error {
		s.Asked = append(s.Asked, wishes...)
		for i, wish := range wishes {
			verdicts[i] = s.open(wish)
		}
		return nil
	})
	return verdicts, err
}

func (s *Seats) open(wish waitlist.LineWish) waitlist.LineVerdict {
	if err := s.Refuse[wish.Event]; err != nil {
		return waitlist.LineVerdict{Err: err}
	}
	for _, seat := range s.seats {
		if seat.Event == wish.Event && seat.kind == Public {
			return waitlist.LineVerdict{Err: ErrSeatsFree}
		}
	}
	line := s.lines[wish.Event]
	if line == nil {
		line = &term{}
		s.lines[wish.Event] = line
	}
	if !line.open || line.number <= wish.After {
		line.number, line.open = max(line.number, wish.After)+1, true
		s.Opened++
	}
	return waitlist.LineVerdict{Term: line.number}
}

// IsOpen reports whether an event has a line.
func (s *Seats) IsOpen(event waitlist.EventID) bool {
	return s.lines[event] != nil && s.lines[event].open
}

// CloseLine ends a line if the term is still its; what was set aside for it goes to the public.
func (s *Seats) CloseLine(_ context.Context, event waitlist.EventID, number int64) error {
	return s.power.around("CloseLine", func() error {
		s.Closed = append(s.Closed, number)
		if line := s.lines[event]; line != nil && line.number == number {
			line.open = false
			for _, seat := range s.seats {
				if seat.Event == event && seat.kind == Aside {
					seat.kind = Public
				}
			}
		}
		return nil
	})
}

// Aside lists every seat that is set aside, event by event, along each row.
func (s *Seats) Aside(context.Context) (aside []waitlist.Vacancy, err error) {
	err = s.power.around("Aside", func() error {
		for _, seat := range s.seats {
			if seat.kind == Aside {
				v := seat.Vacancy
				v.Before, v.After = s.beside(v, -1), s.beside(v, 1)
				aside = append(aside, v)
			}
		}
		return nil
	})
	slices.SortFunc(aside, func(a, b waitlist.Vacancy) int {
		return cmp.Or(id.Compare(a.Event, b.Event), cmp.Compare(a.Stretch, b.Stretch), cmp.Compare(a.Place, b.Place), id.Compare(a.Seat, b.Seat))
	})
	return aside, err
}

// beside counts the seats in one direction that may still come free.
func (s *Seats) beside(v waitlist.Vacancy, step int) (n int) {
	for place := v.Place + step; ; place += step {
		found := false
		for _, seat := range s.seats {
			found = found || seat.Event == v.Event && seat.Stretch == v.Stretch && seat.Place == place && seat.kind != Sold
		}
		if !found {
			return n
		}
		n++
	}
}

// Keep prolongs how long seats are set aside.
func (s *Seats) Keep(_ context.Context, seats []waitlist.SeatID, until time.Time) error {
	return s.power.around("Keep", func() error {
		if err := s.all(Aside, seats); err != nil {
			return err
		}
		for _, seat := range seats {
			s.seats[seat].Until = until
		}
		return nil
	})
}

func (s *Seats) all(kind Kind, seats []waitlist.SeatID) error {
	for _, seat := range seats {
		if s.seats[seat].kind != kind {
			return fmt.Errorf("%w: seat %s is %s", waitlist.ErrRefused, seat, s.seats[seat].kind)
		}
	}
	return nil
}

// LetGo gives seats that are set aside to the public.
func (s *Seats) LetGo(_ context.Context, seats []waitlist.SeatID) error {
	return s.power.around("LetGo", func() error {
		for _, seat := range seats {
			if s.seats[seat].kind == Aside {
				s.seats[seat].kind = Public
				s.LetGos = append(s.LetGos, seat)
			}
		}
		return nil
	})
}

// Hold holds seats that are set aside, or finds what the offer holds, or held.
func (s *Seats) Hold(_ context.Context, wish waitlist.HoldWish) (reservations []id.UUID, err error) {
	err = s.power.around("Hold", func() error {
		if hold, there := s.holds[wish.Offer]; there {
			reservations = hold.reservations
			return nil
		}
		if err := s.all(Aside, wish.Seats); err != nil {
			return err
		}
		for i, seat := range wish.Seats {
			if s.seats[seat].Price != wish.Prices[i] {
				return fmt.Errorf("%w: seat %s costs %s", waitlist.ErrRefused, seat, s.seats[seat].Price)
			}
		}
		hold := &held{seats: wish.Seats, expires: s.clock.Now().Add(wish.TTL)}
		for _, seat := range wish.Seats {
			reservation := s.ids.New()
			hold.reservations = append(hold.reservations, reservation)
			s.seats[seat].kind, s.seats[seat].reservation = Held, reservation
		}
		s.holds[wish.Offer], reservations = hold, hold.reservations
		return nil
	})
	return reservations, err
}

// Release lets holds go that are not sold.
func (s *Seats) Release(_ context.Context, reservations []id.UUID) error {
	return s.power.around("Release", func() error {
		s.release(reservations)
		return nil
	})
}

func (s *Seats) release(reservations []id.UUID) {
	for _, of := range slices.SortedFunc(maps.Keys(s.seats), id.Compare) {
		if seat := s.seats[of]; seat.kind == Held && slices.Contains(reservations, seat.reservation) {
			s.Free(of)
		}
	}
}

// sell makes held seats sold.
func (s *Seats) sell(offer waitlist.OfferID) {
	for _, seat := range s.holds[offer].seats {
		s.seats[seat].kind = Sold
	}
}

// Holds reports whether an offer holds all its seats now.
func (s *Seats) Holds(offer waitlist.OfferID) bool {
	hold, there := s.holds[offer]
	if !there {
		return false
	}
	for i, of := range hold.seats {
		if seat := s.seats[of]; seat.kind != Held || seat.reservation != hold.reservations[i] {
			return false
		}
	}
	return true
}
