// Package catalogpg keeps events, plans and the seat map in PostgreSQL, in the schema bc_catalog.
package catalogpg

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogpg/catalogsql"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/pg"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Schema is the context's schema.
var Schema = pg.Schema{Name: "bc_catalog", Files: migrations}

// Store is a catalog.Store.
type Store struct {
	db      *pg.DB
	read    *catalogsql.Queries
	replica *pg.Replica // nil: there is none
}

// New returns the store over the context's database.
func New(db *pg.DB) *Store { return &Store{db: db, read: catalogsql.New(db.Pool())} }

// NewWithReplica returns the store over the context's database and a replica of it, which carries the weight of reading (replica.go).
func NewWithReplica(db *pg.DB, replica *pg.Replica) *Store {
	s := New(db)
	s.replica = replica
	return s
}

// Update runs one transaction.
func (s *Store) Update(ctx context.Context, do func(catalog.Tx) error) error {
	return s.db.Update(ctx, func(_ context.Context, inner *pg.Tx) error {
		return do(tx{Tx: inner, q: catalogsql.New(inner)})
	})
}

// Event returns one event.
func (s *Store) Event(ctx context.Context, event catalog.EventID) (catalog.Event, error) {
	row, err := s.read.Event(ctx, event.UUID())
	if err != nil {
		return catalog.Event{}, missing("read event", err, catalog.ErrNoSuchEvent)
	}
	return eventOf(row), nil
}

// EventsByID returns events by id.
func (s *Store) EventsByID(ctx context.Context, events []catalog.EventID) ([]catalog.Event, error) {
	rows, err := s.read.EventsByID(ctx, id.UUIDs(events))
	return mapped(rows, eventOf), wrap("read events", err)
}

// The ends of all times and prices, where a filter has none.
var (
	dawn = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	dusk = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
)

// List returns events that fit, the latest date first.
func (s *Store) List(ctx context.Context, f catalog.Filter) ([]catalog.Event, error) {
	least, err := catalog.Thousandths(f.Least)
	if err != nil {
		return nil, wrap("read least price", err)
	}
	most, err := catalog.Thousandths(f.Most)
	if err != nil {
		return nil, wrap("read most price", err)
	}
	if f.Most == "" {
		most = math.MaxInt64
	}
	params := catalogsql.ListEventsParams{
		Status: string(f.Status), Venue: f.Venue, Since: orElse(f.From, dawn), Until: orElse(f.To, dusk), Least: least, Most: most,
		AfterDate: orElse(f.After.Date, dusk), AfterID: f.After.ID.UUID(), Page: int32(f.Limit),
	}
	if f.Text != "" {
		params.Pattern = "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(f.Text) + "%"
	}
	rows, err := anywhere(ctx, s, func(ctx context.Context, q *catalogsql.Queries) ([]catalogsql.Event, error) {
		if !f.Soonest {
			return q.ListEvents(ctx, params)
		}
		params.AfterDate = orElse(f.After.Date, dawn)
		return q.ListEventsSoonest(ctx, catalogsql.ListEventsSoonestParams(params))
	})
	return mapped(rows, eventOf), wrap("list events", err)
}

// Venues lists venues of open events by name.
func (s *Store) Venues(ctx context.Context, now time.Time, after string, limit int) ([]catalog.Venue, error) {
	rows, err := anywhere(ctx, s, func(ctx context.Context, q *catalogsql.Queries) ([]catalogsql.VenuesRow, error) {
		return q.Venues(ctx, catalogsql.VenuesParams{Now: now, After: after, Page: int32(limit)})
	})
	return mapped(rows, func(r catalogsql.VenuesRow) catalog.Venue {
		return catalog.Venue{Name: r.Venue, Events: int(r.Events), Next: r.Next.UTC()}
	}), wrap("list venues", err)
}

// EventPage walks over all events by id.
func (s *Store) EventPage(ctx context.Context, after catalog.EventID, limit int) ([]catalog.Event, error) {
	rows, err := s.read.EventPage(ctx, catalogsql.EventPageParams{After: after.UUID(), Page: int32(limit)})
	return mapped(rows, eventOf), wrap("page through events", err)
}

