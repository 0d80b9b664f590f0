package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Messages counts what consumer groups do with their messages (obs.MessageMeter).
type Messages struct {
	total    *prometheus.CounterVec
	took     *prometheus.HistogramVec
	setAside *prometheus.CounterVec
}

func newMessages(m *Metrics) *Messages {
	return &Messages{
		total: m.counter("speckit_consumer_messages_total"), took: m.histogram("speckit_consumer_seconds"),
		setAside: m.counter("speckit_consumer_set_aside_total"),
	}
}

// Handled counts messages that went to their handler together.
func (m *Messages) Handled(group, topic string, taken, failed int, took time.Duration) {
	m.total.WithLabelValues(group, topic, "handled").Add(float64(taken))
	if failed > 0 {
		m.total.WithLabelValues(group, topic, "failed").Add(float64(failed))
	}
	m.took.WithLabelValues(group, topic).Observe(took.Seconds())
}

// SetAside counts a message that waits for another try, or that nobody tries any more.
func (m *Messages) SetAside(group, topic string, parked bool) {
	state := "waiting"
	if parked {
		state = "parked"
	}
	m.setAside.WithLabelValues(group, topic, state).Inc()
}
