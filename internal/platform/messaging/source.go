// Package messaging carries committed facts from a context's outbox to every consumer group: at least once, in the order of their
// key, retried with back-off without holding up other keys, and parked with a reason when nothing helps.
//
// The effect is exactly once because the consumer takes the message in the transaction of its effect (work.Unit.Once).
package messaging

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Source is the outbox of one context as its readers see it.
type Source interface {
	// Read returns facts after a position, oldest first, and never one before which another could still be committed.
	Read(ctx context.Context, after int64, limit int) ([]work.Envelope, error)
	// Cursor is the position up to which a subscriber has everything; 0 for a new one.
	Cursor(ctx context.Context, subscriber string) (int64, error)
	// Advance moves the cursor forward. It may be lost in a crash: messages then come twice.
	Advance(ctx context.Context, subscriber string, to int64) error
	// End is the position of the newest fact.
	End(ctx context.Context) (int64, error)
	// OnCommit adds a hook that hears of every commit with facts in this process.
	OnCommit(hook func())
}

// State of a message on the shelf.
type State string

// Waiting messages are tried again at their time; parked ones only when somebody says so.
const (
	Waiting State = "waiting"
	Parked  State = "parked"
)

// Shelved is a message that its group could not handle yet, or at all.
type Shelved struct {
	ID       id.UUID
	Group    string
	Envelope work.Envelope
	State    State
	Attempts int
	Reason   string // of the last failure
	Since    time.Time
	Next     time.Time
}

// Shelf keeps one context's shelved messages.
type Shelf interface {
	// Put writes shelved messages, replacing those with the same id. A new one goes behind those that wait under its key, whatever
	// the clock says that it was since.
	Put(ctx context.Context, shelved ...Shelved) error
	// Remove takes messages off the shelf.
	Remove(ctx context.Context, ids ...id.UUID) error
	// Held lists the keys of a group that have waiting messages: what comes later under such a key has to queue behind them.
	Held(ctx context.Context, group string) ([]string, error)
	// Claim returns the group's waiting messages whose time has come, and of each key only the oldest, and puts their time off to
	// until: nobody else claims them before. Whoever claims and dies has only delayed them.
	Claim(ctx context.Context, group string, now, until time.Time, limit int) ([]Shelved, error)
	// List returns messages for people, oldest first.
	List(ctx context.Context, which Listing) ([]Shelved, error)
	// Find returns one message.
	Find(ctx context.Context, shelved id.UUID) (Shelved, bool, error)
	// Retry has a parked message tried again at a time, as if it had not failed yet. It reports false, and does nothing, if the message
	// is not parked. The deed is kept with what it did.
	Retry(ctx context.Context, shelved id.UUID, at time.Time, deed work.Deed) (bool, error)
	// Drop gives a message up for good, whatever its state. It reports false if it is not there. The deed is kept with what it did.
	Drop(ctx context.Context, shelved id.UUID, deed work.Deed) (bool, error)
}

// Listing selects messages for people. Empty criteria do not select.
type Listing struct {
	State State
	After ShelfMark // only later ones
	Limit int
}

// ShelfMark is a message's place on the shelf: how old it is. Its zero value is before the oldest.
type ShelfMark struct {
	Since    time.Time `json:"since"`
	Position int64     `json:"position"`
	ID       id.UUID   `json:"id"`
}

// Mark is the message's place.
func (s Shelved) Mark() ShelfMark { return ShelfMark{s.Since.UTC(), s.Envelope.Position, s.ID} }
