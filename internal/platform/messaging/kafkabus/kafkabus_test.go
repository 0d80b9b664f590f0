package kafkabus_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/messaging"
	"github.com/speckit/ticketing/internal/platform/messaging/kafkabus"
	"github.com/speckit/ticketing/internal/platform/messaging/kafkabus/kafkatest"
	"github.com/speckit/ticketing/internal/platform/pg"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

const patience = 90 * time.Second

var policy = messaging.Policy{Attempts: 12, First: 5 * time.Millisecond, Longest: 50 * time.Millisecond, Lanes: 4, Timeout: 5 * time.Second}

// fact is the n-th of its key, on a topic of the test's own.
type fact struct {
	On   string  `json:"-"`
	ID   id.UUID `json:"messageId"`
	Of   string  `json:"of"`
	N    int     `json:"n"`
	Fill string  `json:"fill,omitempty"`
}

func (f fact) Topic() string      { return f.On }
func (f fact) Key() string        { return f.Of }
func (f fact) MessageID() id.UUID { return f.ID }
func (fact) At() time.Time        { return time.Date(2026, 1, 2, 3, 4, 5, 6000, time.UTC) }

// house is one database and one topic, with as many processes as a test wants.
type house struct {
	t       testing.TB
	brokers []string
	topic   string
	group   string
	url     string
	db      *pg.DB // the test's own way in
	seen    *effects
}

func build(t testing.TB, brokers []string) *house {
	schema := pg.Schema{Name: "bc_told"}
	url := pgtest.Database(t, schema)
	return &house{
		t: t, brokers: brokers, topic: kafkatest.Name("told"), group: kafkatest.Name("group"), url: url,
		db: pgtest.Pool(t, url, schema.Name), seen: &effects{changed: make(chan struct{}, 1), count: map[id.UUID]int{}},
	}
}

// tell commits the facts from..to of each key.
func (h *house) tell(from, to int, keys ...string) {
	h.t.Helper()
	for n := from; n < to; n++ {
		err := h.db.Update(h.t.Context(), func(_ context.Context, tx *pg.Tx) error {
			for _, k := range keys {
				tx.Emit(fact{On: h.topic, ID: id.Random{}.New(), Of: k, N: n})
			}
			return nil
		})
		if err != nil {
			h.t.Fatal(err)
		}
	}
}

// effects are what the messages came to, in order.
type effects struct {
	mu      sync.Mutex
	of      map[string][]int
	count   map[id.UUID]int // effects of each message
	changed chan struct{}
}

func (e *effects) add(f fact) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.of == nil {
		e.of = map[string][]int{}
	}
	e.of[f.Of] = append(e.of[f.Of], f.N)
	e.count[f.ID]++
	select {
	case e.changed <- struct{}{}:
	default:
	}
}

func (e *effects) key(k string) []int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.of[k])
}

// await waits until each key has n effects, and holds them against their order.
func (h *house) await(n int, keys ...string) {
	h.t.Helper()
	deadline := time.After(patience)
	for _, k := range keys {
		for len(h.seen.key(k)) < n {
			select {
			case <-h.seen.changed:
			case <-time.After(time.Second): // another waiter took the word
			case <-deadline:
				h.t.Fatalf("of %d facts of %s came %v", n, k, h.seen.key(k))
			}
		}
		for i, got := range h.seen.key(k) {
			if got != i {
				h.t.Fatalf("%s came as %v", k, h.seen.key(k))
			}
		}
	}
}

// once holds the effects against their messages.
func (h *house) once(messages int) {
	h.t.Helper()
	h.seen.mu.Lock()
	defer h.seen.mu.Unlock()
	for message, n := range h.seen.count {
		if n != 1 {
			h.t.Errorf("%s took effect %d times", message, n)
		}
	}
	if len(h.seen.count) != messages {
		h.t.Errorf("%d messages of %d took effect", len(h.seen.count), messages)
	}
}

// process is one replica: its own pool, relay and consumer.
type process struct {
	bus    *kafkabus.Bus
	router *messaging.Router
	db     *pg.DB
	stop   func()
}

