package rest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
)

// Document writes the OpenAPI 3.1 description of one context's routes, or of all where context is empty. Its bytes depend on
// the routes alone.
func (a *API) Document(context string) ([]byte, error) {
	raw, err := json.Marshal(a.huma.OpenAPI())
	if err != nil {
		return nil, fmt.Errorf("describe the API: %w", err)
	}
	var doc document
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if err := decoder.Decode(&doc); err != nil {
		return nil, fmt.Errorf("describe the API: %w", err)
	}
	if context != "" {
		doc.member("info")["title"] = a.cfg.Title + ": " + context
		doc.keep(a.operationIDs(context))
	}
	doc["servers"] = []any{map[string]any{"url": "/api"}}
	doc.addCommon()
	doc.prune()
	out, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("describe the API: %w", err)
	}
	return append(out, '\n'), nil
}

// operationIDs lists the context's operations.
func (d *door) operationIDs(context string) map[string]bool {
	ids := map[string]bool{}
	for _, op := range d.ops {
		if op.context == context {
			ids[op.ID] = true
		}
	}
	return ids
}

// document is a description as plain JSON.
type document map[string]any

// member returns an object of the document, made when it is not there.
func (d document) member(name string) map[string]any {
	m, ok := d[name].(map[string]any)
	if !ok {
		m = map[string]any{}
		d[name] = m
	}
	return m
}

// keep drops all operations but the named ones.
func (d document) keep(ids map[string]bool) {
	for path, item := range d.member("paths") {
		item := item.(map[string]any)
		for method, op := range item {
			if id, _ := op.(map[string]any)["operationId"].(string); !ids[id] {
				delete(item, method)
			}
		}
		if len(item) == 0 {
			delete(d.member("paths"), path)
		}
	}
}

// addCommon adds what every description has: how to show who one is, and the form of a failure.
func (d document) addCommon() {
	components := document(d.member("components"))
	components["securitySchemes"] = map[string]any{
		"bearer": map[string]any{"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "The token of POST /token or POST /guests."},
		"secret": map[string]any{"type": "apiKey", "in": "query", "name": "secret", "description": "The secret of an order's link."},
	}
	text := func(about string) any { return map[string]any{"type": "string", "description": about} }
	components.member("schemas")["Problem"] = map[string]any{
		"type":        "object",
		"description": "A failure (RFC 9457). Further members say more, each by its code.",
		"required":    []any{"code", "detail", "status", "title", "type"},
		"properties": map[string]any{
			"type": text("Always about:blank: the code says what happened."), "title": text("The status in words."),
			"status":  map[string]any{"type": "integer", "description": "The HTTP status."},
			"code":    text("What happened, for programs. It never changes."),
			"detail":  text("What happened, to money and seats too, and what to do next: a sentence for people."),
			"error":   text("The same as detail, except where the original's body had another."),
			"message": text("The same as detail."),
			"errors":  map[string]any{"type": "array", "items": map[string]any{}, "description": "Each finding about the input."},
		},
	}
}

// prune drops the schemas that no operation refers to.
func (d document) prune() {
	schemas := document(d.member("components")).member("schemas")
	used := map[string]bool{}
	var visit func(v any)
	visit = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				visit(item)
			}
		case map[string]any:
			if ref, ok := v["$ref"].(string); ok {
				if name := strings.TrimPrefix(ref, schemaPrefix); !used[name] {
					used[name] = true
					visit(schemas[name])
				}
			}
			for _, item := range v {
				visit(item)
			}
		}
	}
	visit(d["paths"])
	for name := range schemas {
		if !used[name] {
			delete(schemas, name)
		}
	}
}

// serveDocument serves the description and its page: under a prefix that of the whole interface, else that of this door's routes. Both
// are made once, at the first question.
func (d *door) serveDocument(api *API) {
	own := func() ([]byte, error) { return api.Document("") }
	for _, prefix := range d.cfg.Prefixes {
		describe := own
		if prefix != "" && d.cfg.Whole != nil {
			describe = d.cfg.Whole
		}
		document := sync.OnceValues(describe)
		page := sync.OnceValues(func() ([]byte, error) {
			doc, err := document()
			if err != nil {
				return nil, err
			}
			return docsPage(doc)
		})
		d.mux.HandleFunc("GET "+prefix+"/openapi.json", d.page("application/openapi+json", document))
		d.mux.HandleFunc("GET "+prefix+"/docs", d.page("text/html; charset=utf-8", page))
	}
}

// page serves bytes that do not change while the process lives.
func (d *door) page(contentType string, make func() ([]byte, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		x := exchangeOf(r.Context())
		body, err := make()
		if err != nil {
			x.refuse(r.Context(), errors.Join(errors.New("write the description"), err))
			return
		}
		header := w.Header()
		header.Set("Content-Type", contentType)
		header.Set("ETag", ETag(string(body)))
		header.Set("Cache-Control", "no-cache")
		header.Set("Content-Security-Policy", docsPolicy)
		_, _ = w.Write(body) // into memory
	}
}
