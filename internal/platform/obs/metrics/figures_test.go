package metrics_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/speckit/ticketing/internal/platform/gate"
	"github.com/speckit/ticketing/internal/platform/obs"
	"github.com/speckit/ticketing/internal/platform/obs/metrics"
)

// full is a registry with all that the program can show.
func full(t *testing.T) *metrics.Metrics {
	t.Helper()
	m := metrics.New()
	m.Build("1.2.3")
	m.Facts("reservation-created", 2)
	m.Relayed("inventory", 2)
	m.Mail(true)
	m.Requests.Route("POST", "/reservations").Refused("seat_taken")
	m.Messages.Handled("g", "t", 2, 1, time.Millisecond)
	m.Messages.SetAside("g", "t", true)
	m.Batches("inventory")(3, time.Millisecond)
	m.Outboxes(func(context.Context) ([]metrics.Outbox, error) {
		return []metrics.Outbox{{Context: "inventory", Facts: 7, Oldest: 1500 * time.Millisecond}}, nil
	})
	m.Relays(func(context.Context) ([]metrics.Relay, error) {
		return []metrics.Relay{{Context: "inventory", Shard: 0, Active: true, Fence: 9}}, nil
	})
	m.Consumers(func(context.Context) ([]metrics.Lag, error) {
		return []metrics.Lag{{Group: "g", Topic: "t", Messages: 5}}, nil
	})
	m.Shelves(func(context.Context) ([]metrics.Shelf, error) {
		return []metrics.Shelf{{Group: "g", Waiting: 1, Parked: 2}}, nil
	})
	m.Mails(func(context.Context) (int, error) { return 4, nil })
	m.Audit(func(context.Context) ([]metrics.Finding, error) {
		return []metrics.Finding{{Invariant: "I1", Found: 0, Checked: 100, At: time.Unix(1900000000, 0)}}, nil
	})
	health := obs.NewHealth(nil)
	health.Add(obs.Check{Name: "database", Required: true, Run: func(context.Context) error { return errors.New("away") }})
	m.Health(health)
	m.Redis(func() bool { return true })
	m.Breaker("ordering", func() string { return "half-open" })
	m.Gate(gate.Open{}, nil)
	pool, err := pgxpool.New(t.Context(), "postgres://nobody@127.0.0.1:1/none?pool_max_conns=6")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	m.Pool("inventory", pool.Stat)
	return m
}

func TestEveryFigureThatIsShownIsListedAndEveryListedOneCanBeShown(t *testing.T) {
	t.Parallel()
	m := full(t)
	families, err := m.Registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string][]string{} // labels by name
	for _, f := range families {
		shown[f.GetName()] = nil
		for _, l := range f.GetMetric()[0].GetLabel() {
			shown[f.GetName()] = append(shown[f.GetName()], l.GetName())
		}
	}
	for _, f := range metrics.Figures {
		labels, ok := shown[f.Name]
		if !ok {
			t.Errorf("%s is listed and never shown", f.Name)
			continue
		}
		delete(shown, f.Name)
		if !slices.Equal(labels, slices.Sorted(slices.Values(f.Labels))) {
			t.Errorf("%s has labels %v, listed are %v", f.Name, labels, f.Labels)
		}
	}
	for name := range shown {
		if strings.HasPrefix(name, "speckit_") {
			t.Errorf("%s is shown and not listed", name)
		}
	}
}

