package events

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// Why an entry of a waitlist changed.
const (
	LineJoined    = "joined"          // somebody asked for a place in line; the link to confirm it is to be mailed
	LineReminded  = "reminded"        // the same person asked again before the place was confirmed
	LineConfirmed = "confirmed"       // the address is confirmed: seats may be offered
	LineOffered   = "offered"         // seats are held for the entry, and an order waits to be paid
	LineTaken     = "taken"           // the offer was paid
	LinePassed    = "passed"          // the offer was not paid in time
	LineDeclined  = "declined"        // the offer was passed on by the person
	LineWithdrawn = "withdrawn"       // the offer's seats were taken back by the house
	LineLeft      = "left"            // the person left the line
	LineLapsed    = "lapsed"          // the place was not confirmed in time
	LineOver      = "event_cancelled" // there is nothing to wait for any more
)

// WaitlistEntryChanged says how somebody's place in line stands after it changed.
type WaitlistEntryChanged struct {
	Meta
	Entry     id.UUID    `json:"entryId"`
	Event     id.UUID    `json:"eventId"`
	Concert   id.UUID    `json:"concertEventId"` // the same: the original's v3 name
	Status    string     `json:"status"`         // unconfirmed, pending, assigned, completed, expired, left
	Reason    string     `json:"reason"`
	Offer     *id.UUID   `json:"offerId"`   // of the changes that concern an offer
	Order     *id.UUID   `json:"orderId"`   // of an offer
	Seats     []id.UUID  `json:"seatIds"`   // of an offer
	ExpiresAt *time.Time `json:"expiresAt"` // until when an offer can be paid
}

// Topic of the fact.
func (WaitlistEntryChanged) Topic() string { return "waitlist-entry-changed" }

// Key of the fact is the entry.
func (f WaitlistEntryChanged) Key() string { return f.Entry.String() }
