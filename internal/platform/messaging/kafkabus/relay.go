package kafkabus

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"golang.org/x/sync/errgroup"

	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/messaging"
)

const (
	family       = "kafka" // of the relays' leases and cursors
	relayBatch   = 2000    // facts that are read at once
	relayAhead   = 4       // batches that are under way before the first is acknowledged
	recordMost   = 1000012 // bytes of a record: what a stock broker takes
	overhead     = 400     // bytes of a record's headers and framing, at most
	pollEvery    = time.Second
	settleEvery  = time.Minute     // what another number of shards left behind goes when its last relay has gone
	lastAcks     = 2 * time.Second // that a relay waits for acknowledgements when it is stopped
	retryFirst   = 100 * time.Millisecond
	retryLongest = 10 * time.Second
)

// errNotOurs says that another process has the relay now.
var errNotOurs = errors.New("the lease has passed to another")

// refused says that the brokers will not take a fact, however often it is sent.
type refused struct {
	fact  work.Envelope
	cause error
}

func (r *refused) Error() string {
	return fmt.Sprintf("message %s for %s at position %d is refused: %v", r.fact.Message, r.fact.Topic, r.fact.Position, r.cause)
}

func (r *refused) Unwrap() error { return r.cause }

// relay brings one outbox's facts, or a shard of them, to the brokers. Of all processes one at a time is at work.
type relay struct {
	bus    *Bus
	from   source
	shard  int
	name   string // of the lease and of the cursor
	all    []string
	log    *slog.Logger
	wake   chan struct{}
	active atomic.Bool
	fence  atomic.Int64           // of the lease, or of the last one
	stuck  atomic.Pointer[string] // why nothing moves, for health
	alone  int64                  // up to this position facts are sent one by one, to find the one that is refused
}

func newRelay(b *Bus, from source, shard int) *relay {
	all := Cursors(b.config.Shards)
	r := &relay{bus: b, from: from, shard: shard, name: all[shard], all: all, wake: make(chan struct{}, 1)}
	r.log = b.log.With("relay", from.name, "shard", shard)
	from.outbox.OnCommit(messaging.Poke(r.wake))
	return r
}

func (r *relay) run(ctx context.Context) {
	messaging.Exclusive(ctx, r.from.outbox, r.name, r.bus.config.Term, r.log, r.serve)
}

// serve relays during one tenure. After a failure it begins again at the cursor: facts come twice rather than never.
func (r *relay) serve(ctx context.Context, tenure *messaging.Tenure) {
	r.active.Store(true)
	r.fence.Store(tenure.Fence)
	defer r.active.Store(false)
	defer r.stuck.Store(nil)
	var listening sync.WaitGroup
	defer listening.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	r.alone = 0
	listening.Go(func() { messaging.Listening(ctx, r.from.outbox, messaging.Poke(r.wake)) })
	listening.Go(func() {
		for pause(ctx, settleEvery) {
			_, _ = r.from.outbox.Settle(ctx, family, r.name, r.all) // the next time will do
		}
	})
	for wait := retryFirst; ctx.Err() == nil; wait = min(2*wait, retryLongest) {
		began := time.Now()
		err := r.pass(ctx, tenure)
		if ctx.Err() != nil || errors.Is(err, errNotOurs) {
			return
		}
		r.report(err)
		if time.Since(began) > retryLongest {
			wait = retryFirst
		}
		pause(ctx, wait)
	}
}

// report says once why nothing moves.
func (r *relay) report(err error) {
	why := err.Error()
	if before := r.stuck.Swap(&why); before != nil && *before == why {
		return
	}
	var no *refused
	if errors.As(err, &no) {
		r.alone = no.fact.Position
		r.log.Error("a fact is refused by Kafka; the relay stays before it", "topic", no.fact.Topic, "message", no.fact.Message, "position", no.fact.Position, "bytes", len(no.fact.Payload), "reason", no.cause)
		return
	}
	r.log.Warn("relay is held up", "reason", err)
}

