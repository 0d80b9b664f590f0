package fulfillmenthttp

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// scan is what a door sends. A code may be anything that a symbol can hold (ISO/IEC 18004: 7,089 digits), so that a scan of
// something else is told to be no ticket.
type scan struct {
	Code         string     `json:"code,omitempty" maxLength:"8192" doc:"What was read from the ticket."`
	TicketNumber string     `json:"ticketNumber,omitempty" maxLength:"64" doc:"Instead of the code: what staff typed."`
	EventID      *id.UUID   `json:"eventId,omitempty" doc:"The event of this door; tickets for another one are refused."`
	Gate         string     `json:"gate,omitempty" maxLength:"100" example:"North"`
	At           *time.Time `json:"at,omitempty" doc:"When an offline scan was made; now by default."`
}

type checkInInput struct {
	Body scan
}

type checkInOutput struct {
	Body admission
}

func (h handlers) checkIn(ctx context.Context, call rest.Call, in *checkInInput) (*checkInOutput, error) {
	request := fulfillment.CheckIn{Scan: call.Operation, Code: in.Body.Code, Number: in.Body.TicketNumber, Gate: in.Body.Gate}
	if in.Body.EventID != nil {
		request.Event = *in.Body.EventID
	}
	if in.Body.At != nil {
		request.At = *in.Body.At
	}
	admitted, err := h.svc.CheckIn(ctx, call.Actor, request)
	if err != nil {
		return nil, err
	}
	call.Tag("ticket", admitted.ID.UUID())
	return &checkInOutput{Body: wireAdmission(admitted)}, nil
}

type undoInput struct {
	TicketID id.UUID `path:"ticketId"`
}

func (h handlers) undoCheckIn(ctx context.Context, call rest.Call, in *undoInput) (*struct{}, error) {
	call.Tag("ticket", in.TicketID)
	return nil, h.svc.UndoCheckIn(ctx, call.Actor, fulfillment.TicketID(in.TicketID))
}

type listCheckInsInput struct {
	rest.List
	EventID id.UUID   `query:"eventId" required:"true"`
	Since   time.Time `query:"since"`
}

func (h handlers) listCheckIns(ctx context.Context, call rest.Call, in *listCheckInsInput) (*rest.Page[doorEntry], error) {
	after, err := rest.ReadCursor[fulfillment.DoorMark](in.Cursor)
	if err != nil {
		return nil, err
	}
	tickets, err := h.svc.Door(ctx, fulfillment.DoorQuery{Event: in.EventID, Since: in.Since, After: after, Limit: in.Size() + 1})
	if err != nil {
		return nil, err
	}
	next := ""
	if len(tickets) > in.Size() {
		tickets = tickets[:in.Size()]
		last := tickets[len(tickets)-1]
		next = rest.Cursor(fulfillment.DoorMark{At: last.TouchedAt, Ticket: last.ID})
	}
	entries := make([]doorEntry, len(tickets))
	for i, t := range tickets {
		entries[i] = wireDoorEntry(t)
	}
	return rest.NextPage(call, entries, next), nil
}
