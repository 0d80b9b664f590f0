package rest_test

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"

	sdk "go.opentelemetry.io/otel/sdk/trace"

	"github.com/speckit/ticketing/internal/platform/obs"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// nowhere takes spans and forgets them.
type nowhere struct{}

func (nowhere) ExportSpans(context.Context, []sdk.ReadOnlySpan) error { return nil }
func (nowhere) Shutdown(context.Context) error                        { return nil }

// BenchmarkCall is the door's own cost: a small body in, a token checked, a small body out.
func BenchmarkCall(b *testing.B) {
	watch := func(cfg *rest.Config) {
		cfg.Tracer = obs.NewTracer(sdk.NewTracerProvider(sdk.WithBatcher(nowhere{}), sdk.WithIDGenerator(obs.IDs{})))
	}
	for _, c := range []struct {
		name, key string
		change    func(*rest.Config)
	}{{name: "plain"}, {name: "with key", key: "k"}, {name: "traced", change: watch}} {
		key := c.key
		b.Run(c.name, func(b *testing.B) {
			h := open(&testing.T{}, c.change).echo()
			handler := h.Handler()
			body := `{` + goodID + `,"label":"A1","price":12.50,"friends":["` + anna.String() + `"]}`
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest("POST", "/api/seats", strings.NewReader(body))
				r.Header.Set("Authorization", "Bearer anna")
				if key != "" {
					r.Header.Set("Idempotency-Key", key)
				}
				w := httptest.NewRecorder()
				if handler.ServeHTTP(w, r); w.Code != 201 {
					b.Fatal(w.Body)
				}
			}
		})
	}
}
