package events

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// TicketIssued says that a seat of a paid order has its ticket. Reissue says that an older code of the same ticket died with it.
type TicketIssued struct {
	Meta
	Ticket     id.UUID   `json:"ticketId"`
	Number     string    `json:"ticketNumber"`
	Order      id.UUID   `json:"orderId"`
	Payment    *id.UUID  `json:"paymentId"`
	Customer   id.UUID   `json:"customerId"`
	Event      id.UUID   `json:"eventId"`
	Seat       id.UUID   `json:"seatId"`
	SeatNumber string    `json:"seatNumber"` // Section-Row-Number
	Section    string    `json:"section"`
	PDFPath    string    `json:"pdfPath"` // path under the public address
	QRCode     string    `json:"qrCode"`  // the ticket's id: the admission code itself never travels
	Reissue    bool      `json:"reissue"`
	Revision   int       `json:"revision"` // 1 for the first code
	IssuedAt   time.Time `json:"issuedAt"`
	Status     string    `json:"status"` // generated
}

// Topic of the fact.
func (TicketIssued) Topic() string { return "ticket-issued" }

// Key of the fact is the order.
func (f TicketIssued) Key() string { return f.Order.String() }
