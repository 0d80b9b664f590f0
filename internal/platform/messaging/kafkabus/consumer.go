package kafkabus

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/messaging"
)

// Bounds of one consumer. There are some two dozen in a process, so each keeps little.
const (
	consumeBatch    = 500
	fetchMost       = 2 << 20
	fetchPartition  = 512 << 10
	pollMost        = time.Second // without a record, before the consumer shows that it is alive
	sessionTimeout  = 10 * time.Second
	heartbeat       = 2 * time.Second
	rebalancePeriod = 20 * time.Second
	yieldMost       = 5 * time.Second  // that a rebalance waits for what is in hand
	stopMost        = 10 * time.Second // that the process's end does
	commitMost      = 5 * time.Second
	deliverFirst    = 100 * time.Millisecond
	deliverLongest  = 5 * time.Second
)

// consumer brings the records of a group's topics to its router. Offsets are committed after the effect.
type consumer struct {
	bus    *Bus
	router *messaging.Router
	log    *slog.Logger
	client *kgo.Client

	hand   chan struct{} // held while a batch is in hand
	polled atomic.Int64  // when it last was at the brokers, or found nothing there, in Unix nanoseconds
	heldUp atomic.Pointer[string]
	moved  atomic.Bool // partitions came: which keys are held must be read again

	mu    sync.Mutex
	owned map[part]bool
	owing map[part]*kgo.Record // the last record of each part that is handled and not committed, since a commit failed
}

type part struct {
	topic     string
	partition int32
}

func newConsumer(b *Bus, router *messaging.Router) *consumer {
	return &consumer{bus: b, router: router, log: b.log.With("group", router.Group()), hand: make(chan struct{}, 1), owned: map[part]bool{}, owing: map[part]*kgo.Record{}}
}

func (c *consumer) run(ctx context.Context) (err error) {
	c.client, err = c.bus.config.client(
		kgo.ConsumerGroup(c.router.Group()), kgo.ConsumeTopics(c.router.Topics()...),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()), kgo.Balancers(kgo.CooperativeStickyBalancer()), kgo.DisableAutoCommit(),
		kgo.SessionTimeout(sessionTimeout), kgo.HeartbeatInterval(heartbeat), kgo.RebalanceTimeout(rebalancePeriod),
		kgo.FetchMaxBytes(fetchMost), kgo.FetchMaxPartitionBytes(fetchPartition), kgo.FetchMaxWait(pollMost/2),
		kgo.OnPartitionsAssigned(c.assigned), kgo.OnPartitionsRevoked(c.revoked), kgo.OnPartitionsLost(c.lost),
	)
	if err != nil {
		return err
	}
	defer c.leave(ctx)
	working, stop := context.WithCancel(context.WithoutCancel(ctx)) // what is in hand when the end comes is finished
	defer stop()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(stopMost, stop) })()
	for ctx.Err() == nil {
		batch := c.poll(ctx)
		c.polled.Store(time.Now().UnixNano())
		if len(batch) > 0 {
			c.deliver(ctx, working, batch)
		} else {
			c.settle(working)
		}
	}
	return nil
}

// leave leaves the group, so that the others need not wait for the end of the session.
func (c *consumer) leave(ctx context.Context) {
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), commitMost)
	defer cancel()
	_ = c.client.LeaveGroupContext(last)
	c.client.Close()
}

// poll returns some records, or none after a while.
func (c *consumer) poll(ctx context.Context) []*kgo.Record {
	ctx, cancel := context.WithTimeout(ctx, pollMost)
	defer cancel()
	fetches := c.client.PollRecords(ctx, consumeBatch)
	fetches.EachError(func(topic string, partition int32, err error) {
		if !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, context.Canceled) && !errors.Is(err, kgo.ErrClientClosed) {
			c.log.Warn("records cannot be fetched", "topic", topic, "partition", partition, "reason", err)
		}
	})
	return fetches.Records()
}

// deliver hands a batch to the router until it is handled or shelved, or nobody here is asked for it any more.
func (c *consumer) deliver(ctx, working context.Context, batch []*kgo.Record) {
	for wait := deliverFirst; ; wait = min(2*wait, deliverLongest) {
		if batch = c.still(batch); len(batch) == 0 {
			return
		}
		err := c.attempt(working, batch)
		if err == nil {
			c.heldUp.Store(nil)
			return
		}
		why := err.Error()
		if before := c.heldUp.Swap(&why); before == nil {
			c.log.Warn("delivery is held up", "reason", err)
		}
		if !pause(ctx, wait) {
			return
		}
	}
}

