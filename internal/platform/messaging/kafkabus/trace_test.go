package kafkabus_test

import (
	"context"
	"testing"

	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/messaging/kafkabus"
	"github.com/speckit/ticketing/internal/platform/messaging/kafkabus/kafkatest"
	"github.com/speckit/ticketing/internal/platform/obs"
	"github.com/speckit/ticketing/internal/platform/pg"
)

func TestARecordCarriesTheSpanThatSentItAndWithoutOneTheFactsOwnTrace(t *testing.T) {
	t.Parallel()
	const watched, unwatched = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-aaaa2f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"
	seen := tracetest.NewInMemoryExporter()
	tracer := obs.NewTracer(sdk.NewTracerProvider(sdk.WithSyncer(seen), sdk.WithIDGenerator(obs.IDs{})))
	h := build(t, kafkatest.Shared(t))
	h.process(options{relay: true, config: func(c *kafkabus.Config) {
		c.Observer.Sending = func(ctx context.Context, e work.Envelope) (work.Envelope, func(error)) {
			return tracer.Publishing(ctx, "kafka", e)
		}
	}})
	traces := []string{watched, unwatched, ""}
	err := h.db.Update(t.Context(), func(_ context.Context, tx *pg.Tx) error {
		for n, trace := range traces {
			tx.From(trace)
			tx.Emit(fact{On: h.topic, ID: id.Random{}.New(), Of: "a", N: n})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	sent := records(t, h.brokers, h.topic, 3)
	until(t, "acknowledged", func() bool { return len(seen.GetSpans()) == 1 })
	span := seen.GetSpans()[0]
	if span.Name != "send "+h.topic || span.Parent.SpanID().String() != watched[36:52] {
		t.Errorf("span %s under %s", span.Name, span.Parent.SpanID())
	}
	want := []string{watched[:36] + span.SpanContext.SpanID().String() + "-01", unwatched, ""}
	for i, r := range sent {
		if got := header(r, "traceparent"); got != want[i] {
			t.Errorf("record %d says %q, want %q", i, got, want[i])
		}
	}
}
