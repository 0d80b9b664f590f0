package fulfillmenthttp

import (
	"context"
	"encoding/csv"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// attendee is a ticket in the house's list: without its code, with its buyer.
type attendee struct {
	ID           id.UUID        `json:"id"`
	TicketNumber string         `json:"ticketNumber" example:"K7MPX2QD-1"`
	OrderID      id.UUID        `json:"orderId"`
	OrderNumber  string         `json:"orderNumber" example:"K7MPX2QD"`
	Holder       string         `json:"holder"`
	Email        string         `json:"email,omitempty" doc:"Of the buyer; missing while ordering is away."`
	SectionCode  string         `json:"sectionCode"`
	Row          string         `json:"row" doc:"Empty for a standing place."`
	Seat         string         `json:"seat"`
	Price        money.Decimal  `json:"price"`
	Currency     money.Currency `json:"currency" example:"USD"`
	Status       string         `json:"status" enum:"valid,used,cancelled"`
	IssuedAt     time.Time      `json:"issuedAt"`
	AdmittedAt   *time.Time     `json:"admittedAt,omitempty"`
	Gate         string         `json:"gate,omitempty"`
}

func wireAttendee(a fulfillment.Attendee) attendee {
	return attendee{
		ID: a.ID.UUID(), TicketNumber: a.Number, OrderID: a.Order.UUID(), OrderNumber: a.OrderNumber(), Holder: a.Holder, Email: a.Email,
		SectionCode: a.Section, Row: a.Row, Seat: a.Label, Price: a.Price.Decimal(), Currency: a.Price.Currency, Status: string(a.Status),
		IssuedAt: a.IssuedAt, AdmittedAt: present(a.Entry.At), Gate: a.Entry.Gate,
	}
}

type attendeesInput struct {
	rest.List
	EventID id.UUID `query:"eventId" required:"true"`
	Query   string  `query:"q" maxLength:"200" doc:"Beginning of the holder, the mail address or the number; empty: all."`
	Status  string  `query:"status" enum:"valid,used,cancelled" doc:"Only tickets of this status."`
}

func (h handlers) attendees(ctx context.Context, call rest.Call, in *attendeesInput) (*rest.Page[attendee], error) {
	after, err := rest.ReadCursor[fulfillment.AttendeeMark](in.Cursor)
	if err != nil {
		return nil, err
	}
	query := fulfillment.AttendeeQuery{Event: in.EventID, Status: fulfillment.Status(in.Status), After: after, Limit: in.Size()}
	found, mark, err := h.svc.Attendees(ctx, query, in.Query)
	if err != nil {
		return nil, err
	}
	next := ""
	if mark != (fulfillment.AttendeeMark{}) {
		next = rest.Cursor(mark)
	}
	list := make([]attendee, len(found))
	for i, a := range found {
		list[i] = wireAttendee(a)
	}
	return rest.NextPage(call, list, next), nil
}

// The list as a file: how many tickets are asked for at once, and how long all of it may take.
const (
	filePage    = 500
	fileTimeout = 5 * time.Minute
	csvType     = "text/csv; charset=utf-8"
)

type attendeesFileInput struct {
	EventID id.UUID `query:"eventId" required:"true"`
}

// columns are those of the file, named as in JSON.
var columns = []string{
	"id", "ticketNumber", "orderId", "orderNumber", "holder", "email", "sectionCode", "row", "seat", "price", "currency", "status",
	"issuedAt", "admittedAt", "gate",
}

func (h handlers) attendeesFile(ctx context.Context, call rest.Call, in *attendeesFileInput, to *rest.Pieces) error {
	call.Tag("event", in.EventID)
	to.Header().Set("Content-Type", csvType)
	to.Header().Set("Content-Disposition", disposition(fulfillment.File{Name: "attendees-" + in.EventID.String() + ".csv"}))
	table := csv.NewWriter(to)
	table.UseCRLF = true // RFC 4180
	if err := table.Write(columns); err != nil {
		return err
	}
	return h.svc.AllAttendees(ctx, in.EventID, filePage, func(page []fulfillment.Attendee) error {
		for _, a := range page {
			if err := table.Write(wireAttendee(a).cells()); err != nil {
				return err
			}
		}
		table.Flush()
		if err := table.Error(); err != nil {
			return err
		}
		return to.Send()
	})
}

// cells are the columns of a ticket.
func (a attendee) cells() []string {
	admitted := ""
	if a.AdmittedAt != nil {
		admitted = a.AdmittedAt.Format(time.RFC3339)
	}
	return []string{
		a.ID.String(), plain(a.TicketNumber), a.OrderID.String(), plain(a.OrderNumber), plain(a.Holder), plain(a.Email), plain(a.SectionCode),
		plain(a.Row), plain(a.Seat), string(a.Price), string(a.Currency), a.Status, a.IssuedAt.Format(time.RFC3339), admitted, plain(a.Gate),
	}
}

// plain keeps a spreadsheet from taking what a buyer typed for a formula.
func plain(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
