package waitlist

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// EventID names an event, and so its line.
type EventID = id.ID[Line]

// Line is the queue of one event, in numbers: who is in it are its entries. A line is open while somebody lives in it.
type Line struct {
	Event     EventID
	Term      int64 // the highest that inventory gave
	Closed    int64 // the highest term that is over for us
	Told      int64 // the highest term that inventory has heard is over
	Next      int64 // the place of whoever joins next
	Paused    bool
	Starts    time.Time // when the event begins; zero: not known yet
	News      int64     // version of the event that was heard of
	Cancelled bool      // the event is off

	Waiting   int64 // entries that wait, confirmed or not
	Confirmed int64 // of them, those that are confirmed
	Assigned  int64 // entries with an open offer

	// All that ever happened, for the office and for how fast the line moves.
	Joined  int64 // entries
	Gone    int64 // entries that wait no more, for whatever reason
	Offered int64 // offers that were opened
	Taken   int64 // of them, those that were paid
	Passed  int64 // of them, those that ended otherwise
}

// Live counts the entries that are in line or have an offer.
func (l Line) Live() int64 { return l.Waiting + l.Assigned }

// IsOver reports whether there is nothing to wait for any more.
func (l Line) IsOver(now time.Time) bool {
	return l.Cancelled || !l.Starts.IsZero() && !now.Before(l.Starts)
}

// closable reports whether the line's term can end: nobody is in it.
func (l Line) closable() bool { return l.Live() == 0 && l.Term > l.Closed }

// Moment is how a line stood at the end of a stretch of time.
type Moment struct {
	At                                               time.Time // beginning of the stretch
	Waiting, Confirmed, Gone, Offered, Taken, Passed int64
}

// MomentLength is how long the stretches of a line's history are.
const MomentLength = 5 * time.Minute

// MomentOf is how the line stands, in the stretch of time that now is in.
func (l Line) MomentOf(now time.Time) Moment {
	return Moment{
		At: now.UTC().Truncate(MomentLength), Waiting: l.Waiting, Confirmed: l.Confirmed, Gone: l.Gone,
		Offered: l.Offered, Taken: l.Taken, Passed: l.Passed,
	}
}
