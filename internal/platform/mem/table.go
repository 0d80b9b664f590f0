package mem

import (
	"cmp"
	"maps"
	"slices"
)

// Table keeps rows of type V by key. V is a value: a row that is read is a copy, and what V points to must not be changed in place.
// Reads and writes happen inside DB.Update or DB.View.
type Table[K comparable, V any] struct {
	db   *DB
	rows map[K]V
}

// NewTable adds a table to the memory.
func NewTable[K comparable, V any](db *DB) *Table[K, V] {
	return &Table[K, V]{db: db, rows: map[K]V{}}
}

// Get returns the row, if there is one.
func (t *Table[K, V]) Get(key K) (V, bool) {
	v, ok := t.rows[key]
	return v, ok
}

// Put writes the row.
func (t *Table[K, V]) Put(key K, row V) {
	t.remember(key)
	t.rows[key] = row
}

// Delete removes the row.
func (t *Table[K, V]) Delete(key K) {
	t.remember(key)
	delete(t.rows, key)
}

// Len counts the rows.
func (t *Table[K, V]) Len() int { return len(t.rows) }

// Where returns the rows that match, in an order given by compare: maps have none, and the simulation must repeat.
func (t *Table[K, V]) Where(match func(V) bool, compare func(a, b V) int) []V {
	var out []V
	for _, v := range t.rows {
		if match(v) {
			out = append(out, v)
		}
	}
	slices.SortFunc(out, compare)
	return out
}

// First returns one row that matches. Where several do, it is the caller's promise that any will serve.
func (t *Table[K, V]) First(match func(V) bool) (V, bool) {
	for _, v := range t.rows {
		if match(v) {
			return v, true
		}
	}
	var none V
	return none, false
}

// Keys returns the keys in order.
func Keys[K cmp.Ordered, V any](t *Table[K, V]) []K { return slices.Sorted(maps.Keys(t.rows)) }

func (t *Table[K, V]) remember(key K) {
	old, had := t.rows[key]
	t.db.undo = append(t.db.undo, func() {
		if had {
			t.rows[key] = old
		} else {
			delete(t.rows, key)
		}
	})
}
