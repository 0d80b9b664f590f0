// Package notificationtest decides what a store of mails is.
package notificationtest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/notification"
)

// Noon is when everything in the suite happens.
var Noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// NewMail returns a pending mail for tests.
func NewMail(kind notification.Kind, order id.UUID) notification.Mail {
	m := notification.MailID(id.Random{}.New())
	return notification.Mail{ID: m, Kind: kind, Order: order, Once: m.String(), Status: notification.Pending, Next: Noon, CreatedAt: Noon, UpdatedAt: Noon, Trace: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}
}

// TestStore holds a store against the promises of notification.Store and notification.Tx.
func TestStore(t *testing.T, open func(t *testing.T) notification.Store) {
	t.Run("a mail comes back as it was kept", func(t *testing.T) {
		t.Parallel()
		store, m := open(t), NewMail(notification.VerifyMail, id.Nil)
		m.To, m.Sealed, m.Subject = "a@example.com", []byte{1, 2}, id.Random{}.New()
		add(t, store, m)
		got, err := store.List(t.Context(), "", notification.MailID{}, 10)
		if err != nil || len(got) != 1 || got[0].To != m.To || got[0].Subject != m.Subject || string(got[0].Sealed) != string(m.Sealed) || !got[0].CreatedAt.Equal(Noon) {
			t.Fatalf("kept %+v, got %+v, %v", m, got, err)
		}
	})
	t.Run("of two mails with one word the first is kept", func(t *testing.T) {
		t.Parallel()
		store, order := open(t), id.Random{}.New()
		one, two := NewMail(notification.TicketMail, order), NewMail(notification.TicketMail, order)
		two.Once = one.Once
		add(t, store, one)
		add(t, store, two)
		if got, err := store.OfOrder(t.Context(), order); err != nil || len(got) != 1 || got[0].ID != one.ID {
			t.Fatalf("got %+v, %v", got, err)
		}
	})
	t.Run("only unsent mails whose time has come are due, the oldest first", func(t *testing.T) {
		t.Parallel()
		store := open(t)
		late, early, later, sent := NewMail("a", id.Nil), NewMail("b", id.Nil), NewMail("c", id.Nil), NewMail("d", id.Nil)
		early.Next, later.Next = Noon.Add(-time.Hour), Noon.Add(time.Second)
		sent.Delivered("x@example.com", Noon)
		sent.Next = Noon.Add(-time.Hour)
		add(t, store, late, early, later, sent)
		got := due(t, store, Noon, 10)
		if len(got) != 2 || got[0].ID != early.ID || got[1].ID != late.ID {
			t.Fatalf("due %+v", got)
		}
		if one := due(t, store, Noon, 1); len(one) != 1 {
			t.Fatalf("limit 1 gave %d", len(one))
		}
	})
	t.Run("two senders never take one mail", func(t *testing.T) {
		t.Parallel()
		store, m := open(t), NewMail(notification.TicketMail, id.Random{}.New())
		add(t, store, m)
		rival := make(chan []notification.Mail, 1)
		err := store.Update(context.Background(), func(tx notification.Tx) error {
			mine, err := tx.Due(context.Background(), Noon, 10)
			if err != nil || len(mine) != 1 {
				t.Errorf("first sender found %d, %v", len(mine), err)
			}
			done := make(chan struct{})
			go func() {
				rival <- take(t, store)
				close(done)
			}()
			select { // a rival that waits, as it may, is waited for a moment; one that takes ours does so at once
			case <-done:
			case <-time.After(150 * time.Millisecond):
			}
			mine[0].Take(Noon)
			return tx.Put(context.Background(), mine...)
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := <-rival; len(got) != 0 {
			t.Fatalf("the rival took %+v too", got)
		}
	})
	t.Run("an error undoes everything, the inbox included", func(t *testing.T) {
		t.Parallel()
		store, order, message, boom := open(t), id.Random{}.New(), id.Random{}.New(), errors.New("boom")
		try := func(fail error) (first bool) {
			_ = store.Update(t.Context(), func(tx notification.Tx) (err error) {
				if first, err = tx.Once(t.Context(), "g", message); err != nil {
					return err
				}
				if err := tx.Add(t.Context(), NewMail(notification.TicketMail, order)); err != nil {
					return err
				}
				return fail
			})
			return first
		}
		if !try(boom) || !try(nil) || try(boom) {
			t.Fatal("the message was not taken exactly once")
		}
		if got, _ := store.OfOrder(t.Context(), order); len(got) != 1 {
			t.Fatalf("%d mails", len(got))
		}
	})
	t.Run("lists go on where they stopped", func(t *testing.T) {
		t.Parallel()
		store := open(t)
		for range 5 {
			add(t, store, NewMail(notification.TicketMail, id.Random{}.New()))
		}
		first, err := store.List(t.Context(), notification.Pending, notification.MailID{}, 3)
		if err != nil || len(first) != 3 {
			t.Fatalf("%d, %v", len(first), err)
		}
		rest, err := store.List(t.Context(), notification.Pending, first[2].ID, 3)
		if err != nil || len(rest) != 2 {
			t.Fatalf("%d, %v", len(rest), err)
		}
		if n, err := store.Waiting(t.Context()); err != nil || n != 5 {
			t.Fatalf("waiting %d, %v", n, err)
		}
	})
}

func add(t *testing.T, store notification.Store, mails ...notification.Mail) {
	t.Helper()
	if err := store.Update(t.Context(), func(tx notification.Tx) error { return tx.Add(t.Context(), mails...) }); err != nil {
		t.Fatal(err)
	}
}

func due(t *testing.T, store notification.Store, now time.Time, limit int) (got []notification.Mail) {
	t.Helper()
	err := store.Update(t.Context(), func(tx notification.Tx) (err error) {
		got, err = tx.Due(t.Context(), now, limit)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func take(t *testing.T, store notification.Store) (got []notification.Mail) {
	err := store.Update(context.Background(), func(tx notification.Tx) (err error) {
		if got, err = tx.Due(context.Background(), Noon, 10); err != nil {
			return err
		}
		for i := range got {
			got[i].Take(Noon)
		}
		return tx.Put(context.Background(), got...)
	})
	if err != nil {
		t.Error(err)
	}
	return got
}
