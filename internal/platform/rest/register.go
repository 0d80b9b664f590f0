package rest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/speckit/ticketing/internal/platform/obs"
)

// operation is a registered route.
type operation struct {
	Route
	context string
	kind    kind
	doc     *huma.Operation
	meter   obs.RouteMeter
	invoke  func(huma.Context)
}

// kind says how a route reads and answers.
type kind int

const (
	plainJSON kind = iota // the whole body is read and checked first; the answer is sent whole
	upload                // the body is the handler's to read
	stream                // the answer goes out as it comes
)

// Handler answers one call. Expected failures are *fault.Error; a nil output answers with the route's status alone.
type Handler[I, O any] func(ctx context.Context, call Call, in *I) (*O, error)

// Register adds an operation with JSON in and out. It panics when the route says too little: that is found at the start.
func Register[I, O any](api *API, route Route, handle Handler[I, O]) {
	add(api, route, plainJSON, func(ctx context.Context, x *exchange, in *I) (*O, error) {
		return handle(ctx, x.call, in)
	})
}

// Upload adds an operation that reads its body itself, up to the route's MaxBody. I has no Body field. An error of the
// reader must be returned wrapped, so that it becomes the right status.
func Upload[I, O any](api *API, route Route, handle func(ctx context.Context, call Call, in *I, body io.Reader) (*O, error)) {
	add(api, route, upload, func(ctx context.Context, x *exchange, in *I) (*O, error) {
		return handle(ctx, x.call, in, x.r.Body)
	})
}

// Raw adds an operation that writes its answer itself. What it writes is kept back until it returns, or until it flushes;
// an error before that is answered as a problem.
func Raw[I any](api *API, route Route, handle func(w http.ResponseWriter, r *http.Request, call Call, in *I) error) {
	add(api, route, plainJSON, func(ctx context.Context, x *exchange, in *I) (*huma.StreamResponse, error) {
		if err := handle(&x.answer, x.r.WithContext(ctx), x.call, in); err != nil {
			return nil, err
		}
		return written, nil
	})
}

// written tells huma that the answer is already there.
var written = &huma.StreamResponse{Body: func(huma.Context) {}}

// add registers what all kinds share.
func add[I, O any](api *API, route Route, kind kind, handle func(ctx context.Context, x *exchange, in *I) (*O, error)) {
	if route.Access == Internal && !api.cfg.Internal {
		return
	}
	mustBeSeen(route, reflect.TypeFor[I](), reflect.TypeFor[O]())
	op := api.declare(route, kind)
	huma.Register(api.huma, op.describe(), func(ctx context.Context, in *I) (*O, error) {
		x := exchangeOf(ctx)
		out, err := handle(ctx, x, in)
		if err != nil {
			x.answer.reset()
			return nil, x.problem(ctx, err)
		}
		return out, nil
	})
}

// mustBeSeen panics where huma would pass over a part of the input or the output: parameters of an embedded struct that is not
// exported, and the body of any embedded one.
func mustBeSeen(route Route, in, out reflect.Type) {
	for _, f := range reflect.VisibleFields(in) {
		if f.Anonymous && !f.IsExported() {
			panic(fmt.Sprintf("route %s %s: the input embeds %s, which is not exported, so its parameters would not be read", route.Method, route.Path, f.Name))
		}
	}
	if body, has := out.FieldByName("Body"); has && len(body.Index) > 1 {
		panic(fmt.Sprintf("route %s %s: the output embeds its Body, which would be answered with the struct around it", route.Method, route.Path))
	}
}

// declare checks the route and completes it.
func (a *API) declare(route Route, kind kind) *operation {
	switch {
	case route.Method == "" || route.ID == "" || route.Summary == "" || !strings.HasPrefix(route.Path, "/"):
		panic(fmt.Sprintf("route %s %s: method, path, id and summary are required", route.Method, route.Path))
	case strings.HasSuffix(route.Path, "/") || literals(route.Path) != strings.ToLower(literals(route.Path)):
		panic(fmt.Sprintf("route %s %s: a path is in lower case and has no slash at its end", route.Method, route.Path))
	case route.Access < Open || route.Access > Internal:
		panic(fmt.Sprintf("route %s %s says not who may call it", route.Method, route.Path))
	case (route.Access == Internal) != strings.HasPrefix(route.Path, "/internal/"):
		panic(fmt.Sprintf("route %s %s: exactly the routes under /internal/ are internal", route.Method, route.Path))
	}
	if route.MaxBody == 0 {
		route.MaxBody = DefaultMaxBody
	}
	if route.Timeout == 0 {
		route.Timeout = DefaultTimeout
	}
	if route.Tag == "" {
		route.Tag = title(a.context)
	}
	op := &operation{Route: route, context: a.context, kind: kind}
	op.meter = a.cfg.Meter.Route(route.Method, route.Path)
	a.ops = append(a.ops, op)
	a.schemas.context = a.context
	return op
}

// literals is a path without its parameters.
func literals(path string) string {
	segments := strings.Split(path, "/")
	segments = slices.DeleteFunc(segments, func(s string) bool { return strings.HasPrefix(s, "{") })
	return strings.Join(segments, "/")
}

// title writes the first letter large.
func title(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
