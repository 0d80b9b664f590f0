package kafkabus

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Headers of our records.
const (
	headerMessage  = "message-id"
	headerOccurred = "occurred-at"
	headerTrace    = "traceparent"
	headerType     = "content-type"
	headerFence    = "relay-fence" // which tenure of the relay has sent it
)

// headers are those that a message has wherever it goes.
func headers(e work.Envelope) []kgo.RecordHeader {
	out := []kgo.RecordHeader{
		{Key: headerMessage, Value: []byte(e.Message.String())},
		{Key: headerOccurred, Value: []byte(e.Occurred.UTC().Format(time.RFC3339Nano))},
		{Key: headerType, Value: []byte("application/json")},
	}
	if e.Trace != "" {
		out = append(out, kgo.RecordHeader{Key: headerTrace, Value: []byte(e.Trace)})
	}
	return out
}

// toRecord writes a fact as a record. Key and value are the fact's own bytes: a stock client reads plain JSON.
func toRecord(e work.Envelope, fence int64) *kgo.Record {
	return &kgo.Record{
		Topic: e.Topic, Key: []byte(e.Key), Value: e.Payload,
		Headers: append(headers(e), kgo.RecordHeader{Key: headerFence, Value: strconv.AppendInt(nil, fence, 10)}),
	}
}

var traceparent = regexp.MustCompile(`^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$`)

// toEnvelope reads a record, also one that a stranger has written without our headers.
func toEnvelope(r *kgo.Record) work.Envelope {
	e := work.Envelope{
		Topic: r.Topic, Key: string(r.Key), Payload: r.Value, Occurred: r.Timestamp.UTC().Truncate(time.Microsecond),
		Position: place{r.Partition, r.Offset}.position(),
	}
	for _, h := range r.Headers {
		switch h.Key {
		case headerMessage:
			e.Message, _ = uuid.ParseBytes(h.Value)
		case headerOccurred:
			if at, err := time.Parse(time.RFC3339Nano, string(h.Value)); err == nil {
				e.Occurred = at.UTC().Truncate(time.Microsecond)
			}
		case headerTrace:
			if traceparent.Match(h.Value) {
				e.Trace = string(h.Value)
			}
		}
	}
	if e.Message == id.Nil {
		e.Message = messageOf(r)
	}
	return e
}

// messageOf names a stranger's record: by what it says, else by its place, so that it has the same name when it comes again.
func messageOf(r *kgo.Record) id.UUID {
	var says struct {
		MessageID string `json:"messageId"`
	}
	if json.Unmarshal(r.Value, &says) == nil {
		if named, err := uuid.Parse(says.MessageID); err == nil && named != id.Nil {
			return named
		}
	}
	return id.Named(id.Nil, fmt.Sprintf("kafka %s %d %d", r.Topic, r.Partition, r.Offset))
}

// place is where a record lies in its topic. As an envelope's position it is one number, which rises along a partition, and so along a key.
type place struct {
	partition int32
	offset    int64
}

const offsetBits = 48

func (p place) position() int64 { return int64(p.partition)<<offsetBits | p.offset&(1<<offsetBits-1) }

func placeOf(position int64) place {
	return place{int32(position >> offsetBits), position & (1<<offsetBits - 1)} // #nosec G115 -- what position made
}
