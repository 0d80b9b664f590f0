package paymentsim

import (
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// Memory is a book in memory, for tests and the simulation: it outlives whatever they let crash.
type Memory struct {
	mu      sync.Mutex
	entries map[id.UUID]Entry
}

// NewMemory returns an empty book.
func NewMemory() *Memory { return &Memory{entries: map[id.UUID]Entry{}} }

// Open writes an entry unless its key stands in the book.
func (m *Memory) Open(ctx context.Context, entry Entry) (Entry, error) {
	if err := ctx.Err(); err != nil {
		return Entry{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if there, ok := m.entries[entry.Key]; ok {
		return there, nil
	}
	m.entries[entry.Key] = entry
	return entry, nil
}

// Entry returns the entry of a key.
func (m *Memory) Entry(_ context.Context, key id.UUID) (Entry, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.entries[key]
	return e, ok, nil
}

// Change lets a function change the entry of a key.
func (m *Memory) Change(ctx context.Context, key id.UUID, change func(*Entry) bool) (Entry, bool, error) {
	if err := ctx.Err(); err != nil {
		return Entry{}, false, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	stands, ok := m.entries[key]
	if !ok {
		return Entry{}, false, nil
	}
	changed := stands
	if !change(&changed) {
		return stands, true, nil
	}
	m.entries[key] = changed
	return changed, true, nil
}

// Entries returns all entries by key.
func (m *Memory) Entries(_ context.Context, after id.UUID, limit int) ([]Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var page []Entry
	for _, key := range slices.SortedFunc(maps.Keys(m.entries), id.Compare) {
		if id.Compare(key, after) > 0 && len(page) < limit {
			page = append(page, m.entries[key])
		}
	}
	return page, nil
}
