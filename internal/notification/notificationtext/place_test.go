package notificationtext_test

import (
	"html"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/notification/notificationtext"
)

// inLine is what can be said of a place in line with an offer of two seats.
func inLine(kind notification.Kind) notification.Matter {
	return notification.Matter{Kind: kind, Contact: notification.Contact{Name: "Ada"}, Place: notification.Place{
		URL: "https://t.example/waitlist/1?secret=s&x=1", Event: "Jazz Night", Venue: "Hall", Starts: time.Date(2026, 12, 5, 1, 0, 0, 0, time.UTC),
		TimeZone: "America/Bogota", Position: 2, Quantity: 2, Apart: true, Total: money.Of(9200, "EUR"), Until: time.Date(2026, 12, 4, 1, 30, 59, 0, time.UTC),
		Seats: []notification.TicketLine{{Section: "VIP", Row: "A", Seat: "14", Price: money.Of(4850, "EUR")}, {Section: "Floor", Seat: "15", Price: money.Of(4350, "EUR")}},
	}}
}

// lineKinds are the mails about a place in line.
var lineKinds = []notification.Kind{
	notification.LineConfirmMail, notification.LineOfferMail, notification.LinePassedMail, notification.LineTakenBackMail, notification.LineOverMail,
}

func TestALetterAboutAPlaceInLineSaysAllThatItsReaderNeeds(t *testing.T) {
	t.Parallel()
	for kind, want := range map[notification.Kind]string{
		notification.LineConfirmMail: `Confirm your place in line for Jazz Night

Hello,

somebody, hopefully you, asked with this address for a place in line for 2 seats together: Jazz Night, Hall, Friday 4 December 2026, 20:00 (America/Bogota).

Please confirm that it was you. Only then can we offer you seats when some come free. Just now you are number 2 in line.

Confirm your place in line:
https://t.example/waitlist/1?secret=s&x=1

Your place is kept for you until Thursday 3 December 2026, 20:30 (America/Bogota). If it is not confirmed by then, it ends by itself. If you did not ask for this, you need not do anything.
`,
		notification.LineOfferMail: `Your place has come: Jazz Night

Hello Ada,

your place in line has come: Jazz Night, Hall, Friday 4 December 2026, 20:00 (America/Bogota).

These 2 seats are held for you, and for nobody else, until Thursday 3 December 2026, 20:30 (America/Bogota). Together they cost 92.00 EUR.

- VIP, row A, seat 14, 48.50 EUR
- Floor, place 15, 43.50 EUR

Please note that these seats are not beside each other. Declining them costs nothing.

See your seats and pay:
https://t.example/waitlist/1?secret=s&x=1

If you do not want them after all, decline on that page, so that the next in line need not wait. If you neither pay nor decline in time, they go to the next in line, and no money is taken.
`,
		notification.LinePassedMail: `The time of your offer is over: Jazz Night

Hello Ada,

the time for the seats that we held for you ran out before the payment: Jazz Night, Hall, Friday 4 December 2026, 20:00 (America/Bogota). They went to the next in line, and no money was taken.

If you still want to come, you can join the line again on the event's page. Your new place is at its end.

Open your waitlist page:
https://t.example/waitlist/1?secret=s&x=1
`,
		notification.LineTakenBackMail: `Your offer was taken back: Jazz Night

Hello Ada,

we are sorry. The organiser has taken back the seats that we held for you: Jazz Night, Hall, Friday 4 December 2026, 20:00 (America/Bogota). You cannot pay for them any more, and no money was taken.

Your place in line is kept. Just now you are number 2. We write to you when we can offer you seats again; until then you need not do anything.

Open your waitlist page:
https://t.example/waitlist/1?secret=s&x=1
`,
		notification.LineOverMail: `Jazz Night was cancelled

Hello Ada,

the organiser has cancelled the event that you were waiting in line for: Jazz Night, Hall, Friday 4 December 2026, 20:00 (America/Bogota).

We are sorry. The line has ended, no money was taken, and there is nothing that you need to do.
`,
	} {
		subject, text, _, err := notificationtext.New(false).Write(inLine(kind))
		if diff := cmp.Diff(want, subject+"\n\n"+text); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", kind, err, diff)
		}
	}
}

