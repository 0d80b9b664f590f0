package work

import (
	"context"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// A trace is what everything that one wish sets off has in common, in whatever process and however much later it happens. Here it is a
// text (traceparent of W3C Trace Context) that travels with the context, lies beside facts in the outbox and comes back with messages;
// empty means none.

type (
	traceKey    struct{}
	commandsKey struct{}
	messagesKey struct{}
)

// WithTrace returns a context in which everything that happens belongs to the trace.
func WithTrace(ctx context.Context, trace string) context.Context {
	if trace == TraceOf(ctx) {
		return ctx
	}
	return context.WithValue(ctx, traceKey{}, trace)
}

// TraceOf returns the trace that a context belongs to.
func TraceOf(ctx context.Context) string {
	trace, _ := ctx.Value(traceKey{}).(string)
	return trace
}

// WithTraces returns a context for commands that share a transaction: each keeps the trace of its own caller.
func WithTraces(ctx context.Context, commands []string) context.Context {
	for _, trace := range commands {
		if trace != "" {
			return context.WithValue(ctx, commandsKey{}, commands)
		}
	}
	return WithTrace(ctx, "")
}

// TracesOf returns the traces of the commands that share a transaction; none where no command has one.
func TracesOf(ctx context.Context) []string {
	traces, _ := ctx.Value(commandsKey{}).([]string)
	return traces
}

// TraceAt returns the trace of a command by its place among those that share a transaction. A command that goes alone has the context's.
func TraceAt(ctx context.Context, command int) string {
	if traces := TracesOf(ctx); command < len(traces) {
		return traces[command]
	}
	return TraceOf(ctx)
}

// TraceFor returns the trace that a fact came with, of a subscription that gets many together.
func TraceFor(ctx context.Context, fact Fact) string {
	if traces, ok := ctx.Value(messagesKey{}).(map[id.UUID]string); ok {
		return traces[fact.MessageID()]
	}
	return TraceOf(ctx)
}

// withMessages remembers which trace each message came with.
func withMessages(ctx context.Context, batch []Envelope) context.Context {
	var traces map[id.UUID]string
	for _, e := range batch {
		if e.Trace == "" {
			continue
		}
		if traces == nil {
			traces = make(map[id.UUID]string, len(batch))
		}
		traces[e.Message] = e.Trace
	}
	if traces == nil {
		return ctx
	}
	return context.WithValue(ctx, messagesKey{}, traces)
}
