package pg

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/messaging"
)

const shelfColumns = `id, consumer, state, attempts, reason, since, next, topic, key, message_id, occurred_at, position, payload, trace`

// Put writes shelved messages (messaging.Shelf).
func (db *DB) Put(ctx context.Context, shelved ...messaging.Shelved) error {
	batch := &pgx.Batch{}
	for _, s := range shelved {
		e := s.Envelope
		batch.Queue(`insert into shelf (`+shelfColumns+`) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
			on conflict (id) do update set state = excluded.state, attempts = excluded.attempts, reason = excluded.reason, next = excluded.next`,
			s.ID, s.Group, s.State, s.Attempts, s.Reason, s.Since, s.Next, e.Topic, e.Key, e.Message, e.Occurred, e.Position, string(e.Payload), e.Trace)
	}
	if err := db.pool.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("write shelf: %w", err)
	}
	return nil
}

// Remove takes messages off the shelf.
func (db *DB) Remove(ctx context.Context, ids ...id.UUID) error {
	if _, err := db.pool.Exec(ctx, `delete from shelf where id = any($1)`, ids); err != nil {
		return fmt.Errorf("clear shelf: %w", err)
	}
	return nil
}

// Held lists the keys of a group that have waiting messages.
func (db *DB) Held(ctx context.Context, group string) ([]string, error) {
	rows, err := db.pool.Query(ctx, `select distinct key from shelf where consumer = $1 and state = 'waiting'`, group)
	if err != nil {
		return nil, fmt.Errorf("read shelf: %w", err)
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// Due returns the waiting messages whose time has come, and of each key only the oldest.
func (db *DB) Due(ctx context.Context, group string, now time.Time, limit int) ([]messaging.Shelved, error) {
	rows, err := db.pool.Query(ctx, `
		select `+shelfColumns+` from (
			select distinct on (key) * from shelf where consumer = $1 and state = 'waiting' order by key, since, position) first
		where next <= $2 order by since, position limit $3`, group, now, limit)
	if err != nil {
		return nil, fmt.Errorf("read shelf: %w", err)
	}
	return pgx.CollectRows(rows, readShelved)
}

// List returns shelved messages for people, oldest first; an empty state means all.
func (db *DB) List(ctx context.Context, state messaging.State, limit int) ([]messaging.Shelved, error) {
	rows, err := db.pool.Query(ctx, `select `+shelfColumns+` from shelf where $1 in ('', state) order by since, position limit $2`, string(state), limit)
	if err != nil {
		return nil, fmt.Errorf("read shelf: %w", err)
	}
	return pgx.CollectRows(rows, readShelved)
}

// Find returns one shelved message.
func (db *DB) Find(ctx context.Context, shelved id.UUID) (messaging.Shelved, bool, error) {
	rows, err := db.pool.Query(ctx, `select `+shelfColumns+` from shelf where id = $1`, shelved)
	if err != nil {
		return messaging.Shelved{}, false, fmt.Errorf("read shelf: %w", err)
	}
	s, err := pgx.CollectExactlyOneRow(rows, readShelved)
	if errors.Is(err, pgx.ErrNoRows) {
		return s, false, nil
	}
	return s, err == nil, err
}

func readShelved(row pgx.CollectableRow) (messaging.Shelved, error) {
	var s messaging.Shelved
	var payload string
	e := &s.Envelope
	err := row.Scan(&s.ID, &s.Group, &s.State, &s.Attempts, &s.Reason, &s.Since, &s.Next,
		&e.Topic, &e.Key, &e.Message, &e.Occurred, &e.Position, &payload, &e.Trace)
	e.Payload = []byte(payload)
	return s, err
}
