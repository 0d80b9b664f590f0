package notificationtext_test

import (
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/notification/notificationtext"
)

func matter(kind notification.Kind) notification.Matter {
	return notification.Matter{
		Kind:    kind,
		Contact: notification.Contact{Name: "<Ada>", Number: "K7PWM3QX", StatusURL: "https://t.example/orders/1?secret=s&x=1", Total: money.Of(4850, "EUR")},
		Tickets: []notification.TicketLine{{Number: "T-1", Event: "Jazz\r\nBcc: x@example.com", Venue: "Hall", Starts: time.Date(2026, 12, 5, 1, 0, 0, 0, time.UTC), TimeZone: "America/Bogota", Section: "VIP", Row: "A", Seat: "14", Price: money.Of(4850, "EUR")}},
		Place: notification.Place{
			Name: "<Ada>", URL: "https://t.example/waitlist/1?secret=s&x=1", Event: "Jazz\r\nBcc: x@example.com", Venue: "Hall",
			Starts: time.Date(2026, 12, 5, 1, 0, 0, 0, time.UTC), TimeZone: "America/Bogota", Position: 2, Quantity: 2, Total: money.Of(9700, "EUR"),
			Seats: []notification.TicketLine{{Section: "VIP", Row: "A", Seat: "14", Price: money.Of(4850, "EUR")}, {Section: "Floor\n\n<b>", Seat: "15", Price: money.Of(4850, "EUR")}},
			Until: time.Date(2026, 12, 4, 1, 0, 0, 0, time.UTC),
		},
		Links:   []notification.Link{{Label: "Open", URL: "https://t.example/verify?token=abc"}},
		Expires: time.Date(2026, 12, 5, 1, 0, 0, 0, time.UTC),
	}
}

func TestEveryKindHasASubjectATextAndAFrame(t *testing.T) {
	t.Parallel()
	for _, kind := range []notification.Kind{
		notification.TicketMail, notification.ReissueMail, notification.HoldExpiredMail, notification.EventCancelledMail, notification.RefundMail,
		notification.LinksMail, notification.VerifyMail, notification.ResetMail, notification.LineConfirmMail, notification.LineOfferMail,
		notification.LinePassedMail, notification.LineTakenBackMail, notification.LineOverMail,
	} {
		for _, demo := range []bool{false, true} {
			subject, text, html, err := notificationtext.New(demo).Write(matter(kind))
			if err != nil || subject == "" || len(text) < 80 || !strings.Contains(html, "</html>") {
				t.Errorf("%s: %q, %v", kind, subject, err)
			}
			if strings.ContainsAny(subject, "\r\n") {
				t.Errorf("%s: the subject has several lines: %q", kind, subject)
			}
			if strings.Contains(html, "<Ada>") {
				t.Errorf("%s: a name became markup", kind)
			}
			if demo != strings.Contains(text, "demo") || demo != strings.HasPrefix(subject, "[Demo]") {
				t.Errorf("%s: demo %v is not said rightly", kind, demo)
			}
		}
	}
}

func TestARefundSaysWhyTheMoneyComesBack(t *testing.T) {
	t.Parallel()
	for reason, want := range map[string]string{"": "Its tickets are no longer valid", "seats_gone": "You have no tickets", "event_cancelled": "has cancelled the event"} {
		m := matter(notification.RefundMail)
		m.Contact.RefundDue = reason
		_, text, html, err := notificationtext.New(false).Write(m)
		if err != nil || !strings.Contains(text, want) || !strings.Contains(html, want) || !strings.Contains(text, "48.50 EUR. ") {
			t.Errorf("%s: %q, %v", reason, text, err)
		}
	}
}

func TestTheTimeIsThatOfTheVenue(t *testing.T) {
	t.Parallel()
	_, text, html, _ := notificationtext.New(false).Write(matter(notification.TicketMail))
	for _, said := range []string{text, html} {
		if !strings.Contains(said, "Friday 4 December 2026, 20:00 (America/Bogota)") {
			t.Errorf("no local time in %s", said)
		}
	}
}
