package work

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// Envelope is a fact on its way: as bytes, with what the road needs to know.
type Envelope struct {
	Topic    string
	Key      string
	Message  id.UUID
	Occurred time.Time
	Payload  []byte
	Trace    string // what it belongs to, as traceparent of W3C Trace Context; may be empty
	Position int64  // place in the outbox of its producer; of two facts with one key the later has the higher
}

// Seal writes a fact as an envelope.
func Seal(fact Fact) (Envelope, error) {
	payload, err := json.Marshal(fact)
	if err != nil {
		return Envelope{}, fmt.Errorf("encode %s: %w", fact.Topic(), err)
	}
	return Envelope{Topic: fact.Topic(), Key: fact.Key(), Message: fact.MessageID(), Occurred: fact.At(), Payload: payload}, nil
}

// Open reads the fact of an envelope.
func Open[F Fact](e Envelope) (F, error) {
	var fact F
	if err := json.Unmarshal(e.Payload, &fact); err != nil {
		return fact, &Unreadable{Topic: e.Topic, Cause: err}
	}
	return fact, nil
}

// Unreadable says that nobody can understand a message, however often it is tried: it is parked at once.
type Unreadable struct {
	Topic string
	Cause error
}

func (u *Unreadable) Error() string { return fmt.Sprintf("decode %s: %v", u.Topic, u.Cause) }

// Unwrap returns what the decoder said.
func (u *Unreadable) Unwrap() error { return u.Cause }

// Subscription is a consumer group's interest in one topic.
//
// Handle may be called again with a message that it has handled, and must then do nothing (Unit.Once, or a version guard).
// It returns one verdict per message of the batch, nil for handled.
type Subscription struct {
	Group  string
	Topic  string
	Handle func(ctx context.Context, batch []Envelope) []error
	// Together says that a batch may hold messages of several keys and is handled in one go (projections). Otherwise a batch is
	// one message.
	Together bool
}

// On subscribes a group to the facts of one kind, one at a time.
func On[F Fact](group string, handle func(ctx context.Context, fact F) error) Subscription {
	var zero F
	return Subscription{Group: group, Topic: zero.Topic(), Handle: func(ctx context.Context, batch []Envelope) []error {
		verdicts := make([]error, len(batch))
		for i, e := range batch {
			fact, err := Open[F](e)
			if err == nil {
				err = handle(WithTrace(ctx, e.Trace), fact)
			}
			verdicts[i] = err
		}
		return verdicts
	}}
}

// OnMany subscribes a group to the facts of one kind, as many at a time as are there: for projections that write sets. An error
// speaks for the whole batch, which then comes again. Which trace a fact belongs to says TraceFor.
func OnMany[F Fact](group string, handle func(ctx context.Context, facts []F) error) Subscription {
	var zero F
	return Subscription{Group: group, Topic: zero.Topic(), Together: true, Handle: func(ctx context.Context, batch []Envelope) []error {
		verdicts := make([]error, len(batch))
		facts := make([]F, 0, len(batch))
		for i, e := range batch {
			fact, err := Open[F](e)
			if err != nil {
				verdicts[i] = err
				continue
			}
			facts = append(facts, fact)
		}
		if len(facts) == 0 {
			return verdicts
		}
		if err := handle(withMessages(ctx, batch), facts); err != nil {
			for i := range verdicts {
				if verdicts[i] == nil {
					verdicts[i] = err
				}
			}
		}
		return verdicts
	}}
}
