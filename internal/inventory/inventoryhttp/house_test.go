package inventoryhttp_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/inventory/inventoryhttp"
	"github.com/speckit/ticketing/internal/inventory/inventorymem"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// people are whom the tokens of these tests name.
var people = func() map[string]actor.Actor {
	ids := id.NewSeeded(500)
	ana := actor.Actor{Customer: ids.New(), Role: actor.Guest}
	return map[string]actor.Actor{
		"ana": ana, "eve": {Customer: ids.New(), Role: actor.Guest}, "sam": {Customer: ids.New(), Role: actor.Staff},
		"olga": {Customer: ids.New(), Role: actor.Organiser},
		"link": {Customer: ana.Customer, Role: actor.Guest, Order: ids.New()},
	}
}()

// house is the test hall behind its door.
type house struct {
	*inventorytest.House
	t   *testing.T
	api *rest.API
}

func open(t *testing.T) *house {
	t.Helper()
	h := inventorytest.Open(t, inventorymem.New(), nil)
	api := rest.New(rest.Config{
		Title: "Test", Version: "1", Prefixes: []string{"/api"}, Clock: h.Clock, IDs: h.IDs,
		Auth: rest.VerifierFunc(func(_ context.Context, token string) (actor.Actor, error) {
			who, ok := people[token]
			if !ok {
				return who, fault.New(fault.Unauthenticated, "invalid_token", "The token is not accepted.")
			}
			return who, nil
		}),
	})
	inventoryhttp.Routes(api.For("inventory"), h.Service)
	return &house{h, t, api}
}

// answer is what came back.
type answer struct {
	status   int
	location string
	link     string
	raw      string
	json     map[string]any
}

// do sends a request; its path stands under /api.
func (h *house) do(who, method, path, body string) answer {
	h.t.Helper()
	r := httptest.NewRequest(method, "/api"+path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if who != "" {
		r.Header.Set("Authorization", "Bearer "+who)
	}
	w := httptest.NewRecorder()
	h.api.Handler().ServeHTTP(w, r)
	a := answer{status: w.Code, location: w.Header().Get("Location"), link: w.Header().Get("Link"), raw: w.Body.String()}
	if strings.HasPrefix(a.raw, "{") {
		if err := json.Unmarshal([]byte(a.raw), &a.json); err != nil {
			h.t.Errorf("%s %s: %v in %s", method, path, err, a.raw)
		}
	}
	return a
}

// refuses checks status and code of a problem.
func (h *house) refuses(who, method, path, body string, status int, code string) answer {
	h.t.Helper()
	a := h.do(who, method, path, body)
	if a.status != status || a.json["code"] != code {
		h.t.Errorf("%s %s %.80s as %q: %d %.300s, want %d %s", method, path, body, who, a.status, a.raw, status, code)
	}
	return a
}

// makes checks the status of a success.
func (h *house) makes(who, method, path, body string, status int) answer {
	h.t.Helper()
	a := h.do(who, method, path, body)
	if a.status != status {
		h.t.Fatalf("%s %s %.80s as %q: %d %.300s, want %d", method, path, body, who, a.status, a.raw, status)
	}
	return a
}

// seat is the body that names one seat.
func (h *house) seat(row string, number int) string {
	return fmt.Sprintf(`{"seatId":%q}`, h.Seat(row, number))
}

func same(t *testing.T, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("differs (-want +got):\n%s", diff)
	}
}
