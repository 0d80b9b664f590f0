package rest_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
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

// state is an error as database drivers give it.
type state string

func (s state) Error() string    { return "database says " + string(s) }
func (s state) SQLState() string { return string(s) }

func TestADatabaseThatIsAwayIsA503AndNotOurBug(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err    error
		status int
		code   string
	}{
		"no connection":      {&net.OpError{Op: "dial", Net: "unix", Err: errors.New("connection refused")}, 503, "unavailable"},
		"cut off":            {io.ErrUnexpectedEOF, 503, "unavailable"},
		"starting":           {state("57P03"), 503, "unavailable"},
		"stopping":           {state("57P01"), 503, "unavailable"},
		"too many clients":   {state("53300"), 503, "unavailable"},
		"disk full":          {state("53100"), 503, "unavailable"},
		"overtaken":          {state("40001"), 503, "unavailable"},
		"deadlock":           {state("40P01"), 503, "unavailable"},
		"statement too slow": {state("57014"), 503, "timeout"},
		"lock too slow":      {state("55P03"), 503, "timeout"},
		"a broken promise":   {state("23514"), 500, "internal"},
		"a broken query":     {state("42601"), 500, "internal"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t, nil)
			h.get("/x", func(context.Context, rest.Call) (string, error) { return "", fmt.Errorf("load seats: %w", c.err) })
			w := h.do(ask{method: "GET", path: "/api/x"})
			doc := problem(t, w, c.status, c.code)
			if strings.Contains(w.Body.String(), c.err.Error()) || !strings.Contains(h.log.String(), c.err.Error()) {
				t.Errorf("it is shown or not logged: %v, log %s", doc, h.log)
			}
			if (w.Header().Get("Retry-After") != "") != (c.status == 503) {
				t.Errorf("Retry-After is %q", w.Header().Get("Retry-After"))
			}
		})
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
