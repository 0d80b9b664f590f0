package waitlisthttp_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/waitlist"
	"github.com/speckit/ticketing/internal/waitlist/waitlisthttp"
)

// noon is when the pages of these tests are looked at.
var noon = time.Date(2030, 5, 1, 12, 0, 0, 0, time.UTC)

const linkSecret = "the-secret-of-the-link"

// desk is a waitlist of one place, which is as a test says. It notes what it is told to do.
type desk struct {
	view waitlist.View
	err  error // of every change
	away error // of every look
	done []string
}

// newDesk has a place that waits.
func newDesk() *desk {
	ids := id.NewSeeded(5)
	e := waitlist.Entry{
		ID: waitlist.EntryID(ids.New()), Event: waitlist.EventID(ids.New()), Place: 17, Email: "ann@example.com", Name: "Ann",
		Wish:   waitlist.Wish{Quantity: 2, MaxPrice: "45.50", Sections: []string{"Stalls", "Balcony"}},
		Status: waitlist.Pending, Reason: events.LineConfirmed, JoinedAt: noon.Add(-3 * time.Hour), ConfirmBy: noon.Add(21 * time.Hour),
	}
	return &desk{view: waitlist.View{
		Entry: e, Position: 3, Pace: waitlist.Pace{Hour: 2, Day: 11},
		Event: waitlist.EventFacts{Version: 1, Name: "Così fan tutte", Venue: "Opera", Starts: noon.Add(48 * time.Hour), TimeZone: "Europe/Vienna"},
	}}
}

// unconfirmed makes the place one that nobody confirmed yet.
func (d *desk) unconfirmed() {
	d.view.Entry.Status, d.view.Entry.Reason = waitlist.Unconfirmed, events.LineJoined
}

// offer makes two seats the place's.
func (d *desk) offer(apart bool) {
	ids := id.NewSeeded(6)
	seats := make([]waitlist.OfferedSeat, 2)
	for i, number := range []string{"14", "15"} {
		seats[i] = waitlist.OfferedSeat{ID: waitlist.SeatID(ids.New()), Section: "Stalls", Row: "C", Number: number, Price: money.Of(4550, "EUR")}
	}
	d.view.Position, d.view.Pace = 0, waitlist.Pace{}
	d.view.Offer = &waitlist.Offer{
		ID: waitlist.OfferID(ids.New()), Event: d.view.Entry.Event, Entry: d.view.Entry.ID, State: waitlist.Open, Seats: seats, Apart: apart,
		Reservations: []id.UUID{ids.New(), ids.New()}, Total: money.Of(9100, "EUR"), OpenedAt: noon, ExpiresAt: noon.Add(24 * time.Minute),
	}
	d.view.Secret = "the-orders-secret"
	d.view.Entry.Status, d.view.Entry.Reason, d.view.Entry.Offer = waitlist.Assigned, events.LineOffered, d.view.Offer.ID
}

// end ends the place.
func (d *desk) end(status waitlist.Status, reason string, at time.Time) {
	d.view.Position, d.view.Pace = 0, waitlist.Pace{}
	d.view.Entry.Status, d.view.Entry.Reason, d.view.Entry.EndedAt = status, reason, at
}

func (d *desk) opened(entry waitlist.EntryID, secret string) error {
	if entry != d.view.Entry.ID || secret != linkSecret {
		return waitlist.ErrNoEntry
	}
	return nil
}

func (d *desk) Show(_ context.Context, _ actor.Actor, entry waitlist.EntryID, secret string) (waitlist.View, error) {
	if d.away != nil {
		return waitlist.View{}, d.away
	}
	return d.view, d.opened(entry, secret)
}

func (d *desk) do(what string, entry waitlist.EntryID, secret string) error {
	if err := d.opened(entry, secret); err != nil {
		return err
	}
	d.done = append(d.done, what)
	return d.err
}

func (d *desk) Confirm(_ context.Context, _ actor.Actor, entry waitlist.EntryID, secret string) error {
	return d.do("confirm", entry, secret)
}

func (d *desk) Decline(_ context.Context, _ actor.Actor, entry waitlist.EntryID, secret string) error {
	return d.do("decline", entry, secret)
}

func (d *desk) Leave(_ context.Context, _ actor.Actor, entry waitlist.EntryID, secret string) error {
	return d.do("leave", entry, secret)
}

