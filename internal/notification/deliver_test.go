package notification_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/notification/notificationmem"
	"github.com/speckit/ticketing/internal/notification/notificationtext"
)

// house is notification with everything around it played by itself.
type house struct {
	*notification.Service
	clock  *clock.Fake
	sent   []notification.Letter
	traces []string // in which the letters were sent
	refuse error
	died   func() // ends the process that sends
	absent error
	void   bool
	place  notification.Place
	asked  []id.UUID // entries whose place was asked for
}

func newHouse() *house {
	h := &house{clock: clock.NewFake(time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC))}
	h.Service = notification.New(notificationmem.New(), notification.Ports{Orders: h, Tickets: h, Lines: h, Writer: notificationtext.New(false), Sender: h, Sealer: h},
		notification.DefaultRules, h.clock, id.NewSeeded(1))
	return h
}

func (h *house) Contact(context.Context, id.UUID) (notification.Contact, error) {
	return notification.Contact{Email: "buyer@example.com", Name: "Ada", Number: "K7PWM3QX", StatusURL: "https://t.example/orders/1?secret=s", Total: money.Of(14550, "EUR")}, h.absent
}

func (h *house) OfOrder(context.Context, id.UUID, id.UUID) (notification.Enclosure, error) {
	if h.void {
		return notification.Enclosure{}, nil
	}
	line := notification.TicketLine{Number: "T-1", Event: "Jazz <Night>", Venue: "Hall", Starts: h.clock.Now(), TimeZone: "America/Bogota", Section: "VIP", Row: "A", Seat: "14", Price: money.Of(4850, "EUR")}
	return notification.Enclosure{Lines: []notification.TicketLine{line}, Files: []notification.File{{Name: "ticket.pdf", Type: "application/pdf", Content: []byte("%PDF")}}}, nil
}

func (h *house) Letter(_ context.Context, entry id.UUID) (notification.Place, error) {
	h.asked = append(h.asked, entry)
	return h.place, h.absent
}

func (h *house) Send(ctx context.Context, l notification.Letter) error {
	if h.died != nil {
		h.died()
		return context.Canceled
	}
	if h.refuse != nil {
		return h.refuse
	}
	h.sent, h.traces = append(h.sent, l), append(h.traces, work.TraceOf(ctx))
	return nil
}

func (h *house) Seal(b []byte) []byte          { return append([]byte("sealed:"), b...) }
func (h *house) Open(b []byte) ([]byte, error) { return b[len("sealed:"):], nil }

