package e2e

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/platform/obs/obstest"
	"github.com/speckit/ticketing/test/e2e/client"
	"github.com/speckit/ticketing/test/e2e/estate"
)

// ownTrace is the trace that a buyer's own program brings.
const ownTrace, ownSpan = "5bd1e7f0a4c94d2f8a6b3c2d1e0f9a8b", "00f067aa0ba902b7"

// TestAPurchaseIsOneTrace walks a purchase from its hold to its mail, across all services, as a collector sees it.
func TestAPurchaseIsOneTrace(t *testing.T) {
	t.Parallel()
	collector := obstest.Open(t)
	h, _ := openEstate(t, estate.Plan{Settings: []string{"OTEL_EXPORTER_OTLP_ENDPOINT=" + collector.URL, "OTEL_BSP_SCHEDULE_DELAY=100"}})
	shop := &crashHouse{house: h, t: t, ends: map[string]int{}}
	shop.stock(40)
	t.Run("of a guest whose program traces nothing", func(t *testing.T) {
		walks(t, collector, shop, "trace-none", stubborn(), func() string {
			for _, s := range collector.Spans() {
				if s.Name == "POST /reservations" && s.Kind == "SERVER" {
					return s.Trace
				}
			}
			return ""
		})
	})
	t.Run("of a guest whose program traces", func(t *testing.T) {
		brings := traced{stubborn(), "00-" + ownTrace + "-" + ownSpan + "-01"}
		walks(t, collector, shop, "trace-own", brings, func() string { return ownTrace })
	})
}

// traced is the door of who brings a trace.
type traced struct {
	door  http.RoundTripper
	trace string
}

// RoundTrip asks inside the trace.
func (d traced) RoundTrip(req *http.Request) (*http.Response, error) {
	within := req.Clone(req.Context())
	within.Header.Set("traceparent", d.trace)
	return d.door.RoundTrip(within)
}

// walk is the way of a purchase, from its end to its beginning. Each step is the kind and the name of a span.
var walk = []string{
	"CLIENT send mail", "CONSUMER process ticket-issued", "PRODUCER send ticket-issued", "CONSUMER process order-paid", "PRODUCER send order-paid",
	"CONSUMER process payment-succeeded", "PRODUCER send payment-succeeded", "SERVER POST /payments",
}

// beside are further steps of the same trace.
var beside = []string{"SERVER POST /reservations", "SERVER POST /cart/add", "SERVER POST /orders/checkout", "PRODUCER send reservation-created"}

func walks(t *testing.T, collector *obstest.Collector, shop *crashHouse, name string, door http.RoundTripper, trace func() string) {
	t.Helper()
	p, err := shop.buyThrough(t.Context(), door, shop.event, name)
	must(t, err)
	must(t, p.follow(t.Context()))
	must(t, want("state of the order", p.state, "fulfilled"))
	must(t, client.Await(t.Context(), soon, func(context.Context) error { return walked(collector.Trace(trace())) }))
	for _, s := range collector.Trace(trace()) {
		for key, value := range s.Attributes {
			for _, private := range []string{name, p.email, p.order.Secret} {
				if strings.Contains(value, private) || strings.Contains(s.Name, private) {
					t.Errorf("span %s says %q in %s", s.Name, private, key)
				}
			}
		}
	}
}

// walked goes from the mail to the payment by the spans' parents, and looks for what is beside.
func walked(spans []obstest.Span) error {
	byID := map[string]obstest.Span{}
	var names []string
	for _, s := range spans {
		byID[s.ID] = s
		names = append(names, s.Kind+" "+s.Name)
	}
	for _, step := range beside {
		if !slices.Contains(names, step) {
			return fmt.Errorf("the trace has no %s: %q", step, names)
		}
	}
	at := slices.IndexFunc(spans, func(s obstest.Span) bool { return s.Kind+" "+s.Name == walk[0] })
	if at < 0 {
		return fmt.Errorf("the trace has no %s: %q", walk[0], names)
	}
	left := walk
	for s, found := spans[at], true; found; s, found = byID[s.Parent] {
		if len(left) > 0 && s.Kind+" "+s.Name == left[0] {
			left = left[1:]
		}
	}
	if len(left) > 0 {
		return fmt.Errorf("the way from the mail ends before %s: %q", left[0], names)
	}
	return errors.Join(orphans(spans, byID)...)
}

// orphans are spans whose parent is nowhere, but for those that the buyer's own program knows.
func orphans(spans []obstest.Span, byID map[string]obstest.Span) (errs []error) {
	for _, s := range spans {
		if _, found := byID[s.Parent]; !found && s.Parent != "" && s.Parent != ownSpan {
			errs = append(errs, fmt.Errorf("%s %s of %s has a parent that nobody knows", s.Kind, s.Name, s.Service))
		}
	}
	return errs
}
