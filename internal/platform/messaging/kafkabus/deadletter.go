package kafkabus

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/speckit/ticketing/internal/platform/messaging"
)

const (
	deadLetterPatience = 5 * time.Second
	reasonMost         = 1000 // bytes
)

// deadLetter writes the copy of a message that is about to be parked. It may be written twice, when the shelf fails afterwards.
func (b *Bus) deadLetter(ctx context.Context, s messaging.Shelved) error {
	ctx, cancel := context.WithTimeout(ctx, deadLetterPatience)
	defer cancel()
	from := placeOf(s.Envelope.Position)
	said := func(key, value string) kgo.RecordHeader { return kgo.RecordHeader{Key: key, Value: []byte(value)} }
	record := &kgo.Record{
		Topic: DeadLetterTopic(s.Envelope.Topic, s.Group), Key: []byte(s.Envelope.Key), Value: s.Envelope.Payload,
		Headers: append(headers(s.Envelope),
			said("dlq-reason", s.Reason[:min(len(s.Reason), reasonMost)]),
			said("dlq-attempts", strconv.Itoa(s.Attempts)),
			said("dlq-shelved-id", s.ID.String()),
			said("dlq-topic", s.Envelope.Topic),
			said("dlq-partition", strconv.Itoa(int(from.partition))),
			said("dlq-offset", strconv.FormatInt(from.offset, 10)),
		),
	}
	if err := b.client.ProduceSync(ctx, record).FirstErr(); err != nil {
		return fmt.Errorf("write to %s: %w", record.Topic, err)
	}
	return nil
}
