package app

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/platform/messaging/kafkabus"
)

// Databases are where the contexts' schemas lie.
type Databases struct {
	DatabaseURL            string `name:"database-url" env:"DATABASE_URL" help:"An external PostgreSQL (15 or later) instead of the embedded one."`
	DatabaseURLCatalog     string `name:"database-url-catalog" env:"DATABASE_URL_CATALOG" help:"The database of catalog alone."`
	DatabaseURLInventory   string `name:"database-url-inventory" env:"DATABASE_URL_INVENTORY" help:"The database of inventory alone."`
	DatabaseURLOrdering    string `name:"database-url-ordering" env:"DATABASE_URL_ORDERING" help:"The database of ordering alone."`
	DatabaseURLPayment     string `name:"database-url-payment" env:"DATABASE_URL_PAYMENT" help:"The database of payment alone."`
	DatabaseURLFulfillment string `name:"database-url-fulfillment" env:"DATABASE_URL_FULFILLMENT" help:"The database of fulfillment alone."`
	DatabaseURLIdentity    string `name:"database-url-identity" env:"DATABASE_URL_IDENTITY" help:"The database of identity alone."`
	DatabaseURLNotify      string `name:"database-url-notification" env:"DATABASE_URL_NOTIFICATION" help:"The database of notification alone."`
	DatabaseURLWaitlist    string `name:"database-url-waitlist" env:"DATABASE_URL_WAITLIST" help:"The database of waitlist alone."`
	DatabaseReadURLCatalog string `name:"database-read-url-catalog" env:"DATABASE_READ_URL_CATALOG" help:"A streaming replica that answers what catalog's readers ask; while it is away or late, the primary does."`

	DatabasePool             int32         `name:"database-pool" env:"DATABASE_POOL" help:"Connections per context and process at most; 0 is by context, from 6 to 14."`
	DatabaseStatementTimeout time.Duration `name:"database-statement-timeout" env:"DATABASE_STATEMENT_TIMEOUT" default:"15s" help:"How long one statement may take."`
	DatabaseLockTimeout      time.Duration `name:"database-lock-timeout" env:"DATABASE_LOCK_TIMEOUT" default:"10s" help:"How long one statement may wait for a lock."`
}

func (d *Databases) check() error {
	var errs []error
	if d.DatabasePool < 0 || d.DatabasePool > 1000 {
		errs = append(errs, fmt.Errorf("DATABASE_POOL is %d, but it is between 1 and 1000, or 0", d.DatabasePool))
	}
	for name, wait := range map[string]time.Duration{"DATABASE_STATEMENT_TIMEOUT": d.DatabaseStatementTimeout, "DATABASE_LOCK_TIMEOUT": d.DatabaseLockTimeout} {
		if wait < 0 || wait > time.Hour {
			errs = append(errs, fmt.Errorf("%s is %s, but it is between 0s and 1h", name, wait))
		}
	}
	return errors.Join(errs...)
}

// own is the database of one context alone, if it has one.
func (d *Databases) own(context string) string {
	return map[string]string{
		"catalog": d.DatabaseURLCatalog, "inventory": d.DatabaseURLInventory, "ordering": d.DatabaseURLOrdering, "payment": d.DatabaseURLPayment,
		"fulfillment": d.DatabaseURLFulfillment, "identity": d.DatabaseURLIdentity, "notification": d.DatabaseURLNotify,
		"waitlist": d.DatabaseURLWaitlist,
	}[context]
}

// databaseURL is where a context's schema lies, given the embedded server's address.
func (d *Databases) databaseURL(context, embedded string) string {
	switch own := d.own(context); {
	case own != "":
		return own
	case d.DatabaseURL != "":
		return d.DatabaseURL
	default:
		return embedded
	}
}

// embedded reports whether any of the contexts among the parts lives in the embedded database.
func (d *Databases) embedded(here parts) bool {
	for _, name := range here.contexts() {
		if d.databaseURL(name, "") == "" {
			return true
		}
	}
	return false
}

// Brokers are Apache Kafka, and how facts spread over it.
type Brokers struct {
	KafkaBrokers     string `name:"kafka-brokers" env:"KAFKA_BROKERS" help:"Apache Kafka (3.9 or 4) between processes: host:port, several with commas. Without it events stay inside the process, which then has to run every context."`
	KafkaPartitions  int32  `name:"kafka-partitions" env:"KAFKA_PARTITIONS" default:"12" help:"Partitions of topics that are made; those that are there stay as they are."`
	KafkaReplication int16  `name:"kafka-replication" env:"KAFKA_REPLICATION" default:"-1" help:"Replicas of topics that are made; -1 is what the brokers are set to."`
	KafkaTLS         bool   `name:"kafka-tls" env:"KAFKA_TLS" help:"Speak TLS with the brokers."`
	KafkaTLSCA       string `name:"kafka-tls-ca" env:"KAFKA_TLS_CA" help:"File with the certificates that the brokers' are checked against; empty is the system's."`
	KafkaTLSCert     string `name:"kafka-tls-cert" env:"KAFKA_TLS_CERT" help:"File with our certificate, where brokers ask for one."`
	KafkaTLSKey      string `name:"kafka-tls-key" env:"KAFKA_TLS_KEY" help:"File with its key."`
	KafkaSASL        string `name:"kafka-sasl" env:"KAFKA_SASL" enum:",plain,scram-sha-256,scram-sha-512" default:"" help:"How to sign in to the brokers: plain, scram-sha-256 or scram-sha-512; empty is not at all."`
	KafkaUser        string `name:"kafka-user" env:"KAFKA_USER" help:"Name to sign in with."`
	KafkaPassword    string `name:"kafka-password" env:"KAFKA_PASSWORD" help:"Password to sign in with."`
	KafkaConsume     bool   `name:"kafka-consume" env:"KAFKA_CONSUME" default:"true" negatable:"" help:"Whether this process handles events; what it tells goes out all the same."`
	RelayShards      int    `name:"relay-shards" env:"RELAY_SHARDS" default:"1" help:"Into how many parts, by key, a context's outbox is relayed; the same for every replica."`
}

