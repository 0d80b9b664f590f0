package rest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// mayCall lists, for each level, who gets in; everybody else is refused.
var mayCall = map[rest.Access]string{
	rest.Open:           "stranger nonsense guest anna one-order staff organiser admin service",
	rest.Session:        "guest anna one-order staff organiser admin",
	rest.Account:        "anna staff organiser admin",
	rest.House:          "staff organiser admin",
	rest.HouseOrService: "staff organiser admin service",
	rest.Managers:       "organiser admin",
	rest.Admins:         "admin",
	rest.OrderSecret:    "guest anna one-order staff organiser admin",
	rest.Internal:       "service",
}

// levels opens a door with one route of each level.
func levels(t *testing.T) *house {
	h := open(t, func(cfg *rest.Config) { cfg.Internal = true })
	for access := range mayCall {
		path := "/" + strings.ReplaceAll(access.String(), " ", "-")
		if access == rest.Internal {
			path = "/internal/call"
		}
		rest.Register(h.For("identity"), rest.Route{Method: "GET", Path: path, ID: access.String(), Summary: "X", Access: access},
			func(_ context.Context, call rest.Call, _ *struct{}) (*struct{ Body actor.Actor }, error) {
				return &struct{ Body actor.Actor }{call.Actor}, nil
			})
	}
	return h
}

func TestEachRouteRefusesWhoeverItsLevelDoesNotName(t *testing.T) {
	t.Parallel()
	h := levels(t)
	if len(h.Routes()) != len(mayCall) {
		t.Fatalf("%d routes are listed", len(h.Routes()))
	}
	for _, route := range h.Routes() {
		path := route.Path
		if route.Access != rest.Internal {
			path = "/api" + path
		}
		for _, who := range []string{"", "nonsense", "guest", "anna", "one-order", "staff", "organiser", "admin", "service"} {
			name := who
			if who == "" {
				name = "stranger"
			}
			want := http.StatusForbidden
			if who == "" || who == "nonsense" {
				want = http.StatusUnauthorized
			}
			if strings.Contains(" "+mayCall[route.Access]+" ", " "+name+" ") {
				want = http.StatusOK
			}
			w := h.do(ask{method: "GET", path: path, token: who})
			if w.Code != want {
				t.Errorf("%s as %s: %d, want %d", path, name, w.Code, want)
			}
			if w.Code == 401 && w.Header().Get("WWW-Authenticate") == "" {
				t.Errorf("%s as %s: a 401 without WWW-Authenticate", path, name)
			}
		}
	}
}

func TestARefusalSaysWhomTheRouteIsFor(t *testing.T) {
	t.Parallel()
	h := levels(t)
	for path, says := range map[string]string{
		"/api/account":   "This needs an account. Nothing was done; sign in.",
		"/api/house":     "This is for the house's staff. Nothing was done.",
		"/api/managers":  "This is for organisers and administrators. Nothing was done.",
		"/api/admins":    "This is for administrators. Nothing was done.",
		"/internal/call": "Your session may not do this. Nothing was done.",
	} {
		doc := problem(t, h.do(ask{method: "GET", path: path, token: "guest"}), 403, "forbidden")
		if doc["detail"] != says {
			t.Errorf("%s is refused with %q", path, doc["detail"])
		}
	}
}

func TestASecretOpensOnlyTheRoutesThatTakeOne(t *testing.T) {
	t.Parallel()
	h := levels(t)
	for path, want := range map[string]int{"/api/order-secret?secret=x": 200, "/api/order-secret?secret=": 401, "/api/session?secret=x": 401, "/api/admins?secret=x": 401} {
		if w := h.do(ask{method: "GET", path: path}); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
}

func TestInternalRoutesExistOnlyWhereTheyAreSwitchedOnAndNeverUnderApi(t *testing.T) {
	t.Parallel()
	problem(t, levels(t).do(ask{method: "GET", path: "/api/internal/call", token: "service"}), 404, "no_such_route")
	h := open(t, nil)
	rest.Register(h.API, rest.Route{Method: "GET", Path: "/internal/call", ID: "x", Summary: "X", Access: rest.Internal},
		func(context.Context, rest.Call, *struct{}) (*struct{}, error) { return nil, nil })
	problem(t, h.do(ask{method: "GET", path: "/internal/call", token: "service"}), 404, "no_such_route")
}

func TestAGoodTokenIsReadOnOpenRoutesToo(t *testing.T) {
	t.Parallel()
	w := levels(t).do(ask{method: "GET", path: "/api/open", token: "staff"})
	if !strings.Contains(w.Body.String(), `"Role":"staff"`) {
		t.Errorf("got %s", w.Body)
	}
}

func TestAWrongSchemeIsNoToken(t *testing.T) {
	t.Parallel()
	h := levels(t)
	for _, header := range []string{"Basic YTpi", "Bearer", "Bearer  ", "anna"} {
		problem(t, h.do(ask{method: "GET", path: "/api/session", header: http.Header{"Authorization": {header}}}), 401, "unauthenticated")
	}
	if w := h.do(ask{method: "GET", path: "/api/session", header: http.Header{"Authorization": {"bearer anna"}}}); w.Code != 200 {
		t.Errorf("the scheme's case matters: %d", w.Code)
	}
}

func TestWhenTokensCannotBeCheckedTheAnswerIsTryAgain(t *testing.T) {
	t.Parallel()
	away := fault.New(fault.Unavailable, "keys_unavailable", "Tokens cannot be checked at the moment.").Because(errors.New("no route to host"))
	h := open(t, func(cfg *rest.Config) {
		cfg.Auth = rest.VerifierFunc(func(context.Context, string) (actor.Actor, error) {
			return actor.Actor{}, fmt.Errorf("verify: %w", away)
		})
	})
	h.get("/x", said("x"))
	problem(t, h.do(ask{method: "GET", path: "/api/x", token: "anna"}), 503, "keys_unavailable")
}
