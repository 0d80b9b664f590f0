// Package catalogmem keeps events, plans and the seat map in memory.
package catalogmem

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/mem"
)

// Store is a catalog.Store.
type Store struct {
	DB     *mem.DB
	events *mem.Table[catalog.EventID, catalog.Event]
	plans  *mem.Table[string, []byte]
	orders *mem.Table[catalog.EventID, []catalog.SeatID] // the seats of events in plan order
	seats  *mem.Table[catalog.SeatID, catalog.Seat]
}

// New returns an empty store.
func New() *Store {
	db := mem.New()
	return &Store{
		DB:     db,
		events: mem.NewTable[catalog.EventID, catalog.Event](db),
		plans:  mem.NewTable[string, []byte](db),
		orders: mem.NewTable[catalog.EventID, []catalog.SeatID](db),
		seats:  mem.NewTable[catalog.SeatID, catalog.Seat](db),
	}
}

// Update runs one transaction.
func (s *Store) Update(ctx context.Context, do func(catalog.Tx) error) error {
	return s.DB.Update(ctx, func(u *mem.Unit) error { return do(tx{u, s}) })
}

// Event returns one event.
func (s *Store) Event(_ context.Context, event catalog.EventID) (e catalog.Event, err error) {
	s.DB.View(func() {
		var known bool
		if e, known = s.events.Get(event); !known {
			err = catalog.ErrNoSuchEvent
		}
	})
	return e, err
}

// EventsByID returns events by id.
func (s *Store) EventsByID(_ context.Context, events []catalog.EventID) (out []catalog.Event, err error) {
	s.DB.View(func() { out = s.byID(events) })
	return out, nil
}

func (s *Store) byID(events []catalog.EventID) []catalog.Event {
	var out []catalog.Event
	for _, event := range sorted(events) {
		if e, known := s.events.Get(event); known {
			out = append(out, e)
		}
	}
	return out
}

// List returns events that fit, the latest date first.
func (s *Store) List(_ context.Context, f catalog.Filter) (out []catalog.Event, err error) {
	least, err := catalog.Thousandths(f.Least)
	if err != nil {
		return nil, err
	}
	most, err := catalog.Thousandths(f.Most)
	if err != nil {
		return nil, err
	}
	if f.Most == "" {
		most = math.MaxInt64
	}
	s.DB.View(func() {
		out = s.events.Where(func(e catalog.Event) bool { return fits(e, f, least, most) }, orderOf(f))
	})
	return out[:min(f.Limit, len(out))], nil
}

func fits(e catalog.Event, f catalog.Filter, least, most int64) bool {
	after := f.After.Date.IsZero() || orderOf(f)(catalog.Event{ID: f.After.ID, EventDate: f.After.Date}, e) < 0
	return after &&
		(f.Status == "" || e.Status == f.Status) &&
		strings.Contains(e.Searched(), f.Text) &&
		(f.Venue == "" || catalog.Fold(e.Venue) == f.Venue) &&
		!e.EventDate.Before(f.From) && (f.To.IsZero() || e.EventDate.Before(f.To)) &&
		catalog.InThousandths(e.Highest, e.Currency()) >= least && catalog.InThousandths(e.Lowest, e.Currency()) <= most
}

func orderOf(f catalog.Filter) func(a, b catalog.Event) int {
	if f.Soonest {
		return soonestFirst
	}
	return func(a, b catalog.Event) int { return soonestFirst(b, a) }
}

func soonestFirst(a, b catalog.Event) int {
	return cmp.Or(a.EventDate.Compare(b.EventDate), id.Compare(a.ID, b.ID))
}

// Venues lists venues of open events by name.
func (s *Store) Venues(_ context.Context, now time.Time, after string, limit int) (out []catalog.Venue, err error) {
	s.DB.View(func() {
		open := s.events.Where(func(e catalog.Event) bool { return e.Open(now) && e.Venue > after }, func(a, b catalog.Event) int {
			return cmp.Or(cmp.Compare(a.Venue, b.Venue), a.EventDate.Compare(b.EventDate), id.Compare(a.ID, b.ID))
		})
		for _, e := range open {
			if n := len(out); n > 0 && out[n-1].Name == e.Venue {
				out[n-1].Events++
				continue
			}
			out = append(out, catalog.Venue{Name: e.Venue, Events: 1, Next: e.EventDate})
		}
	})
	return out[:min(limit, len(out))], nil
}

