package pg

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// channel is where the processes of a schema tell each other of commits. Channels belong to a database, so the schema names it.
func (db *DB) channel() string { return db.schema + "_outbox" }

// Notify tells the other processes that there is something in the outbox (messaging.Outbox).
//
// It is a transaction of its own, after the commit. A NOTIFY within the transaction would come exactly with it, but PostgreSQL lets
// only one transaction with a NOTIFY commit at a time, in the whole database, so that all of our commits would stand in one row.
func (db *DB) Notify(ctx context.Context) error {
	if _, err := db.pool.Exec(ctx, `select pg_notify($1, '')`, db.channel()); err != nil {
		return fmt.Errorf("tell of commits: %w", err)
	}
	return nil
}

// Listen calls a function whenever another process tells of commits, until the context ends or the connection breaks. It has a
// connection of its own: one of the pool would be missing there. Where a pooler in between cannot LISTEN, nothing is heard.
func (db *DB) Listen(ctx context.Context, heard func()) error {
	conn, err := pgx.ConnectConfig(ctx, db.pool.Config().ConnConfig)
	if err != nil {
		return fmt.Errorf("connect to listen: %w", err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if _, err := conn.Exec(ctx, `listen `+quote(db.channel())); err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	heard() // what was told before we listened
	for {
		if _, err := conn.WaitForNotification(ctx); err != nil {
			return fmt.Errorf("listen: %w", err)
		}
		heard()
	}
}
