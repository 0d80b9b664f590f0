package pg

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// updateTries bounds how often a transaction that lost to another is run again.
const updateTries = 8

// Tx is one transaction with its share of the unit of work (work.Unit).
type Tx struct {
	pgx.Tx
	facts []work.Fact
	deeds []work.Deed
}

// Emit adds facts to the outbox; they are written in one statement just before the commit.
func (tx *Tx) Emit(facts ...work.Fact) { tx.facts = append(tx.facts, facts...) }

// Record adds deeds to the audit trail.
func (tx *Tx) Record(deeds ...work.Deed) { tx.deeds = append(tx.deeds, deeds...) }

// Once takes a message for a group. A rival that takes the same one waits here until this transaction ends.
func (tx *Tx) Once(ctx context.Context, group string, message id.UUID) (bool, error) {
	tag, err := tx.Exec(ctx, `insert into inbox (consumer, message_id) values ($1, $2) on conflict do nothing`, group, message)
	if err != nil {
		return false, fmt.Errorf("take message: %w", err)
	}
	return tag.RowsAffected() == 1, nil
}

// Update runs one transaction, at read committed: stores lock what they decide by. The function runs again after a deadlock or a
// serialization failure, so it must touch nothing but tx. When the connection breaks during the commit, the error says nothing
// about whether it stands; commands find out by the ids that they had chosen before.
func (db *DB) Update(ctx context.Context, do func(ctx context.Context, tx *Tx) error) error {
	for try := 1; ; try++ {
		emitted, err := db.once(ctx, do)
		if err == nil {
			if emitted {
				db.committed()
			}
			return nil
		}
		if !lostToAnother(err) || try == updateTries {
			return err
		}
		wait := time.Duration(try) * time.Millisecond
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait/2 + rand.N(wait)): // #nosec G404 -- jitter
		}
	}
}

func (db *DB) once(ctx context.Context, do func(ctx context.Context, tx *Tx) error) (emitted bool, err error) {
	err = pgx.BeginFunc(ctx, db.pool, func(inner pgx.Tx) error {
		tx := &Tx{Tx: inner}
		if err := do(ctx, tx); err != nil {
			return err
		}
		emitted = len(tx.facts) > 0
		return tx.flush(ctx)
	})
	return emitted, err
}

// flush writes facts and deeds. Positions are given here, after every lock of the transaction was taken, so that of two facts with
// one key the later commit has the higher position.
func (tx *Tx) flush(ctx context.Context) error {
	if len(tx.deeds) > 0 {
		if err := tx.writeDeeds(ctx); err != nil {
			return err
		}
	}
	if len(tx.facts) == 0 {
		return nil
	}
	n := len(tx.facts)
	messages, topics, keys := make([]id.UUID, n), make([]string, n), make([]string, n)
	payloads, times := make([]string, n), make([]time.Time, n)
	for i, f := range tx.facts {
		e, err := work.Seal(f)
		if err != nil {
			return err
		}
		messages[i], topics[i], keys[i], payloads[i], times[i] = e.Message, e.Topic, e.Key, string(e.Payload), e.Occurred
	}
	batch := &pgx.Batch{}
	// The transaction gets its number before it takes positions: by it a reader knows that a gap can still be filled (outbox.go).
	batch.Queue(`select pg_current_xact_id()`)
	batch.Queue(`
		insert into outbox (message_id, topic, key, payload, occurred_at)
		select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])`,
		messages, topics, keys, payloads, times)
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("write outbox: %w", err)
	}
	return nil
}

func (tx *Tx) writeDeeds(ctx context.Context) error {
	batch := &pgx.Batch{}
	for _, d := range tx.deeds {
		batch.Queue(`insert into audit_trail (at, actor, role, action, subject, detail) values ($1, $2, $3, $4, $5, $6)`,
			d.At, d.Actor, d.Role, d.Action, d.Subject, d.Detail)
	}
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("write audit trail: %w", err)
	}
	return nil
}

// lostToAnother reports a deadlock or a serialization failure: nothing stands, and another run may well succeed.
func lostToAnother(err error) bool {
	var pe *pgconn.PgError
	return errors.As(err, &pe) && (pe.Code == "40001" || pe.Code == "40P01")
}

// Violated names the constraint or unique index that a statement would have broken, or "" for any other error. Stores turn it into
// the core's own errors.
func Violated(err error) string {
	var pe *pgconn.PgError
	if errors.As(err, &pe) && (pe.Code == "23505" || pe.Code == "23514" || pe.Code == "23503") {
		return pe.ConstraintName
	}
	return ""
}
