package bankpg

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
	"github.com/speckit/ticketing/internal/platform/pg"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Schema is the bank's own part of the database.
var Schema = pg.Schema{Name: "bank", Files: migrations}

// Ledger is paymentsim.Ledger on PostgreSQL.
type Ledger struct{ db *pg.DB }

// New returns the book in a database that is migrated.
func New(db *pg.DB) *Ledger { return &Ledger{db: db} }

const columns = `key, state, amount, currency, method, transaction_id, code, reason, message,
	opened_at, decides_at, decided_at, refund_key, returned_at`

// Open writes an entry unless its key stands in the book. It is one statement, which commits by itself.
func (l *Ledger) Open(ctx context.Context, e paymentsim.Entry) (paymentsim.Entry, error) {
	tag, err := l.db.Pool().Exec(ctx, `
		insert into entries (`+columns+`)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		on conflict (key) do nothing`, values(e)...)
	if err != nil {
		return paymentsim.Entry{}, fmt.Errorf("open entry: %w", err)
	}
	if tag.RowsAffected() == 1 {
		return e, nil
	}
	there, found, err := l.Entry(ctx, e.Key)
	if err == nil && !found {
		err = fmt.Errorf("open entry: %s was there and is gone", e.Key)
	}
	return there, err
}

// Entry returns the entry of a key.
func (l *Ledger) Entry(ctx context.Context, key id.UUID) (paymentsim.Entry, bool, error) {
	rows, err := l.db.Pool().Query(ctx, `select `+columns+` from entries where key = $1`, key)
	return one(rows, err)
}

// Change lets a function change the entry of a key, which stays locked meanwhile.
func (l *Ledger) Change(ctx context.Context, key id.UUID, change func(*paymentsim.Entry) bool) (e paymentsim.Entry, found bool, err error) {
	err = l.db.Update(ctx, func(ctx context.Context, tx *pg.Tx) error {
		rows, err := tx.Query(ctx, `select `+columns+` from entries where key = $1 for update`, key)
		if e, found, err = one(rows, err); err != nil || !found {
			return err
		}
		changed := e
		if !change(&changed) {
			return nil
		}
		e = changed
		_, err = tx.Exec(ctx, `
			update entries set state = $2, amount = $3, currency = $4, method = $5, transaction_id = $6, code = $7, reason = $8,
				message = $9, opened_at = $10, decides_at = $11, decided_at = $12, refund_key = $13, returned_at = $14
			where key = $1`, values(e)...)
		return err
	})
	if err != nil {
		return paymentsim.Entry{}, false, fmt.Errorf("change entry: %w", err)
	}
	return e, found, nil
}

// Entries returns all entries by key.
func (l *Ledger) Entries(ctx context.Context, after id.UUID, limit int) ([]paymentsim.Entry, error) {
	rows, err := l.db.Pool().Query(ctx, `select `+columns+` from entries where key > $1 order by key limit $2`, after, limit)
	if err != nil {
		return nil, fmt.Errorf("list entries: %w", err)
	}
	entries, err := pgx.CollectRows(rows, scan)
	if err != nil {
		return nil, fmt.Errorf("list entries: %w", err)
	}
	return entries, nil
}

func one(rows pgx.Rows, err error) (paymentsim.Entry, bool, error) {
	if err != nil {
		return paymentsim.Entry{}, false, fmt.Errorf("read entry: %w", err)
	}
	e, err := pgx.CollectExactlyOneRow(rows, scan)
	if errors.Is(err, pgx.ErrNoRows) {
		return paymentsim.Entry{}, false, nil
	}
	if err != nil {
		return paymentsim.Entry{}, false, fmt.Errorf("read entry: %w", err)
	}
	return e, true, nil
}

func values(e paymentsim.Entry) []any {
	var refund *id.UUID
	if e.RefundKey != id.Nil {
		refund = &e.RefundKey
	}
	return []any{
		e.Key, string(e.State), e.Amount.Minor, string(e.Amount.Currency), string(e.Method), e.Transaction, e.Code, e.Reason, e.Message,
		e.OpenedAt, orNull(e.DecidesAt), orNull(e.DecidedAt), refund, orNull(e.ReturnedAt),
	}
}

func scan(row pgx.CollectableRow) (paymentsim.Entry, error) {
	var (
		e                            paymentsim.Entry
		state, currency, method      string
		decides, decided, returnedAt *time.Time
		refund                       *id.UUID
	)
	err := row.Scan(&e.Key, &state, &e.Amount.Minor, &currency, &method, &e.Transaction, &e.Code, &e.Reason, &e.Message,
		&e.OpenedAt, &decides, &decided, &refund, &returnedAt)
	if err != nil {
		return paymentsim.Entry{}, err
	}
	e.State, e.Method, e.Amount.Currency = paymentsim.State(state), payment.Method(method), money.Currency(currency)
	e.OpenedAt = clock.Cut(e.OpenedAt)
	e.DecidesAt, e.DecidedAt, e.ReturnedAt = orZero(decides), orZero(decided), orZero(returnedAt)
	if refund != nil {
		e.RefundKey = *refund
	}
	return e, nil
}

func orNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func orZero(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return clock.Cut(*t)
}
