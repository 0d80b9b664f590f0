package rest_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/platform/rest"
)

func TestEachKindOfFaultHasItsStatusAndHeaders(t *testing.T) {
	t.Parallel()
	for kind, want := range map[fault.Kind]struct {
		status        int
		header, value string
	}{
		fault.Invalid:         {400, "", ""},
		fault.Unauthenticated: {401, "WWW-Authenticate", `Bearer realm="speckit"`},
		fault.Forbidden:       {403, "", ""},
		fault.NotFound:        {404, "", ""},
		fault.Conflict:        {409, "", ""},
		fault.Gone:            {410, "", ""},
		fault.TooLarge:        {413, "", ""},
		fault.Declined:        {422, "", ""},
		fault.Exhausted:       {429, "Retry-After", "1"},
		fault.Unavailable:     {503, "Retry-After", "1"},
	} {
		t.Run(fmt.Sprint(want.status), func(t *testing.T) {
			t.Parallel()
			h := open(t, nil)
			sentinel := fault.New(kind, "some_code", "Something happened to the seat.")
			h.get("/x", func(context.Context, rest.Call) (string, error) { return "", fmt.Errorf("hold seat: %w", sentinel) })
			w := h.do(ask{method: "GET", path: "/api/x"})
			doc := problem(t, w, want.status, "some_code")
			if doc["detail"] != sentinel.Detail || doc["error"] != sentinel.Detail || doc["message"] != sentinel.Detail {
				t.Errorf("got %v", doc)
			}
			if want.header != "" && w.Header().Get(want.header) != want.value {
				t.Errorf("%s is %q", want.header, w.Header().Get(want.header))
			}
			if away := want.status == 503; strings.Contains(h.log.String(), "request failed") != away {
				t.Errorf("a refusal was logged, or a part that is away was not: %s", h.log)
			}
		})
	}
}

func TestMembersOfAFaultAreMembersOfTheDocument(t *testing.T) {
	t.Parallel()
	h := open(t, nil)
	taken := fault.New(fault.Conflict, "seat_taken", "Seat A1 has just been taken.").With("taken", []string{"A1"}).
		With("error", "the original's words").With("code", "cannot be changed").After(1500 * time.Millisecond)
	h.get("/x", func(context.Context, rest.Call) (string, error) { return "", taken })
	w := h.do(ask{method: "GET", path: "/api/x"})
	doc := problem(t, w, 409, "seat_taken")
	if fmt.Sprint(doc["taken"]) != "[A1]" || doc["error"] != "the original's words" || w.Header().Get("Retry-After") != "2" {
		t.Errorf("got %v %v", doc, w.Header())
	}
}

func TestAnUnexpectedErrorIsLoggedOnceAndNotShown(t *testing.T) {
	t.Parallel()
	h := open(t, nil)
	h.get("/x", func(context.Context, rest.Call) (string, error) { return "", errUnknown })
	w := h.do(ask{method: "GET", path: "/api/x"})
	doc := problem(t, w, 500, "internal")
	if strings.Contains(w.Body.String(), "password") || doc["requestId"] == nil {
		t.Errorf("got %s", w.Body)
	}
	if strings.Count(h.log.String(), errUnknown.Error()) != 1 {
		t.Errorf("log: %s", h.log)
	}
}

func TestACallThatTakesTooLongIsA503(t *testing.T) {
	t.Parallel()
	h := open(t, nil)
	h.get("/x", func(ctx context.Context, _ rest.Call) (string, error) {
		<-ctx.Done()
		return "", fmt.Errorf("load seats: %w", errors.New("query canceled"))
	})
	w := h.do(ask{method: "GET", path: "/api/x"})
	problem(t, w, 503, "timeout")
	if w.Header().Get("Retry-After") == "" {
		t.Error("it does not say when to try again")
	}
}
