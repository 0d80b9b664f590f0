package notification

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// The failures that callers meet.
var (
	ErrNoMail      = fault.New(fault.NotFound, "mail_not_found", "There is no such mail.")
	ErrNothingSent = fault.New(fault.Conflict, "nothing_to_resend", "This order has no ticket mail yet, so there is nothing to send again. It comes by itself when the tickets are issued.")
)

// MailID identifies a mail; it is its Message-ID too.
type MailID = id.ID[Mail]

// Kind says what a mail is about.
type Kind string

// The kinds.
const (
	TicketMail         Kind = "tickets"
	ReissueMail        Kind = "ticket_reissued"
	HoldExpiredMail    Kind = "hold_expired"
	EventCancelledMail Kind = "event_cancelled"
	RefundMail         Kind = "refund"
	LinksMail          Kind = "order_links"
	VerifyMail         Kind = "verify_address"
	ResetMail          Kind = "reset_password"
	LineConfirmMail    Kind = "waitlist_confirm"
	LineOfferMail      Kind = "waitlist_offer"
	LinePassedMail     Kind = "waitlist_passed"
	LineTakenBackMail  Kind = "waitlist_withdrawn"
	LineOverMail       Kind = "waitlist_event_cancelled"
)

// aboutPlace reports whether a mail of the kind is about a place in line: then its subject is the entry, and waitlist knows its matter.
func (k Kind) aboutPlace() bool {
	switch k {
	case LineConfirmMail, LineOfferMail, LinePassedMail, LineTakenBackMail, LineOverMail:
		return true
	}
	return false
}

// Status is how far a mail has come.
type Status string

// The statuses, as they are on the wire.
const (
	Pending  Status = "pending"
	Sent     Status = "sent"
	Retrying Status = "retrying"
	Failed   Status = "failed"
)

// Mail is one mail and its delivery.
type Mail struct {
	ID        MailID
	Kind      Kind
	Order     id.UUID // of mails about an order
	Subject   id.UUID // what exactly it is about: a ticket, a refund, a place in line
	Once      string  // of two mails with the same word only the first is kept
	To        string  // the address; of mails about an order it is known once they were written
	Sealed    []byte  // what only the recipient may know (links), sealed; gone once it is sent
	Status    Status
	Reason    string // of the last failure
	Attempts  int
	Next      time.Time // when to try
	CreatedAt time.Time
	SentAt    time.Time // zero until then
	UpdatedAt time.Time
	Trace     string // what it belongs to; may be empty
}

// lease is how long a mail that is being sent is left alone; a process that dies with it is overtaken after this.
const lease = 2 * time.Minute

// leaseMargin is how long before the end of its lease a mail is given up: longer than a conversation with a mail server, which nobody
// can call back.
const leaseMargin = 30 * time.Second

// Take leaves the mail to one sender for a while.
func (m *Mail) Take(now time.Time) {
	m.Attempts++
	m.Next = now.Add(lease)
	m.UpdatedAt = now
}

// TakeUp makes a mail due that a sender took and will not finish.
func (m *Mail) TakeUp(now time.Time) {
	if m.Next.Equal(m.UpdatedAt.Add(lease)) {
		m.Next = now
	}
}

// Delivered records that the mail server has taken the mail.
func (m *Mail) Delivered(to string, now time.Time) {
	m.To, m.Status, m.Reason, m.SentAt, m.UpdatedAt, m.Sealed = to, Sent, "", now, now, nil
}

// Missed records a failure: the mail is tried again after a pause, unless it never can succeed or was tried long enough.
func (m *Mail) Missed(cause error, rules Rules, now time.Time) {
	m.Reason, m.UpdatedAt = cause.Error(), now
	if fault.Is(cause, fault.Declined) || m.Attempts >= len(rules.Pauses)+1 {
		m.Status, m.Sealed = Failed, nil
		return
	}
	m.Status, m.Next = Retrying, now.Add(rules.Pauses[m.Attempts-1])
}
