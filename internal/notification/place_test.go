package notification_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/notification/notificationmem"
	"github.com/speckit/ticketing/internal/notification/notificationtext"
)

// inLine is a house in whose line somebody has a place of the status.
func inLine(status string) *house {
	h := newHouse()
	h.place = notification.Place{
		To: "next@example.com", Name: "Ada", URL: "https://t.example/waitlist/1?secret=s", Event: "Jazz <Night>", Venue: "Hall",
		Starts: h.clock.Now().Add(72 * time.Hour), TimeZone: "America/Bogota", Status: status, Position: 7, Quantity: 1,
		Seats: []notification.TicketLine{{Section: "VIP", Row: "A", Seat: "14", Price: money.Of(4850, "EUR")}}, Total: money.Of(4850, "EUR"),
		Until: h.clock.Now().Add(30 * time.Minute),
	}
	return h
}

func changed(reason string) events.WaitlistEntryChanged {
	return events.WaitlistEntryChanged{Meta: events.Stamp(id.Random{}.New(), time.Now()), Entry: id.Random{}.New(), Event: id.Random{}.New(), Reason: reason}
}

// offer is a change that concerns an offer.
func offer(reason string) events.WaitlistEntryChanged {
	f, about, order := changed(reason), id.Random{}.New(), id.Random{}.New()
	f.Offer, f.Order = &about, &order
	return f
}

func (h *house) mails(t *testing.T) []notification.Mail {
	t.Helper()
	mails, err := h.List(t.Context(), "", notification.MailID{}, 100)
	if err != nil {
		t.Fatal(err)
	}
	return mails
}

func TestAChangeOfAPlaceInLineIsMailedToWhoDidNotMakeIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		fact    events.WaitlistEntryChanged
		status  string
		kind    notification.Kind
		subject string
	}{
		{changed(events.LineJoined), "unconfirmed", notification.LineConfirmMail, "Confirm your place in line for Jazz <Night>"},
		{changed(events.LineReminded), "unconfirmed", notification.LineConfirmMail, "Confirm your place in line for Jazz <Night>"},
		{offer(events.LineOffered), "assigned", notification.LineOfferMail, "Your place has come: Jazz <Night>"},
		{offer(events.LinePassed), "expired", notification.LinePassedMail, "The time of your offer is over: Jazz <Night>"},
		{offer(events.LineWithdrawn), "pending", notification.LineTakenBackMail, "Your offer was taken back: Jazz <Night>"},
		{changed(events.LineOver), "expired", notification.LineOverMail, "Jazz <Night> was cancelled"},
	} {
		h := inLine(c.status)
		h.hear(t, c.fact)
		h.deliver(t)
		if len(h.sent) != 1 || h.sent[0].To != "next@example.com" || h.sent[0].Subject != c.subject || !slices.Equal(h.asked, []id.UUID{c.fact.Entry}) {
			t.Errorf("%s: sent %+v, asked about %v", c.fact.Reason, h.sent, h.asked)
			continue
		}
		m := h.mails(t)[0]
		if m.Kind != c.kind || m.Subject != c.fact.Entry || m.Status != notification.Sent || (m.Order != id.Nil) != (c.fact.Order != nil) || c.fact.Order != nil && m.Order != *c.fact.Order {
			t.Errorf("%s: kept %+v", c.fact.Reason, m)
		}
	}
	for _, reason := range []string{events.LineConfirmed, events.LineTaken, events.LineDeclined, events.LineLeft, events.LineLapsed, "something_new"} {
		h := inLine("pending")
		h.hear(t, offer(reason))
		if kept := h.mails(t); len(kept) != 0 {
			t.Errorf("%s: kept %+v", reason, kept)
		}
	}
}

func TestWhatIsToldTwiceOfAPlaceIsMailedOnce(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		fact   events.WaitlistEntryChanged
		status string
		mails  int // of the fact twice, and once more in another message
	}{
		{changed(events.LineJoined), "unconfirmed", 1},
		{changed(events.LineReminded), "unconfirmed", 2}, // each reminder was asked for
		{offer(events.LineOffered), "assigned", 1},
		{offer(events.LinePassed), "expired", 1},
		{offer(events.LineWithdrawn), "pending", 1},
		{changed(events.LineOver), "expired", 1},
	} {
		h, again := inLine(c.status), c.fact
		again.Message = id.Random{}.New()
		h.hear(t, c.fact, c.fact, again)
		h.deliver(t)
		if len(h.sent) != c.mails {
			t.Errorf("%s: sent %d mails, want %d", c.fact.Reason, len(h.sent), c.mails)
		}
	}
}

func TestEveryOfferOfAPlaceIsMailed(t *testing.T) {
	t.Parallel()
	h, first := inLine("assigned"), offer(events.LineOffered)
	second := offer(events.LineOffered)
	second.Entry = first.Entry
	h.hear(t, first, second)
	h.deliver(t)
	if len(h.sent) != 2 {
		t.Errorf("sent %d mails of two offers", len(h.sent))
	}
}

