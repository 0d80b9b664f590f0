package rest

import (
	"net/http"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// Access says who may call a route. Its zero value is refused at registration: every route says it.
type Access int

// The levels. Whoever has no token, or a bad one, gets 401; whoever has one of the wrong kind gets 403.
const (
	Open           Access = iota + 1 // everyone; a good token is still read, a bad one is ignored
	Session                          // any token: a guest's, a user's, a one-order session's
	Account                          // a user of any role; no guest, no one-order session
	House                            // staff, organiser, admin
	HouseOrService                   // the house, or another of our services
	Managers                         // organiser, admin
	Admins                           // admin
	OrderSecret                      // Open when the query has a secret, which the handler checks; else Session
	BySecret                         // everyone; the handler shows it to who has the query's secret or owns it, and to others says that it is not there
	Internal                         // another of our services; never under /api, and only where Config.Internal says so
)

// String returns the level's name for tests and the description.
func (a Access) String() string {
	names := [...]string{"", "open", "session", "account", "house", "house or service", "managers", "admins", "order secret", "secret", "internal"}
	if a < 1 || int(a) >= len(names) {
		return "none"
	}
	return names[a]
}

// Rate is a limit: Burst calls at once, refilled evenly over Per. The zero value is no limit.
type Rate struct {
	Per   time.Duration
	Burst int
}

// Route declares an operation. Method, Path, ID, Summary and Access are required.
type Route struct {
	Method  string
	Path    string // without a prefix: "/reservations/{id}"; literal parts in lower case
	ID      string // the operation's id in OpenAPI, unique, camelCase: "createReservation"
	Summary string // one line
	About   string // further sentences for the description
	Tag     string // the group in the description: "Reservations"; default: the context's name

	Access  Access
	Limit   Rate          // per client address, and per customer where there is a token
	MaxBody int64         // bytes; default 1 MiB
	Timeout time.Duration // of the whole call; default 10 s
	Polled  bool          // another service asks all the time, by nobody's wish: no span, and a line in the log only when it fails

	Status   int            // of a success; default 200, or 204 when the output has no Body
	Also     []int          // further successful statuses with the same body, set by the output's Status field
	Produces string         // the media type of an answer that is not JSON: "application/pdf"
	Answer   any            // of Raw and Stream: a value of the type that the answer has as JSON, for the description
	Fails    []*fault.Error // expected failures, for the description
}

// Defaults of a route.
const (
	DefaultMaxBody = 1 << 20
	DefaultTimeout = 10 * time.Second
)

// Call is what the door knows about a call beside its decoded input.
type Call struct {
	Actor actor.Actor // who asks; a stranger's is zero

	// Operation is the id for what the call creates. With an Idempotency-Key it depends on caller, route, key and content alone,
	// so that a command that is executed again after a crash finds what its first try committed; without one it is fresh.
	Operation id.UUID

	Secret string // ?secret=, never logged
	Client string // the client's address, for limits only; never logged

	request *http.Request
}

// RouteInfo describes a registered route to tests and tools.
type RouteInfo struct {
	Context, Method, Path, ID string
	Access                    Access
}
