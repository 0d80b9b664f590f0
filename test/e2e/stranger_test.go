package e2e

import (
	"errors"
	"net/http"
	"testing"

	"github.com/google/uuid"

	"github.com/speckit/ticketing/test/e2e/client"
)

// TestEveryRouteKnowsWhomItServes goes through all routes of the description and proves that each refuses who may not call it.
func TestEveryRouteKnowsWhomItServes(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	_, routes := h.routes(t)
	guest, err := h.stranger.BeginGuest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	nobody := uuid.NewString()
	for _, r := range routes {
		if r.open() {
			continue
		}
		t.Run(r.OperationID, func(t *testing.T) {
			t.Parallel()
			call := func(as *client.Client, query string) (*client.Problem, error) {
				_, err := as.Call(t.Context(), client.Request{Method: r.method, Path: r.address(nobody) + query}, nil)
				p, refused := client.AsProblem(err)
				if !refused {
					return nil, errors.Join(err, errors.New("it was not refused"))
				}
				return p, nil
			}
			refuses := func(who string, as *client.Client, query string, status int) {
				t.Helper()
				p, err := call(as, query)
				if err != nil || p.Status != status || p.Code == "" {
					t.Errorf("%s %s is answered %v %v to %s, want %d", r.method, r.path, p, err, who, status)
				}
			}
			unknown := http.StatusUnauthorized
			if r.hidden() {
				unknown = http.StatusNotFound
				refuses("a guest", h.stranger.As(guest.GuestToken), "", unknown)
				refuses("the house", h.organiser, "", unknown)
			}
			refuses("a stranger", h.stranger, "", unknown)
			refuses("a stranger with a token of his own making", h.stranger.As("eyJhbGciOiJub25lIn0.e30."), "", unknown)
			if r.bySecret() {
				refuses("a stranger with a guessed secret", h.stranger, "?secret=AAAAAAAAAAAAAAAAAAAAAAAAAAAA", http.StatusNotFound)
			}
			if !r.forGuests() {
				refuses("a guest", h.stranger.As(guest.GuestToken), "", http.StatusForbidden)
			}
		})
	}
}

// TestStaffDoesNotOrganise keeps money and events from who works at the door.
func TestStaffDoesNotOrganise(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	nobody := uuid.NewString()
	for _, request := range []client.Request{
		{Method: http.MethodPost, Path: "/admin/events", Body: map[string]any{}},
		{Method: http.MethodPut, Path: "/admin/events/" + nobody, Body: map[string]any{}},
		{Method: http.MethodPost, Path: "/admin/events/" + nobody + "/cancel"},
		{Method: http.MethodPost, Path: "/payments/" + nobody + "/refunds", Body: map[string]any{}},
		{Method: http.MethodPost, Path: "/v1/waitlist/lines/" + nobody + "/pause"},
		{Method: http.MethodPost, Path: "/v1/waitlist/lines/" + nobody + "/resume"},
		{Method: http.MethodGet, Path: "/admin/users"},
		{Method: http.MethodPatch, Path: "/admin/users/" + nobody + "/role", Body: map[string]any{"role": "Admin"}},
	} {
		_, err := h.steward.Call(t.Context(), request, nil)
		if p, refused := client.AsProblem(err); !refused || p.Status != http.StatusForbidden {
			t.Errorf("%s %s is answered %v to staff, want 403", request.Method, request.Path, err)
		}
	}
	_, err := h.stranger.Call(t.Context(), client.Request{
		Method: http.MethodPost, Path: "/users", Body: map[string]any{"email": "me@example.com", "password": password, "role": "Admin"},
	}, nil)
	if p, refused := client.AsProblem(err); !refused || p.Status != http.StatusForbidden {
		t.Errorf("registering as an administrator is answered %v, want 403", err)
	}
}
