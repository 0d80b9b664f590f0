package app

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/kernel/money"
)

// Settings are all that an operator can set, by environment, flag or config file. One struct is the flags, the environment and
// docs/config.md.
type Settings struct {
	Host         string `name:"host" env:"HOST" help:"Address to listen on; empty is all. A demo listens on 127.0.0.1 unless told otherwise."`
	Port         int    `name:"port" env:"PORT" help:"Port to serve; default 8080, of a service on its own the original's (identity 50000, catalog 50001, inventory 50002, ordering 5003, payment 5004, fulfillment 50004, notification 50005, waitlist 5006), of the web 3000."`
	InternalHost string `name:"internal-host" env:"INTERNAL_HOST" default:"127.0.0.1" help:"Address of metrics and profiles."`
	InternalPort int    `name:"internal-port" env:"INTERNAL_PORT" help:"Port of metrics and profiles; 0 is PORT+1000."`
	PublicURL    string `name:"public-url" env:"PUBLIC_URL" help:"The address that people use, without a path; default http://localhost:PORT."`

	Data      string `name:"data" env:"SPECKIT_DATA" default:"./data" help:"Directory of the embedded database, secret and keys."`
	Demo      bool   `name:"demo" env:"SPECKIT_DEMO" help:"A demo: demo data, simulated bank, mailbox at /dev/mailbox, no limits by client address."`
	Secret    string `name:"secret" env:"SPECKIT_SECRET" help:"The root of all keys: at least 32 printable characters without spaces, best 64 hexadecimal digits of openssl rand -hex 32. Made at the first start and kept in the data directory where the database is embedded, else required, and the same for every process."`
	SecretOld string `name:"secret-old" env:"SPECKIT_SECRET_OLD" help:"The secret before the last change; what it sealed can still be opened."`
	Postgres  string `name:"postgres" env:"SPECKIT_POSTGRES" help:"Directory of PostgreSQL's programs for the embedded database; empty is looked for."`

	Databases
	Brokers
	Addresses
	RedisURL string `name:"redis-url" env:"REDIS_URL" help:"Redis for locks, limits and revoked sessions between processes: redis://:password@host:6379/0, rediss:// for TLS. Without it, or while it is away, each process keeps its own."`

	SMTPURL         string   `name:"smtp-url" env:"SMTP_URL" help:"Mail server: smtp://user:password@host:587?from=tickets@example.com (smtps: for TLS from the start; smtp: requires STARTTLS except of a server on this machine). Without it mails stay pending, in a demo they go to /dev/mailbox."`
	TrustedProxies  []string `name:"trusted-proxies" env:"TRUSTED_PROXIES" help:"Networks of proxies whose forwarded client address is believed, e.g. 10.0.0.0/8."`
	CORSOrigins     []string `name:"cors-origins" env:"CORS_ORIGINS" help:"Web origins beside our own that may call the API from a browser."`
	PaymentProvider string   `name:"payment-provider" env:"PAYMENT_PROVIDER" enum:",simulated" default:"" help:"Who takes the money: simulated; empty is nobody (in a demo: simulated)."`
	BankLatency     string   `name:"bank-latency" env:"BANK_LATENCY" default:"0s" help:"How long the simulated bank thinks: a duration, or two as 100ms-499ms."`
	BankAmountRules bool     `name:"bank-amount-rules" env:"BANK_AMOUNT_RULES" help:"The simulated bank also declines by amount: .13, .66 and .99."`

	ReservationTTL     time.Duration  `name:"reservation-ttl" env:"RESERVATION_TTL" default:"15m" help:"How long a hold lasts."`
	PaymentWindow      time.Duration  `name:"payment-window" env:"PAYMENT_WINDOW" default:"10m" help:"The longest that a payment in flight keeps a hold alive past its end, once per hold."`
	WaitlistWindow     time.Duration  `name:"waitlist-window" env:"WAITLIST_WINDOW" default:"30m" help:"How long somebody in line has to pay for the seats that are offered; the longest, too, that a seat is gathered for a group."`
	WaitlistStall      time.Duration  `name:"waitlist-stall" env:"WAITLIST_STALL" default:"5m" help:"How long a seat that came free stays set aside for the line while the waitlist does not answer; then the public gets it."`
	WaitlistNeighbours time.Duration  `name:"waitlist-neighbours" env:"WAITLIST_NEIGHBOURS" default:"30s" help:"The longest that a seat that came free waits for the seats beside it, where a group is first in line and they are held; 0s is not at all."`
	WaitlistPasses     int            `name:"waitlist-passes" env:"WAITLIST_PASSES" default:"3" help:"How often a group in line is passed over before seats are gathered for it, beside each other or not."`
	Currency           money.Currency `name:"currency" env:"CURRENCY" default:"USD" help:"Currency of events that name none (ISO 4217)."`
	TimeZone           string         `name:"time-zone" env:"TIME_ZONE" default:"UTC" help:"Time zone of events that name none (IANA)."`

	DrainDelay time.Duration `name:"drain-delay" env:"DRAIN_DELAY" default:"-1s" help:"How long a process that was told to stop says that it is not ready before it takes no more requests; negative is 3s where services run on their own, else 0s."`
	LogLevel   string        `name:"log-level" env:"LOG_LEVEL" enum:"debug,info,warn,error" default:"info" help:"What is logged: debug, info, warn or error."`
}

