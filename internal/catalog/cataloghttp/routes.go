// Package cataloghttp is the catalogue over HTTP.
package cataloghttp

import (
	"net/http"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// Tags of the description.
const (
	tagEvents = "Events"
	tagAdmin  = "Events (office)"
)

// planMost and planTimeout bound the import of a seat plan.
const (
	planMost    = 32 << 20
	planTimeout = time.Minute
)

// Routes adds the catalogue's operations.
func Routes(api *rest.API, svc *catalog.Service) {
	h := &handlers{svc}
	h.publicRoutes(api)
	h.mapRoutes(api)
	h.adminRoutes(api)
	h.seatRoutes(api)
}

// handlers are the routes' ends: each decodes, calls one function, encodes.
type handlers struct{ svc *catalog.Service }

func (h *handlers) publicRoutes(api *rest.API) {
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/events", ID: "listEvents", Summary: "Events on sale", Tag: tagEvents, Access: rest.Open,
		About: "Active events that are yet to come, the latest date first.",
	}, h.list)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/events/{id}", ID: "getEvent", Summary: "An event", Tag: tagEvents, Access: rest.Open,
		Fails: []*fault.Error{catalog.ErrNoSuchEvent},
	}, h.show)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/venues", ID: "listVenues", Summary: "Venues of events on sale", Tag: tagEvents, Access: rest.Open,
	}, h.venues)
}

func (h *handlers) mapRoutes(api *rest.API) {
	missing := []*fault.Error{catalog.ErrNoSuchEvent}
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/events/{id}/seatmap", ID: "getSeatMap", Summary: "All seats with prices and statuses", Tag: tagEvents,
		Access: rest.Open, Fails: missing,
	}, h.seatMap)
	rest.Raw(api, rest.Route{
		Method: http.MethodGet, Path: "/events/{id}/plan", ID: "getPlan", Summary: "The geometry of the seat plan", Tag: tagEvents, Access: rest.Open,
		About: "Immutable under its hash (`v`); without it a redirect to the present one.",
		Fails: []*fault.Error{catalog.ErrNoSuchEvent, catalog.ErrNoPlan},
	}, h.plan)
	rest.Raw(api, rest.Route{
		Method: http.MethodGet, Path: "/events/{id}/plan/ids", ID: "getPlanIds", Summary: "The ids of the seats in plan order", Tag: tagEvents, Access: rest.Open,
		About: "16 bytes a seat; a part of them by Range. Immutable under the plan's hash (`v`).", Produces: "application/octet-stream",
		Fails: []*fault.Error{catalog.ErrNoSuchEvent, catalog.ErrNoPlan},
	}, h.planIDs)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/events/{id}/availability", ID: "getAvailability", Summary: "What every seat shows, in two bits a seat", Tag: tagEvents,
		Access: rest.Open, Fails: missing,
	}, h.availability)
	rest.Stream(api, rest.Route{
		Method: http.MethodGet, Path: "/events/{id}/live", ID: "watchSeats", Summary: "What changes on the seat map, as it changes", Tag: tagEvents,
		Access: rest.Open, Fails: missing,
		About: "`snapshot` as availability gives it, then `delta` with `sequence` and `changes` ([index, state] pairs). The id is the sequence: Last-Event-ID goes on from there.",
	}, h.live)
}

func (h *handlers) adminRoutes(api *rest.API) {
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/admin/events", ID: "listAllEvents", Summary: "Events of every status and date", Tag: tagAdmin, Access: rest.House,
	}, h.listAll)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/admin/events", ID: "createEvent", Summary: "Make an event", Tag: tagAdmin, Access: rest.Managers,
		Status: http.StatusCreated, Fails: []*fault.Error{catalog.ErrEvent},
	}, h.create)
	rest.Register(api, rest.Route{
		Method: http.MethodPut, Path: "/admin/events/{id}", ID: "editEvent", Summary: "Change an event", Tag: tagAdmin, Access: rest.Managers,
		About: "Absent fields stay as they are. Whether seats stand in the way is decided by inventory.",
		Fails: []*fault.Error{catalog.ErrNoSuchEvent, catalog.ErrEvent},
	}, h.edit)
	for _, step := range []struct {
		verb, id, summary string
		do                statusChange
	}{
		{"deactivate", "deactivateEvent", "Take an event off sale", h.svc.Deactivate},
		{"reactivate", "reactivateEvent", "Put an event on sale again", h.svc.Reactivate},
		{"cancel", "cancelEvent", "Cancel an event and refund every paid order", h.svc.Cancel},
	} {
		rest.Register(api, rest.Route{
			Method: http.MethodPost, Path: "/admin/events/{id}/" + step.verb, ID: step.id, Summary: step.summary, Tag: tagAdmin, Access: rest.Managers,
			Fails: []*fault.Error{catalog.ErrNoSuchEvent, catalog.ErrEventCancelled},
		}, changeStatus(step.do))
	}
}

func (h *handlers) seatRoutes(api *rest.API) {
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/admin/events/{id}/seats", ID: "generateSeats", Summary: "Generate seats by sections", Tag: tagAdmin,
		Access: rest.Managers, Timeout: planTimeout, Fails: []*fault.Error{catalog.ErrNoSuchEvent, catalog.ErrSections},
	}, h.generate)
	rest.Upload(api, rest.Route{
		Method: http.MethodPost, Path: "/admin/events/{id}/plan", ID: "importPlan", Summary: "Import a seat plan", Tag: tagAdmin,
		About:  "The body is the plan itself, in the open format of pretix's plan editor. It takes the place of all seats of which none is held or sold.",
		Access: rest.Managers, Status: http.StatusCreated, MaxBody: planMost, Timeout: planTimeout,
		Fails: []*fault.Error{catalog.ErrNoSuchEvent, catalog.ErrPlan, catalog.ErrPricing},
	}, h.importPlan)
}
