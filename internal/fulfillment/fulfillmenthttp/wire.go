package fulfillmenthttp

import (
	"time"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// ticket is a ticket on the wire.
type ticket struct {
	ID           id.UUID        `json:"id"`
	TicketNumber string         `json:"ticketNumber" example:"K7MPX2QD-1"`
	OrderID      id.UUID        `json:"orderId"`
	EventID      id.UUID        `json:"eventId"`
	SeatID       id.UUID        `json:"seatId"`
	SectionCode  string         `json:"sectionCode"`
	Row          string         `json:"row" doc:"Empty for a standing place."`
	Seat         string         `json:"seat"`
	Holder       string         `json:"holder"`
	Price        money.Decimal  `json:"price"`
	Currency     money.Currency `json:"currency" example:"USD"`
	Status       string         `json:"status" enum:"valid,used,cancelled"`
	QRCode       string         `json:"qrCode" doc:"The admission code: the text of the QR symbol, and what POST /check-ins takes."`
	IssuedAt     time.Time      `json:"issuedAt"`
	Revision     int            `json:"revision" doc:"1 for the first code; each re-issue adds 1."`
	AdmittedAt   *time.Time     `json:"admittedAt,omitempty"`
}

func wireTicket(t fulfillment.Issued) ticket {
	return ticket{
		ID: t.ID.UUID(), TicketNumber: t.Number, OrderID: t.Order.UUID(), EventID: t.Event, SeatID: t.Seat, SectionCode: t.Section,
		Row: t.Row, Seat: t.Label, Holder: t.Holder, Price: t.Price.Decimal(), Currency: t.Price.Currency, Status: string(t.Status),
		QRCode: t.Code, IssuedAt: t.IssuedAt, Revision: t.Revision, AdmittedAt: present(t.Entry.At),
	}
}

// admission is somebody who was let in.
type admission struct {
	TicketID     id.UUID   `json:"ticketId"`
	TicketNumber string    `json:"ticketNumber"`
	EventID      id.UUID   `json:"eventId"`
	SectionCode  string    `json:"sectionCode"`
	Row          string    `json:"row"`
	Seat         string    `json:"seat"`
	Holder       string    `json:"holder"`
	AdmittedAt   time.Time `json:"admittedAt"`
	Gate         string    `json:"gate"`
}

func wireAdmission(t fulfillment.Ticket) admission {
	return admission{
		TicketID: t.ID.UUID(), TicketNumber: t.Number, EventID: t.Event, SectionCode: t.Section, Row: t.Row, Seat: t.Label,
		Holder: t.Holder, AdmittedAt: t.Entry.At, Gate: t.Entry.Gate,
	}
}

// doorEntry is what a door without network has to know of a ticket.
type doorEntry struct {
	TicketID     id.UUID    `json:"ticketId"`
	TicketNumber string     `json:"ticketNumber"`
	EventID      id.UUID    `json:"eventId"`
	SectionCode  string     `json:"sectionCode"`
	Row          string     `json:"row"`
	Seat         string     `json:"seat"`
	Status       string     `json:"status" enum:"valid,used,cancelled"`
	Revision     int        `json:"revision" doc:"Codes of other revisions are dead."`
	AdmittedAt   *time.Time `json:"admittedAt,omitempty"`
	Gate         string     `json:"gate,omitempty"`
	ChangedAt    time.Time  `json:"changedAt"`
}

func wireDoorEntry(t fulfillment.Ticket) doorEntry {
	return doorEntry{
		TicketID: t.ID.UUID(), TicketNumber: t.Number, EventID: t.Event, SectionCode: t.Section, Row: t.Row, Seat: t.Label,
		Status: string(t.Status), Revision: t.Revision, AdmittedAt: present(t.Entry.At), Gate: t.Entry.Gate, ChangedAt: t.TouchedAt,
	}
}

// present leaves a time out that is none.
func present(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
