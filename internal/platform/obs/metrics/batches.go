package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Batches returns a function that counts the group commits of one lane: how many commands shared one, and how long it took.
func (m *Metrics) Batches(lane string) func(size int, took time.Duration) {
	labels := prometheus.Labels{"lane": lane}
	size := prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "speckit_batch_size", Help: "Commands that shared one transaction.", ConstLabels: labels,
		Buckets: []float64{1, 2, 4, 8, 16, 32, 64, 128, 256, 512},
	})
	seconds := prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "speckit_batch_seconds", Help: "How long group commits took.", ConstLabels: labels,
		Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5, 10},
	})
	m.Registry.MustRegister(size, seconds)
	return func(n int, took time.Duration) {
		size.Observe(float64(n))
		seconds.Observe(took.Seconds())
	}
}