func (h *house) hear(t *testing.T, facts ...work.Fact) {
	t.Helper()
	for _, f := range facts {
		e, err := work.Seal(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range h.Subscriptions() {
			if s.Topic == f.Topic() {
				if err := errors.Join(s.Handle(t.Context(), []work.Envelope{e})...); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func (h *house) deliver(t *testing.T) {
	t.Helper()
	if _, err := h.Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func issued(order id.UUID) events.TicketIssued {
	return events.TicketIssued{Meta: events.Stamp(id.Random{}.New(), time.Now()), Ticket: id.Random{}.New(), Order: order, Revision: 1}
}

func TestTicketsThatAreToldTogetherMakeOneMailPerOrder(t *testing.T) {
	t.Parallel()
	h, one, two := newHouse(), id.Random{}.New(), id.Random{}.New()
	var batch []work.Envelope
	for _, order := range []id.UUID{one, one, two, one} {
		e, err := work.Seal(issued(order))
		if err != nil {
			t.Fatal(err)
		}
		batch = append(batch, e)
	}
	for _, s := range h.Subscriptions() {
		if s.Topic == batch[0].Topic {
			if err := errors.Join(s.Handle(t.Context(), batch)...); err != nil {
				t.Fatal(err)
			}
		}
	}
	h.deliver(t)
	if len(h.sent) != 2 {
		t.Errorf("%d mails", len(h.sent))
	}
}

func TestAMailThatIsSentLaterStaysInTheTraceOfWhatItTellsOf(t *testing.T) {
	t.Parallel()
	h := newHouse()
	var batch []work.Envelope
	for _, trace := range []string{"one", "two"} {
		e, err := work.Seal(issued(id.Random{}.New()))
		if err != nil {
			t.Fatal(err)
		}
		e.Trace = trace
		batch = append(batch, e)
	}
	for _, s := range h.Subscriptions() {
		if s.Topic == batch[0].Topic {
			if err := errors.Join(s.Handle(t.Context(), batch)...); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := h.Queue(work.WithTrace(t.Context(), "three"), notification.Account{Kind: notification.VerifyMail, To: "ada@example.com"}); err != nil {
		t.Fatal(err)
	}
	h.deliver(t)
	if slices.Sort(h.traces); !slices.Equal(h.traces, []string{"one", "three", "two"}) {
		t.Errorf("sent in %q", h.traces)
	}
}

func TestAnOrderGetsOneTicketMailHoweverOftenItIsTold(t *testing.T) {
	t.Parallel()
	h, order := newHouse(), id.Random{}.New()
	one, two := issued(order), issued(order)
	h.hear(t, one, two, one)
	h.deliver(t)
	h.deliver(t)
	if len(h.sent) != 1 || h.sent[0].To != "buyer@example.com" || len(h.sent[0].Files) != 1 || !strings.Contains(h.sent[0].Text, "VIP, row A, seat 14") {
		t.Fatalf("sent %+v", h.sent)
	}
	if mails, _ := h.Service.OfOrder(t.Context(), order); len(mails) != 1 || mails[0].Status != notification.Sent || mails[0].To != "buyer@example.com" {
		t.Fatalf("mails %+v", mails)
	}
}

func TestEveryNewCodeOfATicketIsMailed(t *testing.T) {
	t.Parallel()
	h, order := newHouse(), id.Random{}.New()
	first := issued(order)
	again, third := first, first
	again.Message, again.Reissue, again.Revision = id.Random{}.New(), true, 2
	third.Message, third.Reissue, third.Revision = id.Random{}.New(), true, 3
	h.hear(t, first, again, third, again)
	h.deliver(t)
	var kinds []notification.Kind
	mails, _ := h.Service.OfOrder(t.Context(), order)
	for _, m := range mails {
		kinds = append(kinds, m.Kind)
	}
	if !slices.Equal(kinds, []notification.Kind{notification.TicketMail, notification.ReissueMail, notification.ReissueMail}) || len(h.sent) != 3 {
		t.Fatalf("kinds %v, sent %d", kinds, len(h.sent))
	}
}

func TestWhoLosesAHoldInAPendingOrderIsTold(t *testing.T) {
	t.Parallel()
	h := newHouse()
	for _, reason := range []string{events.HoldExpired, events.CancelledByCustomer, events.OrderRefunded, events.EventCancelled} {
		h.hear(t, events.OrderCancelled{Meta: events.Stamp(id.Random{}.New(), time.Now()), Order: id.Random{}.New(), Reason: reason})
	}
	h.deliver(t)
	if len(h.sent) != 2 || h.sent[0].Subject != "Your seat reservation has expired" {
		t.Fatalf("sent %+v", h.sent)
	}
}

func TestAMailWhoseSenderDiedIsTakenUpAtOnceByAProcessThatIsAlone(t *testing.T) {
	t.Parallel()
	h, order := newHouse(), id.Random{}.New()
	h.hear(t, issued(order))
	dying, die := context.WithCancel(t.Context())
	h.died = die // between its taking and its record
	if _, err := h.Deliver(dying); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want the process's end", err)
	}
	h.died = nil
	h.clock.Advance(time.Second)
	h.deliver(t)
	if len(h.sent) != 0 {
		t.Fatal("another process overtook the sender, which may still be at it")
	}
	if err := h.TakeUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.deliver(t)
	h.deliver(t)
	if len(h.sent) != 1 {
		t.Errorf("sent %d mails, want one", len(h.sent))
	}
}

func TestASenderThatIsToldToStopEndsItsMailAndHandsTheOthersBack(t *testing.T) {
	t.Parallel()
	h, store := newHouse(), notificationmem.New()
	stopping, stop := context.WithCancel(t.Context())
	sent := 0
	h.Service = h.beside(store, func(ctx context.Context, _ notification.Letter) error {
		stop()
		if ctx.Err() != nil {
			t.Error("the mail that was under way is cut off")
		}
		sent++
		return nil
	})
	for range 3 {
		h.hear(t, issued(id.Random{}.New()))
	}
	if _, err := h.Deliver(stopping); !errors.Is(err, context.Canceled) || sent != 1 {
		t.Fatalf("sent %d, %v", sent, err)
	}
	if _, err := h.beside(store, func(context.Context, notification.Letter) error { sent++; return nil }).Deliver(t.Context()); err != nil || sent != 3 {
		t.Errorf("another sender, at once: %d sent in all, %v", sent, err)
	}
}

func TestAFailureIsTriedAgainAndInTheEndSaid(t *testing.T) {
	t.Parallel()
	h, order := newHouse(), id.Random{}.New()
	h.refuse = errors.New("connection refused")
	h.hear(t, issued(order))
	h.deliver(t)
	status := func() notification.Mail { m, _ := h.Service.OfOrder(t.Context(), order); return m[0] }
	if m := status(); m.Status != notification.Retrying || m.Reason != "connection refused" {
		t.Fatalf("after one failure %+v", m)
	}
	for range len(notification.DefaultRules.Pauses) {
		h.clock.Advance(9 * time.Hour)
		h.deliver(t)
	}
	if m := status(); m.Status != notification.Failed || m.Attempts != len(notification.DefaultRules.Pauses)+1 {
		t.Fatalf("after all tries %+v", m)
	}
	h.clock.Advance(9 * time.Hour)
	h.refuse = nil
	h.deliver(t)
	if len(h.sent) != 0 {
		t.Fatal("a failed mail was sent after all")
	}
	if err := h.Resend(t.Context(), order); err != nil {
		t.Fatal(err)
	}
	h.deliver(t)
	if len(h.sent) != 1 {
		t.Fatal("resending did not help")
	}
}

func TestARefusalForGoodIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	h, order := newHouse(), id.Random{}.New()
	h.refuse = fault.New(fault.Declined, "mail_refused", "No such mailbox.")
	h.hear(t, issued(order))
	h.deliver(t)
	if m, _ := h.Service.OfOrder(t.Context(), order); m[0].Status != notification.Failed {
		t.Fatalf("%+v", m[0])
	}
}

func TestAMailThatIsBeingSentIsLeftAloneUntilItsLeaseEnds(t *testing.T) {
	t.Parallel()
	h := newHouse()
	h.hear(t, issued(id.Random{}.New()))
	gone, cancel := context.WithCancel(t.Context())
	h.refuse = errors.New("dying")
	cancel() // the process dies between taking and recording
	_, _ = h.Deliver(gone)
	h.refuse = nil
	h.deliver(t)
	first := len(h.sent)
	h.clock.Advance(3 * time.Minute)
	h.deliver(t)
	if len(h.sent) != 1 {
		t.Fatalf("sent %d at once and %d in all", first, len(h.sent))
	}
}

func TestATicketMailWithoutValidTicketsEnds(t *testing.T) {
	t.Parallel()
	h, order := newHouse(), id.Random{}.New()
	h.void = true
	h.hear(t, issued(order))
	h.deliver(t)
	if m, _ := h.Service.OfOrder(t.Context(), order); m[0].Status != notification.Failed || len(h.sent) != 0 {
		t.Fatalf("%+v", m[0])
	}
}

func TestLinksAreSealedAndForgottenOnceSent(t *testing.T) {
	t.Parallel()
	h := newHouse()
	link := "https://t.example/verify?token=abc"
	err := h.Queue(t.Context(), notification.Account{Kind: notification.VerifyMail, To: "a@example.com", Links: []notification.Link{{Label: "Confirm", URL: link}}, Expires: h.clock.Now().Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	before, _ := h.List(t.Context(), "", notification.MailID{}, 1)
	if !strings.HasPrefix(string(before[0].Sealed), "sealed:") {
		t.Fatal("the link lies open")
	}
	h.deliver(t)
	after, _ := h.List(t.Context(), "", notification.MailID{}, 1)
	if after[0].Sealed != nil || !strings.Contains(h.sent[0].Text, link) || !strings.Contains(h.sent[0].HTML, link) {
		t.Fatalf("after sending %+v, letter %+v", after[0], h.sent[0])
	}
}

func TestAnAccountsMailThatIsHandedOnTwiceIsOne(t *testing.T) {
	t.Parallel()
	h := newHouse()
	asked := notification.Account{ID: id.Random{}.New(), Kind: notification.ResetMail, To: "a@example.com"}
	for range 2 { // its sender died before it knew that we have it
		if err := h.Queue(t.Context(), asked); err != nil {
			t.Fatal(err)
		}
	}
	asked.ID = id.Random{}.New()
	if err := h.Queue(t.Context(), asked); err != nil {
		t.Fatal(err)
	}
	h.deliver(t)
	if len(h.sent) != 2 {
		t.Errorf("sent %d mails, want one for each that was asked for", len(h.sent))
	}
}

func TestThereIsNothingToResendBeforeTheTickets(t *testing.T) {
	t.Parallel()
	if err := newHouse().Resend(t.Context(), id.Random{}.New()); !errors.Is(err, notification.ErrNothingSent) {
		t.Fatalf("got %v", err)
	}
}
