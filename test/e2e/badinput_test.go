package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/speckit/ticketing/test/e2e/client"
)

// demoEvent is an event that nobody buys from here.
const demoEvent = "44444444-4444-4444-4444-444444444444"

// bad is a request body that has to be refused.
type bad struct {
	what   string
	body   []byte
	status int // 0 is any of the 4xx: what the route looks at first is its own business
}

// TestBadInputIsRefusedAndChangesNothing sends every kind of nonsense to every route that takes a body.
func TestBadInputIsRefusedAndChangesNothing(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	d, routes := h.routes(t)
	before := h.everything(t)
	t.Run("routes", func(t *testing.T) {
		for _, r := range routes {
			body, takes := r.body(d)
			if !takes {
				continue
			}
			t.Run(r.OperationID, func(t *testing.T) {
				t.Parallel()
				for _, b := range append(misshapen(r), d.mutants(body)...) {
					h.refuses(t, r, b)
				}
			})
		}
	})
	t.Run("addresses", h.badAddresses)
	t.Run("queries", h.badQueries)
	t.Run("joins", h.badJoins)
	if after := h.everything(t); after != before {
		t.Errorf("something was written:\n%s\nbefore:\n%s", after, before)
	}
	if log := h.process.Log(); strings.Contains(log, "goroutine ") {
		t.Errorf("something panicked:\n%s", log)
	}
}

// misshapen is no JSON object, whatever the route.
func misshapen(r route) []bad {
	list := []bad{
		{"no JSON", []byte(`{`), 400},
		{"a list", []byte(`[]`), 400},
		{"a text", []byte(`"text"`), 400},
		{"two objects", []byte(`{}{}`), 400},
		{"a key twice", []byte(`{"orderId":"1","orderId":"2"}`), 400},
		{"invalid UTF-8", []byte("{\"note\":\"\xff\xfe\"}"), 400},
		{"a NUL", []byte(`{"note":"a\u0000b"}`), 400},
		{"a lone surrogate", []byte(`{"note":"\ud800"}`), 0},
		{"very deep", []byte(strings.Repeat(`{"a":`, 100_000) + "1" + strings.Repeat("}", 100_000)), 400},
	}
	most := map[string]int{"importPlan": 32, "paintCategories": 8}[r.OperationID] // MiB
	most = max(most, 1)
	list = append(list, bad{fmt.Sprintf("more than %d MiB", most), []byte(`{"note":"` + strings.Repeat("x", most<<20) + `"}`), 413})
	return list
}

// mutants are right bodies with one thing wrong.
func (d description) mutants(body schema) []bad {
	var list []bad
	for name, property := range body.Properties {
		property = d.resolve(property)
		for what, value := range wrongShapes(property) {
			list = append(list, d.mutant(body, name, what, value, 400))
		}
		for what, value := range wrongValues(name, property) {
			list = append(list, d.mutant(body, name, what, value, 0))
		}
	}
	return list
}

func (d description) mutant(body schema, name, what string, value json.RawMessage, status int) bad {
	object, _ := d.sample("", body).(map[string]any)
	object = maps.Clone(object)
	delete(object, name)
	right, err := json.Marshal(object)
	if err != nil {
		panic(err) // a sample can always be written
	}
	separator := ","
	if len(object) == 0 {
		separator = ""
	}
	right = append(right[:len(right)-1], fmt.Sprintf("%s%q:%s}", separator, name, value)...)
	return bad{name + " is " + what, right, status}
}

// wrongShapes are values of other types, and texts that no field takes.
func wrongShapes(s schema) map[string]json.RawMessage {
	long := json.RawMessage(`"` + strings.Repeat("x", 70_000) + `"`)
	switch s.kind() {
	case "string":
		wrong := map[string]json.RawMessage{
			"a number": []byte(`17`), "an object": []byte(`{}`), "a list": []byte(`["a"]`), "very long": long,
			"with a NUL": []byte(`"a\u0000b"`), "with invalid UTF-8": []byte("\"\xc3\x28\""),
		}
		if s.Format == "uuid" {
			wrong["no id"] = []byte(`"42"`)
		}
		return wrong
	case "integer":
		return map[string]json.RawMessage{"a text": []byte(`"12"`), "half": []byte(`1.5`), "huge": []byte(`1e30`), "a list": []byte(`[1]`)}
	case "number":
		return map[string]json.RawMessage{"a text": []byte(`"twelve"`), "true": []byte(`true`)}
	case "array":
		return map[string]json.RawMessage{"a number": []byte(`5`), "ten thousand": tenThousand()}
	case "boolean":
		return map[string]json.RawMessage{"a text": []byte(`"yes"`)}
	default:
		return nil
	}
}

