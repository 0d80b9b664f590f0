package identityhttp_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/identity/identityhttp"
	"github.com/speckit/ticketing/internal/identity/identitymem"
	"github.com/speckit/ticketing/internal/identity/identitytest"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// house is identity behind its door.
type house struct {
	*identitytest.World
	*rest.API
	t *testing.T
}

func open(t *testing.T) *house {
	t.Helper()
	w := identitytest.NewWorld(t, identitymem.New())
	verify := rest.VerifierFunc(func(ctx context.Context, token string) (actor.Actor, error) {
		keys, err := w.PublicKeys(ctx)
		if err != nil {
			return actor.Actor{}, err
		}
		c, err := identitytest.Tokens{}.Read(token, keys)
		if err != nil || !w.Clock.Now().Before(c.ExpiresAt) {
			return actor.Actor{}, fault.New(fault.Unauthenticated, "invalid_token", "The token is not accepted.")
		}
		return actor.Actor{Customer: c.Customer, Also: c.Also, Role: c.Role, Email: c.Email, Verified: c.Verified, Order: c.Order, Session: c.ID}, nil
	})
	api := rest.New(rest.Config{
		Title: "Test", Version: "1", Auth: verify, Clock: w.Clock, IDs: w.IDs, Always: []string{"/.well-known/*"},
	})
	identityhttp.Routes(api.For("identity"), w.Service, rest.Cookies{Secure: true})
	return &house{World: w, API: api, t: t}
}

// ask is a request.
type ask struct {
	method, path, token, key, body string
	cookies                        []*http.Cookie
}

// answer is what came back.
type answer struct {
	*http.Response
	raw  string
	body map[string]any
}

func (h *house) do(a ask) answer {
	h.t.Helper()
	r := httptest.NewRequest(a.method, a.path, strings.NewReader(a.body))
	if a.body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if a.token != "" {
		r.Header.Set("Authorization", "Bearer "+a.token)
	}
	if a.key != "" {
		r.Header.Set("Idempotency-Key", a.key)
	}
	for _, c := range a.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	out := answer{Response: w.Result(), raw: w.Body.String(), body: map[string]any{}}
	if bytes.HasPrefix(w.Body.Bytes(), []byte("{")) {
		if err := json.Unmarshal(w.Body.Bytes(), &out.body); err != nil {
			h.t.Fatalf("%s %s: %v in %s", a.method, a.path, err, out.raw)
		}
	}
	return out
}

// must fails the test unless the answer has the status.
func (h *house) must(a ask, status int) answer {
	h.t.Helper()
	got := h.do(a)
	if got.StatusCode != status {
		h.t.Fatalf("%s %s: %d, want %d: %s", a.method, a.path, got.StatusCode, status, got.raw)
	}
	return got
}

// refused fails the test unless the answer is a whole problem document with status and code.
func (h *house) refused(a ask, status int, code string) answer {
	h.t.Helper()
	got := h.must(a, status)
	detail, _ := got.body["detail"].(string)
	if got.body["code"] != code || len(detail) < 10 || got.Header.Get("Content-Type") != "application/problem+json" {
		h.t.Fatalf("%s %s: want %s, got %s", a.method, a.path, code, got.raw)
	}
	return got
}

func (a answer) text(field string) string {
	s, _ := a.body[field].(string)
	return s
}

// cookie finds a cookie that the answer sets.
func (a answer) cookie(name string) *http.Cookie {
	for _, c := range a.Cookies() {
		if c.Name == name {
			return c
		}
	}
	return nil
}

func credentials(email, password string) string {
	b, _ := json.Marshal(map[string]string{"email": email, "password": password})
	return string(b)
}

// signedIn returns the access token of a person with a role.
func (h *house) signedIn(email string, role actor.Role) string {
	h.t.Helper()
	if _, _, err := h.Provide(context.Background(), identity.Account{Email: email, Password: identitytest.Password, Role: role}); err != nil {
		h.t.Fatal(err)
	}
	return h.must(ask{method: "POST", path: "/api/token", body: credentials(email, identitytest.Password)}, http.StatusOK).text("token")
}
