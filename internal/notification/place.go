package notification

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// Place is somebody's place in line, and the offer that there is, as a mail needs them.
type Place struct {
	To, Name     string
	URL          string // the secret link
	Event, Venue string
	Starts       time.Time    // UTC
	TimeZone     string       // IANA
	Status       string       // unconfirmed, pending, assigned, completed, expired, left
	Position     int          // the person's own rank, the first is 1; zero says nothing
	Quantity     int          // of the seats that are waited for
	Seats        []TicketLine // of an offer: section, row, seat and price
	Apart        bool         // the seats of the offer are not beside each other
	Total        money.Amount // of the offer
	Until        time.Time    // the end of the offer, or of the time in which the place can be confirmed
}

// Statuses of a place on which it depends whether a mail is still true.
const (
	unconfirmed = "unconfirmed"
	waiting     = "pending"
	offered     = "assigned"
)

// What ends a mail about a place that has moved on before the mail was written.
var (
	errNothingToConfirm = fault.New(fault.Declined, "nothing_to_confirm", "The place no longer waits to be confirmed; nothing was mailed.")
	errOfferOver        = fault.New(fault.Declined, "offer_over", "The offer is over; nothing was mailed.")
	errNotInLine        = fault.New(fault.Declined, "not_in_line", "The person is not in line any more; nothing was mailed.")
)

// allows refuses a mail that would not be true any more. The mails that say how something ended are true for ever.
func (p Place) allows(kind Kind, now time.Time) error {
	late := !p.Until.IsZero() && !now.Before(p.Until)
	switch {
	case kind == LineConfirmMail && (p.Status != unconfirmed || late):
		return errNothingToConfirm
	case kind == LineOfferMail && (p.Status != offered || late):
		return errOfferOver
	case kind == LineTakenBackMail && p.Status != waiting && p.Status != offered:
		return errNotInLine
	}
	return nil
}