// wrongValues have the right type and make no sense.
func wrongValues(name string, s schema) map[string]json.RawMessage {
	switch kind := s.kind(); {
	case kind == "integer":
		return map[string]json.RawMessage{"negative": []byte(`-1`), "more than there is": []byte(`2000000000`)}
	case kind == "number":
		return map[string]json.RawMessage{"negative": []byte(`-1`), "infinite": []byte(`1e400`), "astronomic": []byte(strings.Repeat("9", 60))}
	case name == "eventDate":
		return map[string]json.RawMessage{"past": []byte(`"2001-01-01T20:00:00Z"`), "no time": []byte(`"tomorrow"`)}
	case kind == "string" && strings.HasSuffix(name, "At"):
		return map[string]json.RawMessage{"no time": []byte(`"tomorrow"`)}
	case name == "email":
		return map[string]json.RawMessage{"no address": []byte(`"a b@c"`), "two lines": []byte(`"a@example.com\r\nBcc: b@example.com"`)}
	default:
		return nil
	}
}

// tenThousand is a list of as many ids.
func tenThousand() json.RawMessage {
	ids := make([]string, 10_000)
	for i := range ids {
		ids[i] = uuid.NewString()
	}
	list, err := json.Marshal(ids)
	if err != nil {
		panic(err) // texts can always be written
	}
	return list
}

