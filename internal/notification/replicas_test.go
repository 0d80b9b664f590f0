package notification_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/notification/notificationmem"
	"github.com/speckit/ticketing/internal/notification/notificationtext"
)

// sending is what a process does with a letter.
type sending func(ctx context.Context, l notification.Letter) error

func (s sending) Send(ctx context.Context, l notification.Letter) error { return s(ctx, l) }

// beside is another process on the same mails.
func (h *house) beside(store notification.Store, send sending) *notification.Service {
	return notification.New(store, notification.Ports{Orders: h, Tickets: h, Lines: h, Writer: notificationtext.New(false), Sender: send, Sealer: h},
		notification.DefaultRules, h.clock, id.NewSeeded(2))
}

func TestWhatASlowSenderDidNotComeToIsSentByAnotherAndOnce(t *testing.T) {
	t.Parallel()
	h, store := newHouse(), notificationmem.New()
	var bySlow, byOther []notification.Letter
	slow := h.beside(store, func(_ context.Context, l notification.Letter) error {
		bySlow = append(bySlow, l)
		h.clock.Advance(100 * time.Second) // the mail server takes its time, and most of the lease of all that was taken with this
		return nil
	})
	other := h.beside(store, func(_ context.Context, l notification.Letter) error {
		byOther = append(byOther, l)
		return nil
	})
	h.Service = slow
	h.hear(t, issued(id.Random{}.New()), issued(id.Random{}.New()), issued(id.Random{}.New()))
	deliver := func(s *notification.Service) {
		if _, err := s.Deliver(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	deliver(slow)
	deliver(other)
	if len(bySlow) != 1 || len(byOther) != 0 {
		t.Fatalf("slow sent %d, the other %d while the lease ran", len(bySlow), len(byOther))
	}
	h.clock.Advance(time.Minute)
	deliver(other)
	deliver(slow)
	if len(bySlow) != 1 || len(byOther) != 2 {
		t.Errorf("slow sent %d, the other %d; want each mail once", len(bySlow), len(byOther))
	}
}

func TestALateFailureDoesNotTouchAMailThatAnotherHasTaken(t *testing.T) {
	t.Parallel()
	h, store, order := newHouse(), notificationmem.New(), id.Random{}.New()
	var other *notification.Service
	late := h.beside(store, func(ctx context.Context, _ notification.Letter) error {
		h.clock.Advance(3 * time.Minute) // stopped by its machine for longer than its lease
		if n, err := other.Deliver(ctx); n != 1 || err != nil {
			t.Errorf("the other took %d, %v", n, err)
		}
		return errors.New("connection reset")
	})
	other = h.beside(store, func(context.Context, notification.Letter) error { return nil })
	h.Service = late
	h.hear(t, issued(order))
	if _, err := late.Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	if m, _ := late.OfOrder(t.Context(), order); m[0].Status != notification.Sent || m[0].Attempts != 2 || m[0].Reason != "" {
		t.Errorf("after the late failure %+v", m[0])
	}
}

func TestASendingEndsBeforeItsLease(t *testing.T) {
	t.Parallel()
	h, store := newHouse(), notificationmem.New()
	var left time.Duration
	h.Service = h.beside(store, func(ctx context.Context, _ notification.Letter) error {
		deadline, bounded := ctx.Deadline()
		if left = time.Until(deadline); !bounded {
			t.Error("nothing bounds the sending")
		}
		return nil
	})
	h.hear(t, issued(id.Random{}.New()))
	if _, err := h.Deliver(t.Context()); err != nil || left > 90*time.Second || left < time.Minute {
		t.Errorf("it may take %s, %v; another takes the mail after 2 min", left, err)
	}
}
