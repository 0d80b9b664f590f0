package e2e

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/speckit/ticketing/test/e2e/client"
	"github.com/speckit/ticketing/test/e2e/estate"
)

// How long things are away.
const (
	usualOutage = 60 * time.Second // of Kafka; KAFKA_OUTAGE says otherwise
	shortOutage = 5 * time.Second  // of what is missed at once
	slowNetwork = 50 * time.Millisecond
)

// faultHolds is longer than a request's key belongs to a process that has died, so that few buyers lose a hold by that.
const faultHolds = 20 * time.Second

// faultSettings have payments outlast Kafka's absence.
var faultSettings = []string{"RESERVATION_TTL=" + faultHolds.String(), "PAYMENT_WINDOW=3m", "BANK_LATENCY=0ms-20ms"}

// brittle is a platform of several services that can be broken, and the table of how it came back.
type brittle struct {
	*house
	*estate.Estate
	table recoveries
	mails []string // addresses of who is to have one mail
}

func openBrittle(t *testing.T, plan estate.Plan) *brittle {
	t.Helper()
	plan.Settings = append(plan.Settings, faultSettings...)
	h, e := openEstate(t, plan)
	b := &brittle{house: h, Estate: e}
	t.Cleanup(func() { b.table.print(t) })
	return b
}

// on makes an event of its own for a part of a test.
func (b *brittle) on(t *testing.T, seats int) *crashHouse {
	t.Helper()
	h := &crashHouse{house: b.house, t: t, ends: map[string]int{}}
	h.furnish(seats)
	return h
}

// TestFaults breaks each service, and what services stand on, while buyers buy.
func TestFaults(t *testing.T) {
	t.Parallel()
	b := openBrittle(t, estate.Plan{Proxied: true})
	for _, s := range b.Services {
		b.suffers(t, "kill -9 of "+s.Name, func(f *flow) {
			s.Kill()
			must(f.t, s.Start())
		})
	}
	b.suffers(t, "Kafka stopped", func(f *flow) {
		b.Kafka.Stop(f.t, 0)
		f.sells(outage(f.t))
		b.Kafka.Restart(f.t, 0)
	})
	b.suffers(t, "Redis stopped", func(f *flow) {
		b.Redis.Kill()
		f.sells(shortOutage)
		must(f.t, b.Redis.Start(f.t.Context()))
	})
	b.suffers(t, "Redis flushed", func(f *flow) { must(f.t, b.Redis.Flush(f.t.Context())) })
	b.suffers(t, "PostgreSQL restarted", func(f *flow) {
		b.Postgres.Stop()
		must(f.t, b.Postgres.Again(f.t.Context()))
	})
	b.suffers(t, "kill -9 of PostgreSQL", func(f *flow) {
		b.Postgres.Kill()
		must(f.t, b.Postgres.Again(f.t.Context()))
	})
	b.partition(t, "PostgreSQL", b.Network.Postgres)
	b.partition(t, "Kafka", b.Network.Kafka)
	b.partition(t, "Redis", b.Network.Redis)
	b.mailedOnce(t)
}

// partition has the network between the services and one thing stall, break and be slow.
func (b *brittle) partition(t *testing.T, from string, p *estate.Proxy) {
	t.Helper()
	b.suffers(t, from+" stalls", func(f *flow) {
		defer p.Stall()()
		f.pause(shortOutage)
	})
	b.suffers(t, from+" is cut off", func(*flow) { p.Cut() })
	b.suffers(t, from+" is far away", func(f *flow) {
		p.Delay(slowNetwork)
		defer p.Delay(0)
		f.sells(shortOutage)
	})
}

// outage is how long Kafka is away.
func outage(t *testing.T) time.Duration {
	t.Helper()
	text := os.Getenv("KAFKA_OUTAGE")
	if text == "" {
		return usualOutage
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		t.Fatalf("KAFKA_OUTAGE: %v", err)
	}
	return d
}

// TestFaultsOfConsumers has groups fail ten times, and hear everything twice.
func TestFaultsOfConsumers(t *testing.T) {
	t.Parallel()
	b := openBrittle(t, estate.Plan{Binary: faultyBinary})
	for _, deaf := range []string{"ordering-service:payment-succeeded", "fulfillment-service:order-paid", "notification-service:ticket-issued"} {
		context, _, _ := strings.Cut(deaf, "-")
		b.again(t, b.Of(context), "SPECKIT_DEAF="+deaf+":10")
		b.suffers(t, deaf+" fails ten times", func(f *flow) { f.morePay(soon) })
	}
	b.again(t, b.Services, "SPECKIT_HEAR_TWICE=1")
	b.suffers(t, "every message is handled twice", func(f *flow) { f.morePay(soon) })
	b.mailedOnce(t)
}

// again stops services and starts them with another setting.
func (b *brittle) again(t *testing.T, services []*estate.Service, setting string) {
	t.Helper()
	must(t, estate.Stop(services))
	for _, s := range services {
		must(t, s.Start(setting))
	}
	must(t, b.Ready(t.Context()))
}

// suffers breaks something under purchases. Once it is whole again it measures how long it takes until a new purchase goes through and
// until all that were begun have ended, and then it looks at the books.
func (b *brittle) suffers(t *testing.T, fault string, do func(f *flow)) {
	t.Helper()
	t.Run(fault, func(t *testing.T) {
		h := b.on(t, 3000)
		f := h.flows(t)
		f.pause(rand.N(flowPause)) // #nosec G404 -- any moment will do
		do(f)
		r := recovery{fault: fault, ends: h.ends}
		whole := time.Now()
		h.purchase(t.Context(), "fresh-"+h.event)
		r.fresh = time.Since(whole)
		f.settle()
		r.settled = time.Since(whole)
		must(t, client.Await(t.Context(), soon, h.mapped))
		r.mapped = time.Since(whole)
		t.Log(r)
		b.table.add(r)
		h.inspect(faultHolds)
		b.nothingTwice(t, h)
		if h.ends["fulfilled"] == 0 {
			t.Error("nobody has bought anything, so nothing was tried")
		}
	})
}

// recovery is how a platform came back from a fault.
type recovery struct {
	fault   string
	fresh   time.Duration // until a purchase that began afterwards had its tickets
	settled time.Duration // until all that had begun had ended
	mapped  time.Duration // until the map showed it
	ends    map[string]int
}

func (r recovery) String() string {
	return fmt.Sprintf("recovered from %-48s a new purchase %5.2f s, all settled %5.2f s, map %5.2f s, purchases %v",
		r.fault+":", r.fresh.Seconds(), r.settled.Seconds(), r.mapped.Seconds(), r.ends)
}

// recoveries are collected for one table.
type recoveries struct {
	mu   sync.Mutex
	list []recovery
}

func (r *recoveries) add(one recovery) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.list = append(r.list, one)
}

func (r *recoveries) print(t *testing.T) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	var table strings.Builder
	for _, one := range r.list {
		fmt.Fprintf(&table, "\n%s", one)
	}
	t.Log(table.String())
}

// must ends a test that cannot go on.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