func TestAnOfferOfOneSeatSpeaksOfOne(t *testing.T) {
	t.Parallel()
	m := inLine(notification.LineOfferMail)
	m.Place.Seats, m.Place.Quantity, m.Place.Apart, m.Place.Total = m.Place.Seats[:1], 1, false, money.Of(4850, "EUR")
	_, text, _, err := notificationtext.New(false).Write(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"This seat is held for you", "It costs 48.50 EUR.", "\n\n- VIP, row A, seat 14, 48.50 EUR\n\nSee your seats", "If you do not want it after all", "it goes to the next in line"} {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in\n%s", part, text)
		}
	}
	if strings.Contains(text, "beside") {
		t.Errorf("one seat is not beside another:\n%s", text)
	}
}

// unmarked is what a reader sees of a letter's HTML, and the addresses that it opens.
func unmarked(page string) (seen string, opened []string) {
	for _, part := range strings.Split(page, `href="`)[1:] {
		address, _, _ := strings.Cut(part, `"`)
		opened = append(opened, html.UnescapeString(address))
	}
	return html.UnescapeString(page), opened
}

func TestTheHTMLOfALetterAboutAPlaceSaysWhatItsTextSays(t *testing.T) {
	t.Parallel()
	for _, kind := range lineKinds {
		m := inLine(kind)
		m.Place.Event = "Night of https://jazz.example + <friends>"
		_, text, page, err := notificationtext.New(false).Write(m)
		if err != nil {
			t.Fatal(err)
		}
		seen, opened := unmarked(page)
		for _, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
			label, address, link := strings.Cut(paragraph, ":\n")
			switch {
			case link && (len(opened) != 1 || opened[0] != address || !strings.Contains(seen, ">"+label+"</a>")):
				t.Errorf("%s: the text opens %s as %q, the HTML %v", kind, address, label, opened)
			case strings.HasPrefix(paragraph, "- "):
				for _, part := range []string{"VIP, row A, seat 14", "48.50 EUR", "Floor, place 15", "43.50 EUR"} {
					if !strings.Contains(text, part) || !strings.Contains(seen, ">"+part+"</p>") {
						t.Errorf("%s: not both say %q", kind, part)
					}
				}
			case !link && !strings.Contains(seen, ">"+paragraph+"</p>"):
				t.Errorf("%s: the HTML does not say %q", kind, paragraph)
			}
		}
		if shown := strings.Contains(seen, "VIP"); shown != (kind == notification.LineOfferMail) {
			t.Errorf("%s: seats are shown: %v", kind, shown)
		}
	}
}

func TestNamesAddNothingToALetterAboutAPlace(t *testing.T) {
	t.Parallel()
	const hostile = "x\r\nBcc: x@example.com\r\n\r\n- <b>Pay here</b>:\nhttps://evil.example/\u2028\"><a href='https://evil.example/'>"
	for _, kind := range lineKinds {
		_, harmless, _, _ := notificationtext.New(false).Write(inLine(kind))
		m := inLine(kind)
		m.Contact.Name, m.Place.Event, m.Place.Venue, m.Place.TimeZone = hostile, hostile, hostile, hostile
		m.Place.Seats[0].Section, m.Place.Seats[0].Row, m.Place.Seats[1].Seat = hostile, hostile, hostile
		subject, text, page, err := notificationtext.New(false).Write(m)
		if err != nil || strings.ContainsAny(subject, "\r\n\u2028") || strings.Count(text, "\n") != strings.Count(harmless, "\n") || strings.ContainsAny(text, "\r\u2028") {
			t.Errorf("%s: %v, subject %q, text\n%s", kind, err, subject, text)
		}
		if _, opened := unmarked(page); strings.Contains(page, "<b>") || len(opened) > 1 || len(opened) == 1 && opened[0] != m.Place.URL {
			t.Errorf("%s: a name became markup, opening %v", kind, opened)
		}
	}
}

func TestAnAddressThatRunsAScriptIsNotOpened(t *testing.T) {
	t.Parallel()
	m := inLine(notification.LineOfferMail)
	m.Place.URL = "javascript:alert(1)"
	if _, _, page, err := notificationtext.New(false).Write(m); err != nil || strings.Contains(page, `href="javascript`) {
		t.Errorf("%v in\n%s", err, page)
	}
}