// pass relays from the cursor on until something fails. It has a producer of its own: what that still has under way ends with it.
func (r *relay) pass(ctx context.Context, tenure *messaging.Tenure) error {
	position, err := r.from.outbox.Settle(ctx, family, r.name, r.all)
	if err != nil {
		return err
	}
	producer, err := r.bus.config.client(
		kgo.ProducerBatchMaxBytes(recordMost), kgo.MaxBufferedRecords((relayAhead+2)*relayBatch), kgo.UnknownTopicRetries(-1),
		kgo.ProducerLinger(time.Millisecond),
		kgo.RecordPartitioner(kgo.StickyKeyPartitioner(nil)), // Kafka's own murmur2: everybody finds a key in the same partition
	)
	if err != nil {
		return err
	}
	defer producer.Close()
	flights := make(chan *flight, relayAhead)
	g, sending := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(flights)
		return r.send(sending, producer, tenure, position, flights)
	})
	g.Go(func() error { return r.acknowledge(sending, tenure, flights) })
	return g.Wait()
}

// send reads and produces. While one batch is under way it reads the next.
func (r *relay) send(ctx context.Context, producer *kgo.Client, tenure *messaging.Tenure, position int64, flights chan<- *flight) error {
	poll := time.NewTicker(pollEvery)
	defer poll.Stop()
	for {
		limit := relayBatch
		if position < r.alone {
			limit = 1
		}
		batch, err := r.from.outbox.Read(ctx, position, limit)
		if err != nil {
			return err
		}
		if len(batch) == 0 {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-r.wake:
			case <-poll.C: // a notice may be lost, and some poolers let nobody listen
			}
			continue
		}
		if !tenure.Sure() {
			return errNotOurs
		}
		f, tooLarge := r.launch(ctx, producer, batch, tenure.Fence)
		select {
		case flights <- f:
		case <-ctx.Done():
			return ctx.Err()
		}
		if tooLarge != nil {
			return tooLarge
		}
		if limit == 1 && !f.landed(ctx) {
			return ctx.Err()
		}
		position = f.to
	}
}

// launch produces a batch, up to the first fact that is too large. Nothing behind that may go before it.
func (r *relay) launch(ctx context.Context, producer *kgo.Client, batch []work.Envelope, fence int64) (*flight, error) {
	f := newFlight()
	defer f.land(nil)
	for _, e := range batch {
		if len(e.Key)+len(e.Payload)+len(e.Trace)+overhead > recordMost {
			return f, &refused{e, kerr.MessageTooLarge}
		}
		f.to = e.Position
		if !r.mine(e.Key) {
			continue
		}
		f.facts++
		f.open.Add(1)
		inside, sent := r.sending(ctx, e)
		producer.Produce(ctx, toRecord(inside, fence), func(_ *kgo.Record, err error) {
			sent(err)
			if err != nil && !kerr.IsRetriable(err) && isRefusal(err) {
				err = &refused{e, err}
			}
			f.land(err)
		})
	}
	return f, nil
}

// sending shows a fact that goes to the brokers to whoever watches.
func (r *relay) sending(ctx context.Context, e work.Envelope) (work.Envelope, func(error)) {
	if watch := r.bus.config.Observer.Sending; watch != nil {
		return watch(ctx, e)
	}
	return e, func(error) {}
}

// isRefusal reports whether it is this record that the brokers do not want.
func isRefusal(err error) bool {
	for _, no := range []error{kerr.MessageTooLarge, kerr.RecordListTooLarge, kerr.InvalidRecord, kerr.CorruptMessage, kerr.InvalidTimestamp, kerr.PolicyViolation} {
		if errors.Is(err, no) {
			return true
		}
	}
	return false
}

// mine reports whether a key belongs to this shard.
func (r *relay) mine(key string) bool {
	if len(r.all) == 1 {
		return true
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(key))                         // a hash does not fail
	return int(h.Sum32()%uint32(len(r.all))) == r.shard // #nosec G115 -- at most 64 shards
}

// acknowledge moves the cursor behind each batch that the brokers have wholly acknowledged, in order. When the relay is stopped it
// waits a moment for what is under way; when the lease is gone it does not.
func (r *relay) acknowledge(ctx context.Context, tenure *messaging.Tenure, flights <-chan *flight) error {
	last, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() {
		if !tenure.Sure() {
			cancel()
			return
		}
		time.AfterFunc(lastAcks, cancel)
	})()
	for f := range flights {
		if !f.landed(last) {
			return ctx.Err()
		}
		if f.err != nil {
			return f.err
		}
		if f.to == 0 {
			continue // the first one was too large
		}
		held, err := r.from.outbox.AdvanceHeld(last, r.name, f.to, tenure.Fence)
		if err != nil {
			return err
		}
		if !held {
			return errNotOurs
		}
		r.stuck.Store(nil)
		if seen := r.bus.config.Observer.Relayed; seen != nil && f.facts > 0 {
			seen(r.from.name, f.facts)
		}
	}
	return nil
}
