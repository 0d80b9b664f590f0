package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/speckit/ticketing/test/e2e/client"
)

// description is the part of an OpenAPI document that tells how to call and whom it serves.
type description struct {
	Paths      map[string]map[string]operation `json:"paths"`
	Components struct {
		Schemas map[string]schema `json:"schemas"`
	} `json:"components"`
}

type operation struct {
	OperationID string                 `json:"operationId"`
	Description string                 `json:"description"`
	Security    *[]map[string][]string `json:"security"`
	RequestBody *struct {
		Required bool `json:"required"`
		Content  map[string]struct {
			Schema schema `json:"schema"`
		} `json:"content"`
	} `json:"requestBody"`
}

type schema struct {
	Ref        string            `json:"$ref"`
	Type       any               `json:"type"` // a name, or a list with null in it
	Format     string            `json:"format"`
	Enum       []any             `json:"enum"`
	Properties map[string]schema `json:"properties"`
	Required   []string          `json:"required"`
	Items      *schema           `json:"items"`
}

// route is one operation at its address.
type route struct {
	operation
	method, path string
}

// routes reads the served description.
func (h *house) routes(t *testing.T) (description, []route) {
	t.Helper()
	var d description
	if _, err := h.stranger.Call(t.Context(), client.Request{Method: http.MethodGet, Path: "/openapi.json"}, &d); err != nil {
		t.Fatal(err)
	}
	var list []route
	for path, operations := range d.Paths {
		for method, o := range operations {
			list = append(list, route{o, strings.ToUpper(method), path})
		}
	}
	slices.SortFunc(list, func(a, b route) int { return strings.Compare(a.path+a.method, b.path+b.method) })
	if len(list) < 50 {
		t.Fatalf("the description has %d operations only", len(list))
	}
	return d, list
}

var parameter = regexp.MustCompile(`\{[^}]+\}`)

// address fills the path's parameters.
func (r route) address(id string) string { return parameter.ReplaceAllString(r.path, id) }

// open reports whether everybody may call it: it says security: [].
func (r route) open() bool { return r.Security != nil && len(*r.Security) == 0 }

// bySecret reports whether a secret link is as good as a token.
func (r route) bySecret() bool {
	return r.Security != nil && slices.ContainsFunc(*r.Security, func(scheme map[string][]string) bool { return scheme["secret"] != nil })
}

// hidden reports whether nobody but the owner hears that what it is about is there.
func (r route) hidden() bool {
	return strings.Contains(r.Description, "to anybody else it is not there")
}

// forGuests reports whether a guest's session is enough.
func (r route) forGuests() bool {
	for _, others := range []string{"For staff, organisers", "For organisers and admins", "For admins", "For signed-in users"} {
		if strings.Contains(r.Description, others) {
			return false
		}
	}
	return true
}

// body is the schema of the request's JSON, resolved.
func (r route) body(d description) (schema, bool) {
	if r.RequestBody == nil {
		return schema{}, false
	}
	content, is := r.RequestBody.Content["application/json"]
	return d.resolve(content.Schema), is
}

func (d description) resolve(s schema) schema {
	if name, is := strings.CutPrefix(s.Ref, "#/components/schemas/"); is {
		return d.Components.Schemas[name]
	}
	return s
}

// kind is the schema's type beside null.
func (s schema) kind() string {
	switch t := s.Type.(type) {
	case string:
		return t
	case []any:
		for _, one := range t {
			if one != "null" {
				return fmt.Sprint(one)
			}
		}
	}
	return ""
}

// sample makes a value of the right shape that means nothing here: its ids are nobody's.
func (d description) sample(name string, s schema) any {
	s = d.resolve(s)
	switch {
	case len(s.Enum) > 0:
		return s.Enum[0]
	case s.Format == "uuid":
		return uuid.NewString()
	case s.Format == "date-time" || strings.HasSuffix(name, "Date") || strings.HasSuffix(name, "At"):
		return "2099-12-31T20:00:00Z"
	}
	switch s.kind() {
	case "integer", "number":
		return json.Number("1")
	case "boolean":
		return false
	case "array":
		return []any{d.sample("", *s.Items)}
	case "object":
		object := map[string]any{}
		for _, required := range s.Required {
			object[required] = d.sample(required, s.Properties[required])
		}
		return object
	}
	if name == "email" {
		return fmt.Sprintf("sample.%d@example.com", addresses.Add(1))
	}
	return "one two three four"
}