func (d *desk) path() string {
	return "/waitlist/" + d.view.Entry.ID.String() + "?secret=" + linkSecret
}

// ask sends a request to the page; form is what its body says.
func (d *desk) ask(t *testing.T, method, path, form string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(form))
	if form != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	answer := httptest.NewRecorder()
	waitlisthttp.Page(d, waitlisthttp.PageConfig{Demo: true, Clock: clock.NewFake(noon)}).ServeHTTP(answer, r)
	return answer
}

// stands are the ways in which a place can stand.
var stands = map[string]struct {
	bring func(d *desk)
	says  []string
	not   []string
}{
	"unconfirmed": {
		(*desk).unconfirmed,
		[]string{
			"Confirm your place in line", "You are number 3 in line, and", "kept until 11:00 on Thursday, 2 May 2030 (Europe/Vienna)", "Confirm my place",
			"Leave the line", "Così fan tutte",
		},
		[]string{`http-equiv="refresh"`, "See and pay", "Pass it on"},
	},
	"pending": {
		func(*desk) {},
		[]string{
			"<h1>You are number 3 in line</h1>", "2 places in the last hour, 11 in the last day", "2 seats beside each other, in Stalls or Balcony, for up to 45.50 each",
			"Leave the line", `http-equiv="refresh" content="15;url=?secret=the-secret-of-the-link"`, "Friday, 3 May 2030, 14:00 (Europe/Vienna)",
		},
		[]string{"Confirm my place", "See and pay", "Pass it on"},
	},
	"first": {
		func(d *desk) {
			d.view.Position, d.view.Pace, d.view.Entry.Wish = 1, waitlist.Pace{}, waitlist.Wish{Quantity: 1}
		},
		[]string{"You are first in line", "It has not moved in the last day", "<dd>1 seat</dd>"},
		nil,
	},
	"pending after seats were taken back": {
		func(d *desk) { d.view.Entry.Reason = events.LineWithdrawn },
		[]string{"The organiser has taken back the seats", "Nothing was charged", "number 3"},
		nil,
	},
	"pending after seats apart were declined": {
		func(d *desk) { d.view.Entry.Reason = events.LineDeclined },
		[]string{"You have passed on seats that were not beside each other", "number 3"},
		nil,
	},
	"assigned": {
		func(d *desk) { d.offer(false) },
		[]string{
			"Seats are held for you", "You can pay until 14:24 on Wednesday, 1 May 2030 (Europe/Vienna)", "in 24 minutes", "45.50 EUR", "91.00 EUR", "See and pay",
			"?secret=the-orders-secret", "Pass it on", "your place in line ends", `http-equiv="refresh"`,
		},
		[]string{"Leave the line", "not beside each other", "Confirm my place"},
	},
	"assigned apart": {
		func(d *desk) { d.offer(true) },
		[]string{"not beside each other", "you keep your place", "Pass it on", "Leave the line", "See and pay"},
		[]string{"your place in line ends"},
	},
	"assigned one": {
		func(d *desk) {
			d.offer(false)
			d.view.Offer.Seats = d.view.Offer.Seats[:1]
			d.view.Offer.ExpiresAt = noon.Add(59 * time.Second)
		}, []string{"A seat is held for you", "less than a minute from now"}, nil,
	},
	"assigned past its time": {
		func(d *desk) {
			d.offer(false)
			d.view.Offer.ExpiresAt = noon
		}, []string{"A payment that is under way still counts"}, nil,
	},
	"assigned between two looks": {
		func(d *desk) {
			d.offer(false)
			d.view.Offer = nil
		}, []string{"This page shows them in a moment", `http-equiv="refresh"`}, []string{"<form"},
	},
	"completed": {
		func(d *desk) { d.end(waitlist.Completed, events.LineTaken, noon) },
		[]string{"The seats are yours", "Your tickets come by mail"},
		[]string{"<form", "join the line again", `http-equiv="refresh"`},
	},
	"passed": {
		func(d *desk) { d.end(waitlist.Expired, events.LinePassed, noon) },
		[]string{"The offer has ended", "went to the next in line", "Nothing was charged", "join the line again"},
		[]string{"<form", `http-equiv="refresh"`},
	},
	"declined": {
		func(d *desk) { d.end(waitlist.Expired, events.LineDeclined, noon) },
		[]string{"You have passed the seats on", "Nothing was charged", "join the line again"},
		[]string{"<form"},
	},
	"never confirmed": {
		func(d *desk) { d.end(waitlist.Expired, events.LineLapsed, noon) },
		[]string{"Your place was not confirmed in time", "nothing was charged", "join the line again"},
		[]string{"<form"},
	},
	"the event has begun": {
		func(d *desk) {
			d.view.Event.Starts = noon
			d.end(waitlist.Expired, events.LineLapsed, noon)
		}, []string{"The event has begun", "Nothing was charged"}, []string{"<form", "join the line again"},
	},
	"cancelled": {
		func(d *desk) { d.end(waitlist.Expired, events.LineOver, noon) },
		[]string{"The event is cancelled", "Nothing was charged"},
		[]string{"<form", "join the line again"},
	},
	"left": {
		func(d *desk) { d.end(waitlist.Left, events.LineLeft, noon) },
		[]string{"You have left the line", "Nothing was charged", "join the line again"},
		[]string{"<form", `http-equiv="refresh"`},
	},
	"an end that is new to us": {
		func(d *desk) { d.end(waitlist.Expired, "swallowed", noon) },
		[]string{"Your place in line has ended", "nothing was charged"},
		[]string{"<form", "swallowed"},
	},
	"an event that cannot be told": {
		func(d *desk) { d.view.Event = waitlist.EventFacts{} },
		[]string{"You are number 3 in line", "Times are in UTC"},
		[]string{`class="event"`},
	},
}

