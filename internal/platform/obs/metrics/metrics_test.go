package metrics_test

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/platform/obs/metrics"
)

func TestRateErrorsAndDurationAreThereByRoute(t *testing.T) {
	t.Parallel()
	m := metrics.New()
	route := m.Requests.Route("POST", "/reservations")
	route.Observe(201, 3*time.Millisecond)
	route.Observe(409, time.Millisecond)
	route.Observe(999, time.Millisecond)
	route.Refused("seat_taken")
	closed := m.Requests.Route("GET", "/events/{id}/live").Opened()
	text := scrape(m)
	for _, line := range []string{
		`speckit_http_requests_total{method="POST",route="/reservations",status="2xx"} 1`,
		`speckit_http_requests_total{method="POST",route="/reservations",status="4xx"} 1`,
		`speckit_http_requests_total{method="POST",route="/reservations",status="5xx"} 0`,
		`speckit_http_requests_total{method="POST",route="/reservations",status="other"} 1`,
		`speckit_http_request_seconds_count{method="POST",route="/reservations"} 3`,
		`speckit_refusals_total{code="seat_taken",method="POST",route="/reservations"} 1`,
		`speckit_http_streams 1`,
		`go_goroutines`,
	} {
		if !strings.Contains(text, line) {
			t.Errorf("there is no %s", line)
		}
	}
	closed(200)
	if text := scrape(m); !strings.Contains(text, "speckit_http_streams 0") || !strings.Contains(text, `live",status="2xx"} 1`) {
		t.Error("the stream's end was not counted")
	}
}

func TestTheProfilerIsBesideTheMetrics(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	metrics.New().Handler().ServeHTTP(w, httptest.NewRequest("GET", "/debug/pprof/goroutine?debug=1", nil))
	if w.Code != 200 || !strings.Contains(w.Body.String(), "goroutine profile") {
		t.Errorf("%d", w.Code)
	}
}

func scrape(m *metrics.Metrics) string {
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	return w.Body.String()
}

func BenchmarkObserve(b *testing.B) {
	route := metrics.New().Requests.Route("POST", "/reservations")
	for b.Loop() {
		route.Observe(201, time.Millisecond)
	}
}
