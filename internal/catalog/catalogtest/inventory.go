// Package catalogtest decides what a store of the catalogue is, and has the fixtures of its tests.
package catalogtest

import (
	"context"
	"sync"

	"github.com/speckit/ticketing/internal/catalog"
)

// Inventory is a catalog.Seats that remembers what it was asked and refuses what it is told to.
type Inventory struct {
	// Refuse and RefuseLayout, where they are set, answer SetTerms and ReplaceLayout.
	Refuse       func(catalog.Terms) error
	RefuseLayout func(catalog.Relay) error

	mu       sync.Mutex
	terms    []catalog.Terms
	replaced []catalog.Relay
	truth    map[catalog.EventID][]catalog.SeatChange
}

// SetTerms remembers terms that it does not refuse.
func (i *Inventory) SetTerms(_ context.Context, terms catalog.Terms) error {
	if i.Refuse != nil {
		if err := i.Refuse(terms); err != nil {
			return err
		}
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.terms = append(i.terms, terms)
	return nil
}

// ReplaceLayout remembers the wish unless it refuses.
func (i *Inventory) ReplaceLayout(_ context.Context, in catalog.Relay) error {
	if i.RefuseLayout != nil {
		if err := i.RefuseLayout(in); err != nil {
			return err
		}
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.replaced = append(i.replaced, in)
	return nil
}

// Snapshot returns what Tell said.
func (i *Inventory) Snapshot(_ context.Context, event catalog.EventID) ([]catalog.SeatChange, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.truth[event], nil
}

// Tell sets the truth about an event's seats.
func (i *Inventory) Tell(event catalog.EventID, truth []catalog.SeatChange) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.truth == nil {
		i.truth = map[catalog.EventID][]catalog.SeatChange{}
	}
	i.truth[event] = truth
}

// Terms are those that were set, in order.
func (i *Inventory) Terms() []catalog.Terms {
	i.mu.Lock()
	defer i.mu.Unlock()
	return append([]catalog.Terms(nil), i.terms...)
}

// Replaced are the layouts that were granted, in order.
func (i *Inventory) Replaced() []catalog.Relay {
	i.mu.Lock()
	defer i.mu.Unlock()
	return append([]catalog.Relay(nil), i.replaced...)
}
