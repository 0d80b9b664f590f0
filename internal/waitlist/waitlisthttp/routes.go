// Package waitlisthttp is the waitlist over HTTP: its routes and its one page for people.
package waitlisthttp

import (
	"net/http"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/waitlist"
)

// Tags of the description.
const (
	tagLine   = "Waitlist"
	tagOffice = "Waitlist office"
)

// Config is what the routes need beside the service.
type Config struct {
	PublicURL string       // where links to pay begin, without a slash at the end
	Limiter   rest.Limiter // of joins per mail address; nil is buckets of this process
}

// addressRate is how often a mail address can be sent to join a line, whoever sends it. Join alone tells whether an address is in
// line: this keeps it from being watched.
var addressRate = rest.Rate{Per: time.Hour, Burst: 10}

// addressesMost bounds how many addresses this process remembers.
const addressesMost = 100_000

// Routes adds the waitlist's operations.
func Routes(api *rest.API, svc *waitlist.Service, cfg Config) {
	if cfg.Limiter == nil {
		cfg.Limiter = rest.NewBuckets(clock.System{}, addressesMost)
	}
	h := &handlers{svc, cfg}
	h.joinRoutes(api)
	h.placeRoutes(api)
	h.officeRoutes(api)
	h.pauseRoutes(api)
}

// handlers are the routes' ends: each decodes, calls one function, encodes.
type handlers struct {
	svc *waitlist.Service
	cfg Config
}

func (h *handlers) joinRoutes(api *rest.API) {
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/v1/waitlist/join", ID: "joinLine", Summary: "Join the line of a sold-out event", Tag: tagLine,
		About: "The place is taken when this answers; the link that confirms it is mailed. Seats are offered to confirmed places only. " +
			"A place that is not confirmed within a day ends. It is refused while free seats fit the wish, and for an address that is in line.",
		Access: rest.Open, Status: http.StatusCreated, Limit: rest.Rate{Per: time.Minute, Burst: 60},
		Fails: fails(waitlist.ErrBadJoin, waitlist.ErrAlreadyInLine, waitlist.ErrEventOver, errJoinedTooOften, waitlist.ErrNotNow),
	}, h.join)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/v1/waitlist/has-pending", ID: "hasPending", Summary: "How many wait whom seats may be offered to", Tag: tagLine,
		Access: rest.Open, Fails: fails(errNoEventID),
	}, h.hasPending)
}

func (h *handlers) placeRoutes(api *rest.API) {
	const path = "/v1/waitlist/{entryId}"
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: path, ID: "getPlaceInLine", Summary: "A place in line, and the offer if there is one", Tag: tagLine,
		About:  "It opens by the link's secret, or for the account whose verified address it is. To anybody else there is none.",
		Access: rest.BySecret, Fails: fails(waitlist.ErrNoEntry),
	}, h.show)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: path + "/confirm", ID: "confirmPlaceInLine", Summary: "Confirm that the address is one's own", Tag: tagLine,
		Access: rest.BySecret, Fails: fails(waitlist.ErrNoEntry, waitlist.ErrEntryOver),
	}, h.confirm)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: path + "/decline", ID: "passOfferOn", Summary: "Pass the offered seats on at once", Tag: tagLine,
		About:  "The place in line ends with it, unless the seats were a group's that are not beside each other.",
		Access: rest.BySecret, Fails: fails(waitlist.ErrNoEntry, waitlist.ErrEntryOver, waitlist.ErrNoOffer),
	}, h.decline)
	rest.Register(api, rest.Route{
		Method: http.MethodDelete, Path: path, ID: "leaveLine", Summary: "Give up a place in line", Tag: tagLine,
		About:  "An offer that is not paid is let go. A place that is over is let be.",
		Access: rest.BySecret, Fails: fails(waitlist.ErrNoEntry),
	}, h.leave)
}

func (h *handlers) officeRoutes(api *rest.API) {
	const path = "/v1/waitlist/lines"
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: path, ID: "listLines", Summary: "All lines", Tag: tagOffice, Access: rest.House,
	}, h.lines)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: path + "/{eventId}", ID: "getLine", Summary: "The line of an event", Tag: tagOffice, Access: rest.House,
		Fails: fails(waitlist.ErrNoLine),
	}, h.line)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: path + "/{eventId}/entries", ID: "listEntries", Summary: "Who is in a line, the first first", Tag: tagOffice,
		About:  "Without `status`: those who wait or have an offer.",
		Access: rest.House, Fails: fails(waitlist.ErrNoLine),
	}, h.entries)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: path + "/{eventId}/history", ID: "getLineHistory", Summary: "How a line stood over time", Tag: tagOffice,
		About:  "One moment for each five minutes in which the line changed: how it stood at their end. Counts of what happened go on for ever.",
		Access: rest.House, Fails: fails(waitlist.ErrNoLine),
	}, h.history)
}

func (h *handlers) pauseRoutes(api *rest.API) {
	const path = "/v1/waitlist/lines/{eventId}"
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: path + "/pause", ID: "pauseLine", Summary: "Stop a line's offers", Tag: tagOffice,
		About:  "People join and keep their places, and what was offered before can be paid.",
		Access: rest.Managers, Fails: fails(waitlist.ErrNoLine),
	}, h.pause)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: path + "/resume", ID: "resumeLine", Summary: "Let a line's offers go on", Tag: tagOffice,
		Access: rest.Managers, Fails: fails(waitlist.ErrNoLine),
	}, h.resume)
}

func fails(sentinels ...*fault.Error) []*fault.Error { return sentinels }