// Proposed lists events with an old proposal, the oldest first.
func (s *Store) Proposed(ctx context.Context, before time.Time, limit int) ([]catalog.EventID, error) {
	rows, err := s.read.Proposed(ctx, catalogsql.ProposedParams{Before: &before, Page: int32(limit)})
	return mapped(rows, func(r id.UUID) catalog.EventID { return catalog.EventID(r) }), wrap("list proposals", err)
}

// Plan returns a geometry.
func (s *Store) Plan(ctx context.Context, hash string) ([]byte, error) {
	geometry, err := anywhere(ctx, s, func(ctx context.Context, q *catalogsql.Queries) ([]byte, error) { return q.Plan(ctx, hash) })
	if err != nil {
		return nil, missing("read plan", err, catalog.ErrNoPlan)
	}
	return geometry, nil
}

// Seats returns a stretch of an event's seats.
func (s *Store) Seats(ctx context.Context, event catalog.EventID, first, limit int) ([]catalog.Seat, error) {
	e, err := s.Event(ctx, event)
	if errors.Is(err, catalog.ErrNoSuchEvent) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	params := catalogsql.SeatsParams{EventID: event.UUID(), First: int32(first), Page: int32(limit)}
	rows, read := s.seatsOfReplica(ctx, e, params)
	if !read {
		rows, err = s.read.Seats(ctx, params)
	}
	return mapped(rows, func(r catalogsql.SeatsRow) catalog.Seat { return seatOf(r, e.Currency()) }), wrap("read seats", err)
}

// Snapshot returns an event's statuses at one instant.
func (s *Store) Snapshot(ctx context.Context, event catalog.EventID) (catalog.Event, []catalog.SeatStatus, error) {
	if e, statuses, read := s.snapshotOfReplica(ctx, event); read {
		return e, statuses, nil
	}
	row, err := s.read.Snapshot(ctx, event.UUID())
	if err != nil {
		return catalog.Event{}, nil, missing("read map", err, catalog.ErrNoSuchEvent)
	}
	return eventOf(row.Event), statusesOf(row.States), nil
}

// Since returns what changed of an event's map after a sequence.
func (s *Store) Since(ctx context.Context, event catalog.EventID, sequence int64) (catalog.Event, []catalog.MapChange, error) {
	row, err := s.read.Since(ctx, catalogsql.SinceParams{ID: event.UUID(), Sequence: sequence})
	if err != nil {
		return catalog.Event{}, nil, missing("read changes", err, catalog.ErrNoSuchEvent)
	}
	changes := make([]catalog.MapChange, len(row.Indexes))
	for i, index := range row.Indexes {
		changes[i] = catalog.MapChange{Index: int(index), Status: statusOf(row.States[i])}
	}
	return eventOf(row.Event), changes, nil
}

// Sequences returns the sequences of events.
func (s *Store) Sequences(ctx context.Context, events []catalog.EventID) (map[catalog.EventID]int64, error) {
	rows, err := s.read.Sequences(ctx, id.UUIDs(events))
	sequences := make(map[catalog.EventID]int64, len(rows))
	for _, r := range rows {
		sequences[catalog.EventID(r.ID)] = r.Sequence
	}
	return sequences, wrap("read sequences", err)
}

// StandingPage walks over all seats by id.
func (s *Store) StandingPage(ctx context.Context, after id.UUID, limit int) ([]catalog.Standing, error) {
	rows, err := s.read.StandingPage(ctx, catalogsql.StandingPageParams{After: after, Page: int32(limit)})
	return mapped(rows, standingOf), wrap("page through seats", err)
}

// missing turns "no rows" into the core's own error.
func missing(doing string, err, instead error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return instead
	}
	return wrap(doing, err)
}

func wrap(doing string, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

func orElse(t, preset time.Time) time.Time {
	if t.IsZero() {
		return preset
	}
	return t
}
