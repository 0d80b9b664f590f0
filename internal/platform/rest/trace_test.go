package rest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/obs"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// watched is a door whose spans and log lines can be read; the token is the name of a session.
func watched(t *testing.T) (*house, *tracetest.InMemoryExporter) {
	t.Helper()
	seen := tracetest.NewInMemoryExporter()
	var log *bytes.Buffer
	h := open(t, func(cfg *rest.Config) {
		log = &bytes.Buffer{}
		cfg.Log = obs.NewLog(log, slog.LevelDebug)
		cfg.Tracer = obs.NewTracer(sdk.NewTracerProvider(sdk.WithSyncer(seen), sdk.WithIDGenerator(obs.IDs{})))
		cfg.Auth = rest.VerifierFunc(func(_ context.Context, token string) (actor.Actor, error) {
			if token == "bad" {
				return actor.Actor{}, fault.New(fault.Unauthenticated, "invalid_token", "The token is not accepted.")
			}
			return actor.Actor{Customer: anna, Role: actor.Customer, Email: "anna@example.com", Session: id.Named(id.Nil, token)}, nil
		})
	})
	h.log = log
	return h, seen
}

// line reads the newest line of the log.
func (h *house) line(t *testing.T) map[string]any {
	t.Helper()
	all := strings.Split(strings.TrimSpace(h.log.String()), "\n")
	var line map[string]any
	decode(t, []byte(all[len(all)-1]), &line)
	return line
}

func attributesOf(s tracetest.SpanStub) map[string]string {
	out := map[string]string{}
	for _, a := range s.Attributes {
		out[string(a.Key)] = a.Value.String()
	}
	return out
}

func TestARequestIsASpanThatItsLogAndItsFactsName(t *testing.T) {
	t.Parallel()
	h, seen := watched(t)
	var inside string
	h.get("/orders/{id}", func(ctx context.Context, call rest.Call) (string, error) {
		call.Tag("order", order)
		inside = work.TraceOf(ctx)
		return "", fault.New(fault.Conflict, "seat_taken", "That seat has just been taken.")
	})
	problem(t, h.do(ask{method: "GET", path: "/api/orders/" + order.String(), token: "s-1"}), 409, "seat_taken")
	span := seen.GetSpans()[0]
	about := attributesOf(span)
	if span.Name != "GET /orders/{id}" || about["http.route"] != "/orders/{id}" || about["http.request.method"] != "GET" ||
		about["http.response.status_code"] != "409" || about["error.type"] != "seat_taken" || about["speckit.order"] != order.String() {
		t.Errorf("%s: %v", span.Name, about)
	}
	if span.Status.Description != "" {
		t.Errorf("the caller's own conflict is our error: %+v", span.Status)
	}
	line := h.line(t)
	if line["trace"] != span.SpanContext.TraceID().String() || line["span"] != span.SpanContext.SpanID().String() || line["order"] != order.String() {
		t.Errorf("line %v", line)
	}
	if inside[3:35] != span.SpanContext.TraceID().String() || inside[36:52] != span.SpanContext.SpanID().String() {
		t.Errorf("the handler works in %s", inside)
	}
}

func TestOneSessionsRequestsAreOneTraceAndProbesAreNone(t *testing.T) {
	t.Parallel()
	h, seen := watched(t)
	h.get("/cart", func(context.Context, rest.Call) (string, error) { return "", nil })
	h.get("/health", func(context.Context, rest.Call) (string, error) { return "", nil })
	for _, token := range []string{"s-1", "s-1", "s-2", "", "bad"} {
		h.do(ask{method: "GET", path: "/api/cart", token: token})
	}
	h.do(ask{method: "GET", path: "/health", token: "s-1"})
	if line := h.line(t); line["route"] != "GET /health" || line["trace"] != nil {
		t.Errorf("the probe's line %v", line)
	}
	traces := map[string]int{}
	for _, s := range seen.GetSpans() {
		traces[s.SpanContext.TraceID().String()]++
	}
	if len(traces) != 4 || traces[seen.GetSpans()[0].SpanContext.TraceID().String()] != 2 {
		t.Errorf("traces %v", traces)
	}
}

