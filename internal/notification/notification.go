package notification

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Rules are the numbers of the business.
type Rules struct {
	Pauses []time.Duration // between the tries of a mail; after the last one it has failed
	Batch  int             // mails that are sent in one turn
}

// DefaultRules tries a mail for about a day.
var DefaultRules = Rules{
	Pauses: []time.Duration{
		5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 8 * time.Hour,
	},
	Batch: 5,
}

// Store keeps mails.
type Store interface {
	// Update runs one transaction. The function may run again after a conflict, so it touches nothing but tx.
	Update(ctx context.Context, do func(Tx) error) error
	// OfOrder lists an order's mails, oldest first.
	OfOrder(ctx context.Context, order id.UUID) ([]Mail, error)
	// List lists mails of a status, or all, newest first, before an id.
	List(ctx context.Context, status Status, before MailID, limit int) ([]Mail, error)
	// Waiting counts mails that are to be sent.
	Waiting(ctx context.Context) (int, error)
}

// Tx is one transaction. What it loads is locked.
type Tx interface {
	work.Unit
	// Add keeps new mails, but none whose Once is there already.
	Add(ctx context.Context, mails ...Mail) error
	// Due returns unsent mails whose time has come, the oldest first, without those that another transaction is taking.
	Due(ctx context.Context, now time.Time, limit int) ([]Mail, error)
	// Mails loads mails by id.
	Mails(ctx context.Context, ids []MailID) ([]Mail, error)
	// Put writes mails that are there.
	Put(ctx context.Context, mails ...Mail) error
}

// Ports are what notification needs of others.
type Ports struct {
	Orders  Orders
	Tickets Tickets
	Lines   Lines // nil: mails about a place in line are tried again until there is one
	Writer  Writer
	Sender  Sender // nil: mails stay pending until there is one
	Sealer  Sealer
}

// Orders is ordering: whom an order's mails go to.
type Orders interface {
	// Contact returns who placed the order and how to reach him.
	Contact(ctx context.Context, order id.UUID) (Contact, error)
}

// Contact is the buyer of an order.
type Contact struct {
	Email, Name, Number string
	StatusURL           string // the secret link
	Total               money.Amount
	RefundDue           string // why the money goes back where nobody asked for it: seats_gone, event_cancelled
}

// Tickets is fulfillment: what a ticket mail encloses.
type Tickets interface {
	// OfOrder returns the valid tickets of an order, or the one named, with their files.
	OfOrder(ctx context.Context, order, ticket id.UUID) (Enclosure, error)
}

// Lines is waitlist: what a mail says of somebody's place in line.
type Lines interface {
	// Letter returns how the place stands now, with the offer that there is.
	Letter(ctx context.Context, entry id.UUID) (Place, error)
}

// Enclosure is tickets as a mail needs them.
type Enclosure struct {
	Lines []TicketLine
	Files []File
}

// TicketLine describes one ticket.
type TicketLine struct {
	Number, Event, Venue string
	Starts               time.Time // UTC
	TimeZone             string    // IANA
	Section, Row, Seat   string
	Price                money.Amount
}

// File is an attachment.
type File struct {
	Name, Type string
	Content    []byte
}

// Letter is a mail as it is sent.
type Letter struct {
	ID                  MailID
	To, Name            string
	Subject, Text, HTML string
	Files               []File
}

// Matter is all that a letter can speak of; which fields are set depends on the kind.
type Matter struct {
	Kind    Kind
	Contact Contact
	Tickets []TicketLine
	Place   Place
	Links   []Link
	Expires time.Time
}

// Link is something to open.
type Link struct{ Label, URL string }

// Writer puts a matter into words: the same matter gives the same letter.
type Writer interface {
	Write(matter Matter) (subject, text, html string, err error)
}

// Sender hands letters to a mail server. It may be given the same letter twice, under the same id. An error of kind Declined says
// that trying again is in vain.
type Sender interface {
	Send(ctx context.Context, letter Letter) error
}

// Sealer keeps links from whoever reads the tables.
type Sealer interface {
	Seal(plain []byte) []byte
	Open(sealed []byte) ([]byte, error)
}

// Service is notification's commands and questions.
type Service struct {
	store Store
	ports Ports
	rules Rules
	clock clock.Clock
	ids   id.Source
}

// New makes the service.
func New(store Store, ports Ports, rules Rules, clk clock.Clock, ids id.Source) *Service {
	return &Service{store: store, ports: ports, rules: rules, clock: clk, ids: ids}
}
