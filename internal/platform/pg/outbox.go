package pg

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/speckit/ticketing/internal/kernel/work"
)

// Read returns facts after a position, oldest first (messaging.Source).
//
// Positions are given before the commit, so a lower one can become visible after a higher one. Read stops in front of a gap until
// nobody can fill it any more: until every transaction that had begun when the gap was seen has ended.
func (db *DB) Read(ctx context.Context, after int64, limit int) ([]work.Envelope, error) {
	const looks, between = 25, 2 * time.Millisecond
	view, err := db.look(ctx, after, limit)
	if err != nil {
		return nil, err
	}
	if n := view.settled(after, 0); n > 0 || len(view.facts) == 0 {
		return view.facts[:n], nil
	}
	begun, err := db.number(ctx)
	if err != nil {
		return nil, err
	}
	given := view.facts[len(view.facts)-1].Position
	for range looks {
		if view, err = db.look(ctx, after, limit); err != nil {
			return nil, err
		}
		decided := int64(0)
		if view.ended >= begun {
			decided = given // what is missing below was rolled back
		}
		if n := view.settled(after, decided); n > 0 {
			return view.facts[:n], nil
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(between):
		}
	}
	return nil, nil
}

// outboxView is one look at the outbox.
type outboxView struct {
	ended uint64 // before the rows were read, all transactions below this had ended
	facts []work.Envelope
}

// settled counts the facts in front of the first gap above decided: missing positions up to there will never be filled.
func (v outboxView) settled(after, decided int64) int {
	for i, f := range v.facts {
		if f.Position != after+1 && f.Position > decided+1 {
			return i
		}
		after = f.Position
	}
	return len(v.facts)
}

func (db *DB) look(ctx context.Context, after int64, limit int) (outboxView, error) {
	var view outboxView
	batch := &pgx.Batch{}
	batch.Queue(`select pg_snapshot_xmin(pg_current_snapshot())::text::bigint`).QueryRow(func(row pgx.Row) error {
		return row.Scan(&view.ended)
	})
	batch.Queue(`select position, message_id, topic, key, payload, occurred_at, trace from outbox where position > $1 order by position limit $2`, after, limit).
		Query(func(rows pgx.Rows) (err error) {
			view.facts, err = pgx.CollectRows(rows, readFact)
			return err
		})
	if err := db.pool.SendBatch(ctx, batch).Close(); err != nil {
		return view, fmt.Errorf("read outbox: %w", err)
	}
	return view, nil
}

// number takes a transaction's number: whoever has one has a lower one. What a snapshot calls its end says less: it lies behind the last
// transaction that has ended, and one that began later may have taken its positions before that.
func (db *DB) number(ctx context.Context) (begun uint64, err error) {
	if err := db.pool.QueryRow(ctx, `select pg_current_xact_id()::text::bigint`).Scan(&begun); err != nil {
		return 0, fmt.Errorf("number a gap in the outbox: %w", err)
	}
	return begun, nil
}

func readFact(row pgx.CollectableRow) (work.Envelope, error) {
	var e work.Envelope
	var payload string
	err := row.Scan(&e.Position, &e.Message, &e.Topic, &e.Key, &payload, &e.Occurred, &e.Trace)
	e.Payload = []byte(payload)
	return e, err
}

// Cursor is the position up to which a subscriber has everything.
func (db *DB) Cursor(ctx context.Context, subscriber string) (int64, error) {
	var position int64
	err := db.pool.QueryRow(ctx, `select position from cursors where subscriber = $1`, subscriber).Scan(&position)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read cursor: %w", err)
	}
	return position, nil
}

// Advance moves a subscriber's cursor forward. It does not wait for the disk: a cursor that a crash takes back only makes messages
// come twice.
func (db *DB) Advance(ctx context.Context, subscriber string, to int64) error {
	batch := &pgx.Batch{}
	batch.Queue(`begin`)
	batch.Queue(`set local synchronous_commit = off`)
	batch.Queue(`insert into cursors (subscriber, position) values ($1, $2)
		on conflict (subscriber) do update set position = greatest(cursors.position, excluded.position)`, subscriber, to)
	batch.Queue(`commit`)
	if err := db.pool.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("move cursor: %w", err)
	}
	return nil
}

// Cursors lists every subscriber's position.
func (db *DB) Cursors(ctx context.Context) (map[string]int64, error) {
	rows, err := db.pool.Query(ctx, `select subscriber, position from cursors`)
	if err != nil {
		return nil, fmt.Errorf("read cursors: %w", err)
	}
	cursors := map[string]int64{}
	var subscriber string
	var position int64
	_, err = pgx.ForEachRow(rows, []any{&subscriber, &position}, func() error {
		cursors[subscriber] = position
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read cursors: %w", err)
	}
	return cursors, nil
}

// End is the position of the newest fact that is committed.
func (db *DB) End(ctx context.Context) (int64, error) {
	var position int64
	if err := db.pool.QueryRow(ctx, `select coalesce(max(position), 0) from outbox`).Scan(&position); err != nil {
		return 0, fmt.Errorf("read end of outbox: %w", err)
	}
	return position, nil
}
