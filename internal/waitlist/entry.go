package waitlist

import (
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/address"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/secretlink"
)

// What can be wrong with somebody's place in line.
var (
	ErrNoEntry   = fault.New(fault.NotFound, "entry_not_found", "There is no such place in line that you may see. It opens by the link in its mail, which must be whole.")
	ErrEntryOver = fault.New(fault.Gone, "entry_over", "This place in line is over. Nothing was changed; you may join the line again.")
	ErrNoOffer   = fault.New(fault.Conflict, "no_offer", "There is no offer to pass on: it is not your turn yet. Your place in line is unchanged.")
)

// EntryID names somebody's place in a line.
type EntryID = id.ID[Entry]

// Status is how somebody's place in line stands.
type Status string

// The statuses, as they are on the wire.
const (
	Unconfirmed Status = "unconfirmed"
	Pending     Status = "pending"
	Assigned    Status = "assigned"
	Completed   Status = "completed"
	Expired     Status = "expired"
	Left        Status = "left"
)

// Entry is one person's place in the line of one event. Times that have not come are zero.
type Entry struct {
	ID     EntryID
	Event  EventID
	Place  int64 // 1, 2, … in the order of joining, for ever
	Email  string
	Name   string // may be empty
	Wish   Wish
	Status Status
	Reason string // of the last change: one of events.LineJoined and its like
	Secret secretlink.Secret

	JoinedAt  time.Time
	MailedAt  time.Time // when the link to confirm was last asked for
	ConfirmBy time.Time // an unconfirmed entry ends then
	EndedAt   time.Time

	Offer  OfferID // the live one, in the making or open
	Passes int     // how often a group was passed over: see Assign
	Trace  string  // of the request that joined; may be empty
}

// Waiting reports whether the entry is in line: it has a rank.
func (e Entry) Waiting() bool { return e.Status == Unconfirmed || e.Status == Pending }

// Live reports whether the address cannot join the line once more.
func (e Entry) Live() bool { return e.Waiting() || e.Status == Assigned }

// Customer is the customer whose holds and orders the entry's offers are: a guest of its own.
func (e Entry) Customer() id.UUID { return id.Named(e.ID.UUID(), "customer") }

// Opens reports whether the entry may be seen: by its secret, or by the account whose verified address it is.
func (e Entry) Opens(who actor.Actor, secret string) bool {
	own := !who.Stranger() && who.Order == id.Nil && who.Verified && who.Email != "" && address.Fold(who.Email) == address.Fold(e.Email)
	return own || e.Secret.Opens(secret)
}

// lapsed reports whether an entry was not confirmed in time.
func (e Entry) lapsed(now time.Time) bool { return e.Status == Unconfirmed && !now.Before(e.ConfirmBy) }

// Clone returns a copy that shares nothing with the entry.
func (e Entry) Clone() Entry {
	e.Wish.Sections = slices.Clone(e.Wish.Sections)
	e.Secret = e.Secret.Clone()
	return e
}

// become changes an entry's status, and what its line counts. Every change of a status goes through here.
func (e *Entry) become(l *Line, status Status, reason string, now time.Time) {
	before := *e
	e.Status, e.Reason = status, reason
	if !e.Live() {
		e.EndedAt = now
	}
	l.Waiting += one(e.Waiting()) - one(before.Waiting())
	l.Confirmed += one(status == Pending) - one(before.Status == Pending)
	l.Assigned += one(status == Assigned) - one(before.Status == Assigned)
	if before.Waiting() && !e.Waiting() {
		l.Gone++
	}
	if before.Status == Assigned && e.Waiting() { // its offer came to nothing
		l.Gone--
	}
}

func one(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// changed is the fact of an entry's last change; the offer may be absent.
func changed(e Entry, o *Offer, message id.UUID, now time.Time) events.WaitlistEntryChanged {
	f := events.WaitlistEntryChanged{
		Meta: events.Stamp(message, now), Entry: e.ID.UUID(), Event: e.Event.UUID(), Concert: e.Event.UUID(),
		Status: string(e.Status), Reason: e.Reason, Seats: []id.UUID{},
	}
	if o == nil {
		return f
	}
	offer := o.ID.UUID()
	f.Offer, f.Order, f.Seats = &offer, &offer, id.UUIDs(o.SeatIDs())
	if !o.ExpiresAt.IsZero() {
		until := o.ExpiresAt
		f.ExpiresAt = &until
	}
	return f
}