func (b *Brokers) check() error {
	if b.KafkaBrokers == "" {
		return nil
	}
	var errs []error
	for _, broker := range b.brokers() {
		if u, err := url.Parse("//" + broker); err != nil || u.Host != broker || u.Port() == "" {
			errs = append(errs, fmt.Errorf("KAFKA_BROKERS: %q is not host:port", broker))
		}
	}
	if b.KafkaPartitions < 1 || b.KafkaReplication < -1 || b.KafkaReplication == 0 {
		errs = append(errs, errors.New("KAFKA_PARTITIONS is at least 1, and KAFKA_REPLICATION at least 1, or -1"))
	}
	if (b.KafkaSASL == "") != (b.KafkaUser == "") || (b.KafkaSASL == "") != (b.KafkaPassword == "") {
		errs = append(errs, errors.New("KAFKA_SASL, KAFKA_USER and KAFKA_PASSWORD are set together, or not at all"))
	}
	if b.RelayShards < 1 || b.RelayShards > 64 {
		errs = append(errs, fmt.Errorf("RELAY_SHARDS is %d, but it is between 1 and 64", b.RelayShards))
	}
	if _, err := b.tls(); err != nil {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// brokers lists the addresses.
func (b *Brokers) brokers() []string {
	var list []string
	for broker := range strings.SplitSeq(b.KafkaBrokers, ",") {
		if broker = strings.TrimSpace(broker); broker != "" {
			list = append(list, broker)
		}
	}
	return list
}

// kafka is how the bus is to work.
func (b *Brokers) kafka(log *slog.Logger) (kafkabus.Config, error) {
	secure, err := b.tls()
	return kafkabus.Config{
		Brokers: b.brokers(), Partitions: b.KafkaPartitions, Replication: b.KafkaReplication, TLS: secure,
		Mechanism: b.KafkaSASL, User: b.KafkaUser, Password: b.KafkaPassword, ClientID: "speckit",
		Shards: b.RelayShards, Consume: b.KafkaConsume, Log: log,
	}, err
}

// tls reads the certificates; nil without TLS.
func (b *Brokers) tls() (*tls.Config, error) {
	if !b.KafkaTLS {
		return nil, nil
	}
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if b.KafkaTLSCA != "" {
		text, err := os.ReadFile(b.KafkaTLSCA)
		if err != nil {
			return nil, fmt.Errorf("KAFKA_TLS_CA: %w", err)
		}
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(text) {
			return nil, fmt.Errorf("KAFKA_TLS_CA: %s holds no certificate", b.KafkaTLSCA)
		}
	}
	if b.KafkaTLSCert != "" || b.KafkaTLSKey != "" {
		pair, err := tls.LoadX509KeyPair(b.KafkaTLSCert, b.KafkaTLSKey)
		if err != nil {
			return nil, fmt.Errorf("KAFKA_TLS_CERT and KAFKA_TLS_KEY: %w", err)
		}
		config.Certificates = []tls.Certificate{pair}
	}
	return config, nil
}

// Addresses are where contexts that run elsewhere are reached.
type Addresses struct {
	CatalogURL      string `name:"catalog-url" env:"CATALOG_URL" default:"http://localhost:50001" help:"Where catalog is, for those who run without it; several replicas with commas."`
	InventoryURL    string `name:"inventory-url" env:"INVENTORY_URL" default:"http://localhost:50002" help:"Where inventory is."`
	OrderingURL     string `name:"ordering-url" env:"ORDERING_URL" default:"http://localhost:5003" help:"Where ordering is."`
	PaymentURL      string `name:"payment-url" env:"PAYMENT_URL" default:"http://localhost:5004" help:"Where payment is."`
	FulfillmentURL  string `name:"fulfillment-url" env:"FULFILLMENT_URL" default:"http://localhost:50004" help:"Where fulfillment is."`
	IdentityURL     string `name:"identity-url" env:"IDENTITY_URL" default:"http://localhost:50000" help:"Where identity is."`
	NotificationURL string `name:"notification-url" env:"NOTIFICATION_URL" default:"http://localhost:50005" help:"Where notification is."`
	WaitlistURL     string `name:"waitlist-url" env:"WAITLIST_URL" default:"http://localhost:5006" help:"Where waitlist is."`
}

// urlOf is where a context is.
func (a *Addresses) urlOf(context string) string { return a.byName()[context] }

func (a *Addresses) byName() map[string]string {
	return map[string]string{
		"catalog": a.CatalogURL, "inventory": a.InventoryURL, "ordering": a.OrderingURL, "payment": a.PaymentURL,
		"fulfillment": a.FulfillmentURL, "identity": a.IdentityURL, "notification": a.NotificationURL, "waitlist": a.WaitlistURL,
	}
}

func (a *Addresses) check() error {
	var errs []error
	for name, list := range a.byName() {
		for text := range strings.SplitSeq(list, ",") {
			u, err := url.Parse(strings.TrimSpace(text))
			if list != "" && (err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https")) {
				errs = append(errs, fmt.Errorf("%s_URL: %q is not an address like http://%s:%d", strings.ToUpper(name), text, name, ports[name]))
			}
		}
	}
	return errors.Join(errs...)
}
