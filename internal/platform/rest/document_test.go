package rest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/obs"
	"github.com/speckit/ticketing/internal/platform/rest"
)

type typedID = id.ID[seat]

type bill struct {
	paper
	*stamp
	Order typedID `json:"order"`
	Seats []seat  `json:"seats"`
}

// paper and stamp are parts of a bill that have no name outside.
type paper struct {
	Number string `json:"number" minLength:"8"`
	Order  int    `json:"order"` // the bill's own stands
}

type stamp struct {
	Colour string `json:"colour"`
}

// described opens a door with a route of every kind.
func described(t *testing.T) *house {
	h := open(t, func(cfg *rest.Config) { cfg.Internal = true }).echo()
	rest.Health(h.For("health"), obs.NewHealth(nil))
	withTag(h, 1)
	numbers(h)
	ordering := h.For("ordering")
	rest.Register(ordering, rest.Route{
		Method: "GET", Path: "/orders/{id}", ID: "getOrder", Summary: "An order", Access: rest.OrderSecret, Also: []int{202},
		Fails: []*fault.Error{fault.New(fault.Gone, "hold_expired", "The hold is over.")},
	}, func(context.Context, rest.Call, *struct {
		ID id.UUID `path:"id"`
	},
	) (*struct{ Body bill }, error) {
		return nil, nil
	})
	rest.Upload(ordering, rest.Route{Method: "POST", Path: "/plan", ID: "plan", Summary: "Plan", Access: rest.Managers},
		func(context.Context, rest.Call, *struct{}, io.Reader) (*struct{}, error) { return nil, nil })
	rest.Raw(ordering, rest.Route{Method: "GET", Path: "/ticket", ID: "ticket", Summary: "Ticket", Access: rest.Session, Produces: "application/pdf"},
		func(http.ResponseWriter, *http.Request, rest.Call, *struct{}) error { return nil })
	rest.Stream(ordering, rest.Route{Method: "GET", Path: "/live", ID: "live", Summary: "Live", Access: rest.Open},
		func(context.Context, rest.Call, *struct{}, *rest.Events) error { return nil })
	rest.Register(ordering, rest.Route{Method: "GET", Path: "/internal/order", ID: "internalOrder", Summary: "X", Access: rest.Internal},
		func(context.Context, rest.Call, *struct{}) (*struct{}, error) { return nil, nil })
	return h
}

// at follows member names and indices into JSON.
func at(t *testing.T, doc any, path ...string) any {
	t.Helper()
	for i, name := range path {
		m, ok := doc.(map[string]any)
		if !ok || m[name] == nil {
			t.Fatalf("there is no %s", strings.Join(path[:i+1], " > "))
		}
		doc = m[name]
	}
	return doc
}

func document(t *testing.T, h *house, context string) map[string]any {
	t.Helper()
	raw, err := h.Document(context)
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	decode(t, raw, &doc)
	return doc
}

func TestTheDescriptionDependsOnTheRoutesAlone(t *testing.T) {
	t.Parallel()
	for _, context := range []string{"", "ordering"} {
		first, err := described(t).Document(context)
		if err != nil {
			t.Fatal(err)
		}
		for range 5 {
			if again, _ := described(t).Document(context); !bytes.Equal(first, again) {
				t.Fatal("two doors with the same routes are described differently")
			}
		}
	}
}

func TestEveryOperationSaysWhoMayCallAndHowItFails(t *testing.T) {
	t.Parallel()
	doc := document(t, described(t), "")
	if doc["openapi"] != "3.1.0" {
		t.Errorf("openapi %v", doc["openapi"])
	}
	operations := 0
	for path, item := range at(t, doc, "paths").(map[string]any) {
		if strings.HasPrefix(path, "/internal") {
			t.Errorf("%s is public", path)
		}
		for method, op := range item.(map[string]any) {
			operations++
			where := method + " " + path
			op := op.(map[string]any)
			if _, ok := op["security"].([]any); !ok || op["operationId"] == "" || op["summary"] == "" {
				t.Errorf("%s: %v", where, op)
			}
			if ref := at(t, op, "responses", "default", "content", "application/problem+json", "schema", "$ref"); ref != "#/components/schemas/Problem" {
				t.Errorf("%s fails as %v", where, ref)
			}
		}
	}
	if operations != 10 {
		t.Errorf("%d operations", operations)
	}
	if open := at(t, doc, "paths", "/map", "get", "security"); len(open.([]any)) != 0 {
		t.Errorf("an open operation asks for %v", open)
	}
	if text := at(t, doc, "paths", "/orders/{id}", "get", "responses", "410", "description"); !strings.Contains(text.(string), "hold_expired") {
		t.Errorf("got %v", text)
	}
	at(t, doc, "paths", "/orders/{id}", "get", "responses", "202", "content", "application/json")
	at(t, doc, "paths", "/ticket", "get", "responses", "200", "content", "application/pdf")
	at(t, doc, "paths", "/live", "get", "responses", "200", "content", "text/event-stream")
	at(t, doc, "paths", "/plan", "post", "requestBody", "content", "application/json")
	if key := fmt.Sprint(at(t, doc, "paths", "/seats", "post", "parameters")); !strings.Contains(key, "Idempotency-Key") {
		t.Errorf("parameters %v", key)
	}
}

