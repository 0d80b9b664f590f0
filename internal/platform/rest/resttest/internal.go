package resttest

import (
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/auth"
	"github.com/speckit/ticketing/internal/platform/rest"
)

var secrets = auth.Secrets{Current: "the secret that services of a test share"}

// admin is the token of the mightiest person.
const admin = "admin"

func verifier() rest.Verifier {
	source := func(context.Context) (jose.JSONWebKeySet, error) { return jose.JSONWebKeySet{}, nil }
	services := auth.NewVerifier(source, auth.Disk{}, auth.NewServices(secrets, clock.System{}), clock.System{})
	return rest.VerifierFunc(func(ctx context.Context, token string) (actor.Actor, error) {
		if token == admin {
			return actor.Actor{Customer: id.Named(id.Nil, admin), Role: actor.Admin}, nil
		}
		return services.Verify(ctx, token)
	})
}

// serve puts routes behind a door on a port.
func serve(t testing.TB, internal bool, routes func(*rest.API)) (*rest.API, *httptest.Server) {
	t.Helper()
	api := rest.New(rest.Config{Title: "Test", Version: "1", Prefixes: []string{"", "/api"}, Internal: internal, Auth: verifier()})
	routes(api.For("test"))
	server := httptest.NewServer(api.Handler())
	t.Cleanup(server.Close)
	return api, server
}

// Inside opens a door that has internal routes, and returns a client of it.
func Inside(t testing.TB, routes func(*rest.API)) *rest.Client {
	t.Helper()
	_, server := serve(t, true, routes)
	client := rest.NewClient(rest.ClientConfig{Base: server.URL, Tokens: auth.NewServices(secrets, clock.System{})})
	t.Cleanup(client.Close)
	return client
}

// Guarded checks that the internal routes are for services alone, and that there are none at a public door.
func Guarded(t *testing.T, routes func(*rest.API)) {
	t.Helper()
	api, inside := serve(t, true, routes)
	_, outside := serve(t, false, routes)
	service := auth.NewServices(secrets, clock.System{}).Token()
	found := 0
	for _, route := range api.Routes() {
		if route.Access != rest.Internal {
			continue
		}
		found++
		for _, c := range []struct {
			base, token string
			want        int
		}{{inside.URL, "", 401}, {inside.URL, "nonsense", 401}, {inside.URL, admin, 403}, {inside.URL + "/api", service, 404}, {outside.URL, service, 404}} {
			if got := status(t, route, c.base, c.token); got != c.want {
				t.Errorf("%s %s at %s with token %.5s…: %d, want %d", route.Method, route.Path, c.base, c.token, got, c.want)
			}
		}
		if got := status(t, route, inside.URL, service); got == 401 || got == 403 || got == 405 {
			t.Errorf("%s %s refuses a service: %d", route.Method, route.Path, got)
		}
	}
	if found == 0 {
		t.Error("there are no internal routes")
	}
}

var parameter = regexp.MustCompile(`\{[a-z]+\}`)

func status(t *testing.T, route rest.RouteInfo, base, token string) int {
	t.Helper()
	path := parameter.ReplaceAllString(route.Path, id.Named(id.Nil, "nobody").String())
	r, err := http.NewRequestWithContext(t.Context(), route.Method, base+path, strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	return response.StatusCode
}

// Refusal is what a caller can tell of a failure. Kind and what follows are of expected ones.
type Refusal struct {
	Expected bool
	Kind     fault.Kind
	Code     string
	Detail   string
	Members  []string // their names
}

// RefusalOf makes failures comparable: a call's and its counterpart's over the wire.
func RefusalOf(err error) *Refusal {
	if err == nil {
		return nil
	}
	f, ok := fault.As(err)
	if !ok {
		return &Refusal{}
	}
	return &Refusal{Expected: true, Kind: f.Kind, Code: f.Code, Detail: f.Detail, Members: slices.Sorted(maps.Keys(f.Members))}
}
