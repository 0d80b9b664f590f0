// Package id holds identifiers: typed so that a seat's cannot be taken for an order's, and made by a source that tests can set.
package id

import (
	"database/sql/driver"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"sync"

	"github.com/google/uuid"
)

// UUID is an identifier without a type, as it travels in events.
type UUID = uuid.UUID

// Nil is the zero identifier: none.
var Nil UUID

// ID is the identifier of a T. Its zero value means none. Conversions between kinds are explicit: OrderID(event.OrderID).
type ID[T any] UUID

// String returns the usual form with dashes.
func (i ID[T]) String() string { return UUID(i).String() }

// UUID returns the identifier without its type, for events and for the wire.
func (i ID[T]) UUID() UUID { return UUID(i) }

// IsZero reports whether there is none.
func (i ID[T]) IsZero() bool { return UUID(i) == Nil }

// MarshalText writes the usual form.
func (i ID[T]) MarshalText() ([]byte, error) { return UUID(i).MarshalText() }

// UnmarshalText reads the usual form.
func (i *ID[T]) UnmarshalText(text []byte) error { return (*UUID)(i).UnmarshalText(text) }

// Value hands the identifier to a database driver.
func (i ID[T]) Value() (driver.Value, error) { return UUID(i).Value() }

// Scan takes the identifier from a database driver.
func (i *ID[T]) Scan(src any) error { return (*UUID)(i).Scan(src) }

// Parse reads an identifier of a T.
func Parse[T any](text string) (ID[T], error) {
	u, err := uuid.Parse(text)
	if err != nil {
		return ID[T]{}, fmt.Errorf("read id %q: %w", text, err)
	}
	return ID[T](u), nil
}

// Compare orders identifiers bytewise, as PostgreSQL orders uuids: the one order in which rows are locked.
func Compare[T ~[16]byte](a, b T) int {
	for i := range a {
		if a[i] != b[i] {
			if a[i] < b[i] {
				return -1
			}
			return 1
		}
	}
	return 0
}

// UUIDs drops the types of a list, for a database parameter.
func UUIDs[T ~[16]byte](ids []T) []UUID {
	out := make([]UUID, len(ids))
	for i, v := range ids {
		out[i] = UUID(v)
	}
	return out
}

// Hex returns the 32 hexadecimal characters without dashes: the original's form "N" of message keys and locks.
func Hex(u UUID) string { return hex.EncodeToString(u[:]) }

// Named returns the version 5 identifier of a name inside a namespace (RFC 9562 §5.5): the same input gives the same id everywhere.
func Named(space UUID, name string) UUID { return uuid.NewSHA1(space, []byte(name)) }

// Source makes new identifiers. Commands take theirs before a transaction begins, so that a retry writes the same rows.
type Source interface {
	New() UUID
}

// Random is the real source: version 7 (RFC 9562 §5.7), ordered by time.
type Random struct{}

// New returns a fresh identifier.
func (Random) New() UUID { return uuid.Must(uuid.NewV7()) }

// Seeded is a source whose sequence depends on its seed alone. It is safe for concurrent use.
type Seeded struct {
	mu  sync.Mutex
	rnd *rand.Rand
	n   uint64
}

// NewSeeded returns a source for tests and the simulation.
func NewSeeded(seed uint64) *Seeded {
	return &Seeded{rnd: rand.New(rand.NewPCG(seed, 0x1d))} // #nosec G404 -- repeatable on purpose
}

// New returns the next identifier of the sequence; later ones compare greater, as with the real source.
func (s *Seeded) New() UUID {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n++
	var u UUID
	binary.BigEndian.PutUint64(u[0:8], s.n<<16)
	binary.BigEndian.PutUint64(u[8:16], s.rnd.Uint64())
	u[6] = 0x70
	u[8] = u[8]&0x3f | 0x80
	return u
}
