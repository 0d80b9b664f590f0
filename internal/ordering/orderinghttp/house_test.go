package orderinghttp_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering/orderinghttp"
	"github.com/speckit/ticketing/internal/ordering/orderingmem"
	"github.com/speckit/ticketing/internal/ordering/orderingtest"
	"github.com/speckit/ticketing/internal/platform/rest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// house is the service behind its door, with a token for every name that a test has given.
type house struct {
	*orderingtest.World
	door  http.Handler
	known map[string]actor.Actor
	log   bytes.Buffer // what was asked and answered, for golden files
}

func newHouse() *house {
	h := &house{World: orderingtest.NewWorld(orderingmem.New()), known: map[string]actor.Actor{}}
	api := rest.New(rest.Config{
		Title: "test", Version: "0", Clock: h.Clock, IDs: id.NewSeeded(7),
		Auth: rest.VerifierFunc(func(_ context.Context, token string) (actor.Actor, error) {
			who, ok := h.known[token]
			if !ok {
				return actor.Actor{}, fault.New(fault.Unauthenticated, "invalid_token", "The token is not accepted.")
			}
			return who, nil
		}),
	})
	orderinghttp.Routes(api.For("ordering"), h.Service)
	h.door = api.Handler()
	return h
}

// as makes a token for an actor, whose name in tests is the token.
func (h *house) as(token string, who actor.Actor) actor.Actor {
	h.known[token] = who
	return who
}

// ask sends a request with a token ("" for none) and returns the answer, which the log keeps too.
func (h *house) ask(t *testing.T, token, method, path, body string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, "/api"+path, strings.NewReader(body))
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer := httptest.NewRecorder()
	h.door.ServeHTTP(answer, r)
	fmt.Fprintf(&h.log, "%s %s (%s)\n%s\n%d %s\n%s\n\n", method, path, token, body, answer.Code, answer.Header().Get("Link"), pretty(answer.Body.Bytes()))
	return answer
}

// want asks and requires a status and, for a problem, its code.
func (h *house) want(t *testing.T, status int, code, token, method, path, body string) map[string]any {
	t.Helper()
	answer := h.ask(t, token, method, path, body)
	var doc map[string]any
	_ = json.Unmarshal(answer.Body.Bytes(), &doc)
	if got, _ := doc["code"].(string); answer.Code != status || got != code {
		t.Errorf("%s %s as %q: %d %q, want %d %q\n%s", method, path, token, answer.Code, got, status, code, answer.Body)
	}
	return doc
}

func pretty(doc []byte) string {
	var out bytes.Buffer
	if json.Indent(&out, bytes.TrimSpace(doc), "", "  ") != nil {
		return string(doc)
	}
	return out.String()
}

// golden compares what was asked and answered with the kept file.
func (h *house) golden(t *testing.T, name string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, h.log.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), h.log.String()); diff != "" {
		t.Errorf("%s (-want +got; -update writes it anew):\n%s", file, diff)
	}
}
