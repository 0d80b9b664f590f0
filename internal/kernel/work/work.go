// Package work is the unit of work that every context's store offers: facts and deeds are committed together with the state
// that they speak of, and a message takes effect once.
package work

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// Fact is something that has happened and that others may hear of. Package events holds all of them.
type Fact interface {
	Topic() string
	// Key orders facts: those with one key reach every subscriber in the order of their commits.
	Key() string
	MessageID() id.UUID
	At() time.Time
}

// Deed is what a person did to money, seats or access, kept for ever in the audit trail.
type Deed struct {
	At      time.Time
	Actor   id.UUID // who did it
	Role    string
	Action  string // e.g. "event.cancel"
	Subject id.UUID
	Detail  string // no personal data
}

// Unit is one transaction's share of what every transaction can do.
type Unit interface {
	// From says to which trace the facts that are emitted from now on belong. At first it is that of the transaction's context; a
	// transaction that serves several wishes says it before each.
	From(trace string)
	// Emit adds facts to the outbox. They leave the process only if, and after, the transaction commits.
	Emit(facts ...Fact)
	// Record adds deeds to the audit trail of the same transaction.
	Record(deeds ...Deed)
	// Once reports whether this consumer group has not yet taken this message, and takes it. Two transactions that ask at the
	// same time wait for each other; after a rollback the message is untaken again.
	Once(ctx context.Context, group string, message id.UUID) (first bool, err error)
	// OnceEach is Once for many messages. Of a message that is named twice only the first counts.
	OnceEach(ctx context.Context, group string, messages []id.UUID) (first []bool, err error)
}

// Fresh takes facts for a consumer group and returns those that it had not taken before.
func Fresh[F Fact](ctx context.Context, unit Unit, group string, facts []F) ([]F, error) {
	messages := make([]id.UUID, len(facts))
	for i, f := range facts {
		messages[i] = f.MessageID()
	}
	first, err := unit.OnceEach(ctx, group, messages)
	if err != nil {
		return nil, err
	}
	fresh := make([]F, 0, len(facts))
	for i, f := range facts {
		if first[i] {
			fresh = append(fresh, f)
		}
	}
	return fresh, nil
}
