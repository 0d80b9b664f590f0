package catalogpg

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogpg/catalogsql"
)

// What the replica may answer. Lists, venues and geometries come from it as they are: they may be a moment old, and a geometry never
// changes. Of an event's seats and of its map it gives the bulk, and the primary a row that says whether that still holds:
//
//   - an event itself, and what changed of a map, come from the primary. They are single rows and short lists, and they carry the
//     sequence and the plan's hash by which readers tell old from new;
//   - a map is brought up to date by what changed since, so that it is never older than what any reader was shown;
//   - seats count only if they are of the present layout, so that nobody gets the ids of seats that were replaced.

// anywhere reads what may be a moment old. What the replica does not know yet is looked for in the primary.
func anywhere[T any](ctx context.Context, s *Store, read func(context.Context, *catalogsql.Queries) (T, error)) (found T, err error) {
	var missing bool
	known := s.replica.Try(ctx, func(ctx context.Context, pool *pgxpool.Pool) (err error) {
		found, err = read(ctx, catalogsql.New(pool))
		if missing = errors.Is(err, pgx.ErrNoRows); missing {
			return nil
		}
		return err
	})
	if known && !missing {
		return found, nil
	}
	return read(ctx, s.read)
}

// snapshotOfReplica is the replica's map with what changed since.
func (s *Store) snapshotOfReplica(ctx context.Context, event catalog.EventID) (catalog.Event, []catalog.SeatStatus, bool) {
	var old catalogsql.SnapshotRow
	read := s.replica.Try(ctx, func(ctx context.Context, pool *pgxpool.Pool) (err error) {
		old, err = catalogsql.New(pool).Snapshot(ctx, event.UUID())
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		return err
	})
	if !read || old.Event.ID != event.UUID() {
		return catalog.Event{}, nil, false
	}
	e, changes, err := s.Since(ctx, event, old.Event.Sequence)
	if err != nil || e.Whole > old.Event.Sequence || e.Sequence < old.Event.Sequence { // drawn anew since, which changes do not tell; or from another world
		return catalog.Event{}, nil, false
	}
	statuses := statusesOf(old.States)
	for _, change := range changes {
		statuses[change.Index] = change.Status
	}
	return e, statuses, true
}

// seatsOfReplica are the replica's seats, if they are of the layout that the event has now.
func (s *Store) seatsOfReplica(ctx context.Context, now catalog.Event, params catalogsql.SeatsParams) (rows []catalogsql.SeatsRow, read bool) {
	var then catalogsql.Event
	read = s.replica.Try(ctx, func(ctx context.Context, pool *pgxpool.Pool) error {
		return pgx.BeginTxFunc(ctx, pool, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) (err error) {
			q := catalogsql.New(tx)
			if then, err = q.Event(ctx, params.EventID); errors.Is(err, pgx.ErrNoRows) {
				return nil
			}
			if err != nil {
				return err
			}
			rows, err = q.Seats(ctx, params)
			return err
		})
	})
	same := then.ID == params.EventID && int(then.Layout) == now.Layout && then.LaidBy == now.LaidBy
	return rows, read && same
}
