// Package metrics counts with Prometheus what an operator wants to see, and serves the figures.
package metrics

import (
	"net/http"
	"net/http/pprof"
	"runtime"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics is this process's registry.
type Metrics struct {
	Registry *prometheus.Registry
	Requests *Requests
	Messages *Messages

	facts        *prometheus.CounterVec
	relayed      *prometheus.CounterVec
	batchSize    *prometheus.HistogramVec
	batchSeconds *prometheus.HistogramVec
	mails        *prometheus.CounterVec
	pools        *pools
	breakers     *breakers
}

// New returns a registry with the process's own figures and with what is counted as it happens. What is read from elsewhere is added by
// the methods that say from where.
func New() *Metrics {
	m := &Metrics{Registry: prometheus.NewRegistry()}
	m.Registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	m.Requests = newRequests(m)
	m.Messages = newMessages(m)
	m.facts, m.relayed = m.counter("speckit_facts_total"), m.counter("speckit_relay_facts_total")
	m.batchSize, m.batchSeconds = m.histogram("speckit_batch_size"), m.histogram("speckit_batch_seconds")
	m.mails = m.counter("speckit_mails_total")
	for _, outcome := range []string{"sent", "failed"} {
		m.mails.WithLabelValues(outcome) // so that the first one is seen to come
	}
	m.pools, m.breakers = newPools(m), newBreakers(m)
	return m
}

// Build says which program this is.
func (m *Metrics) Build(version string) {
	m.gauge("speckit_build_info").WithLabelValues(version, runtime.Version()).Set(1)
}

// Facts counts facts of a topic that were committed.
func (m *Metrics) Facts(topic string, n int) { m.facts.WithLabelValues(topic).Add(float64(n)) }

// Relayed counts facts of a context that the relay brought to the broker.
func (m *Metrics) Relayed(source string, n int) { m.relayed.WithLabelValues(source).Add(float64(n)) }

// Mail counts a mail that was handed to the mail server.
func (m *Metrics) Mail(sent bool) {
	outcome := "failed"
	if sent {
		outcome = "sent"
	}
	m.mails.WithLabelValues(outcome).Inc()
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
