package app

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func settingsForTest(t *testing.T) Settings {
	t.Helper()
	return Settings{
		Port: 8080, Data: t.TempDir(), ReservationTTL: 15 * time.Minute, PaymentWindow: 10 * time.Minute,
		WaitlistWindow: 30 * time.Minute, WaitlistStall: 5 * time.Minute, WaitlistNeighbours: 30 * time.Second, WaitlistPasses: 3, Currency: "USD", TimeZone: "UTC",
		BankLatency: "0s", LogLevel: "error", Brokers: Brokers{KafkaPartitions: 12, KafkaReplication: -1, RelayShards: 1},
	}
}

func TestWhatFollowsFromOtherSettingsIsFilledIn(t *testing.T) {
	t.Parallel()
	s := settingsForTest(t)
	s.Demo = true
	if err := s.check(everything()); err != nil {
		t.Fatal(err)
	}
	if s.InternalPort != 9080 || s.PublicURL != "http://localhost:8080" || s.Host != "127.0.0.1" || s.PaymentProvider != "simulated" || !filepath.IsAbs(s.Data) {
		t.Fatalf("%+v", s)
	}
	outside := settingsForTest(t)
	if err := outside.check(everything()); err != nil || outside.PaymentProvider != "" || outside.Host != "" {
		t.Fatalf("outside a demo: %+v, %v", outside, err)
	}
}

func TestNonsenseIsRefusedWithTheNameOfTheSetting(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*Settings){
		"PORT":                func(s *Settings) { s.Port = 70000 },
		"PUBLIC_URL":          func(s *Settings) { s.PublicURL = "tickets.example.com" },
		"TRUSTED_PROXIES":     func(s *Settings) { s.TrustedProxies = []string{"everybody"} },
		"WAITLIST_WINDOW":     func(s *Settings) { s.WaitlistWindow = 25 * time.Hour },
		"WAITLIST_STALL":      func(s *Settings) { s.WaitlistStall = 0 },
		"WAITLIST_NEIGHBOURS": func(s *Settings) { s.WaitlistNeighbours = -time.Second },
		"WAITLIST_PASSES":     func(s *Settings) { s.WaitlistPasses = 0 },
		"RESERVATION_TTL":     func(s *Settings) { s.ReservationTTL = 0 },
		"PAYMENT_WINDOW":      func(s *Settings) { s.PaymentWindow = 48 * time.Hour },
		"TIME_ZONE":           func(s *Settings) { s.TimeZone = "Mars/Olympus" },
		"CURRENCY":            func(s *Settings) { s.Currency = "euro" },
		"SPECKIT_SECRET":      func(s *Settings) { s.Secret = "too short" },
		"KAFKA_BROKERS":       func(s *Settings) { s.KafkaBrokers = "localhost" },
		"KAFKA_SASL":          func(s *Settings) { s.KafkaBrokers, s.KafkaUser = "localhost:9092", "speckit" },
		"KAFKA_TLS_CA":        func(s *Settings) { s.KafkaBrokers, s.KafkaTLS, s.KafkaTLSCA = "localhost:9092", true, "nowhere.pem" },
		"INVENTORY_URL":       func(s *Settings) { s.InventoryURL = "inventory:50002" },
		"DATABASE_POOL":       func(s *Settings) { s.DatabasePool = -1 },
		"BANK_LATENCY":        func(s *Settings) { s.BankLatency = "500ms-100ms" },
	} {
		s := settingsForTest(t)
		spoil(&s)
		if err := s.check(everything()); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestASecretIsMadeOnceAndKept(t *testing.T) {
	t.Parallel()
	one := settingsForTest(t)
	if err := settleSecret(&one, everything()); err != nil || !isSecret(one.Secret) {
		t.Fatalf("%q, %v", one.Secret, err)
	}
	two := one
	two.Secret = ""
	if err := settleSecret(&two, everything()); err != nil || two.Secret != one.Secret {
		t.Fatalf("the next start has another secret: %v", err)
	}
	if info, err := os.Stat(filepath.Join(one.Data, "secret")); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("mode %v, %v", info.Mode(), err)
	}
}

