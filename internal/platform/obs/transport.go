package obs

import (
	"net/http"
	"strconv"
	"strings"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Transport returns a way to call other services in which each call is a span, and tells the service so.
func (t *Tracer) Transport(next http.RoundTripper) http.RoundTripper {
	if t == nil {
		return next
	}
	return transport{t, next}
}

type transport struct {
	tracer *Tracer
	next   http.RoundTripper
}

// RoundTrip makes one call.
func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	route := routeOf(r.URL.Path)
	ctx, span := t.tracer.Start(r.Context(), trace.SpanKindClient, r.Method+" "+route,
		attribute.String("http.request.method", r.Method), attribute.String("url.template", route), attribute.String("server.address", r.URL.Hostname()))
	if !span.Watched() {
		return t.next.RoundTrip(r)
	}
	r = r.Clone(ctx)
	r.Header.Set(traceHeader, work.TraceOf(ctx))
	response, err := t.next.RoundTrip(r)
	if err == nil {
		span.Set(attribute.Int("http.response.status_code", response.StatusCode))
		if response.StatusCode >= http.StatusBadRequest {
			span.Fail(strconv.Itoa(response.StatusCode), true)
		}
	}
	span.End(err)
	return response, err
}

// routeOf is a path without what is somebody's: every segment that holds a digit is an id, a number or a code.
func routeOf(path string) string {
	segments := strings.Split(path, "/")
	for i, s := range segments {
		if strings.ContainsAny(s, "0123456789") {
			segments[i] = "{id}"
		}
	}
	return strings.Join(segments, "/")
}

// codeOf is what may be said about an error: the stable code of an expected one.
func codeOf(err error) string {
	if expected, ok := fault.As(err); ok {
		return expected.Code
	}
	return "_OTHER"
}
