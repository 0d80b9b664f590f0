// Package kafkabus carries facts between processes by Apache Kafka: a relay for each outbox, of which one over all replicas is at work,
// and a client for each consumer group. It stands where localbus stands in one process.
//
// It owns topics, dead-letter topics (<topic>.<group>.dlq), records' headers, offsets, and the cursors and leases named "kafka" in each
// outbox. It does not own what is told (events), what comes of it (the contexts), or the messages that wait (the shelf: it is the truth,
// a dead letter is a copy of it).
//
// A broker that is away is waited for, at the start as later; nothing here ends a process.
package kafkabus

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
	"golang.org/x/sync/errgroup"

	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/messaging"
)

// Config says where the brokers are and how to work with them.
type Config struct {
	Brokers     []string // host:port
	Partitions  int32    // of topics that are made here; 0: 12, -1: the broker's default
	Replication int16    // likewise; 0 and -1: the broker's default
	TLS         *tls.Config
	Mechanism   string // "", "plain", "scram-sha-256", "scram-sha-512"
	User        string
	Password    string
	ClientID    string
	Shards      int            // relays of each outbox; 0: one
	Consume     bool           // false: only relay
	Term        messaging.Term // of the relays' leases; zero: messaging.DefaultTerm
	Log         *slog.Logger
	Observer    Observer
}

// Observer hears what happens, for metrics and traces. Each function may be nil.
type Observer struct {
	// Sending hears of a fact that goes to the brokers, and returns what goes in its place: the same, perhaps inside a span of its own.
	// After is told what they say.
	Sending   func(ctx context.Context, e work.Envelope) (_ work.Envelope, after func(error))
	Relayed   func(source string, facts int)                              // acknowledged by the brokers
	Delivered func(group, topic string, messages int, took time.Duration) // handled or shelved
}

// Bus joins outboxes, topics and groups. Fill it, then Run it once.
type Bus struct {
	config  Config
	log     *slog.Logger
	client  *kgo.Client // for topics, dead letters and questions
	relays  []*relay
	sources []source
	groups  []*consumer
}

type source struct {
	name   string
	outbox messaging.Outbox
	topics []string
}

// Open checks the configuration. It connects to nobody yet.
func Open(c Config) (*Bus, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	if c.Partitions == 0 {
		c.Partitions = 12
	}
	if c.Replication == 0 {
		c.Replication = -1
	}
	c.Shards = max(c.Shards, 1)
	if c.Term == (messaging.Term{}) {
		c.Term = messaging.DefaultTerm
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	b := &Bus{config: c, log: c.Log}
	var err error
	b.client, err = c.client(kgo.ProducerBatchMaxBytes(deadLetterMost), kgo.AllowIdempotentProduceCancellation())
	return b, err
}

func (c Config) check() error {
	if len(c.Brokers) == 0 {
		return errors.New("no Kafka broker is named")
	}
	for _, b := range c.Brokers {
		if host, port, err := net.SplitHostPort(b); err != nil || host == "" || port == "" {
			return fmt.Errorf("%q is not a Kafka broker's host:port", b)
		}
	}
	switch {
	case c.Partitions < -1 || c.Replication < -1:
		return errors.New("partitions and replication of Kafka topics are positive, or -1 for the broker's default")
	case c.Shards < 0 || c.Shards > 64:
		return errors.New("an outbox has 1 to 64 relay shards")
	case c.Mechanism != "" && (c.User == "" || c.Password == ""):
		return fmt.Errorf("Kafka's %s needs a user and a password", c.Mechanism) //nolint:staticcheck // a name
	case c.Mechanism == "" && c.User != "":
		return errors.New("a Kafka user is named, but no SASL mechanism")
	}
	_, err := c.mechanism()
	return err
}

// From adds a context's outbox and the topics that it can hold.
func (b *Bus) From(name string, outbox messaging.Outbox, topics ...string) {
	s := source{name, outbox, topics}
	b.sources = append(b.sources, s)
	for shard := range b.config.Shards {
		b.relays = append(b.relays, newRelay(b, s, shard))
	}
}

// To adds a consumer group. What it parks is copied to its dead-letter topics first.
func (b *Bus) To(router *messaging.Router) {
	router.BeforePark(b.deadLetter)
	b.groups = append(b.groups, newConsumer(b, router))
}

// Run relays and delivers until the context ends. Then it finishes what is in hand, which takes at most about ten seconds, leaves its
// groups and gives back its leases.
func (b *Bus) Run(ctx context.Context) error {
	defer b.client.Close()
	made, stop := context.WithCancel(ctx)
	defer stop()
	var g errgroup.Group
	g.Go(func() error { b.makeTopics(made); return nil })
	for _, s := range b.sources {
		mine := slices.DeleteFunc(slices.Clone(b.relays), func(r *relay) bool { return r.from.name != s.name })
		here := func() bool { return !slices.ContainsFunc(mine, func(r *relay) bool { return !r.active.Load() }) }
		g.Go(func() error { messaging.Announce(ctx, s.outbox, here); return nil })
	}
	for _, r := range b.relays {
		g.Go(func() error { r.run(ctx); return nil })
	}
	if b.config.Consume {
		for _, c := range b.groups {
			g.Go(func() error { return c.router.Retry(ctx) })
			g.Go(func() error { return c.run(ctx) })
		}
	}
	return g.Wait()
}

// Ping asks whether a broker answers.
func (b *Bus) Ping(ctx context.Context) error {
	if err := b.client.Ping(ctx); err != nil {
		return fmt.Errorf("ping Kafka: %w", err)
	}
	return nil
}

// topics are all that are produced or consumed here, and the dead-letter topics of those that are consumed.
func (b *Bus) topics() (facts, deadLetters []string) {
	for _, s := range b.sources {
		facts = append(facts, s.topics...)
	}
	if b.config.Consume {
		for _, c := range b.groups {
			for _, topic := range c.router.Topics() {
				facts = append(facts, topic)
				deadLetters = append(deadLetters, DeadLetterTopic(topic, c.router.Group()))
			}
		}
	}
	return unique(facts), unique(deadLetters)
}

func unique(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}

// DeadLetterTopic is where copies of what a group has parked go.
func DeadLetterTopic(topic, group string) string {
	return strings.Join([]string{topic, group, "dlq"}, ".")
}
