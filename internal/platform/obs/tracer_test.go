package obs_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/otel/attribute"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	oteltrace "go.opentelemetry.io/otel/trace"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/obs"
)

// watch returns a tracer whose spans can be read.
func watch(options ...sdk.TracerProviderOption) (*obs.Tracer, *tracetest.InMemoryExporter) {
	seen := tracetest.NewInMemoryExporter()
	options = append(options, sdk.WithSyncer(seen), sdk.WithIDGenerator(obs.IDs{}))
	return obs.NewTracer(sdk.NewTracerProvider(options...)), seen
}

func arrival(session string) obs.Arrival {
	return obs.Arrival{Method: "POST", Route: "/reservations", Session: session, Began: time.Now().Add(-time.Second)}
}

// attributesOf reads a span's attributes as text.
func attributesOf(s tracetest.SpanStub) map[string]string {
	out := map[string]string{}
	for _, a := range s.Attributes {
		out[string(a.Key)] = a.Value.String()
	}
	return out
}

func TestTheRequestsOfASessionFallIntoOneTrace(t *testing.T) {
	t.Parallel()
	tracer, seen := watch()
	for _, session := range []string{"ada", "ada", "bob", "", ""} {
		_, span := tracer.Arrive(t.Context(), arrival(session))
		span.End(nil)
	}
	spans := seen.GetSpans()
	traces := make([]string, len(spans))
	for i, s := range spans {
		traces[i] = s.SpanContext.TraceID().String()
		if s.Parent.IsValid() || s.Name != "POST /reservations" || s.SpanKind != oteltrace.SpanKindServer {
			t.Errorf("span %q of %v under %v", s.Name, s.SpanKind, s.Parent)
		}
	}
	if traces[0] != traces[1] || len(slices.Compact(slices.Sorted(slices.Values(traces)))) != 4 {
		t.Errorf("traces %q", traces)
	}
	if strings.Contains(traces[0], "ada") || spans[0].SpanContext.SpanID() == spans[1].SpanContext.SpanID() {
		t.Error("the session shows, or two requests are one span")
	}
	text, _ := (*obs.Tracer)(nil).Arrive(t.Context(), arrival("ada"))
	if got := obs.RequestOf(text).TraceID(); got != traces[0] {
		t.Errorf("without spans the session's trace is %s, with them %s", got, traces[0])
	}
}

func TestATraceThatARequestBringsWins(t *testing.T) {
	t.Parallel()
	tracer, seen := watch()
	ctx, span := tracer.Arrive(work.WithTrace(t.Context(), trace), arrival("ada"))
	span.End(nil)
	got := seen.GetSpans()[0]
	if got.SpanContext.TraceID().String() != trace[3:35] || got.Parent.SpanID().String() != trace[36:52] || !got.Parent.IsRemote() {
		t.Errorf("%v under %v", got.SpanContext, got.Parent)
	}
	if r := obs.RequestOf(ctx); r.TraceID() != trace[3:35] || r.SpanID() != got.SpanContext.SpanID().String() {
		t.Errorf("the request goes on as %+v", r)
	}
	if ctx, _ := (*obs.Tracer)(nil).Arrive(work.WithTrace(t.Context(), trace), arrival("ada")); work.TraceOf(ctx) != trace {
		t.Errorf("without spans it goes on as %s", work.TraceOf(ctx))
	}
}

func TestWhatIsNotWatchedGoesOnAsText(t *testing.T) {
	t.Parallel()
	unsampled := trace[:53] + "00"
	never, seen := watch(sdk.WithSampler(sdk.NeverSample()))
	ctx, span := never.Arrive(t.Context(), arrival("ada"))
	if span.Watched() || !strings.HasSuffix(work.TraceOf(ctx), "-00") {
		t.Errorf("goes on as %s", work.TraceOf(ctx))
	}
	tracer, alsoSeen := watch()
	for _, given := range []string{"", "nonsense", unsampled} {
		within, span := tracer.Start(work.WithTrace(t.Context(), given), oteltrace.SpanKindClient, "step")
		span.Set(attribute.Bool("x", true))
		span.End(errors.New("x"))
		if work.TraceOf(within) != given {
			t.Errorf("%q became %q", given, work.TraceOf(within))
		}
	}
	if n := len(seen.GetSpans()) + len(alsoSeen.GetSpans()); n != 0 {
		t.Errorf("%d spans", n)
	}
}

func TestASpanTellsTheCodeOfAFailureAndNothingElse(t *testing.T) {
	t.Parallel()
	tracer, seen := watch()
	ctx := work.WithTrace(t.Context(), trace)
	_ = tracer.Do(ctx, "send mail", func(context.Context) error { return errors.New("no such mailbox: ada@example.com") })
	_ = tracer.Do(ctx, "charge", func(context.Context) error {
		return fault.New(fault.Declined, "payment_declined", "Ada's card was declined.")
	})
	for i, want := range []string{"_OTHER", "payment_declined"} {
		s := seen.GetSpans()[i]
		if got := attributesOf(s)["error.type"]; got != want || s.Status.Description != want {
			t.Errorf("%s: %s, %+v", s.Name, got, s.Status)
		}
		if len(s.Events) != 0 {
			t.Errorf("%s tells %v", s.Name, s.Events)
		}
	}
}

