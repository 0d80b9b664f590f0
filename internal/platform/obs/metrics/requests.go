package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/speckit/ticketing/internal/platform/obs"
)

// Requests counts requests by route: how many, how many of them failed and why, how long they took.
type Requests struct {
	total   *prometheus.CounterVec
	took    *prometheus.HistogramVec
	refused *prometheus.CounterVec
	open    prometheus.Gauge
}

func newRequests(m *Metrics) *Requests {
	return &Requests{
		total: m.counter("speckit_http_requests_total"), took: m.histogram("speckit_http_request_seconds"),
		refused: m.counter("speckit_refusals_total"), open: m.gauge("speckit_http_streams").WithLabelValues(),
	}
}

// route is one route's figures, looked up once, so that counting costs some tens of nanoseconds.
type route struct {
	classes [6]prometheus.Counter // by the first digit of the status
	took    prometheus.Observer
	open    prometheus.Gauge
	refused *prometheus.CounterVec
}

var classes = [6]string{"other", "1xx", "2xx", "3xx", "4xx", "5xx"}

// Route returns the figures of a route.
func (r *Requests) Route(method, pattern string) obs.RouteMeter {
	figures := &route{
		took: r.took.WithLabelValues(method, pattern), open: r.open,
		refused: r.refused.MustCurryWith(prometheus.Labels{"method": method, "route": pattern}),
	}
	for i, class := range classes {
		figures.classes[i] = r.total.WithLabelValues(method, pattern, class)
	}
	return figures
}

// Observe counts one request.
func (r *route) Observe(status int, took time.Duration) {
	r.count(status)
	r.took.Observe(took.Seconds())
}

// Refused counts why a request came to nothing.
func (r *route) Refused(code string) { r.refused.WithLabelValues(code).Inc() }

// Opened counts a stream that begins; the returned function counts its end. How long it stood says nothing about speed.
func (r *route) Opened() (closed func(status int)) {
	r.open.Inc()
	return func(status int) {
		r.open.Dec()
		r.count(status)
	}
}

func (r *route) count(status int) {
	class := status / 100
	if class < 1 || class > 5 {
		class = 0
	}
	r.classes[class].Inc()
}
