package waitlist

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/address"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/secretlink"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Why somebody cannot join a line.
var (
	ErrBadJoin       = fault.New(fault.Invalid, "invalid_join", "This is not enough to join the line, or not right. Nothing was written.")
	ErrAlreadyInLine = fault.New(fault.Conflict, "already_in_line",
		"This address is in the line of this event already. Its place is kept; the link in its mail shows it, and we mail the link again if it was not opened yet, once an hour.")
	ErrNotNow = fault.New(fault.Unavailable, "line_unavailable", "The line cannot be joined at this moment. Nothing was written; try again in a moment.")
)

// nameMax is the longest name, in characters.
const nameMax = 200

// Join is the wish for a place in line.
type Join struct {
	Event EventID
	Email string
	Name  string // may be empty
	Wish  Wish
}

// Joined is a place in line and its rank.
type Joined struct {
	Entry    EntryID
	Position int64 // 1 for the first
}

// check tidies the wish up, or says everything that is wrong with it, in the original's words where it has them.
func (in *Join) check() error {
	var problems []string
	email, ok := address.Clean(in.Email)
	switch {
	case email == "":
		problems = append(problems, "Email is required.")
	case !ok:
		problems = append(problems, "Email format is invalid.")
	}
	in.Email = email
	if in.Event.IsZero() {
		problems = append(problems, "EventId is required.")
	}
	if !utf8.ValidString(in.Name) || strings.IndexFunc(in.Name, unicode.IsControl) >= 0 || utf8.RuneCountInString(in.Name) > nameMax {
		problems = append(problems, "Name is up to 200 characters that can be printed.")
	}
	in.Name = strings.Join(strings.Fields(in.Name), " ")
	problems = append(problems, in.Wish.tidy()...)
	if len(problems) == 0 {
		return nil
	}
	return ErrBadJoin.Saying("%s Nothing was written.", strings.Join(problems, " ")).With("errors", problems)
}

// Join takes a place at the end of the event's line. It is taken when this returns, and from then on every seat of the event that
// comes free is set aside for the line. The link to confirm it is mailed.
func (s *Service) Join(ctx context.Context, in Join) (Joined, error) {
	if err := in.check(); err != nil {
		return Joined{}, err
	}
	_, secret := secretlink.New(s.ports.Random, s.ports.Sealer)
	return s.lane.Do(ctx, &join{in: in, entry: EntryID(s.ids.New()), secret: secret, trace: work.TraceOf(ctx)})
}

// join is the command.
type join struct {
	in     Join
	entry  EntryID
	secret secretlink.Secret
	trace  string

	verdict LineVerdict // inventory's
	facts   EventFacts  // of an event whose line is new here
}

func (c *join) wish() LineWish { return LineWish{Event: c.in.Event, Wish: c.in.Wish} }

func (c *join) resident() Resident { return Resident{c.in.Event, address.Fold(c.in.Email)} }

func (c *join) need(n *needs) {
	n.events = append(n.events, c.in.Event)
	n.residents = append(n.residents, c.resident())
}

func (c *join) decide(b *book) (Joined, error) {
	line := b.lines[c.in.Event]
	if c.verdict.Term <= line.Closed {
		return Joined{}, errTermOver
	}
	line.learn(c.facts)
	line.Term = max(line.Term, c.verdict.Term)
	if line.IsOver(b.now) {
		return Joined{}, ErrEventOver
	}
	if e, there := b.resident(c.resident()); there {
		switch {
		case e.ID == c.entry: // an earlier try of this command stands, and its answer was lost: told as if nobody had come since
			return Joined{Entry: e.ID, Position: line.Waiting}, nil
		case !e.lapsed(b.now):
			return Joined{}, b.again(line, e)
		}
		b.end(line, e, Expired, events.LineLapsed)
	}
	line.Next++
	line.Joined++
	e := Entry{
		ID: c.entry, Event: c.in.Event, Place: line.Next, Email: c.in.Email, Name: c.in.Name, Wish: c.in.Wish, Secret: c.secret,
		JoinedAt: b.now, MailedAt: b.now, ConfirmBy: b.now.Add(b.rules.ConfirmIn), Trace: c.trace,
	}
	joined := Joined{Entry: e.ID, Position: line.Waiting + 1} // whoever waits has a lower place
	e.become(line, Unconfirmed, events.LineJoined, b.now)
	b.add(e)
	b.tell(e)
	return joined, nil
}

// again refuses an address that is in line. One that was never confirmed has the link mailed to it again, now and then.
func (b *book) again(line *Line, e Entry) error {
	if e.Status == Unconfirmed && !b.now.Before(e.MailedAt.Add(b.rules.RemindEvery)) {
		e.MailedAt = b.now
		e.become(line, Unconfirmed, events.LineReminded, b.now)
		b.put(e)
		b.tell(e)
	}
	return ErrAlreadyInLine
}

// ErrEventOver refuses to let people wait for what cannot come.
var ErrEventOver = fault.New(fault.Conflict, "event_over", "This event has begun, is over or is cancelled: there is nothing to wait for. Nothing was written.")

// learn takes over what catalog says of the event.
func (l *Line) learn(f EventFacts) {
	if f.Version <= l.News {
		return
	}
	l.News, l.Starts, l.Cancelled = f.Version, f.Starts, l.Cancelled || f.Cancelled
}
