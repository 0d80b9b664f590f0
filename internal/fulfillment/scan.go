package fulfillment

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// Outcome is what a scan came to. Those of refusals are the codes of their errors.
type Outcome string

// The outcomes of scans that reached a ticket.
const (
	Admitted        Outcome = "admitted"
	AlreadyAdmitted Outcome = "already_admitted"
	VoidTicket      Outcome = "ticket_void"
	AfterTheEvent   Outcome = "event_over"
)

// outcomes names the outcome of each refusal.
var outcomes = map[error]Outcome{ErrAlreadyAdmitted: AlreadyAdmitted, ErrTicketVoid: VoidTicket, ErrEventOver: AfterTheEvent}

// Scan is one line of the door's log. Of two scans of a ticket the one that was committed first admits, whatever the times say:
// doors without network may disagree, and both lines stay.
type Scan struct {
	ID       id.UUID
	Ticket   TicketID
	Event    id.UUID
	Revision int // of the code; 0: found by number
	Outcome  Outcome
	Gate     string
	At       time.Time // when it was scanned
	Recorded time.Time // when we heard of it; differs for offline scans
	By       id.UUID
	UndoneAt time.Time // of an admission that staff took back
	UndoneBy id.UUID
}
