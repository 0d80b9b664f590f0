package pg

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Later takes writes whose outcome the store need not know before it goes on. They travel with the next statement, or with the commit,
// in their order; what speaks against one of them is that statement's error, or the commit's.
type Later struct {
	tx      *Tx
	explain func(error) error
}

// Later returns a way to write later. Explain turns the database's refusal into the store's own words.
func (tx *Tx) Later(explain func(error) error) Later { return Later{tx, explain} }

// Exec takes a statement along. Its tag says nothing.
func (l Later) Exec(_ context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	l.tx.ahead = append(l.tx.ahead, errand{sql, args, l.explain})
	return pgconn.CommandTag{}, nil
}

// SendBatch takes several statements along.
func (l Later) SendBatch(_ context.Context, b *pgx.Batch) pgx.BatchResults {
	for _, q := range b.QueuedQueries {
		l.tx.ahead = append(l.tx.ahead, errand{q.SQL, q.Arguments, l.explain})
	}
	return taken{}
}

var errNoAnswer = errors.New("what is written later has no answer")

// Query is refused: there is no answer to wait for.
func (Later) Query(context.Context, string, ...any) (pgx.Rows, error) { return nil, errNoAnswer }

// QueryRow is refused: there is no answer to wait for.
func (Later) QueryRow(context.Context, string, ...any) pgx.Row { return row{err: errNoAnswer} }

// taken answers for statements that were taken along.
type taken struct{}

// Exec says nothing.
func (taken) Exec() (pgconn.CommandTag, error) { return pgconn.CommandTag{}, nil }

// Query is refused.
func (taken) Query() (pgx.Rows, error) { return nil, errNoAnswer }

// QueryRow is refused.
func (taken) QueryRow() pgx.Row { return row{err: errNoAnswer} }

// Close has nothing to end.
func (taken) Close() error { return nil }

// Tx is none.
func (taken) Tx() pgx.Tx { return nil }
