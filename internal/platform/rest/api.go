package rest

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/obs"
)

// Verifier turns a bearer token into who asks. It returns a fault of kind Unauthenticated for a token that is not accepted.
type Verifier interface {
	Verify(ctx context.Context, token string) (actor.Actor, error)
}

// VerifierFunc makes a function a Verifier.
type VerifierFunc func(ctx context.Context, token string) (actor.Actor, error)

// Verify calls the function.
func (f VerifierFunc) Verify(ctx context.Context, token string) (actor.Actor, error) {
	return f(ctx, token)
}

// Sealer keeps what we store from being read by whoever reads the store.
type Sealer interface {
	Seal(plain []byte) []byte
	Open(sealed []byte) ([]byte, error)
}

// Config is what the door is made of. Only Title and Version are required; what is nil works in memory.
type Config struct {
	Title, Version string

	Prefixes []string // where every path lives: {"/api"}, or {"", "/api"} for a service on its own; default {"/api"}
	Always   []string // paths that answer without a prefix too; a * at the end stands for anything
	Internal bool     // whether routes with access Internal exist
	Web      http.Handler
	// Whole describes the whole interface of which this door is a part: what is answered under a prefix, where the address is everybody's.
	// Nil: this door is all there is.
	Whole func() ([]byte, error)

	Auth    Verifier    // nil accepts no token
	Answers AnswerStore // of idempotent requests; ByContext keeps each context's with its tables
	Sealer  Sealer      // for kept answers; nil keeps them as they are, which only a test may do
	Limiter Limiter     // nil is buckets of this process
	// BodyTimeout is how long a body may take to arrive where the door reads it; default 20 s.
	BodyTimeout time.Duration
	// NoAddressLimits switches off the limits by client address (a demo behind one address); those by customer stay.
	NoAddressLimits bool
	TrustedProxies  []netip.Prefix // only these are believed about a forwarded client address
	Origins         []string       // other origins whose pages may call us

	Clock  clock.Clock
	IDs    id.Source
	Log    *slog.Logger
	Meter  obs.Meter   // nil counts nothing
	Tracer *obs.Tracer // nil watches nothing
}

// API is the door as one context sees it; all of them share the same routes and description.
type API struct {
	*door
	context string
}

// door is what all contexts' views of the API share.
type door struct {
	cfg     Config
	mux     *http.ServeMux
	huma    huma.API
	schemas *schemas
	ops     []*operation
	calls   atomic.Int64    // under way, streams not counted
	life    context.Context //nolint:containedctx // the door's own: ends when it closes, and all streams with it
	end     context.CancelFunc
}

// New makes a door without routes.
func New(cfg Config) *API {
	takeOverHuma()
	d := &door{cfg: withDefaults(cfg), mux: http.NewServeMux()}
	d.life, d.end = context.WithCancel(context.Background())
	d.schemas = newSchemas()
	d.huma = newHuma(d)
	d.mux.HandleFunc("/", d.fallback)
	api := &API{door: d}
	d.serveDocument(api)
	return api
}

func withDefaults(cfg Config) Config {
	if cfg.Prefixes == nil {
		cfg.Prefixes = []string{"/api"}
	}
	if cfg.BodyTimeout == 0 {
		cfg.BodyTimeout = 20 * time.Second
	}
	if cfg.Clock == nil {
		cfg.Clock = clock.System{}
	}
	if cfg.IDs == nil {
		cfg.IDs = id.Random{}
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Auth == nil {
		cfg.Auth = VerifierFunc(acceptNothing)
	}
	if cfg.Answers == nil {
		cfg.Answers = NewAnswers()
	}
	if cfg.Sealer == nil {
		cfg.Sealer = plain{}
	}
	if cfg.Meter == nil {
		cfg.Meter = obs.NoMeter{}
	}
	if cfg.Limiter == nil {
		cfg.Limiter = NewBuckets(cfg.Clock, 100_000)
	}
	return cfg
}

func acceptNothing(context.Context, string) (actor.Actor, error) {
	return actor.Actor{}, fault.New(fault.Unauthenticated, "invalid_token", "The token is not accepted. Sign in again.")
}

// plain seals nothing.
type plain struct{}

func (plain) Seal(b []byte) []byte          { return b }
func (plain) Open(b []byte) ([]byte, error) { return b, nil }

// For returns the door as the named context sees it: its routes carry the name into the description.
func (a *API) For(context string) *API { return &API{door: a.door, context: context} }

// Routes lists all registered routes by path and method.
func (a *API) Routes() []RouteInfo {
	infos := make([]RouteInfo, len(a.ops))
	for i, op := range a.ops {
		infos[i] = RouteInfo{Context: op.context, Method: op.Method, Path: op.Path, ID: op.ID, Access: op.Access}
	}
	slices.SortFunc(infos, func(x, y RouteInfo) int {
		return strings.Compare(x.Path+" "+x.Method, y.Path+" "+y.Method)
	})
	return infos
}

// UnderWay counts the calls that are being answered, streams left out.
func (a *API) UnderWay() int { return int(a.calls.Load()) }

// Close ends all streams, so that a server's Shutdown need not wait for them.
func (a *API) Close() { a.end() }

// prefixes lists where the path is served.
func (d *door) prefixes(route Route) []string {
	if route.Access == Internal {
		return []string{""}
	}
	bare := slices.Contains(d.cfg.Prefixes, "")
	for _, pattern := range d.cfg.Always {
		stem, open := strings.CutSuffix(pattern, "*")
		if !bare && (route.Path == pattern || open && strings.HasPrefix(route.Path, stem)) {
			return append([]string{""}, d.cfg.Prefixes...)
		}
	}
	return d.cfg.Prefixes
}
