package tracing_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/obs"
	"github.com/speckit/ticketing/internal/platform/obs/obstest"
	"github.com/speckit/ticketing/internal/platform/obs/tracing"
)

// lines is a log that may be written from many goroutines.
type lines struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(b)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

func open(t *testing.T, log *lines) *tracing.Exporter {
	t.Helper()
	e, err := tracing.Open(t.Context(), "speckit-inventory", "1.2.3", slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// The tests below set the environment, so they go one after the other.

func TestNothingIsExportedUnlessItIsAskedFor(t *testing.T) {
	for _, env := range []map[string]string{
		{},
		{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:4318", "OTEL_SDK_DISABLED": "true"},
		{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://localhost:4318/v1/traces", "OTEL_TRACES_EXPORTER": "none"},
	} {
		t.Run(fmt.Sprint(env), func(t *testing.T) {
			for name, value := range env {
				t.Setenv(name, value)
			}
			e := open(t, &lines{})
			if e != nil || e.Tracer() != nil {
				t.Error("something is exported")
			}
			e.Close()
		})
	}
}

func TestSpansArriveAtTheCollectorWithTheNameOfTheirProcess(t *testing.T) {
	collector := obstest.Open(t)
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.URL)
	t.Setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=test")
	e := open(t, &lines{})
	tracer := e.Tracer()
	ctx, request := tracer.Arrive(t.Context(), obs.Arrival{Method: "POST", Route: "/payments", Session: "ada", Began: time.Now()})
	_, lane := tracer.GroupCommit(work.WithTraces(ctx, []string{work.TraceOf(ctx)}), "payment", 1)
	lane.End(nil)
	request.End(nil)
	e.Close()
	spans := collector.Trace(obs.RequestOf(ctx).TraceID())
	if len(spans) != 2 {
		t.Fatalf("%d spans of the trace arrived, of all %d", len(spans), len(collector.Spans()))
	}
	commit, server := spans[0], spans[1]
	if server.Name != "POST /payments" || server.Kind != "SERVER" || server.Service != "speckit-inventory" || server.Parent != "" || server.Attributes["http.route"] != "/payments" {
		t.Errorf("%+v", server)
	}
	if commit.Parent != server.ID || len(commit.Links) != 1 || commit.Links[0] != server.ID || commit.Attributes["speckit.commands"] != "1" {
		t.Errorf("%+v", commit)
	}
}

func TestTheEnvironmentNamesTheProcessAndChoosesWhatIsWatched(t *testing.T) {
	collector := obstest.Open(t)
	t.Setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.URL+"/v1/traces")
	t.Setenv("OTEL_SERVICE_NAME", "box-office")
	t.Setenv("OTEL_TRACES_SAMPLER", "parentbased_traceidratio")
	t.Setenv("OTEL_TRACES_SAMPLER_ARG", "0")
	e := open(t, &lines{})
	_, chosen := e.Tracer().Arrive(work.WithTrace(t.Context(), "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"), obs.Arrival{Method: "GET", Route: "/a"})
	chosen.End(nil)
	_, left := e.Tracer().Arrive(t.Context(), obs.Arrival{Method: "GET", Route: "/b", Session: "ada"})
	left.End(nil)
	e.Close()
	if spans := collector.Spans(); len(spans) != 1 || spans[0].Service != "box-office" || spans[0].Name != "GET /a" {
		t.Errorf("%+v", spans)
	}
}

func TestACollectorThatRefusesIsComplainedOfOnce(t *testing.T) {
	collector, log := obstest.Open(t), &lines{}
	collector.Refuse(true)
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.URL)
	t.Setenv("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "1")
	e := open(t, log)
	for range 5 {
		_, span := e.Tracer().Arrive(t.Context(), obs.Arrival{Method: "GET", Route: "/a"})
		span.End(nil)
	}
	e.Close()
	if n := strings.Count(log.String(), "traces are not exported"); n != 1 || collector.Tries() < 5 {
		t.Errorf("%d complaints after %d tries:\n%s", n, collector.Tries(), log)
	}
}

func TestACollectorThatNeverAnswersHoldsUpNobodysEnd(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // a test
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = silent.Close() }()
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://"+silent.Addr().String())
	e := open(t, &lines{})
	began := time.Now()
	for range 5000 { // more than the queue holds
		_, span := e.Tracer().Arrive(t.Context(), obs.Arrival{Method: http.MethodGet, Route: "/a"})
		span.End(nil)
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("5,000 spans that go nowhere took %s", took)
	}
	began = time.Now()
	e.Close()
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("the end took %s", took)
	}
}
