package metrics

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// What is read from databases and brokers is read at most so often, and waited for so long: whoever looks at the figures has them at
// once, whatever is away.
const (
	pullFresh    = 5 * time.Second
	pullPatience = 900 * time.Millisecond
	pullDeadline = 5 * time.Second
)

// reading is one value of a figure, with its labels in their order.
type reading struct {
	figure string
	value  float64
	labels []string
}

// pulled reads figures where they lie, when somebody looks. While that fails they are missing, rather than old, and
// speckit_collect_failed says so.
type pulled struct {
	part    string
	look    func(ctx context.Context) ([]reading, error)
	figures map[string]described
	failed  *prometheus.Desc

	mu      sync.Mutex
	looked  time.Time
	looking chan struct{} // closed when the look that is under way ends; nil: none is
	last    []reading
	err     error
}

type described struct {
	desc *prometheus.Desc
	kind prometheus.ValueType
}

// pull adds figures that a function reads.
func (m *Metrics) pull(part string, look func(ctx context.Context) ([]reading, error), names ...string) {
	p := &pulled{part: part, look: look, figures: map[string]described{}}
	for _, name := range names {
		f := figure(name)
		kind := prometheus.GaugeValue
		if f.Kind == Counter {
			kind = prometheus.CounterValue
		}
		p.figures[name] = described{prometheus.NewDesc(f.Name, f.Help, f.Labels, nil), kind}
	}
	failed := figure("speckit_collect_failed")
	p.failed = prometheus.NewDesc(failed.Name, failed.Help, nil, prometheus.Labels{failed.Labels[0]: part})
	m.Registry.MustRegister(p)
}

// Describe lists the figures.
func (p *pulled) Describe(to chan<- *prometheus.Desc) {
	for _, f := range p.figures {
		to <- f.desc
	}
	to <- p.failed
}

// Collect gives what is known after a moment's patience.
func (p *pulled) Collect(to chan<- prometheus.Metric) {
	readings, err := p.read()
	failed := 0.0
	if err != nil {
		failed = 1
	}
	to <- prometheus.MustNewConstMetric(p.failed, prometheus.GaugeValue, failed)
	for _, r := range readings {
		f := p.figures[r.figure]
		to <- prometheus.MustNewConstMetric(f.desc, f.kind, r.value, r.labels...)
	}
}

func (p *pulled) read() ([]reading, error) {
	p.mu.Lock()
	if p.looking == nil && (p.looked.IsZero() || time.Since(p.looked) >= pullFresh) {
		p.looking = make(chan struct{})
		go p.lookOnce(p.looking)
	}
	looking := p.looking
	p.mu.Unlock()
	if looking != nil {
		select {
		case <-looking:
		case <-time.After(pullPatience):
			return nil, fmt.Errorf("%s does not answer", p.part)
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last, p.err
}

// lookOnce looks, alone: however often somebody asks, what does not answer is asked once at a time.
func (p *pulled) lookOnce(done chan struct{}) {
	ctx, cancel := context.WithTimeout(context.Background(), pullDeadline)
	defer cancel()
	readings, err := p.look(ctx)
	if err != nil {
		readings = nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last, p.err, p.looked, p.looking = readings, err, time.Now(), nil
	close(done)
}
