package paymentsim

import (
	"context"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// Ledger is the bank's book. What a method has written is durable when it returns, whatever its caller does next.
type Ledger interface {
	// Open writes an entry unless its key stands in the book, and returns what stands there then. Of two that open one key at the
	// same time, one waits for the other.
	Open(ctx context.Context, entry Entry) (Entry, error)
	// Entry returns the entry of a key, if there is one.
	Entry(ctx context.Context, key id.UUID) (Entry, bool, error)
	// Change shows the entry of a key to a function, alone, and writes what the function made of it if that returns true. It
	// returns what stands in the book then; false when the key is not there. The function may be called again.
	Change(ctx context.Context, key id.UUID, change func(*Entry) bool) (Entry, bool, error)
	// Entries returns all entries by key, those after a key only.
	Entries(ctx context.Context, after id.UUID, limit int) ([]Entry, error)
}
