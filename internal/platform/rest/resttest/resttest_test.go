package resttest_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/platform/rest/resttest"
)

// judge is a test that notes failures instead of failing.
type judge struct {
	testing.TB
	findings []string
}

func (j *judge) Helper() {}

func (j *judge) Errorf(format string, args ...any) {
	j.findings = append(j.findings, fmt.Sprintf(format, args...))
}

type ticket struct {
	Number string `json:"number"`
	Row    *int   `json:"row,omitempty"`
}

type ticketOutput struct {
	Status int
	Body   ticket
}

// ask answers one request through the check and returns what was found wrong.
func ask(t *testing.T, path string, answer func(w http.ResponseWriter) error) []string {
	t.Helper()
	api := rest.New(rest.Config{Title: "t", Version: "1"})
	rest.Register(api.For("fulfillment"), rest.Route{Method: "GET", Path: "/tickets/{id}", ID: "ticket", Summary: "T", Access: rest.Open},
		func(context.Context, rest.Call, *struct{}) (*ticketOutput, error) {
			return &ticketOutput{Status: 200, Body: ticket{Number: "T-1"}}, nil
		})
	rest.Register(api.For("fulfillment"), rest.Route{Method: "GET", Path: "/late", ID: "late", Summary: "T", Access: rest.Open},
		func(context.Context, rest.Call, *struct{}) (*ticketOutput, error) {
			return &ticketOutput{Status: 202}, nil
		})
	rest.Raw(api.For("fulfillment"), rest.Route{Method: "GET", Path: "/raw", ID: "raw", Summary: "T", Access: rest.Open, Answer: ticket{}},
		func(w http.ResponseWriter, _ *http.Request, _ rest.Call, _ *struct{}) error { return answer(w) })
	j := &judge{TB: t}
	resttest.Checked(j, api).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", path, nil))
	return j.findings
}

func TestAnAnswerThatIsAsDescribedPasses(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/api/tickets/7", "/api/Tickets/7", "/api/nowhere"} {
		if found := ask(t, path, nil); len(found) > 0 {
			t.Errorf("%s: %v", path, found)
		}
	}
	refusal := func(http.ResponseWriter) error { return fault.New(fault.Gone, "void", "The ticket is void.") }
	if found := ask(t, "/api/raw", refusal); len(found) > 0 {
		t.Errorf("a refusal: %v", found)
	}
}

func TestWhatIsNotDescribedFailsTheTest(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		path   string
		answer func(w http.ResponseWriter) error
		want   string
	}{
		"a status":     {"/api/late", nil, "status 202"},
		"a form":       {"/api/raw", func(w http.ResponseWriter) error { return rest.WriteJSON(w, 200, map[string]int{"number": 7}) }, "number"},
		"a field less": {"/api/raw", func(w http.ResponseWriter) error { return rest.WriteJSON(w, 200, map[string]int{}) }, "number"},
		"a media type": {"/api/raw", func(w http.ResponseWriter) error {
			w.Header().Set("Content-Type", "text/html")
			_, err := w.Write([]byte("<p>"))
			return err
		}, "text/html"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := strings.Join(ask(t, c.path, c.answer), "\n")
			if !strings.Contains(found, c.want) {
				t.Errorf("found %q", found)
			}
		})
	}
}
