package catalog

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

// Update is what a watcher of a map is told: the map as a whole, or what changed. Many watchers share one.
type Update struct {
	Snapshot bool
	Sequence int64
	Plan     string      // the geometry's hash
	States   []byte      // of a snapshot: two bits a seat, packed
	Changes  []MapChange // of a change, by index

	once    sync.Once
	encoded []byte
	failed  error
}

// Encoded returns the update as encode writes it; it is called once for all watchers of the update.
func (u *Update) Encoded(encode func(*Update) ([]byte, error)) ([]byte, error) {
	u.once.Do(func() { u.encoded, u.failed = encode(u) })
	return u.encoded, u.failed
}

// Watch follows the map of one event for one reader. It is not safe for concurrent use.
type Watch struct {
	service *Service
	feed    *feed
	at      *step
	seen    int64
	first   *Update
}

// Watch begins to follow an event's map. A reader who has seen a sequence is told what changed since, or everything if that cannot
// be told; a negative one begins with everything. The watch is to be closed.
func (s *Service) Watch(ctx context.Context, event EventID, seen int64) (*Watch, error) {
	now, err := s.Availability(ctx, event)
	if err != nil {
		return nil, err
	}
	f := s.live.join(event, now)
	w := &Watch{service: s, feed: f, at: f.at(), seen: seen}
	if w.first, err = s.resume(ctx, event, seen, w.at); err != nil {
		w.Close()
		return nil, err
	}
	return w, nil
}

// resume is what a reader is told first: nothing if nothing changed.
func (s *Service) resume(ctx context.Context, event EventID, seen int64, at *step) (*Update, error) {
	if seen < 0 {
		return at.snapshot, nil
	}
	e, changes, err := s.store.Since(ctx, event, seen)
	if err != nil {
		return nil, fmt.Errorf("read changes of a map: %w", err)
	}
	switch {
	case seen == e.Sequence:
		return nil, nil
	case seen < e.Whole || seen > e.Sequence:
		return at.snapshot, nil
	}
	return &Update{Sequence: e.Sequence, Plan: e.PlanHash, Changes: e.shownChanges(changes)}, nil
}

// Close ends the watch.
func (w *Watch) Close() { w.service.live.leave(w.feed) }

// Next waits for the next update. An error says that the context has ended.
func (w *Watch) Next(ctx context.Context) (*Update, error) {
	if u := w.first; u != nil {
		w.first, w.seen = nil, u.Sequence
		return u, nil
	}
	for {
		if u := w.advance(); u != nil { // before a look, whose pause it must not wait for
			return u, nil
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-w.at.more:
		case <-w.feed.dirty:
			// A look that fails is not repeated here: PollLive finds the map behind. One that its reader left goes on to another.
			if err := w.service.look(ctx, w.feed); err != nil && ctx.Err() != nil {
				w.feed.poke()
			}
		}
	}
}

// stepsMost is how far a reader may be behind to be told changes; one who is further behind is told everything.
const stepsMost = 50

// advance goes to the newest step. A slow reader is told several steps as one.
func (w *Watch) advance() *Update {
	var passed []*step
	for w.at.passed() {
		w.at = w.at.next
		if w.at.snapshot.Sequence > w.seen {
			passed = append(passed, w.at)
		}
	}
	if len(passed) == 0 {
		return nil
	}
	w.seen = w.at.snapshot.Sequence
	return together(passed)
}

// passed reports whether there is a next step.
func (st *step) passed() bool {
	select {
	case <-st.more:
		return true
	default:
		return false
	}
}

// together tells steps as one update.
func together(steps []*step) *Update {
	last := steps[len(steps)-1]
	whole := func(s *step) bool { return s.delta == nil }
	switch {
	case len(steps) > stepsMost || slices.ContainsFunc(steps, whole):
		return last.snapshot
	case len(steps) == 1:
		return last.delta
	}
	newest := map[int]SeatStatus{}
	for _, s := range steps {
		for _, change := range s.delta.Changes {
			newest[change.Index] = change.Status
		}
	}
	joined := &Update{Sequence: last.snapshot.Sequence, Plan: last.snapshot.Plan, Changes: make([]MapChange, 0, len(newest))}
	for index, status := range newest {
		joined.Changes = append(joined.Changes, MapChange{Index: index, Status: status})
	}
	slices.SortFunc(joined.Changes, func(a, b MapChange) int { return a.Index - b.Index })
	return joined
}
