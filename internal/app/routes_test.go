package app

import (
	"context"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
	"github.com/speckit/ticketing/internal/platform/gate/localgate"
	"github.com/speckit/ticketing/internal/platform/obs"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// tokens are people by their tokens.
var tokens = map[string]actor.Actor{
	"guest":     {Customer: id.Named(id.Nil, "guest"), Role: actor.Guest},
	"one-order": {Customer: id.Named(id.Nil, "guest"), Role: actor.Guest, Order: id.Named(id.Nil, "order")},
	"customer":  {Customer: id.Named(id.Nil, "customer"), Role: actor.Customer},
	"staff":     {Customer: id.Named(id.Nil, "staff"), Role: actor.Staff},
	"organiser": {Customer: id.Named(id.Nil, "organiser"), Role: actor.Organiser},
}

// refused lists, for each level, the tokens that must not get through.
var refused = map[rest.Access][]string{
	rest.Session:        {""},
	rest.OrderSecret:    {""},
	rest.Account:        {"", "guest", "one-order"},
	rest.House:          {"", "guest", "one-order", "customer"},
	rest.HouseOrService: {"", "guest", "one-order", "customer"},
	rest.Managers:       {"", "guest", "one-order", "customer", "staff"},
	rest.Admins:         {"", "guest", "one-order", "customer", "staff", "organiser"},
}

// openToAll is every operation that a stranger may call. A route that is added here was thought about.
var openToAll = []string{
	"GET /health", "GET /health/live", "GET /health/ready", "GET /.well-known/jwks.json", "GET /.well-known/ticket-keys",
	"POST /guests", "POST /token", "POST /token/refresh", "POST /token/revoke", "POST /users", "POST /users/verify", "POST /users/password-reset",
	"POST /users/password-reset/confirm",
	"GET /payments/methods", "GET /events", "GET /events/{id}", "GET /events/{id}/seatmap", "GET /events/{id}/plan", "GET /events/{id}/plan/seats", "GET /events/{id}/availability",
	"GET /events/{id}/live", "GET /venues",
	"POST /orders/lookup", "POST /orders/{id}/access",
	"POST /v1/waitlist/join", "GET /v1/waitlist/has-pending",
	"GET /dev/mailbox", "GET /dev/bank/{paymentId}", "POST /dev/bank/{paymentId}",
}

// doorsForTest is the whole interface of a demo with nothing behind it: who is refused is refused before anything is asked.
func doorsForTest() *rest.API {
	all := Assemble(Stores{Ledger: paymentsim.NewMemory()}, Tools{Clock: clock.System{}, IDs: id.Random{}, Gate: &localgate.Gate{}, Sealers: func(string) Sealer { return nil }}, Figures{})
	api := rest.New(rest.Config{Title: "t", Version: "1", Auth: rest.VerifierFunc(func(_ context.Context, token string) (actor.Actor, error) { return tokens[token], nil })})
	addRoutes(api, all, doorFigures{demo: true, mailbox: noLetters{}})
	rest.Health(api, obs.NewHealth(obs.HealthBody()))
	return api
}

type noLetters struct{ notification.Mailbox }

var parameter = regexp.MustCompile(`\{\w+\}`)

func TestEveryRouteRefusesWhoeverMayNotCallIt(t *testing.T) {
	t.Parallel()
	api := doorsForTest()
	open := map[string]bool{}
	for _, o := range openToAll {
		open[o] = true
	}
	tried := 0
	for _, route := range api.Routes() {
		name := route.Method + " " + route.Path
		if route.Access == rest.Open {
			if !open[name] {
				t.Errorf("%s is open to everyone, and nobody said that it should be", name)
			}
			continue
		}
		for _, token := range refused[route.Access] {
			tried++
			r := httptest.NewRequest(route.Method, "/api"+parameter.ReplaceAllString(route.Path, id.Random{}.New().String()), strings.NewReader("{}"))
			r.Header.Set("Content-Type", "application/json")
			want := http.StatusUnauthorized
			if token != "" {
				r.Header.Set("Authorization", "Bearer "+token)
				want = http.StatusForbidden
			}
			w := httptest.NewRecorder()
			api.Handler().ServeHTTP(w, r)
			if w.Code != want {
				t.Errorf("%s (%s) answers %q with %d, not %d: %s", name, route.Access, token, w.Code, want, w.Body)
			}
		}
	}
	if tried < 60 {
		t.Fatalf("only %d refusals tried", tried)
	}
}
