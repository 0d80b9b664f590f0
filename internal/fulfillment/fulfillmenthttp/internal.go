package fulfillmenthttp

import (
	"context"
	"net/http"
	"time"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// Paths of the internal routes.
const (
	pathVoid    = "/internal/tickets/void"
	pathEnclose = "/internal/tickets/enclose"
)

// encloseTimeout is for the drawing of a large order's pages.
const encloseTimeout = 20 * time.Second

// InternalRoutes adds what other services ask of fulfillment: the same promises as the service's methods.
func InternalRoutes(api *rest.API, svc *fulfillment.Service) {
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: pathVoid, ID: "voidTickets", Summary: "Cancel an order's tickets for good", Access: rest.Internal,
	}, func(ctx context.Context, _ rest.Call, in *ticketsInput) (*struct{}, error) {
		return nil, svc.Void(ctx, in.Body.Order)
	})
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: pathEnclose, ID: "encloseTickets", Summary: "An order's tickets for a mail", Access: rest.Internal,
		Timeout: encloseTimeout,
	}, func(ctx context.Context, _ rest.Call, in *ticketsInput) (*encloseOutput, error) {
		e, err := svc.Enclose(ctx, fulfillment.OrderID(in.Body.Order), fulfillment.TicketID(in.Body.Ticket))
		if err != nil {
			return nil, err
		}
		return &encloseOutput{wireEnclosure(e)}, nil
	})
}

type ticketsInput struct{ Body ticketRefs }

// ticketRefs names an order's tickets, or one of them.
type ticketRefs struct {
	Order  id.UUID `json:"order"`
	Ticket id.UUID `json:"ticket,omitzero"`
}

type encloseOutput struct{ Body enclosure }

// enclosure carries finished files. Their content admits people, so it is never logged.
type enclosure struct {
	Lines []ticketLine `json:"lines"`
	Files []ticketFile `json:"files"`
}

type ticketLine struct {
	Number   string    `json:"number"`
	Event    string    `json:"event"`
	Venue    string    `json:"venue"`
	Starts   time.Time `json:"starts"`
	TimeZone string    `json:"timeZone"`
	Section  string    `json:"section"`
	Row      string    `json:"row"`
	Seat     string    `json:"seat"`
	Minor    int64     `json:"minor"` // of the price, in minor units
	Currency string    `json:"currency"`
}

type ticketFile struct {
	Name    string `json:"name"`
	Type    string `json:"type"`
	Content []byte `json:"content"`
}

func wireEnclosure(e fulfillment.Enclosure) enclosure {
	w := enclosure{make([]ticketLine, len(e.Lines)), make([]ticketFile, len(e.Files))}
	for i, l := range e.Lines {
		w.Lines[i] = ticketLine{
			Number: l.Number, Event: l.Event, Venue: l.Venue, Starts: l.Starts, TimeZone: l.TimeZone, Section: l.Section, Row: l.Row,
			Seat: l.Seat, Minor: l.Price.Minor, Currency: string(l.Price.Currency),
		}
	}
	for i, f := range e.Files {
		w.Files[i] = ticketFile(f)
	}
	return w
}

func (w enclosure) enclosure() fulfillment.Enclosure {
	var e fulfillment.Enclosure
	for _, l := range w.Lines {
		e.Lines = append(e.Lines, fulfillment.Line{
			Number: l.Number, Event: l.Event, Venue: l.Venue, Starts: l.Starts, TimeZone: l.TimeZone, Section: l.Section, Row: l.Row,
			Seat: l.Seat, Price: money.Of(l.Minor, money.Currency(l.Currency)),
		})
	}
	for _, f := range w.Files {
		e.Files = append(e.Files, fulfillment.File(f))
	}
	return e
}
