package obs

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"github.com/speckit/ticketing/internal/kernel/work"
)

// MessageMeter counts what consumer groups do with messages.
type MessageMeter interface {
	// Handled counts messages that their handler took, or did not, and how long it took over all of them.
	Handled(group, topic string, taken, failed int, took time.Duration)
	// SetAside counts a message that waits for another try, or that nobody tries any more.
	SetAside(group, topic string, parked bool)
}

// Consumers watches consumer groups: a span and figures for what is handled, and names for its log. It is a messaging.Watcher.
type Consumers struct {
	System string // of the road: "kafka", or "in_process"
	Tracer *Tracer
	Meter  MessageMeter // nil counts nothing
	// Order tells the order that a message is about by its topic and key; nil knows none.
	Order func(topic, key string) (order string, ok bool)
}

// Handling hears of messages of one topic that are about to be handled. Each goes on in a span of its own, under the one that sent it;
// after is told what became of them.
func (c Consumers) Handling(ctx context.Context, group string, run []work.Envelope) (_ context.Context, _ []work.Envelope, after func(verdicts []error)) {
	topic, began := run[0].Topic, time.Now()
	ctx = withTags(ctx, c.tags(group, run)...)
	run, spans := c.follow(ctx, group, run)
	return ctx, run, func(verdicts []error) {
		failed := 0
		for i, err := range verdicts {
			if err != nil {
				failed++
			}
			if spans != nil {
				spans[i].End(err)
			}
		}
		if c.Meter != nil {
			c.Meter.Handled(group, topic, len(run)-failed, failed, time.Since(began))
		}
	}
}

// SetAside hears of a message that could not be handled, and returns the context of what is said about it: its trace and its order.
func (c Consumers) SetAside(ctx context.Context, group string, e work.Envelope, parked bool) context.Context {
	if c.Meter != nil {
		c.Meter.SetAside(group, e.Topic, parked)
	}
	ctx = work.WithTrace(ctx, e.Trace)
	if order, ok := c.order(e); ok {
		ctx = withTags(ctx, slog.String("order", order))
	}
	return ctx
}

func (c Consumers) tags(group string, run []work.Envelope) []slog.Attr {
	tags := []slog.Attr{slog.String("group", group), slog.String("topic", run[0].Topic)}
	if len(run) > 1 {
		return append(tags, slog.Int("messages", len(run)))
	}
	tags = append(tags, slog.String("message", run[0].Message.String()))
	if order, ok := c.order(run[0]); ok {
		tags = append(tags, slog.String("order", order))
	}
	return tags
}

func (c Consumers) order(e work.Envelope) (string, bool) {
	if c.Order == nil {
		return "", false
	}
	return c.Order(e.Topic, e.Key)
}

// follow begins the spans of messages.
func (c Consumers) follow(ctx context.Context, group string, run []work.Envelope) ([]work.Envelope, []Span) {
	return c.Tracer.inside(ctx, trace.SpanKindConsumer, "process", run, func(e work.Envelope) []attribute.KeyValue {
		about := []attribute.KeyValue{attribute.String("messaging.system", c.System), attribute.String("messaging.consumer.group.name", group)}
		if order, ok := c.order(e); ok {
			about = append(about, attribute.String("speckit.order", order))
		}
		return about
	})
}

// Publishing begins the span of a message that the relay is about to hand to a broker, and returns the message inside it: what is
// published tells its consumers that it came this way. After is told how it went.
func (t *Tracer) Publishing(ctx context.Context, system string, e work.Envelope) (_ work.Envelope, after func(error)) {
	run, spans := t.inside(ctx, trace.SpanKindProducer, "send", []work.Envelope{e}, func(work.Envelope) []attribute.KeyValue {
		return []attribute.KeyValue{attribute.String("messaging.system", system)}
	})
	if spans == nil {
		return e, ended
	}
	return run[0], spans[0].End
}

func ended(error) {}

// inside begins a span for each message whose trace is watched, and returns the messages inside them; the caller's stay as they are.
// Spans is empty where nothing is watched.
func (t *Tracer) inside(ctx context.Context, kind trace.SpanKind, doing string, run []work.Envelope, about func(work.Envelope) []attribute.KeyValue) (_ []work.Envelope, spans []Span) {
	if t == nil || !slices.ContainsFunc(run, func(e work.Envelope) bool { return parse(e.Trace).IsSampled() }) {
		return run, nil
	}
	inside, spans := slices.Clone(run), make([]Span, len(run))
	for i, e := range run {
		within := work.WithTrace(ctx, e.Trace)
		within, spans[i] = t.Start(within, kind, doing+" "+e.Topic,
			attribute.String("messaging.operation.type", doing), attribute.String("messaging.destination.name", e.Topic),
			attribute.String("messaging.message.id", e.Message.String()))
		if spans[i].Watched() {
			spans[i].Set(about(e)...)
		}
		inside[i].Trace = work.TraceOf(within)
	}
	return inside, spans
}
