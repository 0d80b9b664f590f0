package rest_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/platform/obs"
	"github.com/speckit/ticketing/internal/platform/rest"
)

func said(text string) func(context.Context, rest.Call) (string, error) {
	return func(context.Context, rest.Call) (string, error) { return text, nil }
}

func TestCallsUnderWayAreCounted(t *testing.T) {
	t.Parallel()
	h := open(t, nil)
	inside := -1
	h.get("/seats", func(context.Context, rest.Call) (string, error) { inside = h.UnderWay(); return "seats", nil })
	h.do(ask{method: "GET", path: "/api/seats"})
	if inside != 1 || h.UnderWay() != 0 {
		t.Errorf("%d inside, %d afterwards", inside, h.UnderWay())
	}
}

func TestUnknownAddressesAndMethodsAreProblems(t *testing.T) {
	t.Parallel()
	h := open(t, nil).echo()
	problem(t, h.do(ask{method: "GET", path: "/api/nowhere"}), 404, "no_such_route")
	problem(t, h.do(ask{method: "GET", path: "/seats"}), 404, "no_such_route")
	problem(t, h.do(ask{method: "GET", path: "/api//seats"}), 404, "no_such_route")
	problem(t, h.do(ask{method: "GET", path: "/api/../secret"}), 404, "no_such_route")
	w := h.do(ask{method: "PUT", path: "/api/seats"})
	problem(t, w, 405, "method_not_allowed")
	if got := w.Header().Get("Allow"); got != "POST" {
		t.Errorf("Allow is %q", got)
	}
}

func TestLiteralPartsOfAPathMatchInAnyCase(t *testing.T) {
	t.Parallel()
	h := open(t, nil).echo()
	h.get("/orders/{id}", said("order"))
	body := `{"id":"` + anna.String() + `","label":"A1"}`
	for _, path := range []string{"/api/Seats", "/API/SEATS", "/api/seats/"} {
		if w := h.do(ask{method: "POST", path: path, token: "anna", body: body}); w.Code != 201 {
			t.Errorf("POST %s: %d %s", path, w.Code, w.Body)
		}
	}
	if w := h.do(ask{method: "GET", path: "/api/Orders/" + strings.ToUpper(anna.String())}); w.Code != 200 {
		t.Errorf("got %d", w.Code)
	}
	problem(t, h.do(ask{method: "GET", path: "/api/SEATS"}), 405, "method_not_allowed")
}

func TestBarePathsBelongToTheWebExceptTheNamedOnes(t *testing.T) {
	t.Parallel()
	h := open(t, func(cfg *rest.Config) {
		cfg.Web = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("page")) })
	}).echo()
	rest.Health(h.For(""), obs.NewHealth(obs.HealthBody("inventory")))
	for path, want := range map[string]string{
		"/events": "page", "/": "page", "/health": `{"status":"ok"}`, "/api/health": `{"status":"ok"}`, "/health/live": `{"status":"live"}`,
	} {
		if w := h.do(ask{method: "GET", path: path}); w.Code != 200 || w.Body.String() != want {
			t.Errorf("GET %s: %d %s", path, w.Code, w.Body)
		}
	}
	problem(t, h.do(ask{method: "GET", path: "/api/nothing"}), 404, "no_such_route")
}

func TestAServiceOnItsOwnAnswersBareAndUnderApi(t *testing.T) {
	t.Parallel()
	h := open(t, func(cfg *rest.Config) { cfg.Prefixes = []string{"", "/api"} })
	h.get("/events", said("events"))
	for _, path := range []string{"/events", "/api/events", "/Events"} {
		if w := h.do(ask{method: "GET", path: path}); w.Code != 200 {
			t.Errorf("GET %s: %d", path, w.Code)
		}
	}
}

func TestAPanicIsA500WithoutDetailsAndIsLogged(t *testing.T) {
	t.Parallel()
	h := open(t, nil)
	h.get("/panic", func(context.Context, rest.Call) (string, error) { panic("the vault's code is 1234") })
	w := h.do(ask{method: "GET", path: "/api/panic"})
	problem(t, w, 500, "internal")
	if strings.Contains(w.Body.String(), "1234") || !strings.Contains(h.log.String(), "1234") {
		t.Errorf("body %s\nlog %s", w.Body, h.log)
	}
}