// attempt delivers a batch once and commits its offsets. A rebalance waits for it.
func (c *consumer) attempt(ctx context.Context, batch []*kgo.Record) error {
	c.hand <- struct{}{}
	defer func() { <-c.hand }()
	if c.moved.Swap(false) {
		if err := c.router.Refresh(ctx); err != nil {
			c.moved.Store(true)
			return err
		}
	}
	began := time.Now()
	envelopes := make([]work.Envelope, len(batch))
	for i, r := range batch {
		envelopes[i] = toEnvelope(r)
	}
	if err := c.router.Deliver(ctx, envelopes); err != nil {
		return err
	}
	c.observe(batch, time.Since(began))
	c.commit(ctx, batch)
	return nil
}

// commit writes down how far the group is. Where that fails it is owed, and written down with the next batch, or where there is none
// for a while; should the partition go to another owner before, the records come again there, and have no effect.
func (c *consumer) commit(ctx context.Context, batch []*kgo.Record) {
	ctx, cancel := context.WithTimeout(ctx, commitMost)
	defer cancel()
	owed, before := c.owe(batch)
	if len(owed) == 0 {
		return
	}
	if err := c.client.CommitRecords(ctx, owed...); err != nil {
		if !before {
			c.log.Warn("offsets cannot be committed", "reason", err)
		}
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.owing)
}

// owe adds what is handled to what is owed, and returns all of that, and whether something was owed before.
func (c *consumer) owe(batch []*kgo.Record) (owed []*kgo.Record, before bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	before = len(c.owing) > 0
	for _, r := range batch {
		p := part{r.Topic, r.Partition}
		if last := c.owing[p]; c.owned[p] && (last == nil || last.Offset < r.Offset) {
			c.owing[p] = r
		}
	}
	return slices.Collect(maps.Values(c.owing)), before
}

// settle commits what is owed. A rebalance waits for it.
func (c *consumer) settle(ctx context.Context) {
	c.mu.Lock()
	owes := len(c.owing) > 0
	c.mu.Unlock()
	if !owes {
		return
	}
	c.hand <- struct{}{}
	defer func() { <-c.hand }()
	c.commit(ctx, nil)
}

func (c *consumer) observe(batch []*kgo.Record, took time.Duration) {
	seen := c.bus.config.Observer.Delivered
	if seen == nil {
		return
	}
	count := map[string]int{}
	for _, r := range batch {
		count[r.Topic]++
	}
	for topic, n := range count {
		seen(c.router.Group(), topic, n, took)
	}
}

// still returns the records of partitions that are ours.
func (c *consumer) still(batch []*kgo.Record) []*kgo.Record {
	c.mu.Lock()
	defer c.mu.Unlock()
	ours := batch[:0:0]
	for _, r := range batch {
		if c.owned[part{r.Topic, r.Partition}] {
			ours = append(ours, r)
		}
	}
	return ours
}

// assigned takes partitions over. Keys that their last owner has put on the shelf are held here too: they are read before the first
// record of these partitions is delivered.
func (c *consumer) assigned(_ context.Context, _ *kgo.Client, parts map[string][]int32) {
	c.own(parts, true)
	c.moved.Store(true)
}

// revoked gives partitions back when what is in hand is done and committed. If that takes long, they go without: the next owner begins
// at the last commit, and what both handle takes effect once.
func (c *consumer) revoked(ctx context.Context, client *kgo.Client, parts map[string][]int32) {
	select {
	case c.hand <- struct{}{}:
		defer func() { <-c.hand }()
	case <-time.After(yieldMost):
	case <-ctx.Done():
	}
	c.lost(ctx, client, parts)
}

func (c *consumer) lost(_ context.Context, _ *kgo.Client, parts map[string][]int32) {
	c.own(parts, false)
}

func (c *consumer) own(parts map[string][]int32, ours bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for topic, partitions := range parts {
		for _, p := range partitions {
			if ours {
				c.owned[part{topic, p}] = true
			} else {
				delete(c.owned, part{topic, p})
				delete(c.owing, part{topic, p})
			}
		}
	}
}
