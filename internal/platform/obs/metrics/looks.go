package metrics

import (
	"context"
	"strconv"
	"time"

	"github.com/speckit/ticketing/internal/platform/obs"
)

// Outbox is how far a context's outbox is behind.
type Outbox struct {
	Context string
	Facts   int64         // that have not left
	Oldest  time.Duration // age of the oldest of them; zero when there is none
}

// Outboxes shows how far outboxes are behind.
func (m *Metrics) Outboxes(look func(ctx context.Context) ([]Outbox, error)) {
	pullEach(m, "outbox", look, func(o Outbox) []reading {
		return []reading{
			{"speckit_outbox_lag_facts", float64(o.Facts), []string{o.Context}},
			{"speckit_outbox_lag_seconds", o.Oldest.Seconds(), []string{o.Context}},
		}
	}, "speckit_outbox_lag_facts", "speckit_outbox_lag_seconds")
}

// Relay is this process's part in carrying a shard of an outbox to the broker.
type Relay struct {
	Context string
	Shard   int
	Active  bool
	Fence   int64 // of its own lease, or the last it had
}

// Relays shows which relays work in this process.
func (m *Metrics) Relays(look func(ctx context.Context) ([]Relay, error)) {
	pullEach(m, "relay", look, func(r Relay) []reading {
		of := []string{r.Context, strconv.Itoa(r.Shard)}
		return []reading{{"speckit_relay_active", truth(r.Active), of}, {"speckit_relay_fence", float64(r.Fence), of}}
	}, "speckit_relay_active", "speckit_relay_fence")
}

// Lag is how far a consumer group is behind in a topic.
type Lag struct {
	Group, Topic string
	Messages     int64
}

// Consumers shows how far consumer groups are behind.
func (m *Metrics) Consumers(look func(ctx context.Context) ([]Lag, error)) {
	pullEach(m, "consumers", look, func(l Lag) []reading {
		return []reading{{"speckit_consumer_lag", float64(l.Messages), []string{l.Group, l.Topic}}}
	}, "speckit_consumer_lag")
}

// Shelf is what a consumer group has on its shelf.
type Shelf struct {
	Group           string
	Waiting, Parked int
}

// Shelves shows messages that could not be handled.
func (m *Metrics) Shelves(look func(ctx context.Context) ([]Shelf, error)) {
	pullEach(m, "shelf", look, func(s Shelf) []reading {
		return []reading{
			{"speckit_shelf_messages", float64(s.Waiting), []string{s.Group, "waiting"}},
			{"speckit_shelf_messages", float64(s.Parked), []string{s.Group, "parked"}},
		}
	}, "speckit_shelf_messages")
}

// Mails shows how many mails are to be sent.
func (m *Metrics) Mails(waiting func(ctx context.Context) (int, error)) {
	m.pull("mails", func(ctx context.Context) ([]reading, error) {
		n, err := waiting(ctx)
		return []reading{{"speckit_mails_waiting", float64(n), nil}}, err
	}, "speckit_mails_waiting")
}

// Finding is what the last audit found of one invariant.
type Finding struct {
	Invariant      string
	Found, Checked int64
	At             time.Time
}

// Audit shows what the last audit found.
func (m *Metrics) Audit(look func(ctx context.Context) ([]Finding, error)) {
	pullEach(m, "audit", look, func(f Finding) []reading {
		of := []string{f.Invariant}
		return []reading{
			{"speckit_audit_findings", float64(f.Found), of},
			{"speckit_audit_checked", float64(f.Checked), of},
			{"speckit_audit_timestamp_seconds", float64(f.At.UnixMilli()) / 1000, of},
		}
	}, "speckit_audit_findings", "speckit_audit_checked", "speckit_audit_timestamp_seconds")
}

// Health shows what the process's own look at its parts found.
func (m *Metrics) Health(health *obs.Health) {
	m.pull("health", func(ctx context.Context) ([]reading, error) {
		ready := health.Ready(ctx)
		out := []reading{{"speckit_ready", truth(ready.Status != obs.Unready), nil}}
		for name, check := range ready.Checks {
			out = append(out, reading{"speckit_check_ok", truth(check.Status != "failed"), []string{name}})
		}
		return out, nil
	}, "speckit_ready", "speckit_check_ok")
}

// pullEach adds figures of which a look finds several.
func pullEach[T any](m *Metrics, part string, look func(context.Context) ([]T, error), of func(T) []reading, names ...string) {
	m.pull(part, func(ctx context.Context) ([]reading, error) {
		found, err := look(ctx)
		var out []reading
		for _, one := range found {
			out = append(out, of(one)...)
		}
		return out, err
	}, names...)
}

func truth(is bool) float64 {
	if is {
		return 1
	}
	return 0
}
