// Package shelfmem keeps shelved messages in memory, for tests.
package shelfmem

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
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

// List returns messages for people, oldest first.
func (s *Shelf) List(_ context.Context, which messaging.Listing) ([]messaging.Shelved, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := slices.DeleteFunc(slices.Clone(s.rows), func(r messaging.Shelved) bool {
		return which.State != "" && r.State != which.State || compare(r.Mark(), which.After) <= 0
	})
	slices.SortFunc(out, func(a, b messaging.Shelved) int { return compare(a.Mark(), b.Mark()) })
	return out[:min(len(out), which.Limit)], nil
}

func compare(a, b messaging.ShelfMark) int {
	return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.Position, b.Position), id.Compare(a.ID, b.ID))
}

// Retry has a parked message tried again.
func (s *Shelf) Retry(_ context.Context, shelved id.UUID, at time.Time, _ work.Deed) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.rows, func(r messaging.Shelved) bool { return r.ID == shelved && r.State == messaging.Parked })
	if i < 0 {
		return false, nil
	}
	s.rows[i].State, s.rows[i].Attempts, s.rows[i].Next = messaging.Waiting, 0, at
	return true, nil
}

// Drop gives a message up for good.
func (s *Shelf) Drop(ctx context.Context, shelved id.UUID, _ work.Deed) (bool, error) {
	_, there, _ := s.Find(ctx, shelved)
	return there, s.Remove(ctx, shelved)
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
