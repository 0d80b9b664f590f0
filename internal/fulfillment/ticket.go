package fulfillment

import (
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// What can be said of a ticket.
var (
	ErrTicketNotFound  = fault.New(fault.NotFound, "ticket_not_found", "There is no such ticket, or it is not yours. Nothing was changed.")
	ErrTicketUsed      = fault.New(fault.Conflict, "ticket_used", "Somebody was admitted with this ticket, so it is not issued again. It stays as it is.")
	ErrTicketVoid      = fault.New(fault.Gone, "ticket_void", "This ticket does not admit any more: its order was refunded or cancelled, or the ticket was issued again with a new code.")
	ErrTooManyReissues = fault.New(fault.Conflict, "too_many_reissues", "This ticket was issued too often already. Its newest code stays good; ask the organiser for help.")
	ErrAlreadyAdmitted = fault.New(fault.Conflict, "already_admitted", "Somebody was admitted with this ticket before. Nobody is let in twice on one ticket.")
	ErrNotAdmitted     = fault.New(fault.NotFound, "not_admitted", "Nobody was admitted with this ticket, so there is nothing to undo.")
	ErrSeatHasTicket   = fault.New(fault.Conflict, "seat_has_ticket", "The seat has a living ticket of another order. No ticket was issued; somebody has to look into it.")
)

// TicketID names a ticket.
type TicketID = id.ID[Ticket]

// Status is what a ticket is good for.
type Status string

// The states of a ticket.
const (
	Valid     Status = "valid"     // admits one
	Used      Status = "used"      // somebody was admitted
	Cancelled Status = "cancelled" // its order is void
)

// Ticket is the right to one seat (or standing place) of an event.
type Ticket struct {
	ID       TicketID
	Number   string // the order's number and the ticket's position in it: K7MPX2QD-1
	Position int    // 1, 2, … within the order
	Order    OrderID
	Event    id.UUID
	Seat     id.UUID
	Section  string
	Row      string // empty for a standing place
	Label    string // the seat's label within its row
	Holder   string
	Price    money.Amount
	Status   Status
	Revision int    // 1 for the first code
	Key      string // signs the code of this revision
	IssuedAt time.Time
	Reissue  id.UUID // the operation that made this revision; none for the first
	Entry    Entry
	// TouchedAt is when a door last had to hear of the ticket: admitted, undone, issued again, cancelled. Zero: never.
	TouchedAt time.Time
}

// Entry is an admission. It stays with a ticket that is cancelled later.
type Entry struct {
	Scan id.UUID // the scan that admitted; none: nobody was
	At   time.Time
	Gate string
	By   id.UUID // who scanned
}

// Standing reports whether the place has no number: as everywhere here, a place without a row.
func (t Ticket) Standing() bool { return t.Row == "" }

// Admit uses the ticket up. The revision is the code's; 0 stands for any. The scan that admitted is admitted again.
func (t Ticket) Admit(entry Entry, revision int, now time.Time) (Ticket, error) {
	switch {
	case t.Status == Cancelled || revision != 0 && revision != t.Revision:
		return t, ErrTicketVoid
	case t.Status == Used && t.Entry.Scan == entry.Scan:
		return t, nil
	case t.Status == Used:
		return t, ErrAlreadyAdmitted
	}
	t.Status, t.Entry, t.TouchedAt = Used, entry, now
	return t, nil
}

// Undo takes an admission back: the ticket admits again.
func (t Ticket) Undo(now time.Time) (Ticket, error) {
	switch t.Status {
	case Cancelled:
		return t, ErrTicketVoid
	case Valid:
		return t, ErrNotAdmitted
	}
	t.Status, t.Entry, t.TouchedAt = Valid, Entry{}, now
	return t, nil
}

// Cancel ends the ticket for good. Whether and when somebody was admitted with it stays known.
func (t Ticket) Cancel(now time.Time) Ticket {
	if t.Status != Cancelled {
		t.Status, t.TouchedAt = Cancelled, now
	}
	return t
}

// IssueAgain gives the ticket a new code, signed by the key; the one before is dead. The operation that made the present revision
// makes no other one.
func (t Ticket) IssueAgain(operation id.UUID, key string, now time.Time, revisionMax int) (Ticket, error) {
	switch {
	case t.Status == Cancelled:
		return t, ErrTicketVoid
	case t.Reissue == operation:
		return t, nil
	case t.Status == Used:
		return t, ErrTicketUsed
	case t.Revision >= revisionMax:
		return t, ErrTooManyReissues
	}
	t.Revision++
	t.Key, t.IssuedAt, t.Reissue, t.TouchedAt = key, now, operation, now
	return t, nil
}

// Claims are what the ticket's code says. They depend on nothing that changes within a revision.
func (t Ticket) Claims() Claims {
	return Claims{
		EventID: t.Event, TicketID: t.ID.UUID(), SeatLabel: t.place(), Number: t.Number, IssuedAt: t.IssuedAt,
		Revision: uint16(t.Revision), // #nosec G115 -- Rules.RevisionMax is far below
	}
}

// place names the seat for people at a door: "Stalls C-14", or the section alone.
func (t Ticket) place() string {
	if t.Standing() {
		return t.Section
	}
	return strings.TrimSpace(t.Section + " " + t.Row + "-" + t.Label)
}

// seatNumber names the seat as topics do: Section-Row-Number.
func (t Ticket) seatNumber() string {
	text := t.Section
	for _, part := range []string{t.Row, t.Label} {
		if part != "" {
			text += "-" + part
		}
	}
	return text
}
