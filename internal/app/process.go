package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmentpdf"
	"github.com/speckit/ticketing/internal/identity/identityjose"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/notification/notificationpg"
	"github.com/speckit/ticketing/internal/notification/notificationsmtp"
	"github.com/speckit/ticketing/internal/notification/notificationtext"
	"github.com/speckit/ticketing/internal/platform/auth"
	"github.com/speckit/ticketing/internal/platform/gate/localgate"
	"github.com/speckit/ticketing/internal/platform/messaging"
	"github.com/speckit/ticketing/internal/platform/messaging/kafkabus"
	"github.com/speckit/ticketing/internal/platform/messaging/localbus"
	"github.com/speckit/ticketing/internal/platform/obs"
	"github.com/speckit/ticketing/internal/platform/obs/metrics"
	"github.com/speckit/ticketing/internal/platform/obs/tracing"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// process is contexts over PostgreSQL, and what they share.
type process struct {
	*Contexts
	ground  *ground
	clock   clock.Clock
	ids     id.Source
	secrets auth.Secrets
	mailbox notification.Mailbox // nil outside a demo
	metrics *metrics.Metrics
	lanes   []interface{ Close() }
	doors   []*rest.API

	shared   shared
	traces   *tracing.Exporter // nil exports nothing
	tracer   *obs.Tracer       // nil watches nothing
	faults   Faults            // none but in a test's build
	inside   bool              // facts stay inside the process although there are brokers
	kafka    *kafkabus.Bus     // nil where facts stay inside the process
	services *auth.Services    // our services' tokens
	clients  map[string]*rest.Client
}

// newProcess makes the contexts whose databases the ground has, and clients of those that run elsewhere.
func newProcess(ctx context.Context, g *ground) (*process, error) {
	s := g.settings
	p := &process{ground: g, clock: clock.System{}, ids: id.Random{}, secrets: auth.Secrets{Current: s.Secret, Old: s.SecretOld}, metrics: metrics.New()}
	p.services = auth.NewServices(p.secrets, p.clock)
	if err := errors.Join(p.openTraces(ctx), p.openShared()); err != nil {
		return nil, err
	}
	sender, err := p.sender()
	if err != nil {
		return nil, err
	}
	p.faults = faultsOfEnvironment()
	if p.faults.At != nil {
		for _, db := range g.dbs {
			db.OnCommit(func() { p.faults.At(AfterCommit) })
		}
	}
	tools := Tools{
		Clock: p.clock, IDs: p.ids, Gate: p.shared.gate, Endings: p.shared.endings, Random: rand.Reader, Faults: p.faults,
		Sealers:   func(purpose string) Sealer { return auth.NewSealer(p.secrets, purpose) },
		Passwords: identityjose.NewPasswords(identityjose.DefaultCost()), Tokens: &identityjose.Tokens{},
		Renderer: fulfillmentpdf.New(fulfillmentpdf.DefaultEventLength), Writer: notificationtext.New(s.Demo), Sender: sender, Tracer: p.tracer, Mailed: p.metrics.Mail,
	}
	tools.Bank.AmountRules = s.BankAmountRules
	tools.Bank.Latency.Min, tools.Bank.Latency.Max, _ = s.bankLatency() // checked before
	p.Contexts = assemble(g.parts, p.neighbours(), p.stores(), tools, Figures{
		PublicURL: s.PublicURL, ReservationTTL: s.ReservationTTL, PaymentWindow: s.PaymentWindow, Currency: s.Currency, TimeZone: s.TimeZone, Demo: s.Demo,
		Line: LineFigures{Window: s.WaitlistWindow, Stall: s.WaitlistStall, Neighbours: s.WaitlistNeighbours, Passes: s.WaitlistPasses},
	})
	for _, w := range p.parts.wirings() {
		if w.lane != nil {
			w.lane(p)
		}
	}
	return p, nil
}

// close lets go of what the process holds, when nothing of it works any more.
func (p *process) close() {
	p.shared.close()
	for _, c := range p.clients {
		c.Close()
	}
	p.traces.Close()
	p.ground.close()
}

// neighbours reaches the contexts that run elsewhere.
func (p *process) neighbours() *Neighbours {
	near := &Neighbours{}
	p.clients = map[string]*rest.Client{}
	for _, w := range wirings() {
		if !p.ground.parts.has(w.name) {
			p.clients[w.name] = rest.NewClient(rest.ClientConfig{Base: p.ground.settings.urlOf(w.name), Tokens: p.services, Tracer: p.tracer})
			w.elsewhere(near, p.clients[w.name])
		}
	}
	return near
}

// stores are those of the contexts that run here.
func (p *process) stores() Stores {
	var stores Stores
	for _, w := range p.ground.parts.wirings() {
		w.store(p, &stores)
	}
	return stores
}

// sender is where mails go: a mail server, the demo's mailbox, or nowhere yet.
func (p *process) sender() (notification.Sender, error) {
	if p.ground.settings.Demo && p.ground.parts.has("notification") {
		p.mailbox = notificationpg.NewMailbox(p.ground.dbs["notification"])
	}
	switch {
	case p.ground.settings.SMTPURL != "":
		return notificationsmtp.New(p.ground.settings.SMTPURL, p.ground.settings.domain())
	case p.mailbox != nil:
		return p.mailbox, nil
	default:
		return nil, nil
	}
}