func TestThePageTellsHowAPlaceStands(t *testing.T) {
	t.Parallel()
	for name, test := range stands {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk()
			test.bring(d)
			answer := d.ask(t, "GET", d.path(), "")
			if answer.Code != http.StatusOK {
				t.Fatalf("status %d: %s", answer.Code, answer.Body)
			}
			for _, text := range test.says {
				if !strings.Contains(answer.Body.String(), text) {
					t.Errorf("the page does not say %q:\n%s", text, words(answer.Body.String()))
				}
			}
			for _, text := range append(test.not, "ann@example.com", "<script", "ZgotmplZ") {
				if strings.Contains(answer.Body.String(), text) {
					t.Errorf("the page says %q:\n%s", text, words(answer.Body.String()))
				}
			}
			if len(d.done) > 0 {
				t.Errorf("a look did %v", d.done)
			}
		})
	}
}

var tags = regexp.MustCompile(`(?s)<style>.*</style>|<[^>]*>`)

func words(page string) string {
	return strings.Join(strings.Fields(tags.ReplaceAllString(page, " ")), " ")
}

func TestTheButtonToPayLeadsToTheOrder(t *testing.T) {
	t.Parallel()
	d := newDesk()
	d.offer(false)
	d.view.Secret = "a&b=c"
	want := `href="/orders/` + d.view.Offer.ID.String() + `?secret=a%26b%3Dc"`
	if body := d.ask(t, "GET", d.path(), "").Body.String(); !strings.Contains(body, want) {
		t.Errorf("no link %s", want)
	}
}

func TestAButtonDoesOneThingAndShowsThePageAnew(t *testing.T) {
	t.Parallel()
	for do, says := range map[string]string{"confirm": "Your place is confirmed", "decline": "number 3", "leave": "number 3"} {
		d := newDesk()
		answer := d.ask(t, "POST", d.path(), "do="+do)
		next := answer.Header().Get("Location")
		if answer.Code != http.StatusSeeOther || len(d.done) != 1 || d.done[0] != do || answer.Header().Get("Referrer-Policy") != "no-referrer" {
			t.Fatalf("%s: %d to %q, did %v", do, answer.Code, next, d.done)
		}
		body := d.ask(t, "GET", next, "").Body.String()
		if !strings.Contains(body, says) || strings.Contains(body, "said=") {
			t.Errorf("%s: %s", do, words(body))
		}
	}
}

func TestARefusedButtonSaysWhy(t *testing.T) {
	t.Parallel()
	for says, err := range map[string]error{
		"This place in line is over. Nothing was changed.": waitlist.ErrEntryOver,
		"There is no offer to pass on any more":            waitlist.ErrNoOffer,
		"A payment for these seats is being decided":       fault.New(fault.Conflict, "payment_in_progress", "x"),
		"That did not work just now":                       errors.New("the database is away"),
		"as far as we know":                                fault.New(fault.Conflict, "of_another_kind", "x"),
	} {
		d := newDesk()
		d.err = err
		next := d.ask(t, "POST", d.path(), "do=decline").Header().Get("Location")
		if body := d.ask(t, "GET", next, "").Body.String(); !strings.Contains(body, says) {
			t.Errorf("%v: the page does not say %q:\n%s", err, says, words(body))
		}
	}
}

