package waitlisthttp

import (
	"fmt"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/waitlist"
)

// teller puts how a place in line stands into sentences: what becomes of seats and money, and what is next.
type teller struct {
	waitlist.View
	zone     *time.Location
	zoneName string
	now      time.Time
}

func (t teller) headline() string {
	switch e := t.Entry; e.Status {
	case waitlist.Unconfirmed:
		return "Confirm your place in line"
	case waitlist.Pending:
		return t.rank()
	case waitlist.Assigned:
		if t.Offer != nil && len(t.Offer.Seats) == 1 {
			return "A seat is held for you"
		}
		return "Seats are held for you"
	case waitlist.Completed:
		return "The seats are yours"
	case waitlist.Left:
		return "You have left the line"
	default:
		return t.ending().headline
	}
}

// rank says how many are before the person.
func (t teller) rank() string {
	if t.Position <= 1 {
		return "You are first in line"
	}
	return fmt.Sprintf("You are number %d in line", t.Position)
}

func (t teller) lead() string {
	switch e := t.Entry; {
	case e.Status == waitlist.Unconfirmed:
		return t.rank() + ", and seats are offered to you once you have confirmed that this mail address is yours."
	case e.Status == waitlist.Pending:
		return "When seats that suit you come free, they are held for you and we mail you. You need not keep this page open."
	case e.Status == waitlist.Assigned && t.Offer == nil:
		return "This page shows them in a moment."
	case e.Status == waitlist.Assigned:
		return t.payable(t.Offer.ExpiresAt)
	case e.Status == waitlist.Completed:
		return "You have paid for the seats that were offered to you."
	default:
		return "Your place in line is over."
	}
}

// until tells a time that matters, with its zone.
func (t teller) until(at time.Time) string {
	return at.In(t.zone).Format("15:04 on Monday, 2 January 2006") + " (" + t.zoneName + ")"
}

// payable says how long an offer can be paid.
func (t teller) payable(end time.Time) string {
	left := end.Sub(t.now)
	if left <= 0 {
		return "The time to pay was over at " + t.until(end) + ". A payment that is under way still counts."
	}
	soon := "less than a minute from now"
	if left >= time.Minute {
		soon = "in " + count(int64(left/time.Minute), "minute", "minutes")
	}
	return "You can pay until " + t.until(end) + ", and until then nobody else can. That is " + soon + "."
}

// notice explains what went another way than planned, and how things ended.
func (t teller) notice() (lines []string, bad bool) {
	switch e := t.Entry; {
	case e.Status == waitlist.Pending && e.Reason == events.LineWithdrawn:
		return []string{"The organiser has taken back the seats that were offered to you. Nothing was charged, and you have your place in line as before."}, true
	case e.Status == waitlist.Pending && e.Reason == events.LineDeclined:
		return []string{"You have passed on seats that were not beside each other. Nothing was charged, and you have your place in line as before."}, false
	case e.Status == waitlist.Assigned && t.Offer != nil && t.Offer.Apart:
		return []string{"These seats are not beside each other: seats together have not come free for long, so you are offered these. You need not take them."}, false
	case e.Status == waitlist.Completed:
		return []string{"Your tickets come by mail, and the link in that mail shows your order, what was paid and the tickets themselves."}, false
	case e.Status == waitlist.Left:
		return []string{"Your place was given up; if seats were held for you, they went to the next in line. Nothing was charged.", joinAgain}, false
	case e.Status == waitlist.Expired:
		ending := t.ending()
		return ending.notice, ending.bad
	default:
		return nil, false
	}
}

// ending is how a place in line ended without seats.
type ending struct {
	headline string
	notice   []string
	bad      bool
}

func (t teller) ending() ending {
	e, starts := t.Entry, t.Event.Starts
	switch {
	case e.Reason == events.LinePassed:
		return ending{"The offer has ended", []string{
			"The seats were held for you, but they were not paid in time, so they went to the next in line. Nothing was charged.", joinAgain,
		}, true}
	case e.Reason == events.LineDeclined:
		return ending{"You have passed the seats on", []string{"They went to the next in line. Nothing was charged.", joinAgain}, false}
	case e.Reason == events.LineOver:
		return ending{"The event is cancelled", []string{"There is nothing to wait for any more. Nothing was charged for your place in line."}, true}
	case e.Reason == events.LineLapsed && !starts.IsZero() && !e.EndedAt.Before(starts):
		return ending{"The event has begun", []string{"No seats that suit you came free in time. Nothing was charged."}, true}
	case e.Reason == events.LineLapsed:
		return ending{"Your place was not confirmed in time", []string{"It was kept for a while and then given up. No seats were held, and nothing was charged.", joinAgain}, true}
	default:
		return ending{"Your place in line has ended", []string{"No seats are held for you, and nothing was charged.", joinAgain}, true}
	}
}

