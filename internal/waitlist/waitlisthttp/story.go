package waitlisthttp

import (
	"net/url"
	"strconv"
	"time"

	"github.com/speckit/ticketing/internal/platform/rest/plainpage"
	"github.com/speckit/ticketing/internal/waitlist"
)

// story is a place in line in the words of its page.
type story struct {
	Title    string
	Missing  bool // there is nothing to tell
	Demo     bool
	Refresh  string // when to look again, and where; empty: nothing more happens by itself
	Headline string
	Lead     string
	Said     string // what came of the last button
	Notice   []string
	Bad      bool
	Event    *told
	Confirm  []string
	Offer    *offered
	Line     []fact
	Ways     []way
	Action   string // where forms go
	Zone     string
}

type told struct{ Name, When, Venue string }

type offered struct {
	Seats              []seatLine
	Total, Pay, Unpaid string
}

type seatLine struct{ Section, Row, Label, Price string }

// fact is one line about the place.
type fact struct{ Name, Text string }

// way is a thing that can be done beside what the page is for.
type way struct{ Name, Text, Do, Button string }

// refreshAfter is how soon the page looks again while something can change, in seconds.
const refreshAfter = 15

func storyOf(view waitlist.View, secret, said string, now time.Time, demo bool) story {
	zone, zoneName := plainpage.Locate(view.Event.TimeZone)
	t := teller{view, zone, zoneName, now}
	s := story{
		Demo: demo, Headline: t.headline(), Lead: t.lead(), Said: saidOf[said], Confirm: t.confirm(), Line: t.line(), Ways: t.ways(),
		Action: "?" + url.Values{"secret": {secret}}.Encode(), Zone: "Times are in " + zoneName + ".",
	}
	s.Title = s.Headline
	s.Notice, s.Bad = t.notice()
	if f := view.Event; f.Version > 0 {
		s.Event = &told{f.Name, f.Starts.In(zone).Format("Monday, 2 January 2006, 15:04") + " (" + zoneName + ")", f.Venue}
		s.Title += " – " + f.Name
	}
	if view.Offer != nil {
		s.Offer = t.offer(*view.Offer)
	}
	if e := view.Entry; e.Status == waitlist.Pending || e.Status == waitlist.Assigned {
		s.Refresh = strconv.Itoa(refreshAfter) + ";url=" + s.Action
	}
	return s
}

func (t teller) offer(o waitlist.Offer) *offered {
	out := &offered{Seats: make([]seatLine, len(o.Seats)), Total: o.Total.String(), Pay: payPath(o, t.Secret), Unpaid: unpaid}
	if o.Apart {
		out.Unpaid = unpaidApart
	}
	for i, s := range o.Seats {
		out.Seats[i] = seatLine{s.Section, plainpage.Dash(s.Row), plainpage.Dash(s.Number), s.Price.String()}
	}
	return out
}
