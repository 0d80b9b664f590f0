// Package gate gives short exclusive holds that shed load before the database is asked. A gate decides nothing: with it down,
// flushed or lying the answers are the same, only slower.
package gate

import (
	"context"
	"time"
)

// Gate lets one caller at a time work on a key.
type Gate interface {
	// Try takes all keys or none, without waiting. Where some are taken by another caller, busy names them and release is nil.
	// A gate that is out of order lets everybody through.
	Try(ctx context.Context, keys []string, longest time.Duration) (release func(), busy []string)
}

// Open is the gate that lets everybody through.
type Open struct{}

// Try lets the caller through.
func (Open) Try(context.Context, []string, time.Duration) (func(), []string) { return func() {}, nil }
