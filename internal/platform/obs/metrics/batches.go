package metrics

import "time"

// Batches returns a function that counts the group commits of one lane: how many commands shared one, and how long it took.
func (m *Metrics) Batches(lane string) func(size int, took time.Duration) {
	size, seconds := m.batchSize.WithLabelValues(lane), m.batchSeconds.WithLabelValues(lane)
	return func(n int, took time.Duration) {
		size.Observe(float64(n))
		seconds.Observe(took.Seconds())
	}
}