func TestASecretThatCameAsASettingIsKeptBesideTheEmbeddedDatabase(t *testing.T) {
	t.Parallel()
	set := Settings{Data: t.TempDir(), Secret: strings.Repeat("a-secret-of-my-own", 2)}
	if err := keepSecret(set, everything()); err != nil {
		t.Fatal(err)
	}
	later := Settings{Data: set.Data}
	if err := settleSecret(&later, everything()); err != nil || later.Secret != set.Secret {
		t.Errorf("without the setting the secret is %q, %v", later.Secret, err)
	}
	external := Settings{Data: t.TempDir(), Secret: set.Secret, Databases: Databases{DatabaseURL: "postgres://db"}}
	if err := keepSecret(external, everything()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(external.Data, keptSecret)); err == nil {
		t.Error("beside an external database the secret was written down")
	}
}

func TestWithAnExternalDatabaseNoSecretIsInvented(t *testing.T) {
	t.Parallel()
	s := settingsForTest(t)
	s.DatabaseURL = "postgres://localhost/x"
	if err := settleSecret(&s, everything()); err == nil || !strings.Contains(err.Error(), "SPECKIT_SECRET") {
		t.Fatalf("%v", err)
	}
}

func TestUnknownFlagsAndUnknownKeysStopTheStart(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "settings")
	if err := os.WriteFile(file, []byte("# comment\nLOG_LEVEL=warn\nHOLD_TIME=3m\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{"HOLD_TIME": {"config", "--config", file}, "--no-such-flag": {"config", "--no-such-flag"}} {
		var out, errOut bytes.Buffer
		if status := Main(context.Background(), args, &out, &errOut); status != 2 || !strings.Contains(errOut.String(), want) {
			t.Errorf("%v: status %d, %s", args, status, errOut.String())
		}
	}
}

func TestTheSettingsPageNamesEverySetting(t *testing.T) {
	t.Parallel()
	var out, errOut bytes.Buffer
	if status := Main(context.Background(), []string{"config"}, &out, &errOut); status != 0 {
		t.Fatalf("status %d, %s", status, errOut.String())
	}
	for _, s := range describeSettings() {
		if s.env == "" || s.help == "" || !strings.Contains(out.String(), "`"+s.env+"`") {
			t.Errorf("setting %+v is not described", s)
		}
	}
}

func TestAskingACommandForHelpDoesNotRunIt(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"config", "--help"}, {"config", "-h"}, {"admin", "create", "--help"}} {
		var out, errOut bytes.Buffer
		status := Main(context.Background(), args, &out, &errOut)
		if status != 0 || errOut.Len() > 0 || !strings.HasPrefix(out.String(), "Usage:") || strings.Contains(out.String(), "# Settings") {
			t.Errorf("%v: status %d, %s%s", args, status, out.String(), errOut.String())
		}
	}
}

func TestWhatWillNotWorkIsSaidAtTheStart(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		settings Settings
		says     []string
	}{
		"nothing set up": {Settings{}, []string{"SMTP_URL", "PAYMENT_PROVIDER"}},
		"set up":         {Settings{SMTPURL: "smtp://mail", PaymentProvider: "simulated"}, nil},
		"a demo":         {Settings{Demo: true, PaymentProvider: "simulated"}, nil},
	} {
		var log bytes.Buffer
		(&process{Contexts: &Contexts{parts: everything()}, ground: &ground{settings: c.settings, log: newLog(&log, "info")}}).warn()
		if strings.Count(log.String(), "WARN") != len(c.says) {
			t.Errorf("%s: %s", name, log.String())
		}
		for _, setting := range c.says {
			if !strings.Contains(log.String(), setting) {
				t.Errorf("%s: no warning of %s in %s", name, setting, log.String())
			}
		}
	}
}