// EventPage walks over all events by id.
func (s *Store) EventPage(_ context.Context, after catalog.EventID, limit int) (out []catalog.Event, err error) {
	s.DB.View(func() {
		out = s.events.Where(func(e catalog.Event) bool { return id.Compare(e.ID, after) > 0 }, func(a, b catalog.Event) int {
			return id.Compare(a.ID, b.ID)
		})
	})
	return out[:min(limit, len(out))], nil
}

// Proposed lists events with an old proposal, the oldest first.
func (s *Store) Proposed(_ context.Context, before time.Time, limit int) (out []catalog.EventID, err error) {
	s.DB.View(func() {
		stale := s.events.Where(func(e catalog.Event) bool {
			return !e.ProposedAt.IsZero() && !e.ProposedAt.After(before)
		}, func(a, b catalog.Event) int {
			return cmp.Or(a.ProposedAt.Compare(b.ProposedAt), id.Compare(a.ID, b.ID))
		})
		for _, e := range stale {
			out = append(out, e.ID)
		}
	})
	return out[:min(limit, len(out))], nil
}

// Plan returns a geometry.
func (s *Store) Plan(_ context.Context, hash string) (geometry []byte, err error) {
	s.DB.View(func() {
		var known bool
		if geometry, known = s.plans.Get(hash); !known {
			err = catalog.ErrNoPlan
		}
	})
	return geometry, err
}

// Seats returns a stretch of an event's seats.
func (s *Store) Seats(_ context.Context, event catalog.EventID, first, limit int) (out []catalog.Seat, err error) {
	s.DB.View(func() {
		order, _ := s.orders.Get(event)
		order = order[min(first, len(order)):]
		for _, seat := range order[:min(limit, len(order))] {
			row, _ := s.seats.Get(seat)
			out = append(out, row)
		}
	})
	return out, nil
}

// Snapshot returns an event's statuses at one instant.
func (s *Store) Snapshot(_ context.Context, event catalog.EventID) (e catalog.Event, statuses []catalog.SeatStatus, err error) {
	s.DB.View(func() {
		var known bool
		if e, known = s.events.Get(event); !known {
			err = catalog.ErrNoSuchEvent
			return
		}
		order, _ := s.orders.Get(event)
		for _, seat := range order {
			row, _ := s.seats.Get(seat)
			statuses = append(statuses, row.Status)
		}
	})
	return e, statuses, err
}

// Since returns what changed of an event's map after a sequence.
func (s *Store) Since(_ context.Context, event catalog.EventID, sequence int64) (e catalog.Event, changes []catalog.MapChange, err error) {
	s.DB.View(func() {
		var known bool
		if e, known = s.events.Get(event); !known {
			err = catalog.ErrNoSuchEvent
			return
		}
		order, _ := s.orders.Get(event)
		for _, seat := range order {
			if row, _ := s.seats.Get(seat); row.Changed > sequence && e.Whole <= sequence {
				changes = append(changes, catalog.MapChange{Index: row.Index, Status: row.Status})
			}
		}
	})
	return e, changes, err
}

// Sequences returns the sequences of events.
func (s *Store) Sequences(_ context.Context, events []catalog.EventID) (sequences map[catalog.EventID]int64, err error) {
	sequences = map[catalog.EventID]int64{}
	s.DB.View(func() {
		for _, e := range s.byID(events) {
			sequences[e.ID] = e.Sequence
		}
	})
	return sequences, nil
}

// StandingPage walks over all seats by id.
func (s *Store) StandingPage(_ context.Context, after id.UUID, limit int) (out []catalog.Standing, err error) {
	s.DB.View(func() {
		rows := s.seats.Where(func(r catalog.Seat) bool { return id.Compare(r.SeatID, catalog.SeatID(after)) > 0 }, bySeat)
		for _, r := range rows[:min(limit, len(rows))] {
			out = append(out, r.Standing)
		}
	})
	return out, nil
}

func bySeat(a, b catalog.Seat) int { return id.Compare(a.SeatID, b.SeatID) }

func sorted[T ~[16]byte](ids []T) []T {
	ids = slices.Clone(ids)
	slices.SortFunc(ids, id.Compare[T])
	return slices.Compact(ids)
}
