package pg

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/messaging"
)

const shelfColumns = `id, consumer, state, attempts, reason, since, next, topic, key, message_id, occurred_at, position, payload, trace`

// Put writes shelved messages (messaging.Shelf). A new one goes behind those that wait under its key even if another process with
// another clock has put them there.
func (db *DB) Put(ctx context.Context, shelved ...messaging.Shelved) error {
	batch := &pgx.Batch{}
	for _, s := range shelved {
		e := s.Envelope
		batch.Queue(`insert into shelf (`+shelfColumns+`) values ($1, $2, $3, $4, $5,
				greatest($6::timestamptz, (select max(since) + interval '1 microsecond' from shelf where consumer = $2 and key = $9 and state = 'waiting')),
				$7, $8, $9, $10, $11, $12, $13, $14)
			on conflict (id) do update set state = excluded.state, attempts = excluded.attempts, reason = excluded.reason, next = excluded.next`,
			s.ID, s.Group, s.State, s.Attempts, plain(s.Reason), s.Since, s.Next, e.Topic, toText(e.Key), e.Message, e.Occurred, e.Position, toText(string(e.Payload)), e.Trace)
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
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (string, error) {
		var key string
		err := row.Scan(&key)
		return fromText(key), err
	})
}

// Claim returns the waiting messages whose time has come, of each key only the oldest, and puts their time off. Of two processes that
// look at once, one waits for the other's row and then finds that its time has not come.
func (db *DB) Claim(ctx context.Context, group string, now, until time.Time, limit int) ([]messaging.Shelved, error) {
	rows, err := db.pool.Query(ctx, `
		with due as (
			select id from (
				select distinct on (key) id, next, since, position from shelf where consumer = $1 and state = 'waiting' order by key, since, position) first
			where next <= $2 order by since, position limit $4),
		claimed as (
			update shelf set next = $3 where id in (select id from due) and state = 'waiting' and next <= $2 returning *)
		select `+shelfColumns+` from claimed order by since, position`, group, now, until, limit)
	if err != nil {
		return nil, fmt.Errorf("claim from shelf: %w", err)
	}
	return pgx.CollectRows(rows, readShelved)
}

// List returns shelved messages for people, oldest first.
func (db *DB) List(ctx context.Context, which messaging.Listing) ([]messaging.Shelved, error) {
	rows, err := db.pool.Query(ctx, `select `+shelfColumns+` from shelf
		where $1 in ('', state) and (since, position, id) > ($2::timestamptz, $3::bigint, $4::uuid) order by since, position, id limit $5`,
		string(which.State), which.After.Since, which.After.Position, which.After.ID, which.Limit)
	if err != nil {
		return nil, fmt.Errorf("read shelf: %w", err)
	}
	return pgx.CollectRows(rows, readShelved)
}

// Retry has a parked message tried again.
func (db *DB) Retry(ctx context.Context, shelved id.UUID, at time.Time, deed work.Deed) (bool, error) {
	return db.toShelved(ctx, deed, `update shelf set state = 'waiting', attempts = 0, next = $2 where id = $1 and state = 'parked'`, shelved, at)
}

// Drop gives a message up for good.
func (db *DB) Drop(ctx context.Context, shelved id.UUID, deed work.Deed) (bool, error) {
	return db.toShelved(ctx, deed, `delete from shelf where id = $1`, shelved)
}

// toShelved does something to one message, and keeps who did it in the same transaction, if there was anything to do.
func (db *DB) toShelved(ctx context.Context, deed work.Deed, sql string, args ...any) (done bool, err error) {
	err = db.Update(ctx, func(ctx context.Context, tx *Tx) error {
		tag, err := tx.Exec(ctx, sql, args...)
		if err != nil {
			return fmt.Errorf("write shelf: %w", err)
		}
		if done = tag.RowsAffected() == 1; done {
			tx.Record(deed)
		}
		return nil
	})
	return done, err
}

// Shelved counts the messages on the shelf by group and state.
func (db *DB) Shelved(ctx context.Context) (map[string]map[messaging.State]int, error) {
	rows, err := db.pool.Query(ctx, `select consumer, state, count(*) from shelf group by consumer, state`)
	if err != nil {
		return nil, fmt.Errorf("count shelf: %w", err)
	}
	counts := map[string]map[messaging.State]int{}
	var group string
	var state messaging.State
	var n int
	_, err = pgx.ForEachRow(rows, []any{&group, &state, &n}, func() error {
		if counts[group] == nil {
			counts[group] = map[messaging.State]int{}
		}
		counts[group][state] = n
		return nil
	})
	return counts, err
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
	var key, payload string
	e := &s.Envelope
	err := row.Scan(&s.ID, &s.Group, &s.State, &s.Attempts, &s.Reason, &s.Since, &s.Next,
		&e.Topic, &key, &e.Message, &e.Occurred, &e.Position, &payload, &e.Trace)
	e.Key, e.Payload = fromText(key), []byte(fromText(payload))
	return s, err
}

// coded begins the text of bytes that are none. Nothing that a producer of ours writes begins so.
const coded = "base64:"

// toText returns bytes as a column of text can hold them, and fromText brings them back. What a stranger sent need not be UTF-8, and
// PostgreSQL takes no zero byte; refused by the shelf, it would block its partition for ever.
func toText(bytes string) string {
	if plain(bytes) == bytes && !strings.HasPrefix(bytes, coded) {
		return bytes
	}
	return coded + base64.StdEncoding.EncodeToString([]byte(bytes))
}

func fromText(text string) string {
	if code, is := strings.CutPrefix(text, coded); is {
		if bytes, err := base64.StdEncoding.DecodeString(code); err == nil {
			return string(bytes)
		}
	}
	return text
}

// plain drops what a column of text refuses.
func plain(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "\uFFFD")
}
