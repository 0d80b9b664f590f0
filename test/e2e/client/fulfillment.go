package client

import (
	"context"
	"encoding/json"
	"net/http"
	"time"
)

// Ticket is a ticket.
type Ticket struct {
	ID           string      `json:"id"`
	TicketNumber string      `json:"ticketNumber"`
	OrderID      string      `json:"orderId"`
	EventID      string      `json:"eventId"`
	SeatID       string      `json:"seatId"`
	SectionCode  string      `json:"sectionCode"`
	Row          string      `json:"row"`
	Seat         string      `json:"seat"`
	Holder       string      `json:"holder"`
	Price        json.Number `json:"price"`
	Status       string      `json:"status"`
	QRCode       string      `json:"qrCode"`
	IssuedAt     time.Time   `json:"issuedAt"`
}

// Admission is somebody who was let in.
type Admission struct {
	TicketID     string    `json:"ticketId"`
	TicketNumber string    `json:"ticketNumber"`
	Holder       string    `json:"holder"`
	AdmittedAt   time.Time `json:"admittedAt"`
	Gate         string    `json:"gate"`
}

// Tickets lists an order's tickets, those there are so far.
func (c *Client) Tickets(ctx context.Context, order, secret string) ([]Ticket, error) {
	var list []Ticket
	return list, c.get(ctx, "/orders/"+order+"/tickets"+bySecret(secret), &list)
}

// Ticket reads a ticket.
func (c *Client) Ticket(ctx context.Context, id string) (Ticket, error) {
	var t Ticket
	_, err := c.Call(ctx, Request{Method: http.MethodGet, Path: "/tickets/" + id, Accept: "application/json"}, &t)
	return t, err
}

// Download reads a file of a ticket: its name is the ticket's id with .pdf or .ics.
func (c *Client) Download(ctx context.Context, file, secret string) (*Answer, error) {
	return c.Call(ctx, Request{Method: http.MethodGet, Path: "/tickets/" + file + bySecret(secret)}, nil)
}

// Reissue gives a ticket a new code.
func (c *Client) Reissue(ctx context.Context, ticket string) (Ticket, error) {
	var t Ticket
	_, err := c.post(ctx, "/tickets/"+ticket+"/reissue", "", nil, &t)
	return t, err
}

// CheckIn admits whoever shows the code.
func (c *Client) CheckIn(ctx context.Context, code, event, gate, key string) (Admission, error) {
	body := map[string]string{"code": code, "gate": gate}
	if event != "" {
		body["eventId"] = event
	}
	var a Admission
	_, err := c.post(ctx, "/check-ins", key, body, &a)
	return a, err
}

// UndoCheckIn takes an admission back.
func (c *Client) UndoCheckIn(ctx context.Context, ticket string) error {
	_, err := c.Call(ctx, Request{Method: http.MethodDelete, Path: "/check-ins/" + ticket}, nil)
	return err
}
