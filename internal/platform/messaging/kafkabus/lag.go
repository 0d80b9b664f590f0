package kafkabus

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"

	"github.com/speckit/ticketing/internal/platform/messaging"
)

// RelayLag is how far a relay is behind its outbox.
type RelayLag struct {
	Source string
	Shard  int
	Active bool          // this process is the one at work
	Fence  int64         // of its lease here, or the last it had
	Facts  int64         // at most so many are not acknowledged by the brokers
	Age    time.Duration // of the oldest of them
	Stuck  string        // why the relay, if it is at work here, does not move
}

// RelayLags looks into the outboxes; whose relay it is does not matter.
func (b *Bus) RelayLags(ctx context.Context) ([]RelayLag, error) {
	out := make([]RelayLag, 0, len(b.relays))
	for _, r := range b.relays {
		lag := RelayLag{Source: r.from.name, Shard: r.shard, Active: r.active.Load(), Fence: r.fence.Load()}
		at, err := r.from.outbox.Cursor(ctx, r.name)
		if err != nil {
			return nil, err
		}
		end, err := r.from.outbox.End(ctx)
		if err != nil {
			return nil, err
		}
		if lag.Facts = max(0, end-at); lag.Facts > 0 {
			oldest, err := r.from.outbox.Oldest(ctx, at)
			if err != nil {
				return nil, err
			}
			if !oldest.IsZero() {
				lag.Age = max(0, time.Since(oldest))
			}
		}
		if why := r.stuck.Load(); why != nil {
			lag.Stuck = *why
		}
		out = append(out, lag)
	}
	return out, nil
}

// Relayed is the position up to which everything in an outbox has been acknowledged by the brokers, whatever the number of shards.
func Relayed(ctx context.Context, outbox messaging.Outbox) (int64, error) {
	cursors, err := outbox.Cursors(ctx)
	if err != nil {
		return 0, err
	}
	lowest := int64(-1)
	for name, at := range cursors {
		if (name == family || strings.HasPrefix(name, family+"/")) && (lowest < 0 || at < lowest) {
			lowest = at
		}
	}
	return max(lowest, 0), nil
}

// Cursors are the names of the relays' cursors with a number of shards: what is before all of them may be pruned from an outbox.
func Cursors(shards int) []string {
	if shards <= 1 {
		return []string{family}
	}
	names := make([]string, shards)
	for i := range names {
		names[i] = fmt.Sprintf("%s/%d/%d", family, i, shards)
	}
	return names
}

// GroupLag is how far a group has come in a partition of a topic.
type GroupLag struct {
	Group, Topic string
	Partition    int32
	At, End      int64 // offsets: of the next record for the group, and behind the last one there is
}

// Behind is how many records the group has not committed.
func (l GroupLag) Behind() int64 { return max(0, l.End-l.At) }

// GroupLags asks the brokers for the groups of this process.
func (b *Bus) GroupLags(ctx context.Context) ([]GroupLag, error) {
	groups := map[string][]string{}
	for _, c := range b.groups {
		groups[c.router.Group()] = c.router.Topics()
	}
	return lags(ctx, kadm.NewClient(b.client), groups)
}

// GroupLags asks the brokers for groups and their topics, without a bus.
func GroupLags(ctx context.Context, c Config, groups map[string][]string) ([]GroupLag, error) {
	client, err := c.client()
	if err != nil {
		return nil, err
	}
	defer client.Close()
	return lags(ctx, kadm.NewClient(client), groups)
}

func lags(ctx context.Context, admin *kadm.Client, groups map[string][]string) ([]GroupLag, error) {
	var topics []string
	for _, of := range groups {
		topics = append(topics, of...)
	}
	if topics = unique(topics); len(topics) == 0 {
		return nil, nil
	}
	starts, err := admin.ListStartOffsets(ctx, topics...)
	if err != nil {
		return nil, fmt.Errorf("list offsets: %w", err)
	}
	ends, err := admin.ListEndOffsets(ctx, topics...)
	if err != nil {
		return nil, fmt.Errorf("list offsets: %w", err)
	}
	committed := admin.FetchManyOffsets(ctx, slices.Sorted(maps.Keys(groups))...)
	var out []GroupLag
	for _, group := range slices.Sorted(maps.Keys(groups)) {
		of := committed[group]
		if of.Err != nil && !errors.Is(of.Err, kerr.GroupIDNotFound) {
			return nil, fmt.Errorf("fetch offsets of %s: %w", group, of.Err)
		}
		for _, topic := range groups[group] {
			for partition, end := range ends[topic] {
				if errors.Is(end.Err, kerr.UnknownTopicOrPartition) {
					continue // nobody has told anything yet
				}
				start := starts[topic][partition]
				if err := errors.Join(end.Err, start.Err); err != nil {
					return nil, fmt.Errorf("list offsets of %s: %w", topic, err)
				}
				lag := GroupLag{Group: group, Topic: topic, Partition: partition, At: start.Offset, End: end.Offset}
				if c, ok := of.Fetched.Lookup(topic, partition); ok && c.Err == nil {
					lag.At = max(lag.At, c.At)
				}
				out = append(out, lag)
			}
		}
	}
	return out, nil
}

// ConsumerState is how a consumer of this process is.
type ConsumerState struct {
	Group      string
	Polled     time.Time // when it last came back from the brokers; long ago while it is held up
	Partitions int       // that are its own
	HeldUp     string    // why a batch can be neither handled nor shelved
}

// Consumers tells how each consumer is.
func (b *Bus) Consumers() []ConsumerState {
	out := make([]ConsumerState, 0, len(b.groups))
	for _, c := range b.groups {
		s := ConsumerState{Group: c.router.Group()}
		if at := c.polled.Load(); at != 0 {
			s.Polled = time.Unix(0, at)
		}
		if why := c.heldUp.Load(); why != nil {
			s.HeldUp = *why
		}
		c.mu.Lock()
		s.Partitions = len(c.owned)
		c.mu.Unlock()
		out = append(out, s)
	}
	return out
}
