// Package tracing exports spans by OTLP over HTTP, when the standard variables of OpenTelemetry ask for it.
package tracing

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"

	"github.com/speckit/ticketing/internal/platform/obs"
)

const (
	flushTime     = 2 * time.Second // what a process that stops gives its last spans
	complainEvery = time.Minute
)

// Exporter sends this process's spans to a collector. What it cannot send it drops: its queue is bounded, and nobody waits for it.
type Exporter struct{ provider *trace.TracerProvider }

// Open makes the exporter, or returns nil where OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_TRACES_ENDPOINT name no collector, or
// OTEL_SDK_DISABLED or OTEL_TRACES_EXPORTER says that nothing is to be sent. Everything else of the standard (OTEL_TRACES_SAMPLER,
// OTEL_RESOURCE_ATTRIBUTES, OTEL_BSP_*, headers, certificates, timeouts) means what it means everywhere. Service is the name unless
// OTEL_SERVICE_NAME gives one.
func Open(ctx context.Context, service, version string, log *slog.Logger) (*Exporter, error) {
	if !asked(os.Getenv) {
		return nil, nil
	}
	if p := os.Getenv("OTEL_EXPORTER_OTLP_PROTOCOL"); p != "" && p != "http/protobuf" {
		return nil, fmt.Errorf("OTEL_EXPORTER_OTLP_PROTOCOL is %q: only http/protobuf is spoken here (the collector's port 4318)", p)
	}
	otel.SetErrorHandler(complaints(log))
	exporter, err := otlptracehttp.New(ctx)
	if err != nil {
		return nil, fmt.Errorf("open the exporter of traces: %w", err)
	}
	self, err := describe(ctx, service, version)
	if err != nil {
		return nil, err
	}
	return &Exporter{trace.NewTracerProvider(trace.WithBatcher(exporter), trace.WithResource(self), trace.WithIDGenerator(obs.IDs{}))}, nil
}

// asked reports whether the environment wants spans exported.
func asked(env func(string) string) bool {
	if env("OTEL_SDK_DISABLED") == "true" || env("OTEL_TRACES_EXPORTER") == "none" {
		return false
	}
	return env("OTEL_EXPORTER_OTLP_ENDPOINT") != "" || env("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") != ""
}

// describe says which process the spans are from. The environment has the last word.
func describe(ctx context.Context, service, version string) (*resource.Resource, error) {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	self, err := resource.New(ctx, resource.WithTelemetrySDK(), resource.WithAttributes(
		attribute.String("service.name", service), attribute.String("service.version", version),
		attribute.String("service.instance.id", fmt.Sprintf("%s:%d", host, os.Getpid())),
	), resource.WithFromEnv())
	if err != nil && !errors.Is(err, resource.ErrPartialResource) && !errors.Is(err, resource.ErrSchemaURLConflict) {
		return nil, fmt.Errorf("describe this process to the collector: %w", err)
	}
	return self, nil
}

// Tracer begins spans that are exported. Of no exporter it is the tracer that watches nothing.
func (e *Exporter) Tracer() *obs.Tracer {
	if e == nil {
		return nil
	}
	return obs.NewTracer(e.provider)
}

// Close sends what is left, as far as two seconds go.
func (e *Exporter) Close() {
	if e == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), flushTime)
	defer cancel()
	if err := e.provider.Shutdown(ctx); err != nil {
		otel.Handle(err)
	}
}

// complaints logs that the collector cannot be reached, once in a while: it is nobody's emergency.
func complaints(log *slog.Logger) otel.ErrorHandlerFunc {
	var mu sync.Mutex
	var last time.Time
	var kept int
	return func(err error) {
		mu.Lock()
		defer mu.Unlock()
		if now := time.Now(); last.IsZero() || now.Sub(last) >= complainEvery {
			log.Warn("traces are not exported", "reason", err, "unsaid", kept)
			last, kept = now, 0
			return
		}
		kept++
	}
}
