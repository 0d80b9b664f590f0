package app

import (
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/auth"
	"github.com/speckit/ticketing/internal/platform/gate/localgate"
	"github.com/speckit/ticketing/internal/platform/messaging"
	"github.com/speckit/ticketing/internal/platform/messaging/shelfhttp"
	"github.com/speckit/ticketing/internal/platform/obs"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/platform/rest/answerspg"
)

// bare are the paths that answer without /api too where one process serves everything.
var bare = []string{"/health*", "/.well-known/*", "/dev/*"}

// api is the public door of the process. A service on its own answers its paths bare and under /api; where the web is, bare paths are
// its pages'.
func (p *process) api(health *obs.Health) (*rest.API, error) {
	s := p.ground.settings
	proxies, err := s.proxies()
	if err != nil {
		return nil, err
	}
	config := rest.Config{
		Title: title, Version: Version, Prefixes: []string{"", "/api"}, Internal: !p.alone(), Whole: describeWhole,
		Auth: p.verifier(), Answers: p.answers(), Sealer: auth.NewSealer(p.secrets, "answers"),
		NoAddressLimits: s.Demo, TrustedProxies: proxies, Origins: s.CORSOrigins,
		Clock: p.clock, IDs: p.ids, Log: p.ground.log, Meter: p.metrics.Requests, Limiter: p.shared.limiter, Tracer: p.tracer,
	}
	if p.parts.has(webPart) {
		pages, err := p.web()
		if err != nil {
			return nil, err
		}
		config.Prefixes, config.Always, config.Web = []string{"/api"}, bare, pages
	}
	api := rest.New(config)
	p.doors = append(p.doors, api)
	addRoutes(api, p.Contexts, doorFigures{
		demo: s.Demo, mailbox: p.mailbox, cookies: rest.Cookies{Secure: secure(s.PublicURL)}, publicURL: s.PublicURL, limiter: p.shared.limiter,
		clock: p.clock, shelves: p.shelfOf(),
	})
	rest.Health(api, health)
	return api, nil
}

// alone reports whether nobody calls this process but people: all contexts and the web are in it.
func (p *process) alone() bool { return len(p.parts) == len(everything()) }

// answers keeps the answers of each context's routes in its own schema, where every replica finds them, whatever else it runs.
func (p *process) answers() rest.ByContext {
	by := rest.ByContext{}
	for _, name := range p.parts.contexts() {
		by[name] = answerspg.New(p.ground.dbs[name].Pool())
	}
	return by
}

func addRoutes(api *rest.API, all *Contexts, figures doorFigures) {
	for _, w := range all.parts.wirings() {
		w.routes(api.For(w.name), all, figures)
		w.internal(api.For(w.name), all)
		shelfhttp.Routes(api.For(w.name), w.name, figures.shelves[w.name], figures.clock)
	}
}

// shelfOf is where the groups of each context keep what they could not handle.
func (p *process) shelfOf() map[string]messaging.Shelf {
	by := map[string]messaging.Shelf{}
	for _, name := range p.parts.contexts() {
		by[name] = p.ground.dbs[name]
	}
	return by
}

const title = "SpecKit Ticketing"

// describeAPI is the whole door without anything behind it, to be described.
func describeAPI() *rest.API {
	all := Assemble(Stores{}, Tools{Clock: clock.System{}, IDs: id.Random{}, Gate: &localgate.Gate{}, Sealers: func(string) Sealer { return nil }}, Figures{})
	api := rest.New(rest.Config{Title: title, Version: "1", Prefixes: []string{"/api"}})
	addRoutes(api, all, doorFigures{})
	rest.Health(api, obs.NewHealth(obs.HealthBody()))
	return api
}

// describeWhole describes everything that the public address answers, whichever service is asked.
func describeWhole() ([]byte, error) { return describeAPI().Document("") }

func secure(publicURL string) bool { return len(publicURL) > 6 && publicURL[:6] == "https:" }
