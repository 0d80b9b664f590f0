package catalog

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/speckit/ticketing/internal/kernel/fault"
)

// ErrNoPlan says that there is no geometry to be had.
var ErrNoPlan = fault.New(fault.NotFound, "plan_not_found", "There is no such seat plan for this event: it has no seats yet, or its seats were replaced. Read the event again.")

// Snapshot is what all seats of an event show at a sequence. It is shared and must not be changed.
type Snapshot struct {
	Sequence int64
	Plan     string // the geometry's hash; empty without seats
	States   []byte // one code per seat, in plan order
}

// snapshotsMost bounds the memory of snapshots.
const snapshotsMost = 64

// snapshots keeps the newest snapshot of events, so that many readers cost one query per change.
type snapshots struct {
	mu    sync.Mutex
	known map[EventID]*snapshotSlot
}

// snapshotSlot is one event's; its lock lets one reader ask for all.
type snapshotSlot struct {
	mu sync.Mutex
	Snapshot
}

func (s *snapshots) slot(event EventID) *snapshotSlot {
	s.mu.Lock()
	defer s.mu.Unlock()
	slot, known := s.known[event]
	if known {
		return slot
	}
	if s.known == nil || len(s.known) >= snapshotsMost {
		s.known = map[EventID]*snapshotSlot{}
	}
	slot = &snapshotSlot{Snapshot: Snapshot{Sequence: -1}}
	s.known[event] = slot
	return slot
}

// Availability returns what all seats show now.
func (s *Service) Availability(ctx context.Context, event EventID) (Snapshot, error) {
	e, err := s.Event(ctx, event)
	if err != nil {
		return Snapshot{}, err
	}
	slot := s.snapshots.slot(event)
	slot.mu.Lock()
	defer slot.mu.Unlock()
	if slot.Sequence >= e.Sequence {
		return slot.Snapshot, nil
	}
	now, err := s.renew(ctx, event, slot.Snapshot)
	if err != nil {
		return Snapshot{}, fmt.Errorf("read map: %w", err)
	}
	slot.Snapshot = now
	return now, nil
}

// renew brings a snapshot up to date by what changed since, or reads the whole map.
func (s *Service) renew(ctx context.Context, event EventID, old Snapshot) (Snapshot, error) {
	if old.Sequence >= 0 {
		e, changes, err := s.store.Since(ctx, event, old.Sequence)
		if err != nil {
			return Snapshot{}, err
		}
		if e.Whole <= old.Sequence {
			return old.with(&e, e.shownChanges(changes)), nil
		}
	}
	e, statuses, err := s.store.Snapshot(ctx, event)
	if err != nil {
		return Snapshot{}, err
	}
	return Snapshot{Sequence: e.Sequence, Plan: e.PlanHash, States: codes(&e, statuses)}, nil
}

// with is the snapshot after changes as readers see them.
func (s Snapshot) with(e *Event, changes []MapChange) Snapshot {
	states := slices.Clone(s.States)
	for _, change := range changes {
		states[change.Index] = change.Status.Code()
	}
	return Snapshot{Sequence: e.Sequence, Plan: e.PlanHash, States: states}
}

// codes are what readers see of statuses.
func codes(e *Event, statuses []SeatStatus) []byte {
	states := make([]byte, len(statuses))
	for i, status := range statuses {
		states[i] = e.Shows(status).Code()
	}
	return states
}

// Packed writes the states in two bits a seat: the first seat in the lowest bits of the first byte.
func (s Snapshot) Packed() []byte {
	packed := make([]byte, (len(s.States)+3)/4)
	for i, state := range s.States {
		packed[i/4] |= state << (2 * (i % 4))
	}
	return packed
}
