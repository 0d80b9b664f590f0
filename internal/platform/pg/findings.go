package pg

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Finding is what an audit found of one invariant.
type Finding struct {
	Invariant      string
	Found, Checked int64
	At             time.Time
}

// Findings lists what the last audit found.
func (db *DB) Findings(ctx context.Context) ([]Finding, error) {
	rows, err := db.pool.Query(ctx, `select invariant, found, checked, audited_at from findings order by invariant`)
	if err != nil {
		return nil, fmt.Errorf("read findings: %w", err)
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Finding])
}

// PutFindings keeps what an audit found, in place of what the one before did.
func (db *DB) PutFindings(ctx context.Context, found []Finding) error {
	batch := &pgx.Batch{}
	for _, f := range found {
		batch.Queue(`insert into findings (invariant, found, checked, audited_at) values ($1, $2, $3, $4)
			on conflict (invariant) do update set found = excluded.found, checked = excluded.checked, audited_at = excluded.audited_at`,
			f.Invariant, f.Found, f.Checked, f.At)
	}
	if err := db.pool.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("keep findings: %w", err)
	}
	return nil
}
