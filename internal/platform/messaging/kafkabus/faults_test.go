package kafkabus_test

import (
	"context"
	"log/slog"
	"net"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/messaging"
	"github.com/speckit/ticketing/internal/platform/messaging/kafkabus"
	"github.com/speckit/ticketing/internal/platform/messaging/kafkabus/kafkatest"
)

func TestABrokerThatIsStoppedAndStartedAgainLosesNothing(t *testing.T) {
	t.Parallel()
	c := kafkatest.Start(t, 1)
	h := build(t, c.Brokers())
	h.process(options{relay: true, consume: true})
	h.tell(0, 50, "a", "b", "c")
	h.await(50, "a", "b", "c")
	c.Stop(t, 0)
	h.tell(50, 80, "a", "b", "c")
	// A process that is started while the broker is away waits for it too.
	late := h.process(options{relay: true, consume: true})
	if err := late.bus.Ping(shortly(t)); err == nil {
		t.Fatal("a broker that is away answers")
	}
	c.Restart(t, 0)
	h.tell(80, 100, "a", "b", "c")
	h.await(100, "a", "b", "c")
	c.Kill(t, 0)
	h.tell(100, 120, "a", "b", "c")
	c.Restart(t, 0)
	began := time.Now()
	defer func() { t.Logf("went on %s after the broker answered", time.Since(began)) }()
	h.await(120, "a", "b", "c")
}

func TestOneBrokerOfThreeMayVanish(t *testing.T) {
	t.Parallel()
	c := kafkatest.Start(t, 3)
	h := build(t, c.Brokers())
	h.process(options{relay: true, consume: true})
	h.tell(0, 50, "a", "b", "c", "d")
	h.await(50, "a", "b", "c", "d")
	c.Kill(t, 1)
	began := time.Now()
	h.tell(50, 100, "a", "b", "c", "d")
	h.await(100, "a", "b", "c", "d")
	t.Logf("went on after %s", time.Since(began))
}

func TestWithoutADeadLetterNothingIsParked(t *testing.T) {
	t.Parallel()
	c := kafkatest.Start(t, 1)
	h := build(t, c.Brokers())
	handed, gone := make(chan struct{}, 100), make(chan struct{})
	h.process(options{relay: true, consume: true, handle: func(ctx context.Context, f fact) error {
		if f.N != 0 {
			return nil
		}
		select {
		case handed <- struct{}{}:
		default:
		}
		select {
		case <-gone:
		case <-ctx.Done():
			return ctx.Err()
		}
		return &work.Unreadable{Topic: h.topic, Cause: errGone}
	}})
	h.tell(0, 1, "a")
	<-handed
	c.Kill(t, 0)
	close(gone)
	waiting := func(state messaging.State) func() bool {
		return func() bool {
			l, err := h.db.List(t.Context(), messaging.Listing{State: state, Limit: 10})
			return err == nil && len(l) == 1
		}
	}
	until(t, "waiting", waiting(messaging.Waiting))
	if waiting(messaging.Parked)() {
		t.Fatal("parked without a copy")
	}
	c.Restart(t, 0)
	until(t, "parked", waiting(messaging.Parked))
}

// heard is a log that tells of a message when it is written first.
type heard struct {
	slog.Handler
	message string
	tell    func()
}

func (h heard) Enabled(context.Context, slog.Level) bool { return true }

func (h heard) WithAttrs([]slog.Attr) slog.Handler { return h }

func (h heard) Handle(_ context.Context, r slog.Record) error {
	if r.Message == h.message {
		h.tell()
	}
	return nil
}

// ghost joins the group of a house and, when it is told to, vanishes without a word: the others wait for it until its session ends.
func (h *house) ghost(session time.Duration) (vanish func()) {
	h.t.Helper()
	var mu sync.Mutex
	var conns []net.Conn
	gone, joined := false, make(chan struct{})
	dial := func(ctx context.Context, network, host string) (net.Conn, error) {
		mu.Lock()
		defer mu.Unlock()
		if gone {
			return nil, errGone
		}
		conn, err := (&net.Dialer{}).DialContext(ctx, network, host)
		if err == nil {
			conns = append(conns, conn)
		}
		return conn, err
	}
	once := sync.OnceFunc(func() { close(joined) })
	client, err := kgo.NewClient(kgo.SeedBrokers(h.brokers...), kgo.ConsumerGroup(h.group), kgo.ConsumeTopics(h.topic),
		kgo.Balancers(kgo.CooperativeStickyBalancer()), kgo.SessionTimeout(session), kgo.Dialer(dial), kgo.DisableAutoCommit(),
		kgo.OnPartitionsAssigned(func(_ context.Context, _ *kgo.Client, parts map[string][]int32) {
			if len(parts[h.topic]) > 0 {
				once()
			}
		}))
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() {
		ended, cancel := context.WithCancel(context.Background())
		cancel()
		_ = client.LeaveGroupContext(ended)
		client.Close()
	})
	<-joined
	return func() {
		mu.Lock()
		defer mu.Unlock()
		gone = true
		for _, c := range conns {
			_ = c.Close()
		}
	}
}

func TestWhatCannotBeCommittedInARebalanceIsCommittedAfterIt(t *testing.T) {
	t.Parallel()
	h := build(t, kafkatest.Start(t, 1).Brokers())
	failed := make(chan struct{})
	log := slog.New(heard{slog.DiscardHandler, "offsets cannot be committed", sync.OnceFunc(func() { close(failed) })})
	p := h.process(options{relay: true, consume: true, config: func(c *kafkabus.Config) { c.Log = log }})
	committed := func() bool {
		lags, err := p.bus.GroupLags(t.Context())
		return err == nil && len(lags) > 0 && !slices.ContainsFunc(lags, func(l kafkabus.GroupLag) bool { return l.Behind() > 0 })
	}
	keys := []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	h.tell(0, 1, keys...)
	h.await(1, keys...)
	vanish := h.ghost(12 * time.Second)
	until(t, "committed", committed)
	vanish()
	h.process(options{consume: true}) // a third one: the others wait for the ghost
	told := 1
	for waits := false; !waits; told++ {
		h.tell(told, told+1, keys...)
		until(t, "committed, or not", func() bool {
			select {
			case <-failed:
				waits = true
				return true
			default:
				return committed()
			}
		})
	}
	h.await(told, keys...)
	until(t, "committed at last", committed)
	h.once(told * len(keys))
}

// shortly is a context for a question that nobody will answer.
func shortly(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	t.Cleanup(cancel)
	return ctx
}
