package catalog

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// live keeps one feed per event that somebody watches.
type live struct {
	mu    sync.Mutex
	feeds map[EventID]*feed
}

// feed is the chain of updates of one event for all who watch it. No goroutine belongs to it: whoever of its watchers wakes first looks
// into the store for all.
type feed struct {
	event    EventID
	watchers int           // guarded by live.mu
	dirty    chan struct{} // holds a token when there may be something new

	mu     sync.Mutex
	head   *step
	looked time.Time
}

// step is the map at one sequence, and how it came from the step before. Watchers walk along the steps; what all have passed is garbage.
type step struct {
	snapshot *Update
	delta    *Update       // nil when the map was redrawn: only the snapshot tells it
	whole    Snapshot      // the same, unpacked; never changed in place
	more     chan struct{} // closed when next is there
	next     *step
}

// wake says that the maps of events may have moved.
func (l *live) wake(events ...EventID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, event := range events {
		if f, watched := l.feeds[event]; watched {
			f.poke()
		}
	}
}

// poke leaves a token for one watcher.
func (f *feed) poke() {
	select {
	case f.dirty <- struct{}{}:
	default:
	}
}

// watched lists the events that somebody watches, in the order of ids.
func (l *live) watched() []EventID {
	l.mu.Lock()
	defer l.mu.Unlock()
	events := make([]EventID, 0, len(l.feeds))
	for event := range l.feeds {
		events = append(events, event)
	}
	slices.SortFunc(events, id.Compare[EventID])
	return events
}

// join adds a watcher to the event's feed, which begins with the snapshot if there is none yet.
func (l *live) join(event EventID, now Snapshot) *feed {
	l.mu.Lock()
	defer l.mu.Unlock()
	f, watched := l.feeds[event]
	if !watched {
		f = &feed{event: event, dirty: make(chan struct{}, 1), head: firstStep(now)}
		if l.feeds == nil {
			l.feeds = map[EventID]*feed{}
		}
		l.feeds[event] = f
		f.poke() // what was projected since the snapshot was read woke nobody
	}
	f.watchers++
	if f.at().snapshot.Sequence < now.Sequence {
		f.poke()
	}
	return f
}

// leave takes a watcher away, and the feed with the last one.
func (l *live) leave(f *feed) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if f.watchers--; f.watchers == 0 {
		delete(l.feeds, f.event)
	}
}

func (f *feed) at() *step {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.head
}

func firstStep(s Snapshot) *step {
	return &step{
		snapshot: &Update{Snapshot: true, Sequence: s.Sequence, Plan: s.Plan, States: s.Packed()}, whole: s, more: make(chan struct{}),
	}
}

// look reads what is new and shows it to all watchers. Between two looks there is a pause.
func (s *Service) look(ctx context.Context, f *feed) error {
	if err := f.pause(ctx, s.rules.LivePause); err != nil {
		return err
	}
	from := f.at()
	e, changes, err := s.store.Since(ctx, f.event, from.snapshot.Sequence)
	if err != nil {
		return fmt.Errorf("read changes of a map: %w", err)
	}
	if e.Whole > from.snapshot.Sequence {
		snapshot, err := s.Availability(ctx, f.event)
		if err != nil {
			return err
		}
		f.show(from, firstStep(snapshot))
		return nil
	}
	f.show(from, from.after(&e, changes))
	return nil
}

// pause waits until the last look is long enough ago.
func (f *feed) pause(ctx context.Context, pause time.Duration) error {
	f.mu.Lock()
	rest := pause - time.Since(f.looked)
	f.mu.Unlock()
	if rest > 0 {
		timer := time.NewTimer(rest)
		defer timer.Stop()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-timer.C:
		}
	}
	f.mu.Lock()
	f.looked = time.Now()
	f.mu.Unlock()
	return nil
}

// after is the step that follows when seats changed.
func (st *step) after(e *Event, changes []MapChange) *step {
	next := firstStep(st.whole.with(e, e.shownChanges(changes)))
	next.delta = &Update{Sequence: e.Sequence, Plan: e.PlanHash, Changes: changes}
	return next
}

// show appends a step that was made from the newest one; if another look was quicker, there is nothing to show.
func (f *feed) show(from, next *step) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.head != from || next.snapshot.Sequence <= from.snapshot.Sequence {
		return
	}
	from.next = next
	f.head = next
	close(from.more)
}

// PollLive compares what watchers were shown with what is stored, so that they also hear of what other replicas projected and of what
// a failed look missed. It is to be called about once a second, and returns how many maps had moved.
func (s *Service) PollLive(ctx context.Context) (int, error) {
	events := s.live.watched()
	if len(events) == 0 {
		return 0, nil
	}
	stored, err := s.store.Sequences(ctx, events)
	if err != nil {
		return 0, fmt.Errorf("read sequences of maps: %w", err)
	}
	return s.live.compare(stored), nil
}

// compare wakes the feeds that are behind.
func (l *live) compare(stored map[EventID]int64) (behind int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for event, f := range l.feeds {
		if stored[event] > f.at().snapshot.Sequence {
			f.poke()
			behind++
		}
	}
	return behind
}
