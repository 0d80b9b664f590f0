package kafkabus

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sasl"
	"github.com/twmb/franz-go/pkg/sasl/plain"
	"github.com/twmb/franz-go/pkg/sasl/scram"

	"github.com/speckit/ticketing/internal/platform/dial"
)

// client makes a client with what all of ours have in common. It connects when it is first used, and again whenever it must.
func (c Config) client(more ...kgo.Opt) (*kgo.Client, error) {
	options := []kgo.Opt{
		kgo.SeedBrokers(c.Brokers...),
		kgo.Dialer(c.dial),
		kgo.MetadataMinAge(500 * time.Millisecond), // a topic that was just made is found soon
		kgo.MetadataMaxAge(time.Minute),
		kgo.RetryBackoffFn(backOff),
		kgo.ProducerBatchCompression(kgo.NoCompression()), // the fastest here, and every client can read it
		kgo.DisableClientMetrics(),                        // stock brokers have nowhere to put them
	}
	if c.ClientID != "" {
		options = append(options, kgo.ClientID(c.ClientID))
	}
	mechanism, err := c.mechanism()
	if err != nil {
		return nil, err
	}
	if mechanism != nil {
		options = append(options, kgo.SASL(mechanism))
	}
	client, err := kgo.NewClient(append(options, more...)...)
	if err != nil {
		return nil, fmt.Errorf("make Kafka client: %w", err)
	}
	return client, nil
}

func (c Config) mechanism() (sasl.Mechanism, error) {
	switch c.Mechanism {
	case "":
		return nil, nil
	case "plain":
		return plain.Auth{User: c.User, Pass: c.Password}.AsMechanism(), nil
	case "scram-sha-256":
		return scram.Auth{User: c.User, Pass: c.Password}.AsSha256Mechanism(), nil
	case "scram-sha-512":
		return scram.Auth{User: c.User, Pass: c.Password}.AsSha512Mechanism(), nil
	}
	return nil, fmt.Errorf("%q is no SASL mechanism for Kafka: plain, scram-sha-256 and scram-sha-512 are", c.Mechanism)
}

// dial connects, with TLS where it is wished.
func (c Config) dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := dial.Other(ctx, network, address)
	if err != nil || c.TLS == nil {
		return conn, err
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		_ = conn.Close()
		return nil, fmt.Errorf("read broker's address: %w", err)
	}
	config := c.TLS.Clone()
	if config.ServerName == "" {
		config.ServerName = host
	}
	secret := tls.Client(conn, config)
	if err := secret.HandshakeContext(ctx); err != nil {
		_ = conn.Close()
		return nil, fmt.Errorf("shake hands with broker: %w", err)
	}
	return secret, nil
}

// backOff is how long to wait before another try: a broker that comes back is found within about a second.
func backOff(tries int) time.Duration {
	return min(50*time.Millisecond<<min(tries, 5), time.Second)
}
