// Package notificationpg keeps mails in PostgreSQL, in the schema bc_notification.
package notificationpg

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/notification/notificationpg/notificationsql"
	"github.com/speckit/ticketing/internal/platform/pg"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Schema is the context's schema.
var Schema = pg.Schema{Name: "bc_notification", Files: migrations}

// Store is a notification.Store.
type Store struct {
	db   *pg.DB
	read *notificationsql.Queries
}

// New returns the store over the context's database.
func New(db *pg.DB) *Store { return &Store{db: db, read: notificationsql.New(db.Pool())} }

// Update runs one transaction.
func (s *Store) Update(ctx context.Context, do func(notification.Tx) error) error {
	return s.db.Update(ctx, func(_ context.Context, inner *pg.Tx) error {
		return do(tx{Tx: inner, q: notificationsql.New(inner)})
	})
}

type tx struct {
	*pg.Tx
	q *notificationsql.Queries
}

func (t tx) Add(ctx context.Context, mails ...notification.Mail) error {
	rows := make([]notificationsql.AddMailParams, len(mails))
	for i, m := range mails {
		rows[i] = notificationsql.AddMailParams(rowOf(m))
	}
	var failed error
	t.later("add mails").AddMail(ctx, rows).Exec(func(_ int, err error) { failed = errors.Join(failed, err) })
	return wrap("add mails", failed)
}

// later writes on the way of the next statement or of the commit; what speaks against it is the error of that.
func (t tx) later(doing string) *notificationsql.Queries {
	return notificationsql.New(t.Later(func(err error) error { return wrap(doing, err) }))
}

func (t tx) Due(ctx context.Context, now time.Time, limit int) ([]notification.Mail, error) {
	rows, err := t.q.DueMails(ctx, notificationsql.DueMailsParams{Now: now, Most: int32(limit)})
	return mailsOf(rows), wrap("read due mails", err)
}

func (t tx) Mails(ctx context.Context, ids []notification.MailID) ([]notification.Mail, error) {
	rows, err := t.q.MailsByID(ctx, id.UUIDs(ids))
	return mailsOf(rows), wrap("read mails", err)
}

func (t tx) Put(ctx context.Context, mails ...notification.Mail) error {
	params := make([]notificationsql.PutMailParams, len(mails))
	for i, m := range mails {
		r := rowOf(m)
		params[i] = notificationsql.PutMailParams{
			ID: r.ID, Recipient: r.Recipient, Sealed: r.Sealed, Status: r.Status, Reason: r.Reason, Attempts: r.Attempts,
			Next: r.Next, SentAt: r.SentAt, UpdatedAt: r.UpdatedAt,
		}
	}
	var failed error
	t.later("write mails").PutMail(ctx, params).Exec(func(_ int, err error) { failed = errors.Join(failed, err) })
	return wrap("write mails", failed)
}

// OfOrder lists an order's mails, oldest first.
func (s *Store) OfOrder(ctx context.Context, order id.UUID) ([]notification.Mail, error) {
	rows, err := s.read.MailsOfOrder(ctx, order)
	return mailsOf(rows), wrap("read mails of order", err)
}

// List lists mails, newest first.
func (s *Store) List(ctx context.Context, status notification.Status, before notification.MailID, limit int) ([]notification.Mail, error) {
	rows, err := s.read.ListMails(ctx, notificationsql.ListMailsParams{Status: string(status), Before: before.UUID(), Most: int32(limit)})
	return mailsOf(rows), wrap("list mails", err)
}

// Waiting counts unsent mails.
func (s *Store) Waiting(ctx context.Context) (int, error) {
	n, err := s.read.CountWaiting(ctx)
	return int(n), wrap("count waiting mails", err)
}

func wrap(doing string, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

func rowOf(m notification.Mail) notificationsql.Mail {
	return notificationsql.Mail{
		ID: m.ID.UUID(), Kind: string(m.Kind), OrderID: unlessZero(m.Order), Subject: unlessZero(m.Subject), Once: m.Once, Recipient: m.To,
		Sealed: m.Sealed, Status: string(m.Status), Reason: m.Reason, Attempts: int32(m.Attempts), Next: m.Next, CreatedAt: m.CreatedAt,
		SentAt: unlessZero(m.SentAt), UpdatedAt: m.UpdatedAt, Trace: m.Trace,
	}
}

func mailsOf(rows []notificationsql.Mail) []notification.Mail {
	mails := make([]notification.Mail, len(rows))
	for i, r := range rows {
		mails[i] = notification.Mail{
			ID: notification.MailID(r.ID), Kind: notification.Kind(r.Kind), Order: orZero(r.OrderID), Subject: orZero(r.Subject), Once: r.Once,
			To: r.Recipient, Sealed: r.Sealed, Status: notification.Status(r.Status), Reason: r.Reason, Attempts: int(r.Attempts), Next: r.Next,
			CreatedAt: r.CreatedAt, SentAt: orZero(r.SentAt), UpdatedAt: r.UpdatedAt, Trace: r.Trace,
		}
	}
	return mails
}

func unlessZero[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

func orZero[T any](v *T) (zero T) {
	if v != nil {
		return *v
	}
	return zero
}