// check refuses nonsense before anything is started, and fills in what follows from other settings and from what is to run.
func (s *Settings) check(here parts) error {
	if s.Demo {
		if s.Host == "" {
			s.Host = "127.0.0.1"
		}
		if s.PaymentProvider == "" {
			s.PaymentProvider = "simulated"
		}
	}
	if s.Port == 0 {
		s.Port = here.port()
	}
	if s.InternalPort == 0 {
		s.InternalPort = s.Port + 1000
	}
	if s.PublicURL == "" {
		s.PublicURL = fmt.Sprintf("http://localhost:%d", s.Port)
	}
	s.PublicURL = strings.TrimRight(s.PublicURL, "/")
	data, err := filepath.Abs(s.Data)
	if err != nil {
		return fmt.Errorf("SPECKIT_DATA: %w", err)
	}
	s.Data = data
	return errors.Join(s.checkAddress(), s.checkTimes(), s.checkMoney(), s.checkSecrets(), s.checkSplit(here), s.Databases.check(), s.Brokers.check(), s.Addresses.check())
}

// checkSplit refuses to run some contexts without what joins them with the others.
func (s *Settings) checkSplit(here parts) error {
	if here.whole() {
		return nil
	}
	var errs []error
	if len(here.contexts()) > 0 && s.KafkaBrokers == "" {
		errs = append(errs, errors.New("KAFKA_BROKERS is not set: events stay inside one process without it, and this one does not run every context"))
	}
	for _, name := range here.contexts() {
		if s.databaseURL(name, "") == "" {
			errs = append(errs, fmt.Errorf("neither DATABASE_URL nor DATABASE_URL_%s is set: services on their own do not bring a database", strings.ToUpper(name)))
		}
	}
	return errors.Join(errs...)
}

// drainDelay is how long a process goes on after it said that it will stop.
func (s *Settings) drainDelay(alone bool) time.Duration {
	switch {
	case s.DrainDelay >= 0:
		return s.DrainDelay
	case alone:
		return 0
	default:
		return 3 * time.Second
	}
}

func (s *Settings) checkAddress() error {
	var errs []error
	for name, port := range map[string]int{"PORT": s.Port, "INTERNAL_PORT": s.InternalPort} {
		if port < 1 || port > 65535 {
			errs = append(errs, fmt.Errorf("%s is %d, but a port is between 1 and 65535", name, port))
		}
	}
	u, err := url.Parse(s.PublicURL)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.Path != "" {
		errs = append(errs, fmt.Errorf("PUBLIC_URL %q is not an address like https://tickets.example.com", s.PublicURL))
	}
	if _, err := s.proxies(); err != nil {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func (s *Settings) checkTimes() error {
	var errs []error
	if s.ReservationTTL < time.Second || s.ReservationTTL > 24*time.Hour {
		errs = append(errs, fmt.Errorf("RESERVATION_TTL is %s, but a hold lasts between 1s and 24h", s.ReservationTTL))
	}
	if s.PaymentWindow < time.Second || s.PaymentWindow > 24*time.Hour {
		errs = append(errs, fmt.Errorf("PAYMENT_WINDOW is %s, but it is between 1s and 24h", s.PaymentWindow))
	}
	for name, span := range map[string]time.Duration{"WAITLIST_WINDOW": s.WaitlistWindow, "WAITLIST_STALL": s.WaitlistStall} {
		if span < time.Second || span > 24*time.Hour {
			errs = append(errs, fmt.Errorf("%s is %s, but it is between 1s and 24h", name, span))
		}
	}
	if s.WaitlistNeighbours < 0 || s.WaitlistNeighbours > 24*time.Hour || s.WaitlistPasses < 1 || s.WaitlistPasses > 1000 {
		errs = append(errs, errors.New("WAITLIST_NEIGHBOURS is between 0s and 24h, and WAITLIST_PASSES between 1 and 1000"))
	}
	if _, err := time.LoadLocation(s.TimeZone); err != nil {
		errs = append(errs, fmt.Errorf("TIME_ZONE %q is not an IANA time zone like Europe/Berlin", s.TimeZone))
	}
	if _, _, err := s.bankLatency(); err != nil {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func (s *Settings) checkMoney() error {
	if !s.Currency.Valid() {
		return fmt.Errorf("CURRENCY %q is not an ISO 4217 code like USD", s.Currency)
	}
	return nil
}

func (s *Settings) checkSecrets() error {
	var errs []error
	for name, secret := range map[string]string{"SPECKIT_SECRET": s.Secret, "SPECKIT_SECRET_OLD": s.SecretOld} {
		if secret != "" && !isSecret(secret) {
			errs = append(errs, fmt.Errorf("%s is not at least 32 printable characters without spaces; make one with: openssl rand -hex 32", name))
		}
	}
	return errors.Join(errs...)
}

// domain is the host of PUBLIC_URL, which check has read before.
func (s *Settings) domain() string {
	u, err := url.Parse(s.PublicURL)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// proxies reads TRUSTED_PROXIES.
func (s *Settings) proxies() ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, text := range s.TrustedProxies {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			a, aerr := netip.ParseAddr(text)
			if aerr != nil {
				return nil, fmt.Errorf("TRUSTED_PROXIES: %q is neither an address nor a network", text)
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		out = append(out, p)
	}
	return out, nil
}

// bankLatency reads BANK_LATENCY as its shortest and longest.
func (s *Settings) bankLatency() (shortest, longest time.Duration, err error) {
	from, to, two := strings.Cut(s.BankLatency, "-")
	if shortest, err = time.ParseDuration(from); err == nil {
		longest = shortest
		if two {
			longest, err = time.ParseDuration(to)
		}
	}
	if err != nil || shortest < 0 || longest < shortest {
		return 0, 0, fmt.Errorf("BANK_LATENCY %q is neither a duration (100ms) nor two (100ms-499ms)", s.BankLatency)
	}
	return shortest, longest, nil
}
