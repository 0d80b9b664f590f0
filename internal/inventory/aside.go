package inventory

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

const (
	// asideMost bounds how many seats one answer lists. Those whose time comes first are among them, so none is overlooked for good.
	asideMost = 10_000
	// asideChunk bounds how many seats one question to the store names.
	asideChunk = 5_000
)

// Vacant is a seat that is set aside until some time, with what its keeper must know to give it to somebody.
type Vacant struct {
	Seat  SeatID
	Event EventID
	Label
	Price      money.Amount
	Accessible bool // an accessible or a companion place
	Standing   bool
	Until      time.Time
	Term       int64 // of the event's line

	// Stretch is the number of the part of a row without an aisle, within the event's layout, and Place the position in it: the places
	// of neighbours differ by 1. All places of a standing stretch are together. A seat that left the plan has the stretch -1.
	Stretch, Place int
	// Before and After are how many seats of the stretch directly before and after it are neither sold nor off; in a standing stretch
	// how many of all.
	Before, After int
}

// Aside lists the seats of all events that are set aside for a keeper until some time, ordered by event, stretch and place. What is
// kept without an end is not among them, nor are seats of events that are not sold at this moment: nobody could hold them. It is a look, perhaps a moment old: whoever takes one of the seats hears whether it is there.
func (s *Service) Aside(ctx context.Context, keeper Keeper) ([]Vacant, error) {
	kept, err := s.store.Kept(ctx, keeper, asideMost)
	if err != nil {
		return nil, fmt.Errorf("list what is set aside: %w", err)
	}
	kept, terms, err := s.onSale(ctx, kept)
	if err != nil {
		return nil, err
	}
	layouts, err := s.layoutsOf(ctx, kept)
	if err != nil {
		return nil, fmt.Errorf("draw what is set aside: %w", err)
	}
	rooms, err := s.roomsOf(ctx, kept, layouts)
	if err != nil {
		return nil, fmt.Errorf("look around what is set aside: %w", err)
	}
	vacant := make([]Vacant, len(kept))
	for i, seat := range kept {
		vacant[i] = Vacant{
			Seat: seat.ID, Event: seat.Event, Label: seat.Label, Price: seat.Price, Accessible: seat.Accessible || seat.Companion,
			Standing: seat.Standing, Until: seat.Until, Term: terms[seat.Event], Stretch: -1,
		}
		if n, ok := layouts[seat.Event].Number(seat.ID.UUID()); ok {
			vacant[i].stand(layouts[seat.Event], n, rooms)
		}
	}
	slices.SortFunc(vacant, func(a, b Vacant) int {
		return cmp.Or(id.Compare(a.Event, b.Event), cmp.Compare(a.Stretch, b.Stretch), cmp.Compare(a.Place, b.Place), id.Compare(a.Seat, b.Seat))
	})
	return vacant, nil
}

// onSale leaves out the seats of events that are not sold at this moment, and returns the terms of the others' lines.
func (s *Service) onSale(ctx context.Context, seats []Seat) (sold []Seat, terms map[EventID]int64, err error) {
	now, known := s.clock.Now(), map[EventID]bool{}
	terms = map[EventID]int64{}
	for _, seat := range seats {
		if known[seat.Event] {
			continue
		}
		known[seat.Event] = true
		sale, _, err := s.store.Sale(ctx, seat.Event)
		if err != nil {
			return nil, nil, fmt.Errorf("read sale: %w", err)
		}
		if sale.OnSale(now) == nil {
			terms[seat.Event] = sale.LineTerm
		}
	}
	sold = slices.DeleteFunc(seats, func(seat Seat) bool {
		_, on := terms[seat.Event]
		return !on
	})
	return sold, terms, nil
}

// stand says where a seat is that has a number in the plan.
func (v *Vacant) stand(layout *Layout, n int, rooms map[hallStretch]room) {
	at := layout.stretch[n]
	around := rooms[hallStretch{v.Event, at}]
	v.Stretch, v.Place = int(at), n-layout.stretches[at].first
	v.Before, v.After = around.before[v.Place], around.after[v.Place]
}

// layoutsOf returns the layouts of the seats' events.
func (s *Service) layoutsOf(ctx context.Context, seats []Seat) (map[EventID]*Layout, error) {
	newest := map[EventID]int{}
	for _, seat := range seats {
		newest[seat.Event] = max(newest[seat.Event], seat.Layout)
	}
	layouts := make(map[EventID]*Layout, len(newest))
	for _, seat := range seats {
		if layouts[seat.Event] != nil {
			continue
		}
		picture, err := s.floors.of(ctx, seat.Event, newest[seat.Event])
		if err != nil {
			return nil, err
		}
		layouts[seat.Event] = picture.layout
	}
	return layouts, nil
}

// hallStretch names a stretch of an event's layout.
type hallStretch struct {
	event  EventID
	number int32
}

// room is how many places can still be had before and after each place of a stretch.
type room struct{ before, after []int }

// roomsOf looks at the stretches that the seats are in, at all of them together.
func (s *Service) roomsOf(ctx context.Context, seats []Seat, layouts map[EventID]*Layout) (map[hallStretch]room, error) {
	rooms := map[hallStretch]room{}
	var around []SeatID
	for _, seat := range seats {
		layout := layouts[seat.Event]
		n, ok := layout.Number(seat.ID.UUID())
		if !ok {
			continue
		}
		key := hallStretch{seat.Event, layout.stretch[n]}
		if _, seen := rooms[key]; seen {
			continue
		}
		rooms[key] = room{}
		str := layout.stretches[key.number]
		for _, place := range layout.places[str.first:str.end] {
			around = append(around, SeatID(place.ID))
		}
	}
	open, err := s.unsold(ctx, around)
	if err != nil {
		return nil, err
	}
	for key := range rooms {
		layout := layouts[key.event]
		str := layout.stretches[key.number]
		rooms[key] = str.room(func(i int) bool { return open[SeatID(layout.places[i].ID)] })
	}
	return rooms, nil
}

// unsold reports which of the seats are neither sold nor off.
func (s *Service) unsold(ctx context.Context, seats []SeatID) (map[SeatID]bool, error) {
	open := make(map[SeatID]bool, len(seats))
	for chunk := range slices.Chunk(seats, asideChunk) {
		found, err := s.store.Seats(ctx, chunk)
		if err != nil {
			return nil, err
		}
		for _, seat := range found {
			open[seat.ID] = seat.Kind != SeatSold && seat.Kind != SeatOff
		}
	}
	return open, nil
}

// room counts for each place of the stretch which can be had beside it. Where people stand, a place that is gone parts nobody.
func (s *stretch) room(open func(i int) bool) room {
	size := s.end - s.first
	r := room{before: make([]int, size), after: make([]int, size)}
	pass := func(counts []int, place, run int) int {
		counts[place] = run
		switch {
		case open(s.first + place):
			return run + 1
		case s.standing:
			return run
		default:
			return 0
		}
	}
	before, after := 0, 0
	for i := range size {
		before = pass(r.before, i, before)
		after = pass(r.after, size-1-i, after)
	}
	return r
}
