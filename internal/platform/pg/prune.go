package pg

import (
	"context"
	"fmt"
	"time"
)

// Prune deletes what is no longer needed: facts that are older than keep and that the subscribers have, taken messages and kept
// answers past their time. It goes in small steps, so that nobody waits for it.
//
// The subscribers are those of the present way of delivery, by the names of their cursors. One of them that has no cursor yet has
// nothing and needs everything; a cursor that is not among them was left by another way of delivery and keeps nothing. Without any,
// all that have a cursor count.
func (db *DB) Prune(ctx context.Context, now time.Time, keepFacts, keepInbox, keepAnswers time.Duration, subscribers ...string) error {
	for _, q := range []struct {
		sql  string
		args []any
	}{
		{`with gone as materialized (select position from outbox where occurred_at < $2
				and position <= (` + hadByAll + `) order by position limit $1 for update skip locked)
			delete from outbox using gone where outbox.position = gone.position`, []any{now.Add(-keepFacts), append([]string{}, subscribers...)}},
		{`with gone as materialized (select consumer, message_id from inbox where taken_at < $2 limit $1 for update skip locked)
			delete from inbox using gone where inbox.consumer = gone.consumer and inbox.message_id = gone.message_id`, []any{now.Add(-keepInbox)}},
		{`with gone as materialized (select scope from answers where claimed_at < $2 limit $1 for update skip locked)
			delete from answers using gone where answers.scope = gone.scope`, []any{now.Add(-keepAnswers)}},
	} {
		if err := db.deleteAll(ctx, q.sql, q.args...); err != nil {
			return err
		}
	}
	return nil
}

// hadByAll is the position up to which all subscribers in $3 have everything; none in it stand for all that have a cursor.
const hadByAll = `
	select coalesce(min(coalesce(cursors.position, 0)), 0)
	from (select unnest($3::text[]) as subscriber
	      union select subscriber from cursors where cardinality($3::text[]) = 0) as named
	left join cursors using (subscriber)`

// deleteAll repeats a statement that deletes up to $1 rows until there are no more.
func (db *DB) deleteAll(ctx context.Context, sql string, args ...any) error {
	const step = 5000
	for {
		tag, err := db.pool.Exec(ctx, sql, append([]any{step}, args...)...)
		if err != nil {
			return fmt.Errorf("prune: %w", err)
		}
		if tag.RowsAffected() < step {
			return nil
		}
	}
}
