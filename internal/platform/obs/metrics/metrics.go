// Package metrics counts with Prometheus what package obs names, and serves the figures.
package metrics

import (
	"net/http"
	"net/http/pprof"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/speckit/ticketing/internal/platform/obs"
)

// Metrics is this process's registry.
type Metrics struct {
	Registry *prometheus.Registry
	Requests *Requests
}

// New returns a registry with the process's own figures and those of its requests.
func New() *Metrics {
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	return &Metrics{Registry: registry, Requests: newRequests(registry)}
}

// Handler serves what belongs on the internal port alone: /metrics and /debug/pprof.
func (m *Metrics) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.Registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	return mux
}

// Requests counts requests by route: how many, how many of them failed, how long they took.
type Requests struct {
	total *prometheus.CounterVec
	took  *prometheus.HistogramVec
	open  prometheus.Gauge
}

func newRequests(registry prometheus.Registerer) *Requests {
	r := &Requests{
		total: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "speckit_http_requests_total", Help: "Requests by route and class of status.",
		}, []string{"method", "route", "status"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "speckit_http_request_seconds", Help: "How long requests took, by route.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"method", "route"}),
		open: prometheus.NewGauge(prometheus.GaugeOpts{Name: "speckit_http_streams", Help: "Open streams of server-sent events."}),
	}
	registry.MustRegister(r.total, r.took, r.open)
	return r
}

// route is one route's figures, looked up once, so that counting costs some tens of nanoseconds.
type route struct {
	classes [6]prometheus.Counter // by the first digit of the status
	took    prometheus.Observer
	open    prometheus.Gauge
}

var classes = [6]string{"other", "1xx", "2xx", "3xx", "4xx", "5xx"}

// Route returns the figures of a route.
func (r *Requests) Route(method, pattern string) obs.RouteMeter {
	figures := &route{took: r.took.WithLabelValues(method, pattern), open: r.open}
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
