package fulfillmenthttp_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmenthttp"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmentmem"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmenttest"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// people are whom the tokens of these tests name.
var people = map[string]actor.Actor{
	"ana": fulfillmenttest.Buyer(), "eve": fulfillmenttest.Stranger(), "sam": fulfillmenttest.Staff(),
}

// house is a world behind its door.
type house struct {
	*fulfillmenttest.World
	t   *testing.T
	api *rest.API
}

func open(t *testing.T) *house {
	t.Helper()
	w := fulfillmenttest.NewWorld(fulfillmentmem.New())
	api := rest.New(rest.Config{
		Title: "Test", Version: "1", Prefixes: []string{"/api"}, Always: []string{"/.well-known/*"}, Clock: w.Clock, IDs: w.IDs,
		Auth: rest.VerifierFunc(func(_ context.Context, token string) (actor.Actor, error) {
			who, ok := people[token]
			if !ok {
				return who, fault.New(fault.Unauthenticated, "invalid_token", "The token is not accepted.")
			}
			return who, nil
		}),
	})
	fulfillmenthttp.Routes(api.For("fulfillment"), w.Service)
	return &house{w, t, api}
}

func (h *house) issued(name string, seats int) []fulfillment.Issued {
	h.t.Helper()
	tickets, err := h.Issued(h.t.Context(), name, seats)
	if err != nil {
		h.t.Fatal(err)
	}
	return tickets
}

// ask is a request; its path stands under /api unless it begins with a dot.
type ask struct{ who, method, path, body, accept, key string }

func (h *house) do(a ask) *httptest.ResponseRecorder {
	h.t.Helper()
	path, bare := strings.CutPrefix(a.path, ".")
	if !bare {
		path = "/api" + path
	}
	r := httptest.NewRequest(a.method, path, strings.NewReader(a.body))
	for name, value := range map[string]string{"Accept": a.accept, "Idempotency-Key": a.key} {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	if a.body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if a.who != "" {
		r.Header.Set("Authorization", "Bearer "+a.who)
	}
	w := httptest.NewRecorder()
	h.api.Handler().ServeHTTP(w, r)
	return w
}

// answers checks status and JSON; what is expected names only the members that matter of a problem document.
func (h *house) answers(a ask, status int, want string) {
	h.t.Helper()
	w := h.do(a)
	if w.Code != status {
		h.t.Errorf("%s %s as %q: %d %s, want %d", a.method, a.path, a.who, w.Code, w.Body, status)
		return
	}
	var got, wanted any
	if err := json.Unmarshal([]byte(want), &wanted); err != nil {
		h.t.Fatalf("%v in %s", err, want)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		h.t.Errorf("%s %s: %v in %s", a.method, a.path, err, w.Body)
		return
	}
	if status >= http.StatusBadRequest {
		for member := range got.(map[string]any) {
			if _, named := wanted.(map[string]any)[member]; !named {
				delete(got.(map[string]any), member)
			}
		}
	}
	if diff := cmp.Diff(wanted, got); diff != "" {
		h.t.Errorf("%s %s: %s", a.method, a.path, diff)
	}
}

// refuses checks status and code of a problem.
func (h *house) refuses(a ask, status int, code string) {
	h.t.Helper()
	h.answers(a, status, fmt.Sprintf(`{"code":%q}`, code))
}
