// Package mem is a context's store in memory: tables with an undo log under the same unit of work as PostgreSQL's. Transactions run
// one after the other. It serves every test of a command and the whole simulation, where each commit can be watched.
package mem

import (
	"context"
	"sync"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// DB is one context's memory: its tables' lock, outbox, inbox and audit trail.
type DB struct {
	mu      sync.Mutex
	undo    []func()
	outbox  []work.Envelope
	deeds   []work.Deed
	taken   map[inboxKey]bool
	cursors map[string]int64
	wake    []func()

	// Lenient turns the inbox off: every message counts as a first one. It exists so that the simulation can show that it notices.
	Lenient bool
}

type inboxKey struct {
	group   string
	message id.UUID
}

// New returns an empty memory.
func New() *DB {
	return &DB{taken: map[inboxKey]bool{}, cursors: map[string]int64{}}
}

// Update runs one transaction. An error, or a panic, undoes everything that it did.
func (db *DB) Update(ctx context.Context, do func(*Unit) error) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	db.mu.Lock()
	committed := false
	unit := &Unit{db: db, trace: work.TraceOf(ctx)}
	defer func() {
		if !committed {
			for i := len(db.undo) - 1; i >= 0; i-- {
				db.undo[i]()
			}
		}
		db.undo = nil
		wake := db.wake
		db.mu.Unlock()
		if committed && len(unit.sealed) > 0 {
			for _, w := range wake {
				w()
			}
		}
	}()
	if err := do(unit); err != nil {
		return err
	}
	if err := unit.seal(); err != nil {
		return err
	}
	for _, e := range unit.sealed {
		e.Position = int64(len(db.outbox)) + 1
		db.outbox = append(db.outbox, e)
	}
	db.deeds = append(db.deeds, unit.deeds...)
	committed = true
	return nil
}

// View runs a read of the tables. It sees whole transactions only.
func (db *DB) View(read func()) {
	db.mu.Lock()
	defer db.mu.Unlock()
	read()
}

// Unit is the unit of work of one transaction (work.Unit).
type Unit struct {
	db     *DB
	trace  string // of the facts that are emitted now
	facts  []emitted
	sealed []work.Envelope
	deeds  []work.Deed
}

// emitted is a fact and the trace that it belongs to.
type emitted struct {
	fact  work.Fact
	trace string
}

// From says to which trace the facts from now on belong.
func (u *Unit) From(trace string) { u.trace = trace }

// Emit adds facts to the outbox.
func (u *Unit) Emit(facts ...work.Fact) {
	for _, f := range facts {
		u.facts = append(u.facts, emitted{f, u.trace})
	}
}

// Record adds deeds to the audit trail.
func (u *Unit) Record(deeds ...work.Deed) { u.deeds = append(u.deeds, deeds...) }

// Once takes a message for a group.
func (u *Unit) Once(_ context.Context, group string, message id.UUID) (bool, error) {
	k := inboxKey{group, message}
	if u.db.Lenient {
		return true, nil
	}
	if u.db.taken[k] {
		return false, nil
	}
	u.db.taken[k] = true
	u.db.undo = append(u.db.undo, func() { delete(u.db.taken, k) })
	return true, nil
}

// OnceEach takes messages for a group.
func (u *Unit) OnceEach(ctx context.Context, group string, messages []id.UUID) ([]bool, error) {
	first := make([]bool, len(messages))
	for i, message := range messages {
		first[i], _ = u.Once(ctx, group, message) // memory does not fail
	}
	return first, nil
}

func (u *Unit) seal() error {
	for _, f := range u.facts {
		e, err := work.Seal(f.fact)
		if err != nil {
			return err
		}
		e.Trace = f.trace
		u.sealed = append(u.sealed, e)
	}
	return nil
}

// OnCommit adds a hook that hears of every commit with facts.
func (db *DB) OnCommit(hook func()) {
	db.mu.Lock()
	defer db.mu.Unlock()
	db.wake = append(db.wake, hook)
}

// Read returns facts after a position, oldest first (messaging.Source).
func (db *DB) Read(_ context.Context, after int64, limit int) ([]work.Envelope, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if after >= int64(len(db.outbox)) {
		return nil, nil
	}
	rest := db.outbox[after:]
	return append([]work.Envelope(nil), rest[:min(limit, len(rest))]...), nil
}

// Cursor returns the position up to which a subscriber has everything.
func (db *DB) Cursor(_ context.Context, subscriber string) (int64, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	return db.cursors[subscriber], nil
}

// Advance moves a subscriber's cursor.
func (db *DB) Advance(_ context.Context, subscriber string, to int64) error {
	db.mu.Lock()
	defer db.mu.Unlock()
	db.cursors[subscriber] = max(to, db.cursors[subscriber])
	return nil
}

// End is the position of the newest fact.
func (db *DB) End(context.Context) (int64, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	return int64(len(db.outbox)), nil
}

// Facts returns the outbox from a position on, for tests.
func (db *DB) Facts(after int64) []work.Envelope {
	es, _ := db.Read(context.Background(), after, 1<<30)
	return es
}

// Deeds returns the audit trail, for tests.
func (db *DB) Deeds() []work.Deed {
	db.mu.Lock()
	defer db.mu.Unlock()
	return append([]work.Deed(nil), db.deeds...)
}

// Oldest is when the oldest fact after a position became true; the zero time says that there is none.
func (db *DB) Oldest(_ context.Context, after int64) (time.Time, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if after >= int64(len(db.outbox)) {
		return time.Time{}, nil
	}
	return db.outbox[after].Occurred, nil
}
