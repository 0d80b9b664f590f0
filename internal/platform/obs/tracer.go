package obs

import (
	"context"
	"crypto/rand"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"github.com/speckit/ticketing/internal/kernel/work"
)

// Tracer begins spans, each under what the context's trace says (work.TraceOf), which then names the new span. A nil Tracer begins none:
// traces go on as text all the same, so that logs and facts name them, and cost nothing more.
type Tracer struct{ tracer trace.Tracer }

// NewTracer returns a tracer over a provider whose ids come from IDs.
func NewTracer(provider trace.TracerProvider) *Tracer {
	return &Tracer{provider.Tracer("github.com/speckit/ticketing")}
}

// Span is one step of a trace. Its zero value is a step that nobody watches.
type Span struct{ span trace.Span }

// Start begins a step inside the context's trace, where that is watched. What has no trace, or one that was not chosen to be watched,
// gets no span.
func (t *Tracer) Start(ctx context.Context, kind trace.SpanKind, name string, attributes ...attribute.KeyValue) (context.Context, Span) {
	if t == nil {
		return ctx, Span{}
	}
	parent := parse(work.TraceOf(ctx))
	if !parent.IsSampled() {
		return ctx, Span{}
	}
	return t.start(trace.ContextWithRemoteSpanContext(ctx, parent), name, trace.WithSpanKind(kind), trace.WithAttributes(attributes...))
}

// Do does a step that talks to somebody else: a mail server, a payment provider.
func (t *Tracer) Do(ctx context.Context, name string, do func(context.Context) error) error {
	ctx, span := t.Start(ctx, trace.SpanKindClient, name)
	err := do(ctx)
	span.End(err)
	return err
}

// GroupCommit begins the span of a transaction that several commands share. It lies in the trace of the first command that is watched,
// and is linked with the spans of all.
func (t *Tracer) GroupCommit(ctx context.Context, lane string, commands int) (context.Context, Span) {
	if t == nil {
		return ctx, Span{}
	}
	var links []trace.Link
	for _, command := range work.TracesOf(ctx) {
		if of := parse(command); of.IsSampled() {
			links = append(links, trace.Link{SpanContext: of})
		}
	}
	if len(links) == 0 {
		return ctx, Span{}
	}
	return t.start(trace.ContextWithRemoteSpanContext(ctx, links[0].SpanContext), "group commit "+lane, trace.WithLinks(links...),
		trace.WithAttributes(attribute.String("speckit.lane", lane), attribute.Int("speckit.commands", commands)))
}

// Arrival is a request that comes in from outside.
type Arrival struct {
	Method, Route string
	Session       string // of the token, if there is one
	Began         time.Time
}

// Arrive gives a request its trace: the one that it brings, else its session's, else one of its own.
func (t *Tracer) Arrive(ctx context.Context, a Arrival) (context.Context, Span) {
	brought := parse(work.TraceOf(ctx))
	var root root
	switch {
	case brought.IsValid():
		ctx = trace.ContextWithRemoteSpanContext(ctx, brought)
	case a.Session != "":
		root.trace, root.span = sessionTrace(a.Session)
	default:
		root.trace, root.span = freshTrace()
	}
	if t == nil {
		if brought.IsValid() {
			return ctx, Span{}
		}
		return work.WithTrace(ctx, format(root.trace, root.span, 0)), Span{}
	}
	if !brought.IsValid() {
		ctx = context.WithValue(ctx, rootKey{}, root)
	}
	return t.start(ctx, a.Method+" "+a.Route, trace.WithSpanKind(trace.SpanKindServer), trace.WithTimestamp(a.Began), trace.WithAttributes(
		attribute.String("http.request.method", a.Method), attribute.String("http.route", a.Route)))
}

func (t *Tracer) start(ctx context.Context, name string, options ...trace.SpanStartOption) (context.Context, Span) {
	ctx, span := t.tracer.Start(ctx, name, options...)
	at := span.SpanContext()
	return work.WithTrace(ctx, format(at.TraceID(), at.SpanID(), at.TraceFlags())), Span{span}
}

// Watched reports whether anybody will see the span.
func (s Span) Watched() bool { return s.span != nil && s.span.IsRecording() }

// Set adds what the span is about. Never a person's name or address, and nothing secret.
func (s Span) Set(attributes ...attribute.KeyValue) {
	if s.Watched() {
		s.span.SetAttributes(attributes...)
	}
}

// Fail says by a stable code why the step came to nothing. Our is whether that is our fault and not the caller's.
func (s Span) Fail(code string, ours bool) {
	if !s.Watched() {
		return
	}
	s.span.SetAttributes(attribute.String("error.type", code))
	if ours {
		s.span.SetStatus(codes.Error, code)
	}
}

// End ends the span. An error's own words may name people, so only its code goes with it.
func (s Span) End(err error) {
	if s.span == nil {
		return
	}
	if err != nil {
		s.Fail(codeOf(err), true)
	}
	s.span.End()
}

type rootKey struct{}

// root is which trace the next span without a parent begins.
type root struct {
	trace trace.TraceID
	span  trace.SpanID
}

// IDs makes the ids of spans: random, but for the trace of a session.
type IDs struct{}

// NewIDs begins a trace.
func (IDs) NewIDs(ctx context.Context) (trace.TraceID, trace.SpanID) {
	id, span := freshTrace()
	if r, ok := ctx.Value(rootKey{}).(root); ok {
		id = r.trace
	}
	return id, span
}

// NewSpanID makes the id of a span in a trace.
func (IDs) NewSpanID(context.Context, trace.TraceID) (span trace.SpanID) {
	_, _ = rand.Read(span[:]) // never fails since Go 1.24
	return span
}