func TestPlacesThatChangeTogetherAreQueuedTogetherAndKeepTheirTraces(t *testing.T) {
	t.Parallel()
	h, want := inLine("unconfirmed"), map[id.UUID]string{}
	var batch []work.Envelope
	for i, f := range []events.WaitlistEntryChanged{changed(events.LineJoined), changed(events.LineConfirmed), changed(events.LineJoined)} {
		e, err := work.Seal(f)
		if err != nil {
			t.Fatal(err)
		}
		e.Trace = strings.Repeat("abc"[i:i+1], 32)
		if batch = append(batch, e); f.Reason == events.LineJoined {
			want[f.Entry] = e.Trace
		}
	}
	batch = append(batch, batch[0])
	for _, s := range h.Subscriptions() {
		if s.Topic == batch[0].Topic {
			if err := errors.Join(s.Handle(t.Context(), batch)...); err != nil {
				t.Fatal(err)
			}
		}
	}
	kept := h.mails(t)
	for _, m := range kept {
		if want[m.Subject] != m.Trace {
			t.Errorf("the mail of %s is in the trace %s, not %s", m.Subject, m.Trace, want[m.Subject])
		}
	}
	if len(kept) != len(want) {
		t.Errorf("kept %d mails of %d joins", len(kept), len(want))
	}
}

func TestAMailThatIsNotTrueAnyMoreIsNotSentNorTriedAgain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		fact   events.WaitlistEntryChanged
		status string
		late   time.Duration
		reason string
	}{
		{changed(events.LineJoined), "pending", 0, "nothing_to_confirm"},
		{changed(events.LineReminded), "left", 0, "nothing_to_confirm"},
		{changed(events.LineJoined), "unconfirmed", 30 * time.Minute, "nothing_to_confirm"},
		{offer(events.LineOffered), "expired", 0, "offer_over"},
		{offer(events.LineOffered), "completed", 0, "offer_over"},
		{offer(events.LineOffered), "assigned", 30 * time.Minute, "offer_over"},
		{offer(events.LineWithdrawn), "left", 0, "not_in_line"},
	} {
		h := inLine(c.status)
		h.hear(t, c.fact)
		h.clock.Advance(c.late)
		h.deliver(t)
		if m := h.mails(t)[0]; m.Status != notification.Failed || !strings.HasPrefix(m.Reason, c.reason) || len(h.sent) != 0 {
			t.Errorf("%s, now %s: %+v, sent %d", c.fact.Reason, c.status, m, len(h.sent))
		}
	}
}

func TestAPlaceThatCannotBeAskedForIsAskedForAgain(t *testing.T) {
	t.Parallel()
	h := inLine("assigned")
	h.absent = errors.New("waitlist is away")
	h.hear(t, offer(events.LineOffered))
	h.deliver(t)
	if m := h.mails(t)[0]; m.Status != notification.Retrying {
		t.Fatalf("%+v", m)
	}
	h.absent = nil
	h.clock.Advance(time.Minute)
	h.deliver(t)
	if len(h.sent) != 1 {
		t.Errorf("sent %d mails", len(h.sent))
	}
}

func TestWithoutAWaitlistAMailAboutAPlaceWaits(t *testing.T) {
	t.Parallel()
	h := inLine("assigned")
	h.Service = notification.New(notificationmem.New(), notification.Ports{Orders: h, Tickets: h, Writer: notificationtext.New(false), Sender: h, Sealer: h},
		notification.DefaultRules, h.clock, id.NewSeeded(1))
	h.hear(t, offer(events.LineOffered))
	h.deliver(t)
	if m := h.mails(t)[0]; m.Status != notification.Retrying || m.Reason == "" || len(h.sent) != 0 {
		t.Errorf("%+v", m)
	}
}

func TestWhoHasNotConfirmedHisAddressIsNotCalledByAName(t *testing.T) {
	t.Parallel()
	h := inLine("unconfirmed")
	h.place.Name = "Visit our shop"
	h.hear(t, changed(events.LineJoined))
	h.deliver(t)
	if l := h.sent[0]; l.Name != "" || strings.Contains(l.Text+l.HTML, "Visit our shop") {
		t.Errorf("a stranger's words are mailed: %+v", l)
	}
}

func TestAnOfferGoesBeforeTheMailsOfARush(t *testing.T) {
	t.Parallel()
	h := inLine("assigned")
	for range 3 * notification.DefaultRules.Batch {
		h.hear(t, issued(id.Random{}.New()))
	}
	h.clock.Advance(time.Minute)
	h.hear(t, offer(events.LineOffered))
	h.deliver(t)
	if len(h.sent) == 0 || h.sent[0].To != "next@example.com" {
		t.Errorf("first of all was sent %+v", h.sent)
	}
}

func TestTheEndOfAnOfferIsToldByTheWaitlistAlone(t *testing.T) {
	t.Parallel()
	for _, reason := range []string{events.HoldExpired, events.EventCancelled} {
		h, f := inLine("assigned"), offer(events.LineOffered)
		h.hear(t, f, events.OrderCancelled{Meta: events.Stamp(id.Random{}.New(), time.Now()), Order: *f.Order, Reason: reason})
		if kept := h.mails(t); len(kept) != 1 || kept[0].Kind != notification.LineOfferMail {
			t.Errorf("%s: kept %+v", reason, kept)
		}
	}
}