func TestOnlyButtonsOfThePageDoAnything(t *testing.T) {
	t.Parallel()
	d := newDesk()
	for _, form := range []string{"", "do=", "do=pay", "undo=confirm", "do=CONFIRM", strings.Repeat("x", 5000) + "&do=confirm", "%zz=1&do=confirm%"} {
		if answer := d.ask(t, "POST", d.path(), form); answer.Code != http.StatusBadRequest {
			t.Errorf("%.40q: %d", form, answer.Code)
		}
	}
	if answer := d.ask(t, "POST", d.path()+"&do=leave", ""); answer.Code != http.StatusBadRequest {
		t.Errorf("the address is a button: %d", answer.Code)
	}
	if answer := d.ask(t, "GET", d.path()+"&do=leave&said=swallowed", ""); answer.Code != http.StatusOK || strings.Contains(answer.Body.String(), "swallowed") {
		t.Errorf("a look: %d %s", answer.Code, answer.Body)
	}
	for _, method := range []string{"PUT", "DELETE", "PATCH"} {
		if answer := d.ask(t, method, d.path(), ""); answer.Code != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d", method, answer.Code)
		}
	}
	if len(d.done) > 0 {
		t.Errorf("did %v", d.done)
	}
}

func TestAWrongSecretOpensNoPage(t *testing.T) {
	t.Parallel()
	d := newDesk()
	entry := d.view.Entry.ID.String()
	for _, path := range []string{
		"/waitlist/" + entry, "/waitlist/" + entry + "?secret=guessed", "/waitlist/" + entry + "?secret=" + strings.Repeat("x", 400),
		"/waitlist/seventeen?secret=" + linkSecret, "/waitlist/" + id.Named(id.Nil, "x").String() + "?secret=" + linkSecret,
		"/waitlist/" + entry + "?secret=" + url.QueryEscape("a\r\nb"),
	} {
		for method, form := range map[string]string{"GET": "", "POST": "do=leave"} {
			answer := d.ask(t, method, path, form)
			if answer.Code != http.StatusNotFound || strings.Contains(answer.Body.String(), "Così") || answer.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("%s %s: %d\n%s", method, path, answer.Code, words(answer.Body.String()))
			}
		}
	}
	if len(d.done) > 0 {
		t.Errorf("did %v", d.done)
	}
}

func TestThePageSaysWhenItCannotTell(t *testing.T) {
	t.Parallel()
	for status, err := range map[int]error{503: fault.New(fault.Unavailable, "away", "Not now."), 500: errors.New("a secret of ours")} {
		d := newDesk()
		d.away = err
		if answer := d.ask(t, "GET", d.path(), ""); answer.Code != status || strings.Contains(answer.Body.String(), "of ours") {
			t.Errorf("%v: %d %s", err, answer.Code, answer.Body)
		}
	}
}

func TestThePageKeepsItsSecret(t *testing.T) {
	t.Parallel()
	d := newDesk()
	answer := d.ask(t, "GET", d.path(), "")
	for header, want := range map[string]string{"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"} {
		if got := answer.Header().Get(header); got != want {
			t.Errorf("%s: %q, want %q", header, got, want)
		}
	}
	if policy := answer.Header().Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'; style-src 'sha256-") {
		t.Errorf("policy %q", policy)
	}
	style := regexp.MustCompile(`(?s)<style>(.*)</style>`).FindStringSubmatch(answer.Body.String())
	sum := sha256.Sum256([]byte(style[1]))
	if hash := base64.StdEncoding.EncodeToString(sum[:]); !strings.Contains(answer.Header().Get("Content-Security-Policy"), hash) {
		t.Error("the policy does not let the page's own style in")
	}
}

func TestWhatWasTypedIsTextOnThePage(t *testing.T) {
	t.Parallel()
	d := newDesk()
	d.view.Entry.Wish.Sections = []string{`<script>alert("1")</script>`}
	if body := d.ask(t, "GET", d.path(), "").Body.String(); strings.Contains(body, "<script") || !strings.Contains(body, "&lt;script") {
		t.Errorf("a section is not text:\n%s", body)
	}
}
