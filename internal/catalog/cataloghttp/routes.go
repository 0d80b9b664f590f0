// Package cataloghttp is the catalogue over HTTP.
package cataloghttp

import (
	"net/http"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// The groups of the description.
const (
	tagEvents = "Events"
	tagMap    = "Seat map"
	tagAdmin  = "Event administration"
)

// maxPlan is how large an imported plan may be.
const maxPlan = 32 << 20

// maxPainting is how large a painting may be: one of a whole stadium.
const maxPainting = 8 << 20

// Routes adds the catalogue's operations.
func Routes(api *rest.API, svc *catalog.Service) {
	h := &handlers{svc}
	eventRoutes(api, h)
	mapRoutes(api, h)
	adminRoutes(api, h)
	seatRoutes(api, h)
}

// handlers are the routes' ends: each decodes, calls one function, encodes.
type handlers struct{ svc *catalog.Service }

// EventInput names an event. What is embedded in an input has to be exported, or its parameters are not read.
type EventInput struct {
	ID id.UUID `path:"id" doc:"The event."`
}

func (in EventInput) event() catalog.EventID { return catalog.EventID(in.ID) }

func eventRoutes(api *rest.API, h *handlers) {
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/events", ID: "listEvents", Summary: "Events that can be visited", Tag: tagEvents, Access: rest.Open,
		About: "Active events that are yet to come, the latest date first. `revenue` is null unless staff asks.",
		Fails: []*fault.Error{errTime, catalog.ErrEvent},
	}, h.list)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/events/{id}", ID: "getEvent", Summary: "An event", Tag: tagEvents, Access: rest.Open,
		About: "Whatever its status and date. `revenue` is null unless staff asks.",
		Fails: []*fault.Error{catalog.ErrNoSuchEvent},
	}, h.show)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/venues", ID: "listVenues", Summary: "Venues of events that can be visited", Tag: tagEvents, Access: rest.Open,
	}, h.venues)
}

func mapRoutes(api *rest.API, h *handlers) {
	rest.Raw(api, rest.Route{
		Method: http.MethodGet, Path: "/events/{id}/seatmap", ID: "getSeatMap", Summary: "All seats with price and status", Tag: tagMap, Access: rest.Open,
		About:  "In plan order: by section, row number and seat number. Large; a map on a screen stands on plan, availability and live instead.",
		Answer: seatMap{}, Timeout: 30 * time.Second, Fails: []*fault.Error{catalog.ErrNoSuchEvent},
	}, h.seatMap)
	rest.Raw(api, rest.Route{
		Method: http.MethodGet, Path: "/events/{id}/plan", ID: "getPlan", Summary: "The geometry of the seat plan", Tag: tagMap, Access: rest.Open,
		About: "With `v`, the geometry of that hash, which never changes; without, a redirect (302) to the present one. " +
			"Seats are numbered through in the order of sections and rows: plan order.",
		Answer: map[string]any{}, Fails: []*fault.Error{catalog.ErrNoSuchEvent, catalog.ErrNoPlan},
	}, h.plan)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/events/{id}/plan/seats", ID: "getPlanSeats", Summary: "Seat ids by plan order", Tag: tagMap, Access: rest.Open,
		About: "The ids of a stretch of at most 10,000 seats. Of one event and one plan they never change.",
		Fails: []*fault.Error{catalog.ErrNoSuchEvent, catalog.ErrNoPlan},
	}, h.planSeats)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/events/{id}/availability", ID: "getAvailability", Summary: "What every seat shows now", Tag: tagMap, Access: rest.Open,
		About: "`states` is base64 of two bits a seat in plan order, the first seat in the lowest bits of the first byte: 0 available, 1 reserved, 2 sold, 3 unavailable. " +
			"`plan` is the hash of the geometry that counts the seats.",
		Fails: []*fault.Error{catalog.ErrNoSuchEvent},
	}, h.availability)
	rest.Stream(api, rest.Route{
		Method: http.MethodGet, Path: "/events/{id}/live", ID: "watchAvailability", Summary: "What seats show, as it changes", Tag: tagMap, Access: rest.Open,
		About: "Events `snapshot` (as `availability`) and `delta` (`{sequence, changes: [[index, state]…]}`); an event's id is its sequence. " +
			"With Last-Event-ID it goes on from there; a `snapshot` comes whenever changes alone cannot tell it.",
		Answer: delta{}, Fails: []*fault.Error{catalog.ErrNoSuchEvent},
	}, h.live)
}

