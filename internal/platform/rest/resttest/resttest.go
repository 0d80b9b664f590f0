// Package resttest checks the requests and answers of tests against the API's own description: whoever calls through [Checked]
// cannot forget to describe a status, a field or a form. For tests of internal routes it has a real door, with a real connection and
// real service tokens.
package resttest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/speckit/ticketing/internal/platform/rest"
)

// Checked returns the API's handler. Every answer must be described: its status, its media type and, for JSON, its form; so must
// the body of every request that succeeds. What is not fails the test. Routes must be registered before.
func Checked(t testing.TB, api *rest.API) http.Handler {
	t.Helper()
	raw, err := api.Document("")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	c := &contract{handler: api.Handler(), doc: doc.(map[string]any), compiler: jsonschema.NewCompiler()}
	c.compiler.DefaultDraft(jsonschema.Draft2020)
	c.compiler.AssertFormat()
	if err := c.compiler.AddResource(address, doc); err != nil {
		t.Fatal(err)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { c.serve(t, w, r) })
}

const address = "mem:///openapi.json"

type contract struct {
	handler  http.Handler
	doc      map[string]any
	compiler *jsonschema.Compiler
}

func (c *contract) serve(t testing.TB, w http.ResponseWriter, r *http.Request) {
	t.Helper()
	path, operation := c.find(r)
	if operation == nil || streams(operation) {
		c.handler.ServeHTTP(w, r)
		return
	}
	var sent []byte
	if r.Body != nil {
		var err error
		if sent, err = io.ReadAll(r.Body); err != nil {
			t.Errorf("read request: %v", err)
		}
		r.Body = io.NopCloser(bytes.NewReader(sent))
	}
	answer := httptest.NewRecorder()
	c.handler.ServeHTTP(answer, r)
	where := pointer("paths", path, strings.ToLower(r.Method))
	if err := c.check(where, operation, answer); err != nil {
		t.Errorf("%s %s: %v\nanswer: %s", r.Method, path, err, answer.Body)
	}
	if body, ok := operation["requestBody"].(map[string]any); ok && answer.Code < 300 && len(bytes.TrimSpace(sent)) > 0 {
		if err := c.validate(where+pointer("requestBody"), body, "application/json", sent); err != nil {
			t.Errorf("%s %s takes a body that is not described: %v\nbody: %s", r.Method, path, err, sent)
		}
	}
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes()) // the test may be over
}

// check holds an answer against what the operation says.
func (c *contract) check(where string, operation map[string]any, answer *httptest.ResponseRecorder) error {
	if answer.Code == http.StatusNotModified {
		return nil
	}
	responses := operation["responses"].(map[string]any)
	status := strconv.Itoa(answer.Code)
	response, ok := responses[status].(map[string]any)
	if !ok && answer.Code >= 400 {
		status = "default"
		response, ok = responses[status].(map[string]any)
	}
	if !ok {
		return fmt.Errorf("status %s is not described", status)
	}
	kind, _, _ := mime.ParseMediaType(answer.Header().Get("Content-Type"))
	if answer.Body.Len() == 0 {
		return nil
	}
	return c.validate(where+pointer("responses", status), response, kind, answer.Body.Bytes())
}

// validate holds a body against the media type's schema.
func (c *contract) validate(where string, holder map[string]any, kind string, body []byte) error {
	content, _ := holder["content"].(map[string]any)
	if content[kind] == nil {
		return fmt.Errorf("media type %q is not described", kind)
	}
	if !strings.HasSuffix(kind, "json") {
		return nil
	}
	schema, err := c.compiler.Compile(address + "#" + where + pointer("content", kind, "schema"))
	if err != nil {
		return err
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

// find looks for the described operation of a request; literal paths go before patterns.
func (c *contract) find(r *http.Request) (path string, operation map[string]any) {
	asked := strings.Split(strings.Trim(strings.TrimPrefix(strings.ToLower(r.URL.Path), "/api"), "/"), "/")
	best := -1
	for pattern, item := range c.doc["paths"].(map[string]any) {
		literals, ok := matches(strings.Split(strings.Trim(pattern, "/"), "/"), asked)
		op, known := item.(map[string]any)[strings.ToLower(r.Method)].(map[string]any)
		if ok && known && literals > best {
			best, path, operation = literals, pattern, op
		}
	}
	return path, operation
}

func matches(pattern, asked []string) (literals int, ok bool) {
	if len(pattern) != len(asked) {
		return 0, false
	}
	for i, segment := range pattern {
		switch {
		case strings.HasPrefix(segment, "{"):
		case segment == asked[i]:
			literals++
		default:
			return 0, false
		}
	}
	return literals, true
}

// streams reports whether the operation answers with a stream, which has no end to wait for.
func streams(operation map[string]any) bool {
	text, err := json.Marshal(operation["responses"])
	return err == nil && strings.Contains(string(text), "text/event-stream")
}

// pointer writes a JSON pointer, escaped for a URL's fragment.
func pointer(parts ...string) string {
	escape := strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D", "%", "%25")
	var b strings.Builder
	for _, part := range parts {
		b.WriteString("/" + escape.Replace(part))
	}
	return b.String()
}
