package kafkabus_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"

	"github.com/speckit/ticketing/internal/platform/messaging/kafkabus"
	"github.com/speckit/ticketing/internal/platform/messaging/kafkabus/kafkatest"
)

// certificate makes a broker's certificate, which signs itself, and those who believe it.
func certificate(t *testing.T) (chain, key string, believe *x509.CertPool) {
	t.Helper()
	secret, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "broker"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &secret.PublicKey, secret)
	if err != nil {
		t.Fatal(err)
	}
	bytes, err := x509.MarshalPKCS8PrivateKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	chain = string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	key = string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: bytes}))
	believe = x509.NewCertPool()
	believe.AppendCertsFromPEM([]byte(chain))
	return chain, key, believe
}

func TestBrokersThatWantTLSAndAPassword(t *testing.T) {
	t.Parallel()
	chain, key, believe := certificate(t)
	oneLine := func(text string) string { return strings.ReplaceAll(text, "\n", `\n`) }
	c := kafkatest.Start(t, 1,
		"--add-scram SCRAM-SHA-256=[name=speckit,password=secret]",
		"--add-scram SCRAM-SHA-512=[name=speckit,password=secret]",
		"listeners=SASL_SSL://127.0.0.1:{port},CONTROLLER://127.0.0.1:{control}",
		"advertised.listeners=SASL_SSL://127.0.0.1:{port}",
		"listener.security.protocol.map=SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT",
		"inter.broker.listener.name=SASL_SSL",
		"sasl.mechanism.inter.broker.protocol=PLAIN",
		"sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
		`listener.name.sasl_ssl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="speckit" password="secret" user_speckit="secret";`,
		"listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;",
		"listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;",
		"ssl.keystore.type=PEM", "ssl.keystore.certificate.chain="+oneLine(chain), "ssl.keystore.key="+oneLine(key),
		"ssl.truststore.type=PEM", "ssl.truststore.certificates="+oneLine(chain),
	)
	for _, mechanism := range []string{"plain", "scram-sha-256", "scram-sha-512"} {
		t.Run(mechanism, func(t *testing.T) {
			h := build(t, c.Brokers())
			h.process(options{relay: true, consume: true, config: func(c *kafkabus.Config) {
				c.TLS = &tls.Config{RootCAs: believe, MinVersion: tls.VersionTLS12}
				c.Mechanism, c.User, c.Password = mechanism, "speckit", "secret"
			}})
			h.tell(0, 10, "a", "b")
			h.await(10, "a", "b")
		})
	}
	b, err := kafkabus.Open(kafkabus.Config{
		Brokers: c.Brokers(), TLS: &tls.Config{RootCAs: believe, MinVersion: tls.VersionTLS12}, Mechanism: "plain", User: "speckit", Password: "wrong",
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Ping(t.Context()); !errors.Is(err, kerr.SaslAuthenticationFailed) {
		t.Fatalf("with a wrong password: %v", err)
	}
}
