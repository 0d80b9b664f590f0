package rest

import (
	"context"
	"net/http"
	"strings"

	"go.opentelemetry.io/otel/attribute"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/obs"
)

// Tag notes what the call is about, e.g. which order: its log says it, and its span. Never a person's name or address.
func (c Call) Tag(key string, value id.UUID) {
	if c.request != nil && value != id.Nil {
		obs.Tag(c.request.Context(), key, value.String())
	}
}

// follow gives the call its trace, now that it is known whose session it belongs to. A stream that stands for hours would tell nothing
// by a span.
func (x *exchange) follow(ctx context.Context) context.Context {
	if x.op.Polled || strings.HasPrefix(x.op.Path, "/health") { // asked every second, by nobody's wish
		return ctx
	}
	tracer := x.door.cfg.Tracer
	if x.op.kind == stream {
		tracer = nil
	}
	arrival := obs.Arrival{Method: x.op.Method, Route: x.op.Path, Began: x.began}
	if session := x.call.Actor.Session; session != id.Nil {
		arrival.Session = session.String()
	}
	ctx, x.span = tracer.Arrive(ctx, arrival)
	return ctx
}

// leave ends the call's span with what became of it.
func (x *exchange) leave() {
	if !x.span.Watched() {
		return
	}
	x.span.Set(attribute.Int("http.response.status_code", x.answer.status))
	for _, tag := range obs.Tags(x.r.Context()) {
		x.span.Set(attribute.String("speckit."+tag.Key, tag.Value.String()))
	}
	if x.refusal != "" {
		x.span.Fail(x.refusal, x.answer.status >= http.StatusInternalServerError)
	}
	x.span.End(nil)
}
