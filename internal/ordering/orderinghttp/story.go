package orderinghttp

import (
	"net/url"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/platform/rest/plainpage"
)

// story is an order in the words of its page.
type story struct {
	Title        string
	Missing      bool // there is nothing to tell
	Demo         bool
	Refresh      int // seconds, while something is still going on
	Headline     string
	Number, Name string
	Said         string // what came of the last form that was sent
	SaidBad      bool
	Notice       []string
	Bad          bool
	Events       []told
	Steps        []step
	Seats        []seatLine
	Downloads    bool
	Total        string
	Mails        []mailLine
	Resend       string // where the form goes; empty: there is nothing to send
	Zone         string
	Pay          *form // nil: there is nothing to pay
}

type told struct{ Name, When, Venue string }

type seatLine struct{ Section, Row, Label, Price, PDF, Calendar string }

type mailLine struct{ Kind, Status, Reason, At string }

// How soon the page looks again while something is going on.
const (
	refreshSoon  = 5
	refreshLater = 30
)

// storyOf tells an order. Said is what came of the last request for its mail, last the last payment from its page.
func storyOf(view ordering.View, secret, said string, last attempt) story {
	o := view.Order
	zone, zoneName := zoneOf(view)
	t := teller{o, zone, last.declined(o)}
	s := story{
		Title: "Order " + o.Number, Number: o.Number, Name: o.Name, Headline: t.headline(),
		Steps: t.steps(view.Mails), Total: o.Total().String(), Zone: "Times are in " + zoneName + ".",
	}
	if s.Said, s.SaidBad = last.words(o); s.Said == "" {
		s.Said, s.SaidBad = saidOf[said], false
	}
	if !last.closes(o) {
		s.Notice, s.Bad = t.notice()
	}
	s.Refresh = refreshOf(o)
	s.Events = eventsOf(view)
	kept := o.State == ordering.Paid || o.State == ordering.Fulfilled
	s.Downloads = kept && o.RefundDue == ""
	if kept {
		s.Resend = "?" + url.Values{"secret": {secret}}.Encode()
	}
	for _, i := range o.Items {
		s.Seats = append(s.Seats, lineOf(i, secret))
	}
	for _, m := range view.Mails {
		s.Mails = append(s.Mails, mailLine{orCode(mailKinds, m.Kind), orCode(mailStates, m.Status), m.Reason, t.clock(m.At)})
	}
	return s
}

func lineOf(i ordering.Item, secret string) seatLine {
	line := seatLine{Section: i.Section, Row: plainpage.Dash(i.Row), Label: plainpage.Dash(i.Label), Price: i.Price.String()}
	if i.Ticket != id.Nil {
		query := "?" + url.Values{"secret": {secret}}.Encode()
		line.PDF, line.Calendar = "/api/tickets/"+i.Ticket.String()+".pdf"+query, "/api/tickets/"+i.Ticket.String()+".ics"+query
	}
	return line
}

// refreshOf is how soon the page should look again; 0 when nothing more happens by itself.
func refreshOf(o ordering.Order) int {
	switch {
	case o.State == ordering.Pending || o.State == ordering.Paid:
		return refreshSoon
	case o.RefundDue != "" && o.RefundedAt.IsZero():
		return refreshLater
	default:
		return 0
	}
}

// eventsOf tells each event of the order once, in the order of its seats.
func eventsOf(view ordering.View) (list []told) {
	seen := map[id.UUID]bool{}
	for _, i := range view.Order.Items {
		event := i.Event.UUID()
		name, known := view.Events[event]
		if !known || seen[event] {
			continue
		}
		seen[event] = true
		zone, zoneName := plainpage.Locate(name.TimeZone)
		list = append(list, told{name.Name, name.Starts.In(zone).Format("Monday, 2 January 2006, 15:04") + " (" + zoneName + ")", name.Venue})
	}
	return list
}

// zoneOf is the zone in which the page tells times: the first event's, else UTC.
func zoneOf(view ordering.View) (*time.Location, string) {
	for _, i := range view.Order.Items {
		if name, known := view.Events[i.Event.UUID()]; known {
			return plainpage.Locate(name.TimeZone)
		}
	}
	return time.UTC, "UTC"
}