func TestIdsMoneyAndTimesHaveTheirForm(t *testing.T) {
	t.Parallel()
	doc := document(t, described(t), "")
	schemas := at(t, doc, "components", "schemas")
	for path, want := range map[string]string{
		"Seat id": "map[format:uuid type:string]", "Bill order": "map[format:uuid type:string]",
		"Seat price": "map[format:decimal type:number]", "Seat at": "map[format:date-time type:string]",
	} {
		name, field, _ := strings.Cut(path, " ")
		if got := fmt.Sprint(at(t, schemas, name, "properties", field)); got != want {
			t.Errorf("%s is %s", path, got)
		}
	}
}

func TestWhatATypeEmbedsIsDescribed(t *testing.T) {
	t.Parallel()
	schemas := at(t, document(t, described(t), ""), "components", "schemas")
	if number := fmt.Sprint(at(t, schemas, "Bill", "properties", "number")); number != "map[minLength:8 type:string]" {
		t.Errorf("number: %s", number)
	}
	at(t, schemas, "Bill", "properties", "colour")
	if required := fmt.Sprint(at(t, schemas, "Bill", "required")); required != "[number order seats]" {
		t.Errorf("required: %s", required)
	}
}

func TestEverySchemaIsValidAndEveryReferenceLeadsSomewhere(t *testing.T) {
	t.Parallel()
	for _, context := range []string{"", "ordering", "inventory"} {
		doc := document(t, described(t), context)
		compiler := jsonschema.NewCompiler()
		compiler.DefaultDraft(jsonschema.Draft2020)
		if err := compiler.AddResource("mem:///api.json", map[string]any{"components": map[string]any{"schemas": numbersOf(t, at(t, doc, "components", "schemas"))}}); err != nil {
			t.Fatal(err)
		}
		for name := range at(t, doc, "components", "schemas").(map[string]any) {
			if _, err := compiler.Compile("mem:///api.json#/components/schemas/" + name); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, ref := range references(doc) {
			at(t, doc, strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
		}
	}
}

// numbersOf brings JSON to the form that the schema library wants.
func numbersOf(t *testing.T, v any) any {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	out, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func references(v any) (found []string) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			found = append(found, references(item)...)
		}
	case map[string]any:
		if ref, ok := v["$ref"].(string); ok {
			found = append(found, ref)
		}
		for _, item := range v {
			found = append(found, references(item)...)
		}
	}
	return found
}

func TestAContextsDescriptionHasItsOwnRoutesAlone(t *testing.T) {
	t.Parallel()
	doc := document(t, described(t), "inventory")
	paths := at(t, doc, "paths").(map[string]any)
	if len(paths) != 1 || paths["/seats"] == nil {
		t.Errorf("paths %v", paths)
	}
	if schemas := at(t, doc, "components", "schemas").(map[string]any); len(schemas) != 2 {
		t.Errorf("schemas %v", schemas)
	}
	if title := at(t, doc, "info", "title"); title != "Test: inventory" {
		t.Errorf("title %v", title)
	}
}

func TestTheDescriptionIsServedWithAPageThatNeedsNothingElse(t *testing.T) {
	t.Parallel()
	h := described(t)
	w := h.do(ask{method: "GET", path: "/api/openapi.json"})
	var doc map[string]any
	decode(t, w.Body.Bytes(), &doc)
	page := h.do(ask{method: "GET", path: "/api/docs"})
	html := page.Body.String()
	for _, part := range []string{"<title>Test</title>", `id="createSeat"`, "Idempotency-Key", "#type-Problem"} {
		if !strings.Contains(html, part) {
			t.Errorf("the page has no %s", part)
		}
	}
	for _, part := range []string{"<script", "http://", "https://", "ZgotmplZ"} {
		if strings.Contains(html, part) {
			t.Errorf("the page has %s", part)
		}
	}
	if policy := page.Header().Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'") {
		t.Errorf("policy %q", policy)
	}
	again := h.do(ask{method: "GET", path: "/api/docs", header: http.Header{"If-None-Match": page.Header().Values("ETag")}})
	if again.Code != http.StatusNotModified {
		t.Errorf("asked again: %d", again.Code)
	}
}