// verifier checks tokens with identity's public keys. Where identity runs elsewhere a copy of them is kept, so that this process can
// start and serve while identity is down.
func (p *process) verifier() *auth.Verifier {
	copied := auth.Disk{}
	if p.Identity == nil {
		copied = auth.DiskAt(filepath.Join(p.ground.settings.Data, tokenKeys))
	}
	verifier := auth.NewVerifier(func(ctx context.Context) (jose.JSONWebKeySet, error) {
		keys, err := p.near.Identity.PublicKeys(ctx)
		set := jose.JSONWebKeySet{}
		for _, k := range keys {
			set.Keys = append(set.Keys, jose.JSONWebKey{KeyID: k.ID.String(), Key: k.Key, Algorithm: string(jose.EdDSA), Use: "sig"})
		}
		return set, err
	}, copied, p.services, p.clock)
	verifier.Heed(p.shared.ended)
	return verifier
}

// tokenKeys is the file in the data directory that keeps identity's public keys.
const tokenKeys = "token-keys.json" // #nosec G101 -- the name of a file with public keys

// bus carries facts to the groups of this process.
type bus interface {
	To(router *messaging.Router)
	Run(ctx context.Context) error
}

// openBus joins every context's outbox with every group that listens to it: by Kafka where there are brokers, else inside the process.
func (p *process) openBus(ctx context.Context) (bus, error) {
	road, err := p.road()
	if err != nil {
		return nil, err
	}
	for name, subs := range p.Subscriptions() {
		for i := range subs {
			subs[i] = p.faults.hearing(subs[i])
		}
		for group, of := range byGroup(subs) {
			router, err := messaging.NewRouter(ctx, group, of, p.ground.dbs[name], messaging.DefaultPolicy, p.clock, p.ids, p.ground.log)
			if err != nil {
				return nil, fmt.Errorf("open consumer group %s: %w", group, err)
			}
			router.Watch(p.consumers())
			road.To(router)
		}
	}
	return road, nil
}

// road is a bus with outboxes and no groups yet.
func (p *process) road() (bus, error) {
	if p.inside || !p.ground.viaKafka() {
		inside := localbus.New(p.ground.log)
		if here := p.parts.contexts(); p.ground.server == nil && len(here) > 0 { // others may work on the same database: one of us delivers
			inside.Exclusive(p.ground.dbs[here[0]])
		}
		for _, name := range p.parts.contexts() {
			inside.From(name, p.ground.dbs[name], events.TopicsOf(name)...)
		}
		return inside, nil
	}
	config, err := p.ground.settings.kafka(p.ground.log)
	if err != nil {
		return nil, err
	}
	config.Observer = kafkabus.Observer{Sending: p.sending, Relayed: p.metrics.Relayed}
	kafka, err := kafkabus.Open(config)
	if err != nil {
		return nil, err
	}
	for _, name := range p.parts.contexts() {
		kafka.From(name, p.ground.dbs[name], events.TopicsOf(name)...)
	}
	p.kafka = kafka
	return kafka, nil
}

func byGroup(subs []work.Subscription) map[string][]work.Subscription {
	out := map[string][]work.Subscription{}
	for _, s := range subs {
		out[s.Group] = append(out[s.Group], s)
	}
	return out
}

// consumersByTopic lists which groups listen to which topics, for docs/events.md.
func consumersByTopic() map[string][]string {
	out := map[string][]string{}
	all := Assemble(Stores{}, Tools{Clock: clock.System{}, IDs: id.Random{}, Gate: &localgate.Gate{}, Sealers: func(string) Sealer { return nil }}, Figures{})
	for _, subs := range all.Subscriptions() {
		for _, s := range subs {
			out[s.Topic] = append(out[s.Topic], s.Group)
		}
	}
	return out
}

// workers are the contexts' own chores.
func (p *process) workers() []worker {
	all := []worker{{"keep tables small", 10 * time.Minute, p.prune}}
	for _, w := range p.parts.wirings() {
		all = append(all, w.workers(p)...)
	}
	return all
}

// How long what was told, taken and answered is kept.
const (
	keepFacts   = 24 * time.Hour
	keepInbox   = 14 * 24 * time.Hour
	keepAnswers = 25 * time.Hour
)

func (p *process) prune(ctx context.Context) error {
	for _, name := range p.parts.contexts() {
		if err := p.ground.dbs[name].Prune(ctx, p.clock.Now(), keepFacts, keepInbox, keepAnswers, p.subscribers(name)...); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// subscribers are the cursors in a context's outbox that say what may be forgotten.
func (p *process) subscribers(source string) []string {
	if p.ground.viaKafka() {
		return kafkabus.Cursors(p.ground.settings.RelayShards)
	}
	return slices.Collect(maps.Keys(consumersOf(p.Contexts)[source]))
}