func adminRoutes(api *rest.API, h *handlers) {
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/admin/events", ID: "listAllEvents", Summary: "Events of every status and date", Tag: tagAdmin, Access: rest.House,
	}, h.listAll)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/admin/events", ID: "createEvent", Summary: "Make an event", Tag: tagAdmin, Access: rest.Managers,
		About:  "It is active, and for sale as soon as it has seats unless `saleOpensAt` is later.",
		Status: http.StatusCreated, Fails: []*fault.Error{catalog.ErrEvent, errTime},
	}, h.create)
	rest.Register(api, rest.Route{
		Method: http.MethodPut, Path: "/admin/events/{id}", ID: "editEvent", Summary: "Change an event", Tag: tagAdmin, Access: rest.Managers,
		About: "What is absent stays as it is; an empty `saleOpensAt` or `saleClosesAt` takes that limit away. Prices of seats follow a new base price in proportion, " +
			"and stay as they are while a seat is held or sold.",
		Fails: []*fault.Error{
			catalog.ErrEvent, errTime, catalog.ErrNoSuchEvent, catalog.ErrBelowSeats, catalog.ErrCurrencyFixed, catalog.ErrEventCancelled, catalog.ErrChanging,
		},
	}, h.edit)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/admin/events/{id}/deactivate", ID: "deactivateEvent", Summary: "Take an event off sale", Tag: tagAdmin,
		Access: rest.Managers, About: "Refused while a seat is held. What is sold stays sold.",
		Fails: []*fault.Error{catalog.ErrNoSuchEvent, catalog.ErrEventCancelled},
	}, h.deactivate)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/admin/events/{id}/reactivate", ID: "reactivateEvent", Summary: "Put an event on sale again", Tag: tagAdmin,
		Access: rest.Managers, Fails: []*fault.Error{catalog.ErrNoSuchEvent, catalog.ErrEventPast, catalog.ErrEventCancelled},
	}, h.reactivate)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/admin/events/{id}/cancel", ID: "cancelEvent", Summary: "Cancel an event for good", Tag: tagAdmin, Access: rest.Managers,
		About: "The sale has ended when this is answered. Holds are let go and every paid order is refunded in the background.",
		Fails: []*fault.Error{catalog.ErrNoSuchEvent},
	}, h.cancel)
}

// aboutPreview describes what both ways to make seats have in common.
const aboutPreview = "With `preview` nothing is written: the answer (200) says what the event would have, with its `sections` and the `plan` to draw. " +
	"A preview refuses all that the call refuses, except for what depends on who has seats at that moment."

func seatRoutes(api *rest.API, h *handlers) {
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/admin/events/{id}/seats", ID: "generateSeats", Summary: "Make seats by sections", Tag: tagAdmin, Access: rest.Managers,
		About:   "Beside those that there are. A section has rows of seats, or a capacity of standing places; a `priceMultiplier` of 0 makes free seats. " + aboutPreview,
		Timeout: 30 * time.Second,
		Fails:   []*fault.Error{catalog.ErrNoSuchEvent, catalog.ErrSections, catalog.ErrOverCapacity, catalog.ErrEventCancelled},
	}, h.generate)
	rest.Upload(api, rest.Route{
		Method: http.MethodPost, Path: "/admin/events/{id}/plan", ID: "importPlan", Summary: "Import a seat plan", Tag: tagAdmin, Access: rest.Managers,
		About:  "The body is a plan in the open JSON format of pretix's plan editor, up to 32 MiB. It replaces all seats, which is refused while one is held or sold. " + aboutPreview,
		Status: http.StatusCreated, Also: []int{http.StatusOK}, MaxBody: maxPlan, Timeout: time.Minute,
		Fails: []*fault.Error{catalog.ErrNoSuchEvent, catalog.ErrPlan, catalog.ErrPricing, catalog.ErrOverCapacity, catalog.ErrEventCancelled},
	}, h.importPlan)
	rest.Register(api, rest.Route{
		Method: http.MethodPut, Path: "/admin/events/{id}/categories", ID: "paintCategories", Summary: "Set price categories and paint seats with them", Tag: tagAdmin,
		Access: rest.Managers,
		About: "Seats that are painted move into their category; a category without seats goes, and the dearest is the best. Held and sold seats keep the price at which " +
			"they were taken (`keptSeats`), and have their category's when they come free. The sale rests for a moment, until the new prices count everywhere. " +
			"The same call again changes nothing.",
		MaxBody: maxPainting, Timeout: 30 * time.Second,
		Fails: []*fault.Error{catalog.ErrNoSuchEvent, catalog.ErrNoPlan, catalog.ErrPainting, catalog.ErrEventCancelled, catalog.ErrChanging},
	}, h.paint)
}