// refuses sends one bad body, as a fresh guest where guests may call, so that nobody is limited for having called too often.
func (h *house) refuses(t *testing.T, r route, b bad) {
	t.Helper()
	as := h.organiser
	if r.forGuests() || r.open() {
		guest, err := h.stranger.BeginGuest(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		as = h.stranger.As(guest.GuestToken)
	}
	id := uuid.NewString()
	if r.OperationID == "importPlan" { // looks at the event first
		id = demoEvent
	}
	answer, err := as.Send(t.Context(), client.Request{Method: r.method, Path: r.address(id), Body: b.body})
	if err != nil {
		t.Errorf("%s: %v", b.what, err)
		return
	}
	if err := wellRefused(answer, b.status); err != nil {
		t.Errorf("%s %s, %s (%.200s): %v", r.method, r.path, b.what, b.body, err)
	}
}

var (
	stableCode = regexp.MustCompile(`^[a-z][a-z0-9_]+$`)
	innards    = regexp.MustCompile(`goroutine |\.go:\d|SQLSTATE|panic|pgx|json: `)
)

// wellRefused expects a problem document with a status, a stable code and a sentence, and nothing of our inside.
func wellRefused(a *client.Answer, status int) error {
	var p client.Problem
	switch {
	case status != 0 && a.Status != status, a.Status < 400 || a.Status > 499:
		return fmt.Errorf("answered %d, want %d: %.300s", a.Status, status, a.Body)
	case !strings.HasPrefix(a.Header.Get("Content-Type"), "application/problem+json"):
		return fmt.Errorf("answered %d with %s", a.Status, a.Header.Get("Content-Type"))
	case json.Unmarshal(a.Body, &p) != nil || p.Status != a.Status || !stableCode.MatchString(p.Code):
		return fmt.Errorf("the problem document is %.300s", a.Body)
	case !strings.HasSuffix(p.Detail, ".") || !strings.Contains(p.Detail, " "):
		return fmt.Errorf("the detail is no sentence: %q", p.Detail)
	case innards.Match(a.Body):
		return fmt.Errorf("the answer shows our inside: %.300s", a.Body)
	}
	return nil
}

// badAddresses have ids that are none, nobody's, or of another kind.
func (h *house) badAddresses(t *testing.T) {
	t.Parallel()
	_, routes := h.routes(t)
	guest, err := h.stranger.BeginGuest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range routes {
		if !strings.Contains(r.path, "{") || r.RequestBody != nil && r.RequestBody.Required || r.OperationID == "answerBankPage" {
			continue // what has a body is judged by it first
		}
		as := h.organiser
		if r.forGuests() {
			as = h.stranger.As(guest.GuestToken)
		}
		for id, status := range map[string]int{
			"not-an-id": 400, "..%2f..%2fetc": 400, "%00": 400, strings.Repeat("1", 4000): 400, uuid.NewString(): 404, guest.CustomerID: 404,
		} {
			answer, err := as.Send(t.Context(), client.Request{Method: r.method, Path: r.address(id)})
			if err != nil {
				t.Error(err)
				continue
			}
			if answer.Status == http.StatusNotFound {
				status = http.StatusNotFound // what is no id names nothing either
			}
			if err := wellRefused(answer, status); err != nil {
				t.Errorf("%s %s with %.40s: %v", r.method, r.path, id, err)
			}
		}
	}
}

// badQueries ask lists for what they do not have.
func (h *house) badQueries(t *testing.T) {
	t.Parallel()
	for _, path := range []string{
		"/events?limit=many", "/events?limit=1.5", "/events?cursor=here", "/events?from=yesterday", "/events?minPrice=cheap",
		"/events?q=" + strings.Repeat("x", 5000), "/events?q=%00", "/events?q=%ff", "/admin/events?status=odd", "/admin/orders?cursor=%22",
		"/v1/waitlist/has-pending", "/v1/waitlist/has-pending?eventId=here", "/v1/waitlist/has-pending?eventId=%00", "/v1/waitlist/lines?cursor=here",
		"/v1/waitlist/lines?limit=many", "/v1/waitlist/lines/" + demoEvent + "/entries?status=odd", "/v1/waitlist/lines/" + demoEvent + "/entries?cursor=%22",
		"/v1/waitlist/lines/" + demoEvent + "/history?from=yesterday",
		"/check-ins", "/check-ins?eventId=here", "/check-ins?eventId=" + uuid.NewString() + "&since=now",
	} {
		answer, err := h.organiser.Send(t.Context(), client.Request{Method: http.MethodGet, Path: path})
		if err != nil {
			t.Fatal(err)
		}
		if err := wellRefused(answer, http.StatusBadRequest); err != nil {
			t.Errorf("GET %.60s: %v", path, err)
		}
	}
	if _, err := h.organiser.Events(context.WithoutCancel(t.Context()), "limit=100000"); err != nil {
		t.Errorf("a limit that is too high is not clamped: %v", err)
	}
}

// badJoins have one thing wrong with a wish for a place in line, each, and say what.
func (h *house) badJoins(t *testing.T) {
	t.Parallel()
	for what, value := range map[string]string{
		"email": `"a@example.com\r\nBcc: b@example.com"`, "eventId": `"here"`, "quantity": `0`, "maxPrice": `-1`, "sections": `[""]`,
		"name": `"Ana\r\nBcc: b@example.com"`,
	} {
		wish := map[string]json.RawMessage{"email": []byte(`"good@example.com"`), "eventId": []byte(`"` + demoEvent + `"`)}
		wish[what] = []byte(value)
		_, err := h.stranger.Call(t.Context(), client.Request{Method: http.MethodPost, Path: "/v1/waitlist/join", Body: wish}, nil)
		p, refused := client.AsProblem(err)
		if !refused || len(p.Errors) == 0 || wellRefused(p.Of, http.StatusBadRequest) != nil {
			t.Errorf("a join with the %s %s is answered %v", what, value, err)
		}
	}
}

// everything is what the house shows of what is written.
func (h *house) everything(t *testing.T) string {
	t.Helper()
	var all bytes.Buffer
	for _, path := range []string{
		"/admin/events?limit=100", "/admin/users?limit=100", "/admin/orders?limit=100", "/admin/mails?limit=100",
		"/v1/waitlist/lines?limit=100", "/events/" + demoEvent + "/availability",
	} {
		answer, err := h.organiser.Call(t.Context(), client.Request{Method: http.MethodGet, Path: path}, nil)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&all, "%s\n%s\n", path, answer.Body)
	}
	return all.String()
}
