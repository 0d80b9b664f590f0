// Package obstest is a collector of spans for tests: it speaks OTLP over HTTP and remembers what it was sent.
package obstest

import (
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	common "go.opentelemetry.io/proto/otlp/common/v1"
	"google.golang.org/protobuf/proto"
)

// Span is a span as it arrived. Ids are in hexadecimal digits.
type Span struct {
	Trace, ID, Parent string
	Name              string
	Kind              string // SERVER, CLIENT, PRODUCER, CONSUMER or INTERNAL
	Service           string // the name of the process that sent it
	Attributes        map[string]string
	Links             []string // span ids
	Error             string   // the status' words; empty where there is no error
}

// Collector takes spans at URL.
type Collector struct {
	URL string // what OTEL_EXPORTER_OTLP_ENDPOINT is set to

	mu      sync.Mutex
	arrived sync.Cond
	spans   []Span
	refuse  bool
	tries   int
}

// Open starts a collector, which ends with the test.
func Open(t testing.TB) *Collector {
	c := &Collector{}
	c.arrived.L = &c.mu
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	c.URL = server.URL
	return c
}

// Refuse makes the collector answer with failures, or stop doing so.
func (c *Collector) Refuse(refuse bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.refuse = refuse
}

// Tries counts how often somebody tried to send.
func (c *Collector) Tries() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.tries
}

// Spans returns all that have arrived.
func (c *Collector) Spans() []Span {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.spans)
}

// Trace returns the spans of one trace that have arrived.
func (c *Collector) Trace(trace string) []Span {
	return slices.DeleteFunc(c.Spans(), func(s Span) bool { return s.Trace != trace })
}

// ServeHTTP takes an export.
func (c *Collector) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tries++
	body, err := io.ReadAll(r.Body)
	var export collector.ExportTraceServiceRequest
	switch {
	case c.refuse:
		w.WriteHeader(http.StatusBadRequest) // not to be tried again
		return
	case r.URL.Path != "/v1/traces" || r.Header.Get("Content-Type") != "application/x-protobuf":
		w.WriteHeader(http.StatusNotFound)
		return
	case err != nil || proto.Unmarshal(body, &export) != nil:
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	c.spans = append(c.spans, spansOf(&export)...)
	c.arrived.Broadcast()
	w.Header().Set("Content-Type", "application/x-protobuf")
}

func spansOf(export *collector.ExportTraceServiceRequest) (spans []Span) {
	for _, from := range export.GetResourceSpans() {
		service := attributes(from.GetResource().GetAttributes())["service.name"]
		for _, scope := range from.GetScopeSpans() {
			for _, s := range scope.GetSpans() {
				span := Span{
					Trace: hex.EncodeToString(s.GetTraceId()), ID: hex.EncodeToString(s.GetSpanId()), Parent: hex.EncodeToString(s.GetParentSpanId()),
					Name: s.GetName(), Kind: strings.TrimPrefix(s.GetKind().String(), "SPAN_KIND_"), Service: service,
					Attributes: attributes(s.GetAttributes()), Error: s.GetStatus().GetMessage(),
				}
				for _, link := range s.GetLinks() {
					span.Links = append(span.Links, hex.EncodeToString(link.GetSpanId()))
				}
				spans = append(spans, span)
			}
		}
	}
	return spans
}

func attributes(list []*common.KeyValue) map[string]string {
	out := make(map[string]string, len(list))
	for _, a := range list {
		switch v := a.GetValue().GetValue().(type) {
		case *common.AnyValue_StringValue:
			out[a.GetKey()] = v.StringValue
		case *common.AnyValue_IntValue:
			out[a.GetKey()] = strconv.FormatInt(v.IntValue, 10)
		case *common.AnyValue_BoolValue:
			out[a.GetKey()] = strconv.FormatBool(v.BoolValue)
		}
	}
	return out
}
