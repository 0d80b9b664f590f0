package app

import (
	"context"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/messaging"
	"github.com/speckit/ticketing/internal/platform/messaging/kafkabus"
	"github.com/speckit/ticketing/internal/platform/obs"
	"github.com/speckit/ticketing/internal/platform/obs/metrics"
	"github.com/speckit/ticketing/internal/platform/obs/tracing"
)

// openTraces begins to export spans where the environment asks for it.
func (p *process) openTraces(ctx context.Context) (err error) {
	p.traces, err = tracing.Open(ctx, "speckit-"+serviceName(p.ground.parts), Version, p.ground.log)
	p.tracer = p.traces.Tracer()
	return err
}

// serviceName is what a process is called among others: by what it runs.
func serviceName(here parts) string {
	if len(here) == len(everything()) {
		return "all"
	}
	return strings.Join(here, "-")
}

// consumers watches what groups do.
func (p *process) consumers() obs.Consumers {
	return obs.Consumers{System: p.ground.system(), Tracer: p.tracer, Meter: p.metrics.Messages, Order: orderOf}
}

// sending watches what goes to the brokers.
func (p *process) sending(ctx context.Context, e work.Envelope) (work.Envelope, func(error)) {
	return p.tracer.Publishing(ctx, "kafka", e)
}

// system names the road of facts for traces.
func (g *ground) system() string {
	if g.viaKafka() {
		return "kafka"
	}
	return "in_process"
}

// orderOf tells which order a message is about: some topics are keyed by it.
func orderOf(topic, key string) (string, bool) {
	return key, keyedByOrder[topic]
}

var keyedByOrder = func() map[string]bool {
	topics := map[string]bool{}
	for _, c := range events.Contracts {
		topics[c.Topic()] = c.KeyedBy == "orderId"
	}
	return topics
}()

// count has the figures of this process read where they lie.
func (p *process) count(health *obs.Health) {
	m := p.metrics
	m.Build(Version)
	m.Health(health)
	for name, db := range p.ground.dbs {
		m.Pool(name, db.Pool().Stat)
		db.CountFacts(m.Facts)
	}
	for name, client := range p.clients {
		m.Breaker(name, client.Breaker)
	}
	for _, c := range events.Contracts { // so that what never happened yet counts as nought
		if p.parts.has(c.Producer) {
			m.Facts(c.Topic(), 0)
		}
	}
	m.Shelves(p.shelves)
	m.Outboxes(p.outboxes)
	if p.Notification != nil {
		m.Mails(func(ctx context.Context) (int, error) {
			waiting, _, err := p.Notification.Waiting(ctx)
			return waiting, err
		})
	}
	if p.Ordering != nil { // where audits leave what they found
		m.Audit(p.lastAudit)
	}
	if p.kafka != nil {
		m.Consumers(p.consumerLags)
		m.Relays(p.relays)
	}
}

// shelves counts messages that could not be handled.
func (p *process) shelves(ctx context.Context) ([]metrics.Shelf, error) {
	var out []metrics.Shelf
	for name, subs := range p.Subscriptions() {
		counts, err := p.ground.dbs[name].Shelved(ctx)
		if err != nil {
			return nil, err
		}
		for group := range byGroup(subs) {
			out = append(out, metrics.Shelf{Group: group, Waiting: counts[group][messaging.Waiting], Parked: counts[group][messaging.Parked]})
		}
	}
	return out, nil
}

// outboxes says how far facts are behind on their first stretch.
func (p *process) outboxes(ctx context.Context) ([]metrics.Outbox, error) {
	var out []metrics.Outbox
	for _, source := range p.parts.contexts() {
		db := p.ground.dbs[source]
		end, err := db.End(ctx)
		if err != nil {
			return nil, err
		}
		at, err := p.delivered(ctx, source)
		if err != nil {
			return nil, err
		}
		lag := metrics.Outbox{Context: source, Facts: max(0, end-at)}
		if lag.Facts > 0 {
			oldest, err := db.Oldest(ctx, at)
			if err != nil {
				return nil, err
			}
			if !oldest.IsZero() {
				lag.Oldest = max(0, time.Since(oldest))
			}
		}
		out = append(out, lag)
	}
	return out, nil
}

// delivered is the position up to which everything in an outbox has left it.
func (p *process) delivered(ctx context.Context, source string) (int64, error) {
	db := p.ground.dbs[source]
	if p.ground.viaKafka() {
		return kafkabus.Relayed(ctx, db)
	}
	cursors, err := db.Cursors(ctx)
	if err != nil {
		return 0, err
	}
	lowest := int64(-1)
	for group := range consumersOf(p.Contexts)[source] {
		if at := cursors[group]; lowest < 0 || at < lowest {
			lowest = at
		}
	}
	if lowest < 0 { // nobody here listens
		return db.End(ctx)
	}
	return lowest, nil
}

func (p *process) consumerLags(ctx context.Context) ([]metrics.Lag, error) {
	found, err := p.kafka.GroupLags(ctx)
	if err != nil {
		return nil, err
	}
	sums := map[[2]string]int64{}
	for _, l := range found {
		sums[[2]string{l.Group, l.Topic}] += l.Behind()
	}
	var out []metrics.Lag
	for of, messages := range sums {
		out = append(out, metrics.Lag{Group: of[0], Topic: of[1], Messages: messages})
	}
	return out, nil
}

func (p *process) relays(ctx context.Context) ([]metrics.Relay, error) {
	lags, err := p.kafka.RelayLags(ctx)
	out := make([]metrics.Relay, len(lags))
	for i, l := range lags {
		out[i] = metrics.Relay{Context: l.Source, Shard: l.Shard, Active: l.Active, Fence: l.Fence}
	}
	return out, err
}

// lastAudit is what `speckit audit` found at last.
func (p *process) lastAudit(ctx context.Context) ([]metrics.Finding, error) {
	found, err := p.ground.dbs["ordering"].Findings(ctx)
	out := make([]metrics.Finding, len(found))
	for i, f := range found {
		out[i] = metrics.Finding(f)
	}
	return out, err
}
