package rest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// takeOverHuma makes huma's own refusals our problem documents. Its hooks are package variables, hence once.
var takeOverHuma = sync.OnceFunc(func() {
	huma.DefaultArrayNullable = false
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		return invalid(status, message, errs)
	}
	huma.NewErrorWithContext = func(_ huma.Context, status int, message string, errs ...error) huma.StatusError {
		return invalid(status, message, errs)
	}
})

// invalid is the answer to input of the wrong shape: always 400, with a sentence for each finding.
func invalid(status int, message string, errs []error) huma.StatusError {
	if status >= http.StatusInternalServerError {
		return &problem{status: http.StatusInternalServerError, code: "internal", detail: internalDetail}
	}
	findings := make([]string, 0, len(errs))
	for _, err := range errs {
		var detail *huma.ErrorDetail
		switch {
		case errors.As(err, &detail):
			findings = append(findings, finding(detail))
		case err != nil:
			findings = append(findings, err.Error())
		}
	}
	if len(findings) == 0 {
		findings = append(findings, message)
	}
	return fromFault(errMalformed.Saying("The request is not valid: %s. Nothing was changed.", findings[0]).With("errors", findings))
}

// finding writes what is wrong and where, never what was sent.
func finding(d *huma.ErrorDetail) string {
	message := clip(d.Message, 200)
	if strings.Contains(message, "invalid UUID") {
		message = "expected a UUID"
	}
	_, place, inside := strings.Cut(d.Location, ".")
	if !inside {
		return message
	}
	return clip(place, 100) + ": " + message
}

func clip(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// engine is huma with one format: JSON, whatever the caller's Accept says.
type engine struct{ huma.API }

// newHuma makes the engine that decodes, validates and describes. Its own pages and hooks are off.
func newHuma(d *door) huma.API {
	return engine{huma.NewAPI(huma.Config{OpenAPI: &huma.OpenAPI{
		OpenAPI:    "3.1.0",
		Info:       &huma.Info{Title: d.cfg.Title, Version: d.cfg.Version},
		Components: &huma.Components{Schemas: d.schemas},
	}}, adapter{d})}
}

// Negotiate always chooses JSON.
func (engine) Negotiate(string) (string, error) { return jsonType, nil }

// Marshal writes JSON.
func (engine) Marshal(w io.Writer, _ string, v any) error { return writeJSON(w, v) }

// Unmarshal reads JSON; the media type was looked at before.
func (engine) Unmarshal(_ string, data []byte, v any) error { return readJSON(data, v) }

// adapter puts huma's handlers behind ours.
type adapter struct{ door *door }

// Handle takes over an operation when it is registered.
func (a adapter) Handle(doc *huma.Operation, invoke func(huma.Context)) {
	op := a.door.ops[len(a.door.ops)-1]
	op.doc, op.invoke = doc, invoke
	op.complete(a.door.schemas)
	for _, prefix := range a.door.prefixes(op.Route) {
		a.door.mux.HandleFunc(op.Method+" "+prefix+op.Path, func(_ http.ResponseWriter, r *http.Request) {
			a.door.answer(op, exchangeOf(r.Context()), r)
		})
	}
}

// ServeHTTP is part of huma's interface; our own handler stands before it.
func (a adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.door.ServeHTTP(w, r) }

// run lets huma decode the request, call the handler and encode its output.
func (op *operation) run(x *exchange, r *http.Request) {
	op.invoke(humago.NewContext(op.doc, r, &x.answer))
}

// writeJSON writes a value whole or not at all.
func writeJSON(w io.Writer, v any) error {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(bytes.TrimSuffix(buf.Bytes(), []byte("\n")))
	return err
}

// readJSON reads what checkJSON has let through.
func readJSON(data []byte, v any) error {
	err := json.Unmarshal(data, v)
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		where := kind.Field
		if where == "" {
			where = fmt.Sprintf("byte %d", kind.Offset)
		}
		return fmt.Errorf("%s: expected %s of usual size", where, strings.ToLower(kindName(kind.Type)))
	}
	return err
}
