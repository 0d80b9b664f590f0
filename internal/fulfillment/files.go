package fulfillment

import (
	"context"
	"fmt"
	"slices"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// ErrNoTickets says that there is nothing to print.
var ErrNoTickets = fault.New(fault.NotFound, "no_tickets", "This order has no tickets that admit anybody: they are not issued yet, or its money went back.")

// The media types of files.
const (
	PDFType      = "application/pdf"
	CalendarType = "text/calendar; charset=utf-8"
)

// File is a file for people.
type File struct {
	Name    string
	Type    string
	Content []byte
}

// Bundle is what a mail about an order's tickets is made of.
type Bundle struct {
	Order   Order
	Tickets []Issued // cancelled ones too
	Events  []Event  // those of the tickets
}

// Revision is how often tickets of the order were issued beyond the first time, so that each re-issue is one more mail.
func (b Bundle) Revision() int {
	revision := 1
	for _, t := range b.Tickets {
		revision += t.Revision - 1
	}
	return revision
}

// Living returns the bundle with the one ticket that is named, or with all where none is; cancelled ones are left out.
func (b Bundle) Living(only TicketID) Bundle {
	b.Tickets = slices.DeleteFunc(slices.Clone(b.Tickets), func(t Issued) bool {
		return t.Status == Cancelled || !only.IsZero() && t.ID != only
	})
	return b
}

// EventOf returns the event of one of its tickets.
func (b Bundle) EventOf(t Issued) Event {
	if i := slices.IndexFunc(b.Events, func(e Event) bool { return e.ID == t.Event }); i >= 0 {
		return b.Events[i]
	}
	return Event{ID: t.Event}
}

// documents are what the renderer prints: the tickets that are not cancelled.
func (s *Service) documents(b Bundle) []Document {
	var docs []Document
	for _, t := range b.Living(TicketID{}).Tickets {
		event := b.EventOf(t)
		docs = append(docs, Document{
			Number: t.Number, OrderNumber: b.Order.Number, EventID: t.Event, EventName: event.Name, Venue: event.Venue,
			Starts: event.Starts, TimeZone: event.TimeZone, Section: t.Section, Row: t.Row, Seat: t.Label, Standing: t.Standing(),
			Holder: t.Holder, Price: t.Price, Code: t.Code, IssuedAt: t.IssuedAt, Demo: s.rules.Demo,
		})
	}
	return docs
}

// OfOrder returns an order's tickets with what is needed to speak of them, for other contexts: nobody's right to see them is checked.
func (s *Service) OfOrder(ctx context.Context, order OrderID) (Bundle, error) {
	o, err := s.store.Order(ctx, order)
	if err != nil {
		return Bundle{}, fmt.Errorf("load order: %w", err)
	}
	tickets, err := s.issuedOf(ctx, order)
	if err != nil {
		return Bundle{}, err
	}
	return s.bundle(ctx, o, tickets)
}

func (s *Service) bundle(ctx context.Context, order Order, tickets []Issued) (Bundle, error) {
	var wanted []id.UUID
	for _, t := range tickets {
		if !slices.Contains(wanted, t.Event) {
			wanted = append(wanted, t.Event)
		}
	}
	known, err := s.store.Events(ctx, wanted)
	if err != nil {
		return Bundle{}, fmt.Errorf("load events: %w", err)
	}
	return Bundle{Order: order, Tickets: tickets, Events: known}, nil
}

// Files are what a mail attaches: a PDF for each ticket and one calendar file. An order without living tickets has none.
func (s *Service) Files(bundle Bundle) ([]File, error) {
	var files []File
	docs := s.documents(bundle)
	for _, doc := range docs {
		file, err := s.pdf("ticket-"+doc.Number+".pdf", []Document{doc})
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	if len(docs) > 0 {
		file, err := s.calendar("order-"+bundle.Order.Number+".ics", docs)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}

// TicketPDF prints one ticket. A cancelled one is [ErrTicketVoid].
func (s *Service) TicketPDF(ctx context.Context, reader Reader, ticket TicketID) (File, error) {
	docs, err := s.oneDocument(ctx, reader, ticket)
	if err != nil {
		return File{}, err
	}
	return s.pdf(ticket.String()+".pdf", docs)
}

// TicketCalendar is the calendar entry of one ticket. A cancelled one is [ErrTicketVoid].
func (s *Service) TicketCalendar(ctx context.Context, reader Reader, ticket TicketID) (File, error) {
	docs, err := s.oneDocument(ctx, reader, ticket)
	if err != nil {
		return File{}, err
	}
	return s.calendar(ticket.String()+".ics", docs)
}

func (s *Service) oneDocument(ctx context.Context, reader Reader, ticket TicketID) ([]Document, error) {
	issued, order, err := s.ticket(ctx, reader, ticket)
	if err != nil {
		return nil, err
	}
	if issued.Status == Cancelled {
		return nil, ErrTicketVoid
	}
	bundle, err := s.bundle(ctx, order, []Issued{issued})
	if err != nil {
		return nil, err
	}
	return s.documents(bundle), nil
}

// OrderPDF prints all tickets of an order into one file. Without living tickets it is [ErrNoTickets].
func (s *Service) OrderPDF(ctx context.Context, reader Reader, order OrderID) (File, error) {
	number, docs, err := s.orderDocuments(ctx, reader, order)
	if err != nil {
		return File{}, err
	}
	return s.pdf("tickets-"+number+".pdf", docs)
}

// OrderCalendar is the calendar file of a whole order. Without living tickets it is [ErrNoTickets].
func (s *Service) OrderCalendar(ctx context.Context, reader Reader, order OrderID) (File, error) {
	number, docs, err := s.orderDocuments(ctx, reader, order)
	if err != nil {
		return File{}, err
	}
	return s.calendar("order-"+number+".ics", docs)
}

func (s *Service) orderDocuments(ctx context.Context, reader Reader, order OrderID) (number string, docs []Document, err error) {
	o, err := s.readable(ctx, reader, order)
	if err != nil {
		return "", nil, err
	}
	tickets, err := s.issuedOf(ctx, order)
	if err != nil {
		return "", nil, err
	}
	bundle, err := s.bundle(ctx, o, tickets)
	if err != nil {
		return "", nil, err
	}
	if docs = s.documents(bundle); len(docs) == 0 {
		return "", nil, ErrNoTickets
	}
	return o.Number, docs, nil
}

func (s *Service) pdf(name string, docs []Document) (File, error) {
	content, err := s.ports.Renderer.PDF(docs)
	if err != nil {
		return File{}, fmt.Errorf("print tickets: %w", err)
	}
	return File{Name: name, Type: PDFType, Content: content}, nil
}

func (s *Service) calendar(name string, docs []Document) (File, error) {
	content, err := s.ports.Renderer.Calendar(docs)
	if err != nil {
		return File{}, fmt.Errorf("write calendar: %w", err)
	}
	return File{Name: name, Type: CalendarType, Content: content}, nil
}
