// Package fulfillmenthttp is fulfillment over HTTP: tickets for their owners, the door for staff, keys for everybody.
package fulfillmenthttp

import (
	"net/http"
	"time"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// handlers answers the routes.
type handlers struct{ svc *fulfillment.Service }

// printing limits what costs time: making files.
var printing = rest.Rate{Per: time.Minute, Burst: 120}

// Routes adds fulfillment's routes.
func Routes(api *rest.API, svc *fulfillment.Service) {
	h := handlers{svc}
	ticketRoutes(api, h)
	fileRoutes(api, h)
	doorRoutes(api, h)
	attendeeRoutes(api, h)
}

func attendeeRoutes(api *rest.API, h handlers) {
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/tickets", ID: "listAttendees", Summary: "The tickets of an event with their buyers, newest order first", Tag: "Tickets",
		About: "A search may answer a short page, or an empty one, although there are more: the Link header says.", Access: rest.House,
	}, h.attendees)
	rest.Download(api, rest.Route{
		Method: http.MethodGet, Path: "/tickets/attendees.csv", ID: "getAttendeesFile", Summary: "The tickets of an event with their buyers, as a table", Tag: "Tickets",
		About:  "One line per ticket, with the fields of `GET /tickets`. Cells that begin like a formula have an apostrophe before them.",
		Access: rest.House, Limit: printing, Produces: csvType, Timeout: fileTimeout,
	}, h.attendeesFile)
}

func ticketRoutes(api *rest.API, h handlers) {
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/orders/{id}/tickets", ID: "listTickets", Summary: "The tickets of an order", Tag: "Tickets",
		About:  "Those there are so far: an order that was paid a moment ago may have none yet.",
		Access: rest.OrderSecret, Fails: []*fault.Error{fulfillment.ErrOrderNotFound},
	}, h.list)
	rest.Raw(api, rest.Route{
		Method: http.MethodGet, Path: "/tickets/{id}", ID: "getTicket", Summary: "A ticket as PDF, calendar file or JSON", Tag: "Tickets",
		About: "A PDF by default; JSON where the Accept header prefers application/json. With `.pdf` or `.ics` after the id it is that file, " +
			"whatever the header says.",
		Access: rest.OrderSecret, Limit: printing, Produces: fulfillment.PDFType,
		Fails: []*fault.Error{errTicketID, fulfillment.ErrTicketNotFound, fulfillment.ErrTicketVoid},
	}, h.get)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/tickets/{id}/reissue", ID: "reissueTicket", Summary: "Give a ticket a new code", Tag: "Tickets",
		About:  "The code before is dead, the new PDF goes out by mail.",
		Access: rest.Session, Limit: rest.Rate{Per: time.Minute, Burst: 10},
		Fails: []*fault.Error{fulfillment.ErrTicketNotFound, fulfillment.ErrTicketUsed, fulfillment.ErrTicketVoid, fulfillment.ErrTooManyReissues},
	}, h.reissue)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/.well-known/ticket-keys", ID: "getTicketKeys", Summary: "The public keys of admission codes", Tag: "Check-in",
		About:  "A JSON Web Key Set (RFC 7517) with which a door verifies codes without network.",
		Access: rest.Open,
	}, h.keys)
}

func fileRoutes(api *rest.API, h handlers) {
	fails := []*fault.Error{fulfillment.ErrOrderNotFound, fulfillment.ErrNoTickets}
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/orders/{id}/tickets.pdf", ID: "getOrderPDF", Summary: "All tickets of an order in one PDF", Tag: "Tickets",
		Access: rest.OrderSecret, Limit: printing, Produces: fulfillment.PDFType, Fails: fails,
	}, h.orderPDF)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/orders/{id}/tickets.ics", ID: "getOrderCalendar", Summary: "The calendar file of an order", Tag: "Tickets",
		Access: rest.OrderSecret, Limit: printing, Produces: fulfillment.CalendarType, Fails: fails,
	}, h.orderCalendar)
}

func doorRoutes(api *rest.API, h handlers) {
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/check-ins", ID: "checkIn", Summary: "Admit somebody", Tag: "Check-in",
		About: "Once per ticket. Nobody is refused for being early. `at` is the time of a scan that was made without network; of several " +
			"scans of a ticket the first that arrives admits. `ticketNumber` stands in for a code that cannot be read: it is typed by staff, " +
			"never filled from a scan.",
		Access: rest.House, Status: http.StatusCreated,
		Fails: []*fault.Error{
			fulfillment.ErrNoCode, fulfillment.ErrScanFuture, fulfillment.ErrTicketNotFound, fulfillment.ErrAlreadyAdmitted,
			fulfillment.ErrTicketVoid, fulfillment.ErrEventOver, fulfillment.ErrInvalidCode, fulfillment.ErrWrongEvent,
		},
	}, h.checkIn)
	rest.Register(api, rest.Route{
		Method: http.MethodDelete, Path: "/check-ins/{ticketId}", ID: "undoCheckIn", Summary: "Take an admission back", Tag: "Check-in",
		Access: rest.House, Status: http.StatusNoContent,
		Fails: []*fault.Error{fulfillment.ErrTicketNotFound, fulfillment.ErrNotAdmitted, fulfillment.ErrTicketVoid},
	}, h.undoCheckIn)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/check-ins", ID: "listCheckIns", Summary: "What a door without network has to know", Tag: "Check-in",
		About: "Without `since`: the event's tickets that do not admit, and those whose first code is dead. With it: every ticket that was " +
			"admitted, taken back, issued again or cancelled from then on, so that a device can bring its copy up to date; it asks from a " +
			"minute before the newest `changedAt` that it has. A code admits if its ticket is valid and has the code's revision.",
		Access: rest.House,
	}, h.listCheckIns)
}
