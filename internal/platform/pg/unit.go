package pg

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// updateTries bounds how often a transaction that lost to another is run again.
const updateTries = 8

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
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return false, fmt.Errorf("get a connection: %w", err)
	}
	tx := begin(ctx, conn)
	defer tx.end(ctx)
	if err := do(ctx, tx); err != nil {
		return false, err
	}
	if err := tx.commit(ctx); err != nil {
		return false, err
	}
	db.counted(tx.facts)
	return len(tx.facts) > 0, nil
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