// confirm says what the button to confirm does; nothing where there is nothing to confirm.
func (t teller) confirm() []string {
	if t.Entry.Status != waitlist.Unconfirmed {
		return nil
	}
	return []string{
		"Your place is kept until " + t.until(t.Entry.ConfirmBy) + ". If it is not confirmed by then, it ends.",
		"Confirming costs nothing and binds you to nothing: when seats come free, you choose whether to take them.",
	}
}

// line tells about the place while it waits.
func (t teller) line() []fact {
	e := t.Entry
	if !e.Waiting() {
		return nil
	}
	return []fact{
		{"Number", fmt.Sprint(t.Position)},
		{"How fast", t.pace()},
		{"What you want", wanted(e.Wish)},
		{"In line since", e.JoinedAt.In(t.zone).Format("2 January 2006, 15:04")},
	}
}

// pace says how fast the line moves.
func (t teller) pace() string {
	switch p := t.Pace; {
	case p.Hour > 0 && p.Day > p.Hour:
		return fmt.Sprintf("%s in the last hour, %d in the last day", count(p.Hour, "place", "places"), p.Day)
	case p.Hour > 0:
		return count(p.Hour, "place", "places") + " in the last hour"
	case p.Day > 0:
		return count(p.Day, "place", "places") + " in the last day, none in the last hour"
	default:
		return "It has not moved in the last day; it moves when seats come free"
	}
}

// wanted puts a wish into words.
func wanted(w waitlist.Wish) string {
	one, many := "seat", "seats"
	if w.Accessible {
		one, many = "place for a wheelchair or a companion", "places for wheelchairs and companions"
	}
	words := []string{count(int64(w.Quantity), one, many)}
	if w.Quantity > 1 {
		words[0] += " beside each other"
	}
	if n := len(w.Sections); n > 1 {
		words = append(words, "in "+strings.Join(w.Sections[:n-1], ", ")+" or "+w.Sections[n-1])
	} else if n == 1 {
		words = append(words, "in "+w.Sections[0])
	}
	if w.MaxPrice != "" {
		words = append(words, "for up to "+string(w.MaxPrice)+" each")
	}
	return strings.Join(words, ", ")
}

// ways are what can be done beside waiting or paying.
func (t teller) ways() []way {
	leave := way{"If you no longer want to wait", "You give up your place at once, and everybody behind you moves up. It cannot be undone.", "leave", "Leave the line"}
	switch e := t.Entry; {
	case e.Waiting():
		return []way{leave}
	case t.Offer == nil:
		return nil
	case t.Offer.Apart:
		leave.Text = "You give up the seats and your place at once. It cannot be undone."
		return []way{{
			"If the offer does not suit you",
			"Pass it on: it goes to the next in line at once, and since the seats are not beside each other you keep your place. Nothing is charged.",
			"decline", "Pass it on",
		}, leave}
	default:
		return []way{{
			"If you do not want it", "Pass it on: it goes to the next in line at once, and your place in line ends. Nothing is charged.",
			"decline", "Pass it on",
		}}
	}
}

func count(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

const (
	joinAgain   = "You may join the line again where you joined it, with the same address; you begin at its end."
	unpaid      = "If you do not pay in time, the offer goes to the next in line and your place ends; you may join the line again."
	unpaidApart = "If you do not pay in time, the offer goes to the next in line and your place ends; to keep your place, pass it on."
	saidFailed  = "failed"
)

// saidOf is what came of a button, where the page itself does not show it. Ordering's words are among them: it decides whether an offer
// can be let go.
var saidOf = map[string]string{
	"confirm":                  "Your place is confirmed. From now on seats that come free may be offered to you.",
	waitlist.ErrEntryOver.Code: "This place in line is over. Nothing was changed.",
	waitlist.ErrNoOffer.Code:   "There is no offer to pass on any more. Nothing was changed.",
	"payment_in_progress":      "A payment for these seats is being decided, so they cannot be let go now. Nothing was changed; look again in a moment.",
	"order_paid":               "These seats are paid for already. Nothing was changed.",
	saidFailed:                 "That did not work just now, and nothing was changed as far as we know. Please look again in a moment.",
}