func TestAGroupCommitIsLinkedWithItsCommands(t *testing.T) {
	t.Parallel()
	tracer, seen := watch()
	other := strings.Replace(trace, "4bf9", "aaaa", 1)
	run := work.WithTraces(t.Context(), []string{"", trace[:53] + "00", trace, other})
	_, span := tracer.GroupCommit(run, "inventory", 4)
	span.End(nil)
	_, none := tracer.GroupCommit(work.WithTraces(t.Context(), []string{"", ""}), "inventory", 2)
	none.End(nil)
	spans := seen.GetSpans()
	if len(spans) != 1 || len(spans[0].Links) != 2 || spans[0].Links[1].SpanContext.TraceID().String() != other[3:35] ||
		spans[0].SpanContext.TraceID().String() != trace[3:35] || attributesOf(spans[0])["speckit.commands"] != "4" {
		t.Errorf("spans %+v", spans)
	}
}

// counts is a MessageMeter.
type counts struct {
	taken, failed, shelved, parked int
}

func (c *counts) Handled(_, _ string, taken, failed int, _ time.Duration) {
	c.taken, c.failed = c.taken+taken, c.failed+failed
}

func (c *counts) SetAside(_, _ string, parked bool) {
	if parked {
		c.parked++
		return
	}
	c.shelved++
}

func TestMessagesThatAreHandledTogetherEachHaveASpanUnderTheirSender(t *testing.T) {
	t.Parallel()
	tracer, seen := watch()
	meter := &counts{}
	watcher := obs.Consumers{System: "kafka", Tracer: tracer, Meter: meter, Order: func(topic, key string) (string, bool) { return key, topic == "order-paid" }}
	other := strings.Replace(trace, "4bf9", "aaaa", 1)
	sent := []work.Envelope{{Topic: "order-paid", Key: "o-1", Trace: trace}, {Topic: "order-paid", Key: "o-2"}, {Topic: "order-paid", Key: "o-3", Trace: other}}
	for i := range sent {
		sent[i].Message = id.Random{}.New()
	}
	run := slices.Clone(sent)
	for i, e := range sent {
		var published func(error)
		run[i], published = tracer.Publishing(t.Context(), "kafka", e)
		published(nil)
	}
	_, inside, after := watcher.Handling(t.Context(), "fulfillment-service", run)
	after([]error{nil, nil, errors.New("away")})
	spans := seen.GetSpans()
	if len(spans) != 4 || sent[0].Trace != trace || inside[1].Trace != "" {
		t.Fatalf("%d spans; sent %q, inside %q", len(spans), sent[0].Trace, inside[1].Trace)
	}
	send, process := spans[0], spans[2]
	if send.Name != "send order-paid" || send.SpanKind != oteltrace.SpanKindProducer || send.Parent.SpanID().String() != trace[36:52] ||
		process.Name != "process order-paid" || process.SpanKind != oteltrace.SpanKindConsumer || process.Parent.SpanID() != send.SpanContext.SpanID() {
		t.Errorf("%s under %s, %s under %s", send.Name, send.Parent.SpanID(), process.Name, process.Parent.SpanID())
	}
	about := attributesOf(process)
	if about["messaging.system"] != "kafka" || about["messaging.destination.name"] != "order-paid" || about["messaging.consumer.group.name"] != "fulfillment-service" ||
		about["speckit.order"] != "o-1" || about["messaging.message.id"] != sent[0].Message.String() {
		t.Errorf("about %v", about)
	}
	if attributesOf(spans[3])["error.type"] != "_OTHER" || obs.RequestOf(work.WithTrace(t.Context(), inside[0].Trace)).SpanID() != process.SpanContext.SpanID().String() {
		t.Errorf("last span %+v, inside %q", spans[3], inside[0].Trace)
	}
	if *meter != (counts{taken: 2, failed: 1}) {
		t.Errorf("counted %+v", *meter)
	}
}

func TestACallToAnotherServiceIsASpanThatTheServiceContinues(t *testing.T) {
	t.Parallel()
	tracer, seen := watch()
	var heard string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		heard = r.Header.Get("Traceparent")
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	defer server.Close()
	ctx := work.WithTrace(t.Context(), trace)
	r, err := http.NewRequestWithContext(ctx, "GET", server.URL+"/internal/orders/3f2c1a/contact?secret=hidden", nil)
	if err != nil {
		t.Fatal(err)
	}
	obs.RequestOf(ctx).Set(r.Header)
	response, err := (&http.Client{Transport: tracer.Transport(http.DefaultTransport)}).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	span := seen.GetSpans()[0]
	about := attributesOf(span)
	if span.Name != "GET /internal/orders/{id}/contact" || about["http.response.status_code"] != "503" || about["error.type"] != "503" || about["url.full"] != "" {
		t.Errorf("%s: %v", span.Name, about)
	}
	if heard[3:35] != trace[3:35] || heard[36:52] != span.SpanContext.SpanID().String() || r.Header.Get("Traceparent") != trace {
		t.Errorf("the service heard %s, the caller's request says %s", heard, r.Header.Get("Traceparent"))
	}
}

func TestWhatIsSaidOfAMessageThatIsSetAsideNamesItsTraceAndOrder(t *testing.T) {
	t.Parallel()
	meter, out := &counts{}, &bytes.Buffer{}
	watcher := obs.Consumers{Meter: meter, Order: func(_, key string) (string, bool) { return key, true }}
	ctx := watcher.SetAside(t.Context(), "g", work.Envelope{Topic: "order-paid", Key: "o-1", Trace: trace}, true)
	obs.NewLog(out, slog.LevelInfo).ErrorContext(ctx, "message parked", "topic", "order-paid")
	for _, want := range []string{`"trace":"` + trace[3:35] + `"`, `"span":"` + trace[36:52] + `"`, `"order":"o-1"`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("there is no %s in %s", want, out)
		}
	}
	if meter.parked != 1 {
		t.Errorf("counted %+v", *meter)
	}
}
