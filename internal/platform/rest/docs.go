package rest

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // for the page's template and style
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"sort"
	"strings"
)

//go:embed docs.html
var docsTemplate string

//go:embed docs.css
var docsStyle string

var (
	docsForm = template.Must(template.New("docs").Parse(docsTemplate))

	// docsPolicy lets the page do nothing but show itself in its own style.
	docsPolicy = "default-src 'none'; style-src 'sha256-" + styleHash() + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

func styleHash() string {
	sum := sha256.Sum256([]byte(docsStyle))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// The parts of a description that people read.
type (
	docsView struct {
		Info struct {
			Title, Version string
		}
		Paths      map[string]map[string]docsOperation
		Components struct {
			Schemas map[string]docsSchema
		}
		Style  template.CSS `json:"-"`
		Groups []docsGroup  `json:"-"`
		Named  []docsNamed  `json:"-"`
	}
	docsGroup struct {
		Name       string
		Operations []docsOperation
	}
	docsOperation struct {
		OperationID, Summary, Description string
		Tags                              []string
		Parameters                        []struct {
			Name, In, Description string
			Required              bool
			Schema                docsSchema
		}
		RequestBody struct {
			Content map[string]struct{ Schema docsSchema }
		}
		Responses map[string]struct {
			Description string
			Content     map[string]struct{ Schema docsSchema }
		}
		Method, Path string `json:"-"`
	}
	docsSchema struct {
		Type        any
		Format      string
		Ref         string `json:"$ref"`
		Description string
		Items       *docsSchema
		Properties  map[string]docsSchema
		Required    []string
		Enum        []any
	}
	docsNamed struct {
		Name   string
		Schema docsSchema
	}
)

// Name is what the page calls a type.
func (s docsSchema) Name() string {
	switch {
	case s.Ref != "":
		return strings.TrimPrefix(s.Ref, schemaPrefix)
	case s.Items != nil:
		return "list of " + s.Items.Name()
	case s.Format != "":
		return s.Format
	case len(s.Enum) > 0:
		return strings.Trim(fmt.Sprint(s.Enum), "[]")
	case s.Type == nil:
		return "any"
	default:
		return strings.Trim(fmt.Sprint(s.Type), "[]")
	}
}

// Link is where the page describes the type, or empty.
func (s docsSchema) Link() string {
	if s.Items != nil {
		return s.Items.Link()
	}
	return strings.TrimPrefix(s.Ref, schemaPrefix)
}

// docsPage writes a description as a page that needs nothing else: no script, no other host.
func docsPage(description []byte) ([]byte, error) {
	var view docsView
	if err := json.Unmarshal(description, &view); err != nil {
		return nil, fmt.Errorf("read the description: %w", err)
	}
	view.Style = template.CSS(docsStyle) // #nosec G203 -- our own file
	groups := map[string][]docsOperation{}
	for path, item := range view.Paths {
		for method, op := range item {
			op.Method, op.Path = strings.ToUpper(method), path
			groups[op.Tags[0]] = append(groups[op.Tags[0]], op)
		}
	}
	for name, operations := range groups {
		sort.Slice(operations, func(i, j int) bool {
			return operations[i].Path+operations[i].Method < operations[j].Path+operations[j].Method
		})
		view.Groups = append(view.Groups, docsGroup{Name: name, Operations: operations})
	}
	sort.Slice(view.Groups, func(i, j int) bool { return view.Groups[i].Name < view.Groups[j].Name })
	for name, schema := range view.Components.Schemas {
		view.Named = append(view.Named, docsNamed{Name: name, Schema: schema})
	}
	sort.Slice(view.Named, func(i, j int) bool { return view.Named[i].Name < view.Named[j].Name })
	var page bytes.Buffer
	if err := docsForm.Execute(&page, view); err != nil {
		return nil, fmt.Errorf("write the description's page: %w", err)
	}
	return page.Bytes(), nil
}
