package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/cucumber/godog"

	"github.com/speckit/ticketing/test/e2e/client"
)

// watcher is somebody who looks at the map.
type watcher struct {
	live  *client.Live
	index map[string]int // of each seat in the plan, by its label
	state map[int]int    // as the watcher has it
	past  map[int][]int  // every state that each had before
	seen  int64          // sequence of the last change
	last  string         // id of the last event
	end   context.CancelFunc
}

func (v *watcher) close() error {
	if v.live == nil {
		return nil
	}
	v.end()
	err := v.live.Close()
	v.live = nil
	return err
}

func (w *world) watcherSteps(sc *godog.ScenarioContext) {
	sc.Step(`^somebody watches the map$`, w.watch)
	sc.Step(`^the watcher sees "([^"]*)" turn "([^"]*)" within (\d+) seconds$`, w.sees)
	sc.Step(`^the watcher has never seen "([^"]*)" as "([^"]*)"$`, w.neverSaw)
	sc.Step(`^the watcher's connection is lost$`, func() error { return w.watcher.close() })
	sc.Step(`^the watcher comes back$`, func(ctx context.Context) error { return w.openStream(w.watcher.last) })
}

// watch opens the stream and takes the snapshot that it begins with.
func (w *world) watch(ctx context.Context) error {
	if err := w.learnPlan(ctx); err != nil {
		return err
	}
	if err := w.openStream(""); err != nil {
		return err
	}
	name, data, err := w.watcher.live.Next()
	if err != nil {
		return err
	}
	if err := want("first event of the stream", name, "snapshot"); err != nil {
		return err
	}
	var snapshot client.Availability
	if err := json.Unmarshal(data, &snapshot); err != nil {
		return fmt.Errorf("read the snapshot: %w", err)
	}
	for _, index := range w.watcher.index {
		w.watcher.note(index, snapshot.State(index))
	}
	w.watcher.seen, w.watcher.last = snapshot.Sequence, w.watcher.live.LastID
	return nil
}

// openStream watches until the scenario ends; a step's own context would end it with the step.
func (w *world) openStream(lastID string) error {
	ctx, cancel := context.WithCancel(context.Background())
	live, err := w.house.stranger.Watch(ctx, w.event.ID, lastID)
	if err != nil {
		cancel()
		return err
	}
	w.watcher.live, w.watcher.end = live, cancel
	return nil
}

// learnPlan reads the order of the seats, which is that of the map.
func (w *world) learnPlan(ctx context.Context) error {
	m, err := w.house.stranger.SeatMap(ctx, w.event.ID)
	if err != nil {
		return err
	}
	w.watcher = watcher{index: map[string]int{}, state: map[int]int{}, past: map[int][]int{}}
	for i, s := range m.Seats {
		w.watcher.index[label(s.SectionCode, s.Row, s.Seat)] = i
	}
	return nil
}

var stateNames = map[string]int{"available": client.Available, "reserved": client.Reserved, "sold": client.Sold, "unavailable": client.Unavailable}

func (w *world) sees(seat, status string, seconds int) error {
	v := &w.watcher
	index, known := v.index[seat]
	if !known {
		return fmt.Errorf("there is no seat %q on the map", seat)
	}
	late := time.AfterFunc(time.Duration(seconds)*time.Second, v.end)
	defer late.Stop()
	for v.state[index] != stateNames[status] {
		delta, err := v.live.NextDelta()
		if err != nil {
			return fmt.Errorf("wait for %s to turn %s: %w", seat, status, err)
		}
		if delta.Sequence <= v.seen {
			return fmt.Errorf("change %d came after change %d", delta.Sequence, v.seen)
		}
		if len(delta.Changes) == 0 {
			return errors.New("a change changes nothing")
		}
		v.seen, v.last = delta.Sequence, v.live.LastID
		for _, change := range delta.Changes {
			v.note(change[0], change[1])
		}
	}
	return nil
}

// note keeps what the watcher sees.
func (v *watcher) note(index, state int) {
	v.state[index], v.past[index] = state, append(v.past[index], state)
}

func (w *world) neverSaw(seat, status string) error {
	index, known := w.watcher.index[seat]
	if !known {
		return fmt.Errorf("there is no seat %q on the map", seat)
	}
	return want(fmt.Sprintf("%s was seen as %v; as %s", seat, w.watcher.past[index], status), slices.Contains(w.watcher.past[index], stateNames[status]), false)
}