func TestTheRequestLineNamesTheRouteAndNoSecret(t *testing.T) {
	t.Parallel()
	h := open(t, nil)
	h.get("/orders/{id}", func(_ context.Context, call rest.Call) (string, error) { return call.Secret, nil })
	w := h.do(ask{method: "GET", path: "/api/orders/1?secret=hush", header: http.Header{"X-Request-Id": {"r-1"}}})
	if !strings.Contains(w.Body.String(), "hush") {
		t.Fatalf("the handler did not get the secret: %s", w.Body)
	}
	line := h.log.String()
	if strings.Contains(line, "hush") || strings.Contains(line, "orders/1") || strings.Contains(line, "192.0.2.1") || strings.Count(line, "\n") != 1 {
		t.Errorf("log: %s", line)
	}
	for name, want := range map[string]string{"Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "X-Request-Id": "r-1"} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestAForwardedAddressIsBelievedFromTrustedProxiesAlone(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		trusted, forwarded, want string
	}{
		"nobody is trusted":              {"", "203.0.113.9", "192.0.2.1"},
		"another proxy is trusted":       {"10.0.0.0/8", "203.0.113.9", "192.0.2.1"},
		"the proxy is trusted":           {"192.0.2.0/24", "203.0.113.9", "203.0.113.9"},
		"a caller's own word is ignored": {"192.0.2.0/24", "6.6.6.6, 203.0.113.9", "203.0.113.9"},
		"two proxies":                    {"192.0.2.0/24", "203.0.113.9, 192.0.2.7", "203.0.113.9"},
		"nonsense":                       {"192.0.2.0/24", "evil", "192.0.2.1"},
		"nothing forwarded":              {"192.0.2.0/24", "", "192.0.2.1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t, func(cfg *rest.Config) {
				if c.trusted != "" {
					cfg.TrustedProxies = []netip.Prefix{netip.MustParsePrefix(c.trusted)}
				}
			})
			h.get("/me", func(_ context.Context, call rest.Call) (string, error) { return call.Client, nil })
			w := h.do(ask{method: "GET", path: "/api/me", header: http.Header{"X-Forwarded-For": {c.forwarded}}})
			if !strings.Contains(w.Body.String(), `"`+c.want+`"`) {
				t.Errorf("got %s, want %s", w.Body, c.want)
			}
		})
	}
}

func TestPagesOfAllowedOriginsMayCall(t *testing.T) {
	t.Parallel()
	h := open(t, func(cfg *rest.Config) { cfg.Origins = []string{"https://shop.example"} })
	h.get("/events", said("events"))
	ours := http.Header{"Origin": {"https://shop.example"}, "Access-Control-Request-Method": {"POST"}}
	if w := h.do(ask{method: "OPTIONS", path: "/api/events", header: ours}); w.Code != 204 || w.Header().Get("Access-Control-Allow-Headers") == "" {
		t.Errorf("preflight: %d %v", w.Code, w.Header())
	}
	if w := h.do(ask{method: "GET", path: "/api/events", header: ours}); w.Header().Get("Access-Control-Allow-Origin") != "https://shop.example" {
		t.Errorf("headers %v", w.Header())
	}
	evil := http.Header{"Origin": {"https://evil.example"}}
	if w := h.do(ask{method: "GET", path: "/api/events", header: evil}); w.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Error("another origin was let in")
	}
}

func TestARouteThatSaysTooLittleIsFoundAtTheStart(t *testing.T) {
	t.Parallel()
	good := rest.Route{Method: "GET", Path: "/x", ID: "x", Summary: "X", Access: rest.Open}
	for name, spoil := range map[string]func(*rest.Route){
		"no access":             func(r *rest.Route) { r.Access = 0 },
		"no id":                 func(r *rest.Route) { r.ID = "" },
		"internal outside":      func(r *rest.Route) { r.Access = rest.Internal },
		"open inside /internal": func(r *rest.Route) { r.Path = "/internal/x" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			route := good
			spoil(&route)
			defer func() {
				if recover() == nil {
					t.Error("it was accepted")
				}
			}()
			h := open(t, func(cfg *rest.Config) { cfg.Internal = true })
			rest.Register(h.API, route, func(context.Context, rest.Call, *struct{}) (*struct{}, error) { return nil, nil })
		})
	}
}

func TestRawAnswersAreHeldBackUntilTheyAreWhole(t *testing.T) {
	t.Parallel()
	h := open(t, nil)
	rest.Raw(h.For("fulfillment"), rest.Route{Method: "GET", Path: "/tickets", ID: "ticket", Summary: "A ticket", Access: rest.Open, Produces: "application/pdf"},
		func(w http.ResponseWriter, r *http.Request, _ rest.Call, in *struct {
			Fail bool `query:"fail"`
		},
		) error {
			w.Header().Set("Content-Type", rest.Prefers(r, "application/pdf", "text/plain"))
			_, _ = w.Write([]byte("%PDF"))
			if in.Fail {
				return fault.New(fault.Gone, "ticket_void", "The ticket is void.")
			}
			return nil
		})
	if w := h.do(ask{method: "GET", path: "/api/tickets"}); w.Body.String() != "%PDF" || w.Header().Get("Content-Type") != "application/pdf" {
		t.Errorf("got %v %s", w.Header(), w.Body)
	}
	plain := h.do(ask{method: "GET", path: "/api/tickets", header: http.Header{"Accept": {"text/*;q=0.9, application/pdf;q=0.1"}}})
	if plain.Header().Get("Content-Type") != "text/plain" {
		t.Errorf("got %v", plain.Header())
	}
	problem(t, h.do(ask{method: "GET", path: "/api/tickets?fail=true"}), 410, "ticket_void")
}

func TestHeadIsAnsweredLikeGet(t *testing.T) {
	t.Parallel()
	h := open(t, nil)
	h.get("/events", said("events"))
	server := httptest.NewServer(h.Handler())
	defer server.Close()
	answer, err := server.Client().Head(server.URL + "/api/events")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != 200 || answer.ContentLength <= 0 {
		t.Errorf("got %d with length %d", answer.StatusCode, answer.ContentLength)
	}
}
