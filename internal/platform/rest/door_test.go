package rest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// The house of these tests: tokens are the names of people.
var (
	anna  = id.Named(id.Nil, "anna")
	order = id.Named(id.Nil, "order")

	people = map[string]actor.Actor{
		"guest":     {Customer: id.Named(id.Nil, "guest"), Role: actor.Guest},
		"anna":      {Customer: anna, Role: actor.Customer},
		"bob":       {Customer: id.Named(id.Nil, "bob"), Role: actor.Customer},
		"one-order": {Customer: anna, Role: actor.Guest, Order: order},
		"staff":     {Customer: id.Named(id.Nil, "staff"), Role: actor.Staff},
		"organiser": {Customer: id.Named(id.Nil, "organiser"), Role: actor.Organiser},
		"admin":     {Customer: id.Named(id.Nil, "admin"), Role: actor.Admin},
		"service":   {Role: actor.Service},
	}
	verify = rest.VerifierFunc(func(_ context.Context, token string) (actor.Actor, error) {
		who, ok := people[token]
		if !ok {
			return who, fault.New(fault.Unauthenticated, "invalid_token", "The token is not accepted.")
		}
		return who, nil
	})
	noon = time.Date(2030, 1, 2, 12, 0, 0, 0, time.UTC)
)

// house is a door in a test.
type house struct {
	*rest.API
	t     *testing.T
	clock *clock.Fake
	log   *bytes.Buffer
}

// open makes a door; change may alter its configuration.
func open(t *testing.T, change func(*rest.Config)) *house {
	t.Helper()
	h := &house{t: t, clock: clock.NewFake(noon), log: &bytes.Buffer{}}
	cfg := rest.Config{
		Title: "Test", Version: "1", Prefixes: []string{"/api"}, Always: []string{"/health*"}, Auth: verify, Clock: h.clock,
		Log: slog.New(slog.NewTextHandler(h.log, nil)),
	}
	if change != nil {
		change(&cfg)
	}
	h.API = rest.New(cfg)
	return h
}

// ask is a request of a test.
type ask struct {
	method, path, token, key, body string
	header                         http.Header
}

func (h *house) do(a ask) *httptest.ResponseRecorder {
	h.t.Helper()
	var body io.Reader
	if a.body != "" {
		body = strings.NewReader(a.body)
	}
	r := httptest.NewRequest(a.method, "/", body)
	address, query, _ := strings.Cut(a.path, "?")
	r.URL.Path, r.URL.RawQuery = address, query
	for name, values := range a.header {
		r.Header[name] = values
	}
	if a.body != "" && r.Header.Get("Content-Type") == "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if a.token != "" {
		r.Header.Set("Authorization", "Bearer "+a.token)
	}
	if a.key != "" {
		r.Header.Set("Idempotency-Key", a.key)
	}
	w := httptest.NewRecorder()
	h.Handler().ServeHTTP(w, r)
	return w
}

// problem reads a problem document and checks what all of them promise.
func problem(t *testing.T, w *httptest.ResponseRecorder, status int, code string) map[string]any {
	t.Helper()
	var doc map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil {
		t.Fatalf("status %d, no document: %v: %s", w.Code, err, w.Body)
	}
	if w.Code != status || doc["code"] != code || doc["status"] != float64(status) {
		t.Fatalf("got %d %v %v, want %d %s", w.Code, doc["code"], doc["detail"], status, code)
	}
	if got := w.Header().Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("content type %q", got)
	}
	detail, _ := doc["detail"].(string)
	if !strings.HasSuffix(detail, ".") || strings.Contains(detail, "goroutine") {
		t.Errorf("detail is no sentence: %q", detail)
	}
	for _, name := range []string{"type", "title", "error", "message"} {
		if doc[name] == nil || doc[name] == "" {
			t.Errorf("member %s is missing", name)
		}
	}
	return doc
}

// seat is what the tests' routes take and give.
type seat struct {
	ID      id.UUID        `json:"id"`
	Label   string         `json:"label" maxLength:"20"`
	Price   *money.Decimal `json:"price,omitempty"`
	Rank    int32          `json:"rank,omitempty" minimum:"0"`
	At      *time.Time     `json:"at,omitempty"`
	Friends []id.UUID      `json:"friends,omitempty" maxItems:"3"`
	Extra   any            `json:"extra,omitempty"`
}

type seatInput struct{ Body seat }

type seatOutput struct {
	Location string `header:"Location"`
	Body     seat
}

// echo is a route that gives back what it was given.
func (h *house) echo() *house {
	rest.Register(h.For("inventory"), rest.Route{
		Method: "POST", Path: "/seats", ID: "createSeat", Summary: "Make a seat", Access: rest.Session, Status: 201, MaxBody: 4096,
	}, func(_ context.Context, _ rest.Call, in *seatInput) (*seatOutput, error) {
		return &seatOutput{Location: "/seats/" + in.Body.ID.String(), Body: in.Body}, nil
	})
	return h
}

// get adds an open GET route that answers with an error or the given text.
func (h *house) get(path string, answer func(ctx context.Context, call rest.Call) (string, error)) {
	type text struct {
		Text string `json:"text"`
	}
	type output struct{ Body text }
	rest.Register(h.For("inventory"), rest.Route{
		Method: "GET", Path: path, ID: "get" + strings.NewReplacer("/", "_", "{", "", "}", "").Replace(path), Summary: "Get", Access: rest.Open,
		Timeout: 50 * time.Millisecond,
	}, func(ctx context.Context, call rest.Call, _ *struct{}) (*output, error) {
		said, err := answer(ctx, call)
		return &output{Body: text{said}}, err
	})
}

var errUnknown = errors.New("pq: password authentication failed for user speckit")

func decode(t *testing.T, data []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%v: %s", err, data)
	}
}
