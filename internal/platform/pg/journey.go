package pg

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// errand is a statement that nobody waits for: it travels in front of the next one.
type errand struct {
	sql     string
	args    []any
	explain func(error) error
}

func (e errand) failure(err error) error {
	if e.explain == nil {
		return err
	}
	return e.explain(err)
}

// send makes one journey: the errands, then the batch. It returns with the errands done and the batch's own answers to be read.
func (tx *Tx) send(ctx context.Context, b *pgx.Batch) (pgx.BatchResults, error) {
	errands := tx.ahead
	tx.ahead = nil
	queue := make([]*pgx.QueuedQuery, 0, len(errands)+b.Len())
	for _, e := range errands {
		queue = append(queue, &pgx.QueuedQuery{SQL: e.sql, Arguments: e.args})
	}
	b.QueuedQueries = append(queue, b.QueuedQueries...)
	answers := tx.conn.SendBatch(ctx, b)
	for _, e := range errands {
		if _, err := answers.Exec(); err != nil {
			_ = answers.Close()
			return nil, e.failure(err)
		}
	}
	return answers, nil
}

// Exec runs a statement.
func (tx *Tx) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	b := &pgx.Batch{}
	b.Queue(sql, args...)
	answers, err := tx.send(ctx, b)
	if err != nil {
		return pgconn.CommandTag{}, err
	}
	tag, err := answers.Exec()
	if closed := answers.Close(); err == nil {
		err = closed
	}
	return tag, err
}

// Query runs a statement and returns its rows, which must be closed before the next one.
func (tx *Tx) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	b := &pgx.Batch{}
	b.Queue(sql, args...)
	answers, err := tx.send(ctx, b)
	if err != nil {
		return nil, err
	}
	found, err := answers.Query()
	if err != nil {
		_ = answers.Close()
		return nil, err
	}
	return &rows{Rows: found, answers: answers}, nil
}

// QueryRow runs a statement of whose answer one row counts; none is pgx.ErrNoRows.
func (tx *Tx) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	found, err := tx.Query(ctx, sql, args...)
	return row{found, err}
}

// SendBatch runs several statements in one journey.
func (tx *Tx) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	answers, err := tx.send(ctx, b)
	if err != nil {
		return pgx.FailedBatchResults(b, err)
	}
	return answers
}

// CopyFrom writes many rows.
func (tx *Tx) CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, source pgx.CopyFromSource) (int64, error) {
	answers, err := tx.send(ctx, &pgx.Batch{})
	if err != nil {
		return 0, err
	}
	if err := answers.Close(); err != nil {
		return 0, err
	}
	return tx.conn.CopyFrom(ctx, table, columns, source)
}

// rows are the rows of a statement that travelled with errands: with them the whole journey ends.
type rows struct {
	pgx.Rows
	answers pgx.BatchResults
}

// Close ends the journey.
func (r *rows) Close() {
	r.Rows.Close()
	_ = r.answers.Close() // what went wrong with the rows is their own Err
}

type row struct {
	rows pgx.Rows
	err  error
}

// Scan reads the first row.
func (r row) Scan(into ...any) error {
	if r.err != nil {
		return r.err
	}
	defer r.rows.Close()
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return err
		}
		return pgx.ErrNoRows
	}
	if err := r.rows.Scan(into...); err != nil {
		return err
	}
	r.rows.Close()
	return r.rows.Err()
}
