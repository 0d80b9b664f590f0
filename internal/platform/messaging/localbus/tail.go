package localbus

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/messaging"
)

// How many of an outbox's newest facts are kept at hand, and how many bytes of them.
const (
	tailMost  = 4 * batchMax
	tailBytes = 2 << 20
)

// tail is the newest facts of one outbox. Groups that keep up have each fact read from the outbox once for all of them; one that is
// further behind reads for itself.
type tail struct {
	source  messaging.Source
	commits atomic.Int64 // that were heard of

	reading sync.Mutex // held by whoever reads the outbox for all
	ended   int64      // commits that had been heard of when nothing more was found; guarded by reading

	mu    sync.Mutex
	begin int64           // the position before the first fact
	facts []work.Envelope // all that there are from begin to the last of them
	bytes int
}

// newTail begins a tail. It must be made before the groups listen: a group that is woken finds the commit counted.
func newTail(source messaging.Source) *tail {
	t := &tail{source: source, ended: -1}
	source.OnCommit(func() { t.commits.Add(1) })
	return t
}

// read returns facts after a position, oldest first. It looks into the outbox if something was committed since the last look, or if it
// is told to, because other processes may have written.
func (t *tail) read(ctx context.Context, after int64, look bool) ([]work.Envelope, error) {
	facts, behind := t.kept(after)
	switch {
	case behind:
		return t.source.Read(ctx, after, batchMax)
	case len(facts) > 0:
		return facts, nil
	}
	t.reading.Lock()
	defer t.reading.Unlock()
	if facts, _ := t.kept(after); len(facts) > 0 { // another group has read them meanwhile
		return facts, nil
	}
	heard := t.commits.Load()
	if heard == t.ended && !look {
		return nil, nil
	}
	found, err := t.source.Read(ctx, after, batchMax)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		t.ended = heard
		return nil, nil
	}
	t.keep(after, found)
	return found, nil
}

// kept returns facts after a position that are at hand. Behind says that some before them are not any more.
func (t *tail) kept(after int64) (facts []work.Envelope, behind bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if after < t.begin {
		return nil, true
	}
	from, _ := slices.BinarySearchFunc(t.facts, after+1, func(e work.Envelope, position int64) int { return int(min(1, max(-1, e.Position-position))) })
	to := min(len(t.facts), from+batchMax)
	return t.facts[from:to:to], false
}

// keep puts facts that were read after a position at the end, or begins with them anew, and lets go of the oldest.
func (t *tail) keep(after int64, found []work.Envelope) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if n := len(t.facts); n == 0 || t.facts[n-1].Position != after {
		t.begin, t.facts, t.bytes = after, nil, 0
	}
	t.facts = append(t.facts, found...)
	for _, e := range found {
		t.bytes += len(e.Payload)
	}
	drop := 0
	for ; drop < len(t.facts) && (len(t.facts)-drop > tailMost || t.bytes > tailBytes); drop++ {
		t.bytes -= len(t.facts[drop].Payload)
	}
	if drop > 0 {
		t.begin = t.facts[drop-1].Position
		t.facts = slices.Clone(t.facts[drop:])
	}
}
