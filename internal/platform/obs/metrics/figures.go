package metrics

import "github.com/prometheus/client_golang/prometheus"

// Kind says how a figure is to be read.
type Kind int

// The kinds. A counter only grows; a histogram counts by size.
const (
	Counter Kind = iota + 1
	Gauge
	Histogram
)

// Figure is one of the program's figures.
type Figure struct {
	Name   string
	Kind   Kind
	Help   string
	Labels []string

	buckets []float64
}

// Names lists the series that the figure comes as.
func (f Figure) Names() []string {
	if f.Kind == Histogram {
		return []string{f.Name + "_bucket", f.Name + "_sum", f.Name + "_count"}
	}
	return []string{f.Name}
}

var (
	requestBuckets = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}
	commitBuckets  = []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5, 10}
	sizeBuckets    = []float64{1, 2, 4, 8, 16, 32, 64, 128, 256, 512}
)

// Figures lists every figure of the program, beside those of Go and of the process. Nothing is counted that is not here; dashboards and
// alerts are held against it.
var Figures = []Figure{
	{"speckit_build_info", Gauge, "Which program this is; always 1.", []string{"version", "go"}, nil},
	{"speckit_ready", Gauge, "Whether the process can serve.", nil, nil},
	{"speckit_check_ok", Gauge, "Whether a part that the process needs is well.", []string{"check"}, nil},
	{"speckit_collect_failed", Gauge, "Whether figures are missing because what they are read from is away.", []string{"part"}, nil},

	{"speckit_http_requests_total", Counter, "Requests by route and class of status.", []string{"method", "route", "status"}, nil},
	{"speckit_http_request_seconds", Histogram, "How long requests took, by route.", []string{"method", "route"}, requestBuckets},
	{"speckit_http_streams", Gauge, "Open streams of server-sent events.", nil, nil},
	{"speckit_refusals_total", Counter, "Requests that were refused or failed, by the code of the answer: seat_taken, payment_declined, timeout.", []string{"method", "route", "code"}, nil},

	{"speckit_facts_total", Counter, "Facts that were committed: holds (reservation-created), sales (reservation-confirmed), expiries, payments.", []string{"topic"}, nil},
	{"speckit_batch_size", Histogram, "Commands that shared one transaction.", []string{"lane"}, sizeBuckets},
	{"speckit_batch_seconds", Histogram, "How long group commits took.", []string{"lane"}, commitBuckets},

	{"speckit_outbox_lag_facts", Gauge, "Committed facts that have not left the outbox yet.", []string{"context"}, nil},
	{"speckit_outbox_lag_seconds", Gauge, "Age of the oldest fact that has not left the outbox yet.", []string{"context"}, nil},
	{"speckit_relay_active", Gauge, "Whether this process carries a shard of the context's outbox to the broker.", []string{"context", "shard"}, nil},
	{"speckit_relay_facts_total", Counter, "Facts that the relay brought to the broker.", []string{"context"}, nil},
	{"speckit_relay_fence", Gauge, "The fence of the relay's lease: it rises with every holder.", []string{"context", "shard"}, nil},

	{"speckit_consumer_lag", Gauge, "Messages that a consumer group has not fetched yet.", []string{"group", "topic"}, nil},
	{"speckit_consumer_messages_total", Counter, "Messages that went to their handler, and whether it took them.", []string{"group", "topic", "outcome"}, nil},
	{"speckit_consumer_seconds", Histogram, "How long a handler took over the messages it was given together.", []string{"group", "topic"}, commitBuckets},
	{"speckit_consumer_set_aside_total", Counter, "Messages that were shelved for another try, or parked for good.", []string{"group", "topic", "state"}, nil},
	{"speckit_shelf_messages", Gauge, "Messages on the shelf: waiting for another try, or parked.", []string{"group", "state"}, nil},

	{"speckit_pool_connections", Gauge, "Connections to the context's database, idle and in use.", []string{"context", "state"}, nil},
	{"speckit_pool_connections_most", Gauge, "Connections that the pool may have.", []string{"context"}, nil},
	{"speckit_pool_acquires_total", Counter, "Connections that were asked for.", []string{"context"}, nil},
	{"speckit_pool_waits_total", Counter, "Connections that had to be waited for.", []string{"context"}, nil},
	{"speckit_pool_wait_seconds_total", Counter, "How long connections were waited for, all together.", []string{"context"}, nil},

	{"speckit_breaker_open", Gauge, "Whether calls to a service are refused because it is known to be away: 1 open, 0.5 trying again, 0 closed.", []string{"peer"}, nil},
	{"speckit_redis_up", Gauge, "Whether Redis answers; without it all is slower, never wrong.", nil, nil},
	{"speckit_gate_total", Counter, "Tries at the gate: taken, busy (shed before the database), out_of_order (let through unasked).", []string{"outcome"}, nil},

	{"speckit_mails_waiting", Gauge, "Mails that are to be sent.", nil, nil},
	{"speckit_mails_total", Counter, "Mails that were handed to the mail server: sent, or failed (tried again).", []string{"outcome"}, nil},

	{"speckit_audit_findings", Gauge, "Breaches of an invariant that the last audit found.", []string{"invariant"}, nil},
	{"speckit_audit_checked", Gauge, "Things that the last audit held against an invariant.", []string{"invariant"}, nil},
	{"speckit_audit_timestamp_seconds", Gauge, "When an invariant was audited last.", []string{"invariant"}, nil},
}

// figure finds a figure that a part of this package counts. One that is not listed is found at the start.
func figure(name string) Figure {
	for _, f := range Figures {
		if f.Name == name {
			return f
		}
	}
	panic("metrics: " + name + " is not among the figures")
}

func (m *Metrics) counter(name string) *prometheus.CounterVec {
	f := figure(name)
	c := prometheus.NewCounterVec(prometheus.CounterOpts{Name: f.Name, Help: f.Help}, f.Labels)
	m.Registry.MustRegister(c)
	return c
}

func (m *Metrics) gauge(name string) *prometheus.GaugeVec {
	f := figure(name)
	g := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: f.Name, Help: f.Help}, f.Labels)
	m.Registry.MustRegister(g)
	return g
}

func (m *Metrics) histogram(name string) *prometheus.HistogramVec {
	f := figure(name)
	h := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: f.Name, Help: f.Help, Buckets: f.buckets}, f.Labels)
	m.Registry.MustRegister(h)
	return h
}
