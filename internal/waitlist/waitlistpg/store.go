// Package waitlistpg keeps lines, places and offers in PostgreSQL: the SQL and the migrations of the schema bc_waitlist.
package waitlistpg

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/pg"
	"github.com/speckit/ticketing/internal/waitlist"
	"github.com/speckit/ticketing/internal/waitlist/waitlistpg/waitlistsql"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Schema is the waitlist's part of a database.
var Schema = pg.Schema{Name: "bc_waitlist", Files: migrations}

// Store is the waitlist's store in PostgreSQL.
type Store struct {
	db      *pg.DB
	queries *waitlistsql.Queries
	entries *pg.Lookup[waitlist.EntryID, waitlist.Entry]
}

var _ waitlist.Store = (*Store)(nil)

// New returns the store on a migrated schema.
func New(db *pg.DB) *Store {
	s := &Store{db: db, queries: waitlistsql.New(db.Pool())}
	s.entries = pg.NewLookup(s.findEntries)
	return s
}

// Update runs one transaction, again where it lost to another.
func (s *Store) Update(ctx context.Context, do func(waitlist.Tx) error) error {
	return s.db.Update(ctx, func(_ context.Context, unit *pg.Tx) error {
		return do(&tx{Tx: unit, queries: waitlistsql.New(unit)})
	})
}

// Entry returns one entry.
func (s *Store) Entry(ctx context.Context, entry waitlist.EntryID) (waitlist.Entry, error) {
	e, found, err := s.entries.One(ctx, entry)
	if err == nil && !found {
		err = waitlist.ErrNoEntry
	}
	return e.Clone(), err // others may have been given the same
}

func (s *Store) findEntries(ctx context.Context, entries []waitlist.EntryID) (map[waitlist.EntryID]waitlist.Entry, error) {
	rows, err := s.queries.Entries(ctx, id.UUIDs(entries))
	if err != nil {
		return nil, fmt.Errorf("select entries: %w", err)
	}
	found := make(map[waitlist.EntryID]waitlist.Entry, len(rows))
	for _, row := range rows {
		found[waitlist.EntryID(row.ID)] = entryOf(row)
	}
	return found, nil
}

// Offer returns one offer.
func (s *Store) Offer(ctx context.Context, offer waitlist.OfferID) (waitlist.Offer, bool, error) {
	rows, err := s.queries.Offers(ctx, id.UUIDs([]waitlist.OfferID{offer}))
	offers, err := offersOf("select offer", rows, err)
	if err != nil || len(offers) == 0 {
		return waitlist.Offer{}, false, err
	}
	return offers[0], true, nil
}

// Lines returns the lines that there are of those asked for.
func (s *Store) Lines(ctx context.Context, events []waitlist.EventID) ([]waitlist.Line, error) {
	rows, err := s.queries.Lines(ctx, id.UUIDs(events))
	return list("select lines", rows, err, lineOf)
}

// blockSize is how many places a block has whose waiting entries are counted in one row.
const blockSize = 1024

// Ahead counts the waiting entries of a line with a lower place. A line is kept in blocks of 1,024 places, and how many wait in each
// is written with every change of an entry: the blocks before are added up, and only those in the own block are counted. In a line of
// a million that is one range of at most 977 rows and one of at most 1,023.
func (s *Store) Ahead(ctx context.Context, event waitlist.EventID, place int64) (int64, error) {
	block := (place - 1) / blockSize
	n, err := s.queries.Ahead(ctx, waitlistsql.AheadParams{Event: event.UUID(), Block: block, BeforeBlock: block * blockSize, Place: place})
	if err != nil {
		return 0, fmt.Errorf("add up blocks of a line: %w", err)
	}
	return n, nil
}

// MomentBefore returns the last moment of a line that began before a time.
func (s *Store) MomentBefore(ctx context.Context, event waitlist.EventID, before time.Time) (waitlist.Moment, bool, error) {
	row, err := s.queries.MomentBefore(ctx, waitlistsql.MomentBeforeParams{Event: event.UUID(), Before: before})
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return waitlist.Moment{}, false, nil
	case err != nil:
		return waitlist.Moment{}, false, fmt.Errorf("select a line's moment: %w", err)
	}
	return momentOf(row), true, nil
}

// Moments returns a line's moments, oldest first.
func (s *Store) Moments(ctx context.Context, event waitlist.EventID, from, to time.Time, limit int) ([]waitlist.Moment, error) {
	rows, err := s.queries.Moments(ctx, waitlistsql.MomentsParams{Event: event.UUID(), Since: from, Before: to, Most: page(limit)})
	return list("select a line's moments", rows, err, momentOf)
}

// Due lists live offers that are to be looked after, the longest due first.
func (s *Store) Due(ctx context.Context, now time.Time, limit int) ([]waitlist.OfferID, error) {
	rows, err := s.queries.Due(ctx, waitlistsql.DueParams{Now: now, Most: page(limit)})
	return list("select due offers", rows, err, func(u id.UUID) waitlist.OfferID { return waitlist.OfferID(u) })
}

// Lapsed lists unconfirmed entries whose time is over.
func (s *Store) Lapsed(ctx context.Context, now time.Time, limit int) ([]waitlist.Entry, error) {
	rows, err := s.queries.Lapsed(ctx, waitlistsql.LapsedParams{Now: now, Most: page(limit)})
	return list("select lapsed entries", rows, err, entryOf)
}

// Unsettled lists lines of which something is to be done that nobody asks for.
func (s *Store) Unsettled(ctx context.Context, now time.Time, limit int) ([]waitlist.Line, error) {
	rows, err := s.queries.Unsettled(ctx, waitlistsql.UnsettledParams{Now: &now, Most: page(limit)})
	return list("select unsettled lines", rows, err, lineOf)
}

// LinePage walks over all lines.
func (s *Store) LinePage(ctx context.Context, after waitlist.EventID, limit int) ([]waitlist.Line, error) {
	rows, err := s.queries.LinePage(ctx, waitlistsql.LinePageParams{After: after.UUID(), Most: page(limit)})
	return list("select a page of lines", rows, err, lineOf)
}

// EntryPage walks over all live entries.
func (s *Store) EntryPage(ctx context.Context, after waitlist.EntryID, limit int) ([]waitlist.Entry, error) {
	rows, err := s.queries.EntryPage(ctx, waitlistsql.EntryPageParams{After: after.UUID(), Most: page(limit)})
	return list("select a page of entries", rows, err, entryOf)
}

// OfferPage walks over all live offers.
func (s *Store) OfferPage(ctx context.Context, after waitlist.OfferID, limit int) ([]waitlist.Offer, error) {
	rows, err := s.queries.OfferPage(ctx, waitlistsql.OfferPageParams{After: after.UUID(), Most: page(limit)})
	return offersOf("select a page of offers", rows, err)
}

// InLine lists the entries of a line.
func (s *Store) InLine(ctx context.Context, event waitlist.EventID, status waitlist.Status, after int64, limit int) ([]waitlist.Entry, error) {
	which := waitlistsql.InLineParams{Event: event.UUID(), Status: string(status), After: after, Most: page(limit)}
	rows, err := s.queries.InLine(ctx, which)
	return list("select the entries of a line", rows, err, entryOf)
}

// page is a limit as the database takes it.
func page(limit int) int32 { return int32(limit) } // #nosec G115 -- limits are small

// list brings rows into the core's form.
func list[R, T any](doing string, rows []R, err error, core func(R) T) ([]T, error) {
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	out := make([]T, len(rows))
	for i, row := range rows {
		out[i] = core(row)
	}
	return out, nil
}
