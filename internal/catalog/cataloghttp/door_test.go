package cataloghttp_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/catalog/cataloghttp"
	"github.com/speckit/ticketing/internal/catalog/catalogmem"
	"github.com/speckit/ticketing/internal/catalog/catalogtest"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// people by their tokens.
var people = map[string]actor.Actor{
	"guest":     {Customer: id.Named(id.Nil, "guest"), Role: actor.Guest},
	"customer":  {Customer: id.Named(id.Nil, "customer"), Role: actor.Customer},
	"staff":     {Customer: id.Named(id.Nil, "staff"), Role: actor.Staff},
	"organiser": catalogtest.Organiser,
	"admin":     {Customer: id.Named(id.Nil, "admin"), Role: actor.Admin},
}

// house is the catalogue behind a door.
type house struct {
	*catalogtest.World
	door http.Handler
	t    *testing.T
}

func open(t *testing.T) *house {
	t.Helper()
	h := &house{World: catalogtest.New(t, catalogmem.New()), t: t}
	api := rest.New(rest.Config{
		Title: "Test", Version: "1", Prefixes: []string{"/api"}, Clock: h.Clock, IDs: id.NewSeeded(2),
		Auth: rest.VerifierFunc(func(_ context.Context, token string) (actor.Actor, error) {
			who, known := people[token]
			if !known {
				return who, fault.New(fault.Unauthenticated, "invalid_token", "The token is not accepted.")
			}
			return who, nil
		}),
	})
	t.Cleanup(api.Close)
	cataloghttp.Routes(api.For("catalog"), h.Service)
	h.door = api.Handler()
	return h
}

// ask is a request of a test.
type ask struct {
	method, path, token, key, body string
	header                         map[string]string
}

// answer is what came back.
type answer struct {
	*httptest.ResponseRecorder
	body map[string]any // of an object
}

func (h *house) do(a ask) answer {
	h.t.Helper()
	if a.method == "" {
		a.method = http.MethodGet
	}
	r := httptest.NewRequestWithContext(h.t.Context(), a.method, a.path, strings.NewReader(a.body))
	if a.body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if a.token != "" {
		r.Header.Set("Authorization", "Bearer "+a.token)
	}
	if a.key != "" {
		r.Header.Set("Idempotency-Key", a.key)
	}
	for name, value := range a.header {
		r.Header.Set(name, value)
	}
	got := answer{ResponseRecorder: httptest.NewRecorder()}
	h.door.ServeHTTP(got, r)
	_ = json.Unmarshal(got.Body.Bytes(), &got.body)
	return got
}

// must asks for something and wants a status.
func (h *house) must(a ask, status int) answer {
	h.t.Helper()
	got := h.do(a)
	if got.Code != status {
		h.t.Fatalf("%s %s: %d %s", a.method, a.path, got.Code, got.Body)
	}
	return got
}

// refused wants a problem of a code, with the original's member message.
func (h *house) refused(a ask, status int, code string) {
	h.t.Helper()
	got := h.do(a)
	if got.Code != status || got.body["code"] != code || got.body["message"] != got.body["detail"] || got.body["message"] == "" {
		h.t.Errorf("%s %s %.80s: %d %s", a.method, a.path, a.body, got.Code, got.Body)
	}
}

const newEvent = `{"name":"Jazz Night","description":"A quintet.","venue":"Teatro Nacional","eventDate":"2030-01-09T20:00:00Z","maxCapacity":100,"basePrice":50.00,` +
	`"currency":"EUR","timeZone":"Europe/Madrid"}`

// made makes an event over the wire and returns its path.
func (h *house) made() string {
	h.t.Helper()
	got := h.must(ask{method: "POST", path: "/api/admin/events", token: "organiser", body: newEvent}, http.StatusCreated)
	return got.Header().Get("Location")
}

func admin(path string) string { return strings.Replace(path, "/api/", "/api/admin/", 1) }

func concertHall(t *testing.T) string {
	t.Helper()
	file, err := os.ReadFile("../../../test/data/concert-hall.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(bytes.TrimSpace(file))
}
