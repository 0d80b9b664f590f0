package fulfillmenthttp

import (
	"context"
	"encoding/base64"
	"net/http"
	"strings"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// errTicketID is the original's answer to what is no ticket id, in its words.
var errTicketID = fault.New(fault.Invalid, "invalid_ticket_id", "Invalid ticket ID format. Expected a GUID.")

// reader is who calls, as far as reading goes.
func reader(call rest.Call) fulfillment.Reader {
	return fulfillment.Reader{Who: call.Actor, Secret: call.Secret}
}

type orderInput struct {
	ID id.UUID `path:"id"`
}

type ticketsOutput struct {
	Body []ticket
}

func (h handlers) list(ctx context.Context, call rest.Call, in *orderInput) (*ticketsOutput, error) {
	call.Tag("order", in.ID)
	tickets, err := h.svc.Tickets(ctx, reader(call), fulfillment.OrderID(in.ID))
	if err != nil {
		return nil, err
	}
	out := &ticketsOutput{Body: make([]ticket, len(tickets))}
	for i, t := range tickets {
		out.Body[i] = wireTicket(t)
	}
	return out, nil
}

type getInput struct {
	ID string `path:"id" maxLength:"64" doc:"The ticket's id, as it is or with .pdf or .ics after it."`
}

// get answers three addresses at once: routes match whole segments, so the file's ending is part of the id here.
func (h handlers) get(w http.ResponseWriter, r *http.Request, call rest.Call, in *getInput) error {
	text, isPDF := strings.CutSuffix(in.ID, ".pdf")
	text, isCalendar := strings.CutSuffix(text, ".ics")
	ticket, err := id.Parse[fulfillment.Ticket](text)
	if err != nil || isPDF && isCalendar {
		return errTicketID
	}
	call.Tag("ticket", ticket.UUID())
	if !isPDF && !isCalendar && rest.Prefers(r, fulfillment.PDFType, "application/json") == "application/json" {
		issued, err := h.svc.Ticket(r.Context(), reader(call), ticket)
		if err != nil {
			return err
		}
		return rest.WriteJSON(w, http.StatusOK, wireTicket(issued))
	}
	produce := h.svc.TicketPDF
	if isCalendar {
		produce = h.svc.TicketCalendar
	}
	file, err := produce(r.Context(), reader(call), ticket)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", file.Type)
	w.Header().Set("Content-Disposition", disposition(file))
	_, err = w.Write(file.Content)
	return err
}

type ticketInput struct {
	ID id.UUID `path:"id"`
}

type ticketOutput struct {
	Body ticket
}

func (h handlers) reissue(ctx context.Context, call rest.Call, in *ticketInput) (*ticketOutput, error) {
	call.Tag("ticket", in.ID)
	issued, err := h.svc.Reissue(ctx, call.Actor, call.Operation, fulfillment.TicketID(in.ID))
	if err != nil {
		return nil, err
	}
	return &ticketOutput{Body: wireTicket(issued)}, nil
}

// keySet and key are the form of RFC 7517 and RFC 8037, as [fulfillment.KeySet] writes it too.
type keySet struct {
	Keys []key `json:"keys"`
}

type key struct {
	KeyID string `json:"kid"`
	Type  string `json:"kty" enum:"OKP"`
	Curve string `json:"crv" enum:"Ed25519"`
	X     string `json:"x"`
}

type keysOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         keySet
}

func (h handlers) keys(ctx context.Context, _ rest.Call, _ *struct{}) (*keysOutput, error) {
	set, err := h.svc.KeySet(ctx)
	if err != nil {
		return nil, err
	}
	out := &keysOutput{CacheControl: "public, max-age=300", Body: keySet{Keys: make([]key, len(set))}}
	for i, public := range set {
		out.Body.Keys[i] = key{fulfillment.KeyID(public), "OKP", "Ed25519", base64.RawURLEncoding.EncodeToString(public)}
	}
	return out, nil
}
