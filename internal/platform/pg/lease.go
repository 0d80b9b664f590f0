package pg

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// Take takes a lease, or prolongs one that the holder still has (messaging.Leaser). Time is the database's: replicas need not agree on
// theirs. A lease that had run out gets a new fence even if its last holder takes it, because nobody knows what came between.
func (db *DB) Take(ctx context.Context, name string, holder id.UUID, last time.Duration) (fence int64, taken bool, err error) {
	err = db.pool.QueryRow(ctx, `
		insert into leases (name, holder, fence, until) values ($1, $2, 1, clock_timestamp() + $3)
		on conflict (name) do update set holder = excluded.holder, until = clock_timestamp() + $3,
			fence = leases.fence + case when leases.holder = excluded.holder and leases.until > clock_timestamp() then 0 else 1 end
		where leases.holder = excluded.holder or leases.until <= clock_timestamp()
		returning fence`, name, holder, last).Scan(&fence)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, fmt.Errorf("take lease %s: %w", name, err)
	}
	return fence, true, nil
}

// Yield gives a lease back, so that the next holder need not wait for its end. One that is another's by now is left alone.
func (db *DB) Yield(ctx context.Context, name string, fence int64) error {
	if _, err := db.pool.Exec(ctx, `update leases set until = '-infinity' where name = $1 and fence = $2`, name, fence); err != nil {
		return fmt.Errorf("give back lease %s: %w", name, err)
	}
	return nil
}

// AdvanceHeld moves the cursor of a lease's name forward if the fence is still the lease's, and reports whether it is. Whoever takes the
// lease at this moment waits for the statement, or the statement for him. Like Advance, it does not wait for the disk.
func (db *DB) AdvanceHeld(ctx context.Context, name string, to, fence int64) (held bool, err error) {
	batch := &pgx.Batch{}
	batch.Queue(`begin`)
	batch.Queue(`set local synchronous_commit = off`)
	batch.Queue(`
		with held as (select from leases where name = $1 and fence = $3 for share)
		update cursors set position = greatest(position, $2) from held where subscriber = $1
		returning position`, name, to, fence).Query(func(rows pgx.Rows) error {
		held = rows.Next()
		rows.Close()
		return rows.Err()
	})
	batch.Queue(`commit`)
	if err := db.pool.SendBatch(ctx, batch).Close(); err != nil {
		return false, fmt.Errorf("move cursor %s: %w", name, err)
	}
	return held, nil
}

// Settle makes the cursor of one of several shards, named by all, and returns where it stands. A new one begins where the last of those
// before it (of the same family, "kafka/0/2" and "kafka" are one) has come to: facts come twice rather than never. When all shards have
// theirs, cursors of another number of shards are removed once nobody works under them any more: they would keep the outbox from
// being cleaned, and be the beginning of the next change.
func (db *DB) Settle(ctx context.Context, family, name string, all []string) (position int64, err error) {
	batch := &pgx.Batch{}
	batch.Queue(`begin`)
	batch.Queue(`lock table cursors in share row exclusive mode`) // nobody else settles, nothing moves
	batch.Queue(`
		insert into cursors (subscriber, position)
		select $1, coalesce(min(position), 0) from cursors where subscriber = $2 or starts_with(subscriber, $2 || '/')
		on conflict do nothing`, name, family)
	batch.Queue(`
		delete from cursors where (subscriber = $1 or starts_with(subscriber, $1 || '/')) and subscriber <> all($2)
			and (select count(*) from cursors where subscriber = any($2)) = cardinality($2)
			and not exists (select from leases where name = cursors.subscriber and until > clock_timestamp())`, family, all)
	batch.Queue(`select position from cursors where subscriber = $1`, name).QueryRow(func(row pgx.Row) error { return row.Scan(&position) })
	batch.Queue(`commit`)
	if err := db.pool.SendBatch(ctx, batch).Close(); err != nil {
		return 0, fmt.Errorf("settle cursor %s: %w", name, err)
	}
	return position, nil
}

// Oldest is when the oldest fact after a position became true; the zero time says that there is none.
func (db *DB) Oldest(ctx context.Context, after int64) (time.Time, error) {
	var at time.Time
	err := db.pool.QueryRow(ctx, `select occurred_at from outbox where position > $1 order by position limit 1`, after).Scan(&at)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return at, fmt.Errorf("read oldest fact: %w", err)
	}
	return at, nil
}