type options struct {
	relay, consume bool
	handle         func(ctx context.Context, f fact) error // before the effect
	outbox         func(db *pg.DB) messaging.Outbox
	shelf          func(db *pg.DB) messaging.Shelf
	shards         int
	config         func(*kafkabus.Config)
}

func (h *house) process(o options) *process {
	h.t.Helper()
	db := pgtest.Pool(h.t, h.url, "bc_told")
	log := slog.New(slog.DiscardHandler)
	if os.Getenv("VERBOSE") != "" {
		log = slog.New(slog.NewTextHandler(os.Stderr, nil))
	}
	config := kafkabus.Config{Brokers: h.brokers, Partitions: 4, Shards: o.shards, Consume: o.consume, Log: log}
	if o.config != nil {
		o.config(&config)
	}
	bus, err := kafkabus.Open(config)
	if err != nil {
		h.t.Fatal(err)
	}
	p := &process{bus: bus, db: db}
	if o.relay {
		var outbox messaging.Outbox = db
		if o.outbox != nil {
			outbox = o.outbox(db)
		}
		bus.From("told", outbox, h.topic)
	}
	if o.consume {
		var shelf messaging.Shelf = db
		if o.shelf != nil {
			shelf = o.shelf(db)
		}
		p.router, err = messaging.NewRouter(h.t.Context(), h.group, []work.Subscription{h.subscription(db, o.handle)}, shelf, policy, clock.System{}, id.Random{}, log)
		if err != nil {
			h.t.Fatal(err)
		}
		bus.To(p.router)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = bus.Run(ctx) }()
	p.stop = sync.OnceFunc(func() { cancel(); <-done })
	h.t.Cleanup(p.stop)
	return p
}

// subscription takes each message once, in the transaction of its effect, as every context does.
func (h *house) subscription(db *pg.DB, before func(ctx context.Context, f fact) error) work.Subscription {
	return work.Subscription{Group: h.group, Topic: h.topic, Handle: func(ctx context.Context, batch []work.Envelope) []error {
		verdicts := make([]error, len(batch))
		for i, e := range batch {
			f, err := work.Open[fact](e)
			if err == nil && before != nil {
				err = before(ctx, f)
			}
			if err == nil {
				err = h.effect(ctx, db, e, f)
			}
			verdicts[i] = err
		}
		return verdicts
	}}
}

// effect is counted while the message is taken and its rival waits, so that the order of the counting is that of the commits.
func (h *house) effect(ctx context.Context, db *pg.DB, e work.Envelope, f fact) error {
	return db.Update(ctx, func(ctx context.Context, tx *pg.Tx) error {
		first, err := tx.Once(ctx, h.group, e.Message)
		if err == nil && first {
			f.ID = e.Message
			h.seen.add(f)
		}
		return err
	})
}