func TestWhatLiesElsewhereIsShownAsItWasFound(t *testing.T) {
	t.Parallel()
	text := scrape(full(t))
	for _, line := range []string{
		`speckit_outbox_lag_facts{context="inventory"} 7`, `speckit_outbox_lag_seconds{context="inventory"} 1.5`,
		`speckit_relay_active{context="inventory",shard="0"} 1`, `speckit_relay_fence{context="inventory",shard="0"} 9`,
		`speckit_consumer_lag{group="g",topic="t"} 5`, `speckit_shelf_messages{group="g",state="parked"} 2`, `speckit_mails_waiting 4`,
		`speckit_audit_findings{invariant="I1"} 0`, `speckit_audit_timestamp_seconds{invariant="I1"} 1.9e+09`,
		`speckit_ready 0`, `speckit_check_ok{check="database"} 0`, `speckit_breaker_open{peer="ordering"} 0.5`, `speckit_redis_up 1`,
		`speckit_pool_connections_most{context="inventory"} 6`, `speckit_facts_total{topic="reservation-created"} 2`,
		`speckit_consumer_messages_total{group="g",outcome="failed",topic="t"} 1`, `speckit_consumer_set_aside_total{group="g",state="parked",topic="t"} 1`,
		`speckit_mails_total{outcome="failed"} 0`, `speckit_mails_total{outcome="sent"} 1`, `speckit_collect_failed{part="outbox"} 0`,
	} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("there is no %s", line)
		}
	}
}

func TestFiguresThatCannotBeReadAreMissingAndHoldNobodyUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m := metrics.New()
		var asked atomic.Int32
		goOn := make(chan struct{})
		m.Outboxes(func(context.Context) ([]metrics.Outbox, error) {
			if asked.Add(1) == 1 {
				<-goOn // deaf to its deadline
			}
			return []metrics.Outbox{{Context: "inventory", Facts: 7}}, nil
		})
		m.Mails(func(context.Context) (int, error) { return 0, errors.New("away") })
		for range 3 {
			began := time.Now()
			text := scrape(m)
			if took := time.Since(began); took > time.Second {
				t.Errorf("it took %s", took)
			}
			for part, failed := range map[string]string{"outbox": "1", "mails": "1", "pools": "0"} {
				if !strings.Contains(text, `speckit_collect_failed{part="`+part+`"} `+failed) {
					t.Errorf("%s is not shown as %s", part, failed)
				}
			}
			if strings.Contains(text, "speckit_outbox_lag_facts{") || strings.Contains(text, "speckit_mails_waiting ") {
				t.Error("what could not be read is shown")
			}
		}
		if n := asked.Load(); n != 1 {
			t.Errorf("what does not answer was asked %d times at once", n)
		}
		close(goOn)
		synctest.Wait()
		if text := scrape(m); !strings.Contains(text, `speckit_outbox_lag_facts{context="inventory"} 7`) || asked.Load() != 1 {
			t.Errorf("after it came back, asked %d times:\n%s", asked.Load(), text)
		}
		<-time.After(6 * time.Second) // simulated
		if scrape(m); asked.Load() != 2 {
			t.Errorf("asked %d times after six seconds", asked.Load())
		}
	})
}

// shut is a gate that is busy.
type shut struct{ gate.Open }

func (shut) Try(context.Context, []string, time.Duration) (func(), []string) {
	return nil, []string{"seat"}
}

func TestTheGatesAnswersAreCounted(t *testing.T) {
	t.Parallel()
	m, up := metrics.New(), true
	g := m.Gate(gate.Open{}, func() bool { return up })
	if release, busy := g.Try(t.Context(), []string{"seat"}, time.Second); release == nil || busy != nil {
		t.Errorf("busy %v", busy)
	}
	up = false
	g.Try(t.Context(), []string{"seat"}, time.Second)
	text := scrape(m)
	if !strings.Contains(text, `speckit_gate_total{outcome="taken"} 1`) || !strings.Contains(text, `speckit_gate_total{outcome="out_of_order"} 1`) {
		t.Error(text)
	}
	closed := metrics.New()
	if release, busy := closed.Gate(shut{}, nil).Try(t.Context(), []string{"seat"}, time.Second); release != nil || len(busy) != 1 {
		t.Errorf("busy %v", busy)
	}
	if !strings.Contains(scrape(closed), `speckit_gate_total{outcome="busy"} 1`) {
		t.Error("the busy gate was not counted")
	}
}
