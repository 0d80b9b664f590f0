package kafkabus

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
)

// deadLetterMost is how large a dead letter may be: it is larger than the message by the headers that say why.
const deadLetterMost = 2 << 20

const (
	makeFirst   = 500 * time.Millisecond
	makeLongest = 30 * time.Second
)

// makeTopics makes the topics that are missing, and tries until all are there. What is there is used meanwhile.
func (b *Bus) makeTopics(ctx context.Context) {
	for wait := makeFirst; ; wait = min(2*wait, makeLongest) {
		err := b.tryTopics(ctx)
		if err == nil {
			return
		}
		if !pause(ctx, wait) {
			return
		}
		b.log.Warn("Kafka topics cannot be made yet", "reason", err)
	}
}

func (b *Bus) tryTopics(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, makeLongest)
	defer cancel()
	facts, deadLetters := b.topics()
	forEver, most := "-1", strconv.Itoa(deadLetterMost)
	admin := kadm.NewClient(b.client)
	return errors.Join(
		b.tryMake(ctx, admin, b.config.Partitions, nil, facts),
		b.tryMake(ctx, admin, 1, map[string]*string{"retention.ms": &forEver, "retention.bytes": &forEver, "max.message.bytes": &most}, deadLetters),
	)
}

// tryMake makes those topics that are not there. Those that are belong to the operator: they are left as they are.
func (b *Bus) tryMake(ctx context.Context, admin *kadm.Client, partitions int32, settings map[string]*string, topics []string) error {
	if len(topics) == 0 {
		return nil
	}
	there, err := admin.ListTopics(ctx, topics...)
	if err != nil {
		return fmt.Errorf("list topics: %w", err)
	}
	var missing []string
	for _, t := range topics {
		if !there.Has(t) {
			missing = append(missing, t)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	answers, err := admin.CreateTopics(ctx, partitions, b.config.Replication, settings, missing...)
	if err != nil {
		return fmt.Errorf("make topics: %w", err)
	}
	var failures []error
	for _, a := range answers.Sorted() {
		if a.Err != nil && !errors.Is(a.Err, kerr.TopicAlreadyExists) { // another replica was quicker
			failures = append(failures, fmt.Errorf("make topic %s: %w (%s)", a.Topic, a.Err, a.ErrMessage))
		}
	}
	return errors.Join(failures...)
}

// pause waits and reports whether the context still has time.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