// records reads a topic from its beginning until it has n.
func records(t testing.TB, brokers []string, topic string, n int) []*kgo.Record {
	t.Helper()
	client, err := kgo.NewClient(kgo.SeedBrokers(brokers...), kgo.ConsumeTopics(topic), kgo.MetadataMinAge(100*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	var out []*kgo.Record
	for len(out) < n {
		fetches := client.PollFetches(ctx)
		if ctx.Err() != nil {
			t.Fatalf("%d records of %s, not %d", len(out), topic, n)
		}
		out = append(out, fetches.Records()...)
	}
	return out
}

func header(r *kgo.Record, key string) string {
	for _, h := range r.Headers {
		if h.Key == key {
			return string(h.Value)
		}
	}
	return ""
}

func until(t testing.TB, what string, ok func() bool) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for !ok() {
		if time.Now().After(deadline) {
			t.Fatalf("not %s", what)
		}
		select {
		case <-t.Context().Done():
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func TestAFactReachesItsGroupAndAStockClientReadsIt(t *testing.T) {
	t.Parallel()
	h := build(t, kafkatest.Shared(t))
	p := h.process(options{relay: true, consume: true})
	h.tell(0, 20, "a", "b")
	h.await(20, "a", "b")
	var first *kgo.Record
	for _, r := range records(t, h.brokers, h.topic, 40) {
		if string(r.Key) == "a" && first == nil {
			first = r
		}
	}
	facts, _ := h.db.Read(t.Context(), 0, 1)
	if string(first.Value) != string(facts[0].Payload) || header(first, "message-id") != facts[0].Message.String() ||
		header(first, "occurred-at") != "2026-01-02T03:04:05.000006Z" || header(first, "content-type") != "application/json" || header(first, "relay-fence") != "1" {
		t.Fatalf("record %s %v", first.Value, first.Headers)
	}
	if err := p.bus.Ping(t.Context()); err != nil {
		t.Fatal(err)
	}
	until(t, "without a lag", func() bool {
		relays, err := p.bus.RelayLags(t.Context())
		groups, err2 := kafkabus.GroupLags(t.Context(), kafkabus.Config{Brokers: h.brokers}, map[string][]string{h.group: {h.topic}})
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		at, err := kafkabus.Relayed(t.Context(), h.db)
		return err == nil && at == 40 && relays[0].Active && relays[0].Facts == 0 && !slices.ContainsFunc(groups, func(l kafkabus.GroupLag) bool { return l.Behind() > 0 })
	})
	if c := p.bus.Consumers()[0]; c.Group != h.group || c.Partitions != 4 || time.Since(c.Polled) > 5*time.Second {
		t.Fatalf("consumer %+v", c)
	}
}

func TestTheOrderOfAKeySurvivesTwoRelaysOfWhichOneVanishes(t *testing.T) {
	t.Parallel()
	h := build(t, kafkatest.Shared(t))
	vanishing := &vanishing{}
	first := h.process(options{relay: true, outbox: func(db *pg.DB) messaging.Outbox { vanishing.Outbox = db; return vanishing }})
	h.tell(0, 1, "a", "b")
	until(t, "relayed", func() bool { at, _ := kafkabus.Relayed(t.Context(), h.db); return at == 2 })
	h.process(options{relay: true, consume: true})
	h.tell(1, 100, "a", "b")
	began := time.Now()
	vanishing.vanish() // neither prolongs nor gives back its lease, and every save of its cursor is lost
	h.tell(100, 150, "a", "b")
	until(t, "taken over", func() bool {
		var fence int64
		_ = h.db.Pool().QueryRow(t.Context(), `select fence from leases where name = 'kafka'`).Scan(&fence)
		return fence == 2
	})
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("taken over after %s", took)
	} else {
		t.Logf("taken over after %s", took)
	}
	h.await(150, "a", "b")
	first.stop()
	records(t, h.brokers, h.topic, 301) // some came twice: what the first had sent and could not write down
	until(t, "handled", func() bool {
		l, err := kafkabus.GroupLags(t.Context(), kafkabus.Config{Brokers: h.brokers}, map[string][]string{h.group: {h.topic}})
		return err == nil && !slices.ContainsFunc(l, func(l kafkabus.GroupLag) bool { return l.Behind() > 0 })
	})
	h.once(300)
}

// vanishing is an outbox to which its process loses every way at once.
type vanishing struct {
	messaging.Outbox
	mu   sync.Mutex
	gone bool
}

var errGone = errors.New("gone")

func (v *vanishing) vanish() { v.mu.Lock(); v.gone = true; v.mu.Unlock() }
func (v *vanishing) away() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.gone
}

func (v *vanishing) Take(ctx context.Context, name string, holder id.UUID, last time.Duration) (int64, bool, error) {
	if v.away() {
		return 0, false, errGone
	}
	return v.Outbox.Take(ctx, name, holder, last)
}

func (v *vanishing) Yield(ctx context.Context, name string, fence int64) error {
	if v.away() {
		return errGone
	}
	return v.Outbox.Yield(ctx, name, fence)
}

func (v *vanishing) AdvanceHeld(ctx context.Context, name string, to, fence int64) (bool, error) {
	if v.away() {
		return true, nil // the answer that it gets; nothing was written
	}
	return v.Outbox.AdvanceHeld(ctx, name, to, fence)
}

func TestAStoppedRelayHandsOverAtOnce(t *testing.T) {
	t.Parallel()
	h := build(t, kafkatest.Shared(t))
	first := h.process(options{relay: true})
	h.tell(0, 10, "a")
	until(t, "relayed", func() bool { at, _ := kafkabus.Relayed(t.Context(), h.db); return at == 10 })
	h.process(options{relay: true, consume: true})
	first.stop()
	began := time.Now()
	h.tell(10, 20, "a")
	until(t, "taken over", func() bool { at, _ := kafkabus.Relayed(t.Context(), h.db); return at == 20 })
	if took := time.Since(began); took > 4*time.Second {
		t.Errorf("handed over after %s", took)
	}
	h.await(20, "a")
}

func TestConsumersComeAndGoWhileMessagesFlow(t *testing.T) {
	t.Parallel()
	h := build(t, kafkatest.Shared(t))
	keys := []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	h.process(options{relay: true})
	first := h.process(options{consume: true})
	h.tell(0, 50, keys...)
	second := h.process(options{consume: true})
	h.tell(50, 100, keys...)
	until(t, "shared", func() bool {
		return first.bus.Consumers()[0].Partitions == 2 && second.bus.Consumers()[0].Partitions == 2
	})
	h.tell(100, 130, keys...)
	first.stop()
	h.tell(130, 160, keys...)
	h.await(160, keys...)
	h.once(160 * len(keys))
}

func TestAHandlerThatFailsTenTimesHoldsUpItsOwnKeyOnly(t *testing.T) {
	t.Parallel()
	h := build(t, kafkatest.Shared(t))
	var mu sync.Mutex
	tries := 0
	h.process(options{relay: true, consume: true, handle: func(_ context.Context, f fact) error {
		mu.Lock()
		defer mu.Unlock()
		if f.Of == "a" && f.N == 3 && tries < 10 {
			tries++
			return errors.New("not yet")
		}
		return nil
	}})
	h.tell(0, 10, "a", "b", "c", "d", "e")
	h.await(10, "b", "c", "d", "e", "a")
	if tries != 10 {
		t.Errorf("tried %d times", tries)
	}
}

func TestWhatNobodyCanReadIsParkedWithACopyAndARetryWorks(t *testing.T) {
	t.Parallel()
	h := build(t, kafkatest.Shared(t))
	p := h.process(options{relay: true, consume: true})
	h.tell(0, 1, "a")
	h.await(1, "a") // the topic is there
	garbage := &kgo.Record{Topic: h.topic, Key: []byte("a"), Value: []byte("\x00\xff no JSON"), Headers: []kgo.RecordHeader{{Key: "x", Value: []byte("y")}}}
	client, err := kgo.NewClient(kgo.SeedBrokers(h.brokers...))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	stranger := fmt.Appendf(nil, `{"messageId": %q, "of": "a", "n": 1}`, id.Random{}.New())
	if err := client.ProduceSync(t.Context(), garbage, &kgo.Record{Topic: h.topic, Key: []byte("a"), Value: stranger}).FirstErr(); err != nil {
		t.Fatal(err)
	}
	h.await(2, "a")
	dead := records(t, h.brokers, kafkabus.DeadLetterTopic(h.topic, h.group), 1)[0]
	parked, err := h.db.List(t.Context(), messaging.Listing{State: messaging.Parked, Limit: 10})
	if err != nil || len(parked) != 1 {
		t.Fatalf("parked %+v, %v", parked, err)
	}
	if string(dead.Value) != string(garbage.Value) || string(dead.Key) != "a" || header(dead, "dlq-shelved-id") != parked[0].ID.String() || header(dead, "dlq-attempts") != "1" ||
		header(dead, "dlq-reason") == "" || header(dead, "dlq-partition") != fmt.Sprint(garbage.Partition) || header(dead, "dlq-offset") != fmt.Sprint(garbage.Offset) {
		t.Fatalf("dead letter %q %v", dead.Value, dead.Headers)
	}
	// Somebody mends it and says that it is to be tried again.
	mended := parked[0]
	if _, err := h.db.Pool().Exec(t.Context(), `update shelf set payload = '{"of": "a", "n": 2}' where id = $1`, mended.ID); err != nil {
		t.Fatal(err)
	}
	mended.State, mended.Attempts, mended.Next = messaging.Waiting, 0, clock.System{}.Now()
	if err := h.db.Put(t.Context(), mended); err != nil {
		t.Fatal(err)
	}
	h.await(3, "a")
	_ = p
}

// awayShelf cannot be written or read for a time, like a database that is away.
type awayShelf struct {
	messaging.Shelf
	mu   sync.Mutex
	away bool
}

func (s *awayShelf) set(away bool) { s.mu.Lock(); s.away = away; s.mu.Unlock() }

func (s *awayShelf) Put(ctx context.Context, shelved ...messaging.Shelved) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.away {
		return errGone
	}
	return s.Shelf.Put(ctx, shelved...)
}

func TestWhatCanBeNeitherHandledNorShelvedIsDeliveredLater(t *testing.T) {
	t.Parallel()
	h := build(t, kafkatest.Shared(t))
	shelf := &awayShelf{away: true}
	var mu sync.Mutex
	broken := true
	p := h.process(options{
		relay: true, consume: true, shelf: func(db *pg.DB) messaging.Shelf { shelf.Shelf = db; return shelf },
		handle: func(context.Context, fact) error {
			mu.Lock()
			defer mu.Unlock()
			if broken {
				return errGone
			}
			return nil
		},
	})
	h.tell(0, 10, "a", "b")
	until(t, "held up", func() bool { return p.bus.Consumers()[0].HeldUp != "" })
	mu.Lock()
	broken = false
	mu.Unlock()
	shelf.set(false)
	h.await(10, "a", "b")
}

func TestTwoShardsRelayEachKeyInOrder(t *testing.T) {
	t.Parallel()
	h := build(t, kafkatest.Shared(t))
	one := h.process(options{relay: true, consume: true})
	h.tell(0, 30, "a", "b", "c", "d")
	one.stop()
	h.tell(30, 60, "a", "b", "c", "d")
	two := h.process(options{relay: true, consume: true, shards: 2})
	h.tell(60, 90, "a", "b", "c", "d")
	h.await(90, "a", "b", "c", "d")
	until(t, "one family of cursors", func() bool {
		cursors, err := h.db.Cursors(t.Context())
		return err == nil && len(cursors) == 2 && cursors[kafkabus.Cursors(2)[0]] == 360 && cursors[kafkabus.Cursors(2)[1]] == 360
	})
	two.stop()
}

func TestAFactThatIsTooLargeIsNeitherLostNorPassed(t *testing.T) {
	t.Parallel()
	h := build(t, kafkatest.Shared(t))
	p := h.process(options{relay: true, consume: true})
	h.tell(0, 5, "a")
	err := h.db.Update(t.Context(), func(_ context.Context, tx *pg.Tx) error {
		tx.Emit(fact{On: h.topic, ID: id.Random{}.New(), Of: "a", N: 5, Fill: string(make([]byte, 1<<20))})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	h.tell(6, 8, "a")
	h.await(5, "a")
	until(t, "stuck", func() bool {
		l, err := p.bus.RelayLags(t.Context())
		return err == nil && l[0].Stuck != "" && l[0].Facts == 3
	})
	if got := h.seen.key("a"); len(got) != 5 {
		t.Fatalf("passed it: %v", got)
	}
}

func TestNonsenseIsRefusedBeforeAnythingIsConnected(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]kafkabus.Config{
		"no broker":         {},
		"no port":           {Brokers: []string{"localhost"}},
		"no such SASL":      {Brokers: []string{"localhost:9092"}, Mechanism: "kerberos", User: "u", Password: "p"},
		"no password":       {Brokers: []string{"localhost:9092"}, Mechanism: "plain", User: "u"},
		"a user for no use": {Brokers: []string{"localhost:9092"}, User: "u"},
		"partitions":        {Brokers: []string{"localhost:9092"}, Partitions: -2},
	} {
		if _, err := kafkabus.Open(c); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := kafkabus.Open(kafkabus.Config{Brokers: []string{"nowhere.invalid:1"}}); err != nil {
		t.Errorf("a broker that is away: %v", err)
	}
}
