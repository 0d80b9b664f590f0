// Package notificationmem keeps mails in memory.
package notificationmem

import (
	"cmp"
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/platform/mem"
)

// Store is a notification.Store.
type Store struct {
	DB    *mem.DB
	mails *mem.Table[notification.MailID, notification.Mail]
	once  *mem.Table[string, notification.MailID]
}

// New returns an empty store.
func New() *Store {
	db := mem.New()
	return &Store{DB: db, mails: mem.NewTable[notification.MailID, notification.Mail](db), once: mem.NewTable[string, notification.MailID](db)}
}

// Update runs one transaction.
func (s *Store) Update(ctx context.Context, do func(notification.Tx) error) error {
	return s.DB.Update(ctx, func(u *mem.Unit) error { return do(tx{u, s}) })
}

type tx struct {
	*mem.Unit
	store *Store
}

func (t tx) Add(_ context.Context, mails ...notification.Mail) error {
	for _, m := range mails {
		if _, there := t.store.once.Get(m.Once); there {
			continue
		}
		t.store.once.Put(m.Once, m.ID)
		t.store.mails.Put(m.ID, m)
	}
	return nil
}

func (t tx) Due(_ context.Context, now time.Time, limit int) ([]notification.Mail, error) {
	due := t.store.mails.Where(func(m notification.Mail) bool {
		return (m.Status == notification.Pending || m.Status == notification.Retrying) && !m.Next.After(now)
	}, func(a, b notification.Mail) int { return cmp.Or(a.Next.Compare(b.Next), id.Compare(a.ID, b.ID)) })
	return due[:min(limit, len(due))], nil
}

func (t tx) Mails(_ context.Context, ids []notification.MailID) ([]notification.Mail, error) {
	var out []notification.Mail
	for _, i := range ids {
		if m, ok := t.store.mails.Get(i); ok {
			out = append(out, m)
		}
	}
	return out, nil
}

func (t tx) Put(_ context.Context, mails ...notification.Mail) error {
	for _, m := range mails {
		t.store.mails.Put(m.ID, m)
	}
	return nil
}

// OfOrder lists an order's mails, oldest first.
func (s *Store) OfOrder(_ context.Context, order id.UUID) (out []notification.Mail, err error) {
	s.DB.View(func() {
		out = s.mails.Where(func(m notification.Mail) bool { return m.Order == order }, func(a, b notification.Mail) int {
			return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), id.Compare(a.ID, b.ID))
		})
	})
	return out, nil
}

// List lists mails, newest first.
func (s *Store) List(_ context.Context, status notification.Status, before notification.MailID, limit int) (out []notification.Mail, err error) {
	s.DB.View(func() {
		out = s.mails.Where(func(m notification.Mail) bool {
			return (status == "" || m.Status == status) && (before.IsZero() || id.Compare(m.ID, before) < 0)
		}, func(a, b notification.Mail) int { return -id.Compare(a.ID, b.ID) })
	})
	return out[:min(limit, len(out))], nil
}

// Waiting counts unsent mails.
func (s *Store) Waiting(context.Context) (n int, err error) {
	s.DB.View(func() {
		n = len(s.mails.Where(func(m notification.Mail) bool {
			return m.Status == notification.Pending || m.Status == notification.Retrying
		}, func(a, b notification.Mail) int { return 0 }))
	})
	return n, nil
}
