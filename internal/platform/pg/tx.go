package pg

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Tx is one transaction with its share of the unit of work (work.Unit). It makes as few journeys to the server as it can: the
// beginning goes with the first statement, what nobody waits for (Later) with the next one, and the commit with the facts.
type Tx struct {
	conn  *pgxpool.Conn
	ahead []errand // goes in front of the next statement
	trace string   // of the facts that are emitted now
	facts []emitted
	deeds []work.Deed
}

// emitted is a fact and the trace that it belongs to.
type emitted struct {
	fact  work.Fact
	trace string
}

// begin starts a transaction on a connection, which end gives back.
func begin(ctx context.Context, conn *pgxpool.Conn) *Tx {
	return &Tx{conn: conn, ahead: []errand{{sql: `begin`}}, trace: work.TraceOf(ctx)}
}

// From says to which trace the facts from now on belong.
func (tx *Tx) From(trace string) { tx.trace = trace }

// Emit adds facts to the outbox; they are written in one statement just before the commit.
func (tx *Tx) Emit(facts ...work.Fact) {
	for _, f := range facts {
		tx.facts = append(tx.facts, emitted{f, tx.trace})
	}
}

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

// OnceEach takes messages for a group, in the order of their ids.
func (tx *Tx) OnceEach(ctx context.Context, group string, messages []id.UUID) ([]bool, error) {
	found, err := tx.Query(ctx, `insert into inbox (consumer, message_id)
		select $1, message from unnest($2::uuid[]) as message order by message
		on conflict do nothing returning message_id`, group, messages)
	if err != nil {
		return nil, fmt.Errorf("take messages: %w", err)
	}
	taken, err := pgx.CollectRows(found, pgx.RowTo[id.UUID])
	if err != nil {
		return nil, fmt.Errorf("take messages: %w", err)
	}
	fresh := make(map[id.UUID]bool, len(taken))
	for _, message := range taken {
		fresh[message] = true
	}
	first := make([]bool, len(messages))
	for i, message := range messages {
		first[i] = fresh[message]
		delete(fresh, message)
	}
	return first, nil
}

// commit writes deeds and facts and ends the transaction, in one journey. Positions are given here, after every lock of the
// transaction was taken, so that of two facts with one key the later commit has the higher position.
func (tx *Tx) commit(ctx context.Context) error {
	last := &pgx.Batch{}
	tx.queueDeeds(last)
	if err := tx.queueFacts(last); err != nil {
		return err
	}
	last.Queue(`commit`).Exec(func(tag pgconn.CommandTag) error {
		if tag.String() == "ROLLBACK" { // a store went on after an error
			return pgx.ErrTxCommitRollback
		}
		return nil
	})
	answers, err := tx.send(ctx, last)
	if err != nil {
		return err
	}
	if err := answers.Close(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

func (tx *Tx) queueDeeds(b *pgx.Batch) {
	for _, d := range tx.deeds {
		b.Queue(`insert into audit_trail (at, actor, role, action, subject, detail) values ($1, $2, $3, $4, $5, $6)`,
			d.At, d.Actor, d.Role, d.Action, d.Subject, d.Detail)
	}
}

func (tx *Tx) queueFacts(b *pgx.Batch) error {
	n := len(tx.facts)
	if n == 0 {
		return nil
	}
	messages, topics, keys := make([]id.UUID, n), make([]string, n), make([]string, n)
	payloads, times, traces := make([]string, n), make([]time.Time, n), make([]string, n)
	for i, f := range tx.facts {
		e, err := work.Seal(f.fact)
		if err != nil {
			return err
		}
		messages[i], topics[i], keys[i], payloads[i], times[i], traces[i] = e.Message, e.Topic, e.Key, string(e.Payload), e.Occurred, f.trace
	}
	// The transaction gets its number before it takes positions: by it a reader knows that a gap can still be filled (outbox.go).
	b.Queue(`select pg_current_xact_id()`)
	b.Queue(`
		insert into outbox (message_id, topic, key, payload, occurred_at, trace)
		select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[])`,
		messages, topics, keys, payloads, times, traces)
	return nil
}

// end takes back what was not committed, and gives the connection back. One that cannot be cleaned up is closed by its pool.
func (tx *Tx) end(ctx context.Context) {
	if tx.conn.Conn().PgConn().TxStatus() != 'I' {
		_, _ = tx.conn.Exec(ctx, `rollback`)
	}
	tx.conn.Release()
}