func TestWhatIsPolledIsToldOfOnlyWhenItFails(t *testing.T) {
	t.Parallel()
	h, seen := watched(t)
	away := false
	rest.Register(h.API, rest.Route{Method: "GET", Path: "/polled", ID: "polled", Summary: "s", Access: rest.Open, Polled: true},
		func(context.Context, rest.Call, *struct{}) (*struct{}, error) {
			if away {
				return nil, fault.New(fault.Unavailable, "away", "It is away.")
			}
			return nil, nil
		})
	h.do(ask{method: "GET", path: "/api/polled"})
	if line := h.line(t); line["level"] != "DEBUG" {
		t.Errorf("a poll that is answered is told of: %v", line)
	}
	away = true
	h.do(ask{method: "GET", path: "/api/polled"})
	if line := h.line(t); line["level"] != "INFO" || line["status"] != 503.0 {
		t.Errorf("a poll that fails is not told of: %v", line)
	}
	if spans := seen.GetSpans(); len(spans) > 0 {
		t.Errorf("polls have %d spans", len(spans))
	}
}

func TestACallIntoAnotherServiceStaysInTheTrace(t *testing.T) {
	t.Parallel()
	const brought = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
	var seen string
	client := service(t, func(ctx context.Context, _ rest.Call, in *seatInput) (*seatOutput, error) {
		seen = work.TraceOf(ctx)
		return &seatOutput{Body: in.Body}, nil
	})
	ctx := work.WithTrace(context.Background(), brought)
	if err := client.Call(ctx, rest.Request{Method: "POST", Path: "/internal/seats", Body: seat{ID: anna, Label: "A1"}}); err != nil || seen != brought {
		t.Errorf("%v, the service works in %q", err, seen)
	}
}

func TestNeitherLogNorSpanHoldsWhatIsSomebodys(t *testing.T) {
	t.Parallel()
	h, seen := watched(t)
	h.echo()
	h.get("/people/{name}", func(context.Context, rest.Call) (string, error) { return "Grete Hermann", nil })
	h.get("/away", func(context.Context, rest.Call) (string, error) {
		return "", fault.New(fault.Unavailable, "bank_away", "The bank is away.")
	})
	private := http.Header{
		"X-Forwarded-For": {"203.0.113.77"}, "Cookie": {"session=c00k1e"}, "User-Agent": {"Grete's phone"}, "Referer": {"https://t.example/?secret=s3cr3t"},
		"Baggage": {"user=grete"}, "Tracestate": {"grete=1"},
	}
	for _, a := range []ask{
		{method: "GET", path: "/api/people/grete@example.com?secret=s3cr3t&name=Hermann"},
		{method: "GET", path: "/api/nowhere/grete@example.com?secret=s3cr3t"},
		{method: "DELETE", path: "/api/people/grete@example.com"},
		{method: "GET", path: "/api/away?email=grete@example.com"},
		{method: "POST", path: "/api/seats", body: `{"id":"` + anna.String() + `","label":"Grete Hermann"}`},
		{method: "POST", path: "/api/seats", body: `{"id":"grete@example.com","label":7}`},
		{method: "POST", path: "/api/seats", token: "bad", body: `{"label":"Hermann"}`},
	} {
		a.header = private.Clone()
		if a.token == "" {
			a.token = "t0k3n"
		}
		h.do(a)
	}
	told := h.log.String()
	for _, s := range seen.GetSpans() {
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		told += s.Name + string(b)
	}
	if strings.Count(told, `"msg":"request"`) != 7 || len(seen.GetSpans()) != 5 {
		t.Fatalf("%d spans; told %s", len(seen.GetSpans()), told)
	}
	// No secret is all of hexadecimal digits: an id may hold such a one by chance.
	for _, secret := range []string{"grete", "Grete", "Hermann", "s3cr3t", "t0k3n", "bad\"", "c00k1e", "203.0.113.77", "192.0.2.1", anna.String()} {
		if strings.Contains(told, secret) {
			t.Errorf("%q is told:\n%s", secret, told)
		}
	}
}
