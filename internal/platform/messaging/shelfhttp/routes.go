// Package shelfhttp shows a context's shelved messages to its admins, who have them tried again or give them up: what `speckit messages`
// does on the machine itself. Each context has the same routes under its own name, since each keeps its shelf in its own schema.
package shelfhttp

import (
	"net/http"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/messaging"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// Refusals.
var (
	ErrNoMessage = fault.New(fault.NotFound, "message_not_found", "There is no such message on the shelf: it was handled meanwhile, or given up. Nothing was changed.")
	ErrNotParked = fault.New(fault.Conflict, "message_not_parked", "The message is not parked: it waits and is tried again by itself. Nothing was changed.")
)

// Actions of deeds.
const (
	Retried = "message.retry"
	Dropped = "message.drop"
)

// Deed is what somebody did to a message.
func Deed(action string, who actor.Actor, s messaging.Shelved, now time.Time) work.Deed {
	return work.Deed{At: now, Actor: who.Customer, Role: string(who.Role), Action: action, Subject: s.ID, Detail: s.Envelope.Topic + " for " + s.Group}
}

// Routes adds the routes of one context, whose messages lie on the shelf.
func Routes(api *rest.API, context string, shelf messaging.Shelf, clk clock.Clock) {
	h := handlers{context, shelf, clk}
	all := "/admin/messages/" + context
	one := all + "/{id}"
	of := strings.ToUpper(context[:1]) + context[1:]
	const tag = "Messages"
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: all, ID: "list" + of + "Messages", Summary: "Messages to " + context + " that wait for another try or are parked, oldest first",
		Tag: tag, Access: rest.Admins,
	}, h.list)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: one, ID: "get" + of + "Message", Summary: "One of them with its content", Tag: tag, Access: rest.Admins,
		Fails: []*fault.Error{ErrNoMessage},
	}, h.show)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: one + "/retry", ID: "retry" + of + "Message", Summary: "Have a parked message tried again", Tag: tag,
		Access: rest.Admins, Status: http.StatusNoContent, Fails: []*fault.Error{ErrNoMessage, ErrNotParked},
	}, h.retry)
	rest.Register(api, rest.Route{
		Method: http.MethodDelete, Path: one, ID: "drop" + of + "Message", Summary: "Give a message up for good", Tag: tag,
		About:  "What it would have done stays undone.",
		Access: rest.Admins, Status: http.StatusNoContent, Fails: []*fault.Error{ErrNoMessage},
	}, h.drop)
}
