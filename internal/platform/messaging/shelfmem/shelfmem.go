// Package shelfmem keeps shelved messages in memory, for tests.
package shelfmem

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/messaging"
)

// Shelf is a messaging.Shelf.
type Shelf struct {
	mu   sync.Mutex
	rows []messaging.Shelved
}

// New returns an empty shelf.
func New() *Shelf { return &Shelf{} }

// Put writes messages.
func (s *Shelf) Put(_ context.Context, shelved ...messaging.Shelved) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range shelved {
		i := slices.IndexFunc(s.rows, func(r messaging.Shelved) bool { return r.ID == m.ID })
		if i < 0 {
			m.Since = s.behind(m)
			s.rows = append(s.rows, m)
		} else {
			m.Since = s.rows[i].Since
			s.rows[i] = m
		}
	}
	return nil
}

// behind is since when a new message waits: longer than none of its key.
func (s *Shelf) behind(m messaging.Shelved) time.Time {
	since := m.Since
	for _, r := range s.rows {
		if r.Group == m.Group && r.Envelope.Key == m.Envelope.Key && r.State == messaging.Waiting && !since.After(r.Since) {
			since = r.Since.Add(time.Microsecond)
		}
	}
	return since
}

// Remove takes messages off.
func (s *Shelf) Remove(_ context.Context, ids ...id.UUID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rows = slices.DeleteFunc(s.rows, func(r messaging.Shelved) bool { return slices.Contains(ids, r.ID) })
	return nil
}

// Held lists the keys with waiting messages.
func (s *Shelf) Held(_ context.Context, group string) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var keys []string
	for _, r := range s.rows {
		if r.Group == group && r.State == messaging.Waiting && !slices.Contains(keys, r.Envelope.Key) {
			keys = append(keys, r.Envelope.Key)
		}
	}
	return keys, nil
}

// Claim returns the oldest waiting message of each key, where its time has come, and puts its time off.
func (s *Shelf) Claim(_ context.Context, group string, now, until time.Time, limit int) ([]messaging.Shelved, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	waiting := slices.DeleteFunc(slices.Clone(s.rows), func(r messaging.Shelved) bool { return r.Group != group || r.State != messaging.Waiting })
	slices.SortStableFunc(waiting, func(a, b messaging.Shelved) int {
		return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.Envelope.Position, b.Envelope.Position))
	})
	var due []messaging.Shelved
	seen := map[string]bool{}
	for _, r := range waiting {
		if !seen[r.Envelope.Key] && !r.Next.After(now) && len(due) < limit {
			r.Next = until
			s.rows[slices.IndexFunc(s.rows, func(row messaging.Shelved) bool { return row.ID == r.ID })] = r
			due = append(due, r)
		}
		seen[r.Envelope.Key] = true
	}
	return due, nil
}

// List returns messages of a state, or all.
func (s *Shelf) List(_ context.Context, state messaging.State, limit int) ([]messaging.Shelved, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []messaging.Shelved
	for _, r := range s.rows {
		if (state == "" || r.State == state) && len(out) < limit {
			out = append(out, r)
		}
	}
	return out, nil
}

// Find returns one message.
func (s *Shelf) Find(_ context.Context, shelved id.UUID) (messaging.Shelved, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.rows {
		if r.ID == shelved {
			return r, true, nil
		}
	}
	return messaging.Shelved{}, false, nil
}
