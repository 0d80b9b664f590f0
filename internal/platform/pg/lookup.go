package pg

import (
	"context"

	"github.com/speckit/ticketing/internal/platform/batch"
)

// How many keys one look carries at most, and how long it may take.
const (
	lookMost    = 200
	lookTimeout = statementTimeout
)

// Lookup finds rows by key for many callers at once: those who ask while a look is on its way share the next one. Every look begins
// after its callers asked, so each of them sees what was committed before. A lone caller does not wait.
type Lookup[K comparable, V any] struct {
	looks *batch.Batch[[]K, map[K]V]
}

// NewLookup makes a lookup of a function that finds many; keys that are not there are left out of its answer. The values are shared
// between callers.
func NewLookup[K comparable, V any](find func(ctx context.Context, keys []K) (map[K]V, error)) *Lookup[K, V] {
	run := func(ctx context.Context, asked [][]K) ([]batch.Verdict[map[K]V], error) {
		var keys []K
		known := map[K]bool{}
		for _, list := range asked {
			for _, k := range list {
				if !known[k] {
					known[k] = true
					keys = append(keys, k)
				}
			}
		}
		found, err := find(ctx, keys)
		answers := make([]batch.Verdict[map[K]V], len(asked))
		for i := range answers {
			answers[i].Result = found
		}
		return answers, err
	}
	return &Lookup[K, V]{batch.New(lookMost, lookTimeout, run, nil)}
}

// Find returns what there is of the keys, and perhaps more that others asked for.
func (l *Lookup[K, V]) Find(ctx context.Context, keys ...K) (map[K]V, error) {
	return l.looks.Do(ctx, keys)
}

// One returns the value of a key, if it is there.
func (l *Lookup[K, V]) One(ctx context.Context, key K) (V, bool, error) {
	found, err := l.Find(ctx, key)
	value, ok := found[key]
	return value, ok, err
}

// Waiting counts the callers who wait for the next look.
func (l *Lookup[K, V]) Waiting() int { return l.looks.Waiting() }
