package app

import (
	"net/http"

	"github.com/speckit/ticketing/internal/catalog/cataloghttp"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmenthttp"
	"github.com/speckit/ticketing/internal/identity/identityhttp"
	"github.com/speckit/ticketing/internal/inventory/inventoryhttp"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/notification/notificationhttp"
	"github.com/speckit/ticketing/internal/ordering/orderinghttp"
	"github.com/speckit/ticketing/internal/payment/paymenthttp"
	"github.com/speckit/ticketing/internal/platform/auth"
	"github.com/speckit/ticketing/internal/platform/gate/localgate"
	"github.com/speckit/ticketing/internal/platform/obs"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/platform/rest/answerspg"
)

// bare are the paths that answer without /api too where one process serves everything.
var bare = []string{"/health*", "/.well-known/*", "/dev/*"}

// api is the public door of the process.
func (p *process) api(health *obs.Health) (*rest.API, error) {
	s := p.ground.settings
	proxies, err := s.proxies()
	if err != nil {
		return nil, err
	}
	api := rest.New(rest.Config{
		Title: "SpecKit Ticketing", Version: Version, Prefixes: []string{"/api"}, Always: bare,
		Auth: p.verifier(), Answers: answerspg.New(p.ground.dbs["identity"].Pool()), Sealer: auth.NewSealer(p.secrets, "answers"),
		NoAddressLimits: s.Demo, TrustedProxies: proxies, Origins: s.CORSOrigins,
		Clock: p.clock, IDs: p.ids, Log: p.ground.log, Meter: p.metrics.Requests, Web: p.web(),
	})
	p.doors = append(p.doors, api)
	addRoutes(api, p.Contexts, p.mailbox, rest.Cookies{Secure: secure(s.PublicURL)}, s.Demo)
	rest.Health(api, health)
	return api, nil
}

func addRoutes(api *rest.API, all *Contexts, mailbox notification.Mailbox, cookies rest.Cookies, demo bool) {
	cataloghttp.Routes(api.For("catalog"), all.Catalog)
	inventoryhttp.Routes(api.For("inventory"), all.Inventory)
	orderinghttp.Routes(api.For("ordering"), all.Ordering)
	paymenthttp.Routes(api.For("payment"), all.Payment)
	if demo && all.Bank != nil {
		paymenthttp.BankRoutes(api.For("payment"), all.Payment, all.Bank, all.orderPageURL)
	}
	fulfillmenthttp.Routes(api.For("fulfillment"), all.Fulfillment)
	identityhttp.Routes(api.For("identity"), all.Identity, cookies)
	notificationhttp.Routes(api.For("notification"), all.Notification, mailbox)
}

// describeAPI is the door without anything behind it, to be described.
func describeAPI(Settings) *rest.API {
	all := Assemble(Stores{}, Tools{Clock: clock.System{}, IDs: id.Random{}, Gate: &localgate.Gate{}, Sealers: func(string) Sealer { return nil }}, Figures{})
	api := rest.New(rest.Config{Title: "SpecKit Ticketing", Version: "1", Prefixes: []string{"/api"}})
	addRoutes(api, all, nil, rest.Cookies{}, false)
	rest.Health(api, obs.NewHealth(obs.HealthBody()))
	return api
}

func secure(publicURL string) bool { return len(publicURL) > 6 && publicURL[:6] == "https:" }

// web serves what is not /api: until there is a web, a page that says what runs here, and the page of an order.
func (p *process) web() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/orders/{id}", p.orderPage())
	mux.HandleFunc("GET /{$}", p.home)
	return mux
}
