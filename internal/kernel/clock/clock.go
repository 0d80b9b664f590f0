// Package clock gives the time to everything that decides by it, so that tests and the simulation can set it.
package clock

import (
	"sync"
	"time"
)

// Clock tells the time in UTC, cut to microseconds (what PostgreSQL keeps).
type Clock interface {
	Now() time.Time
}

// System is the machine's clock.
type System struct{}

// Now returns the machine's time.
func (System) Now() time.Time { return Cut(time.Now()) }

// Cut brings a time to the form in which we keep times: UTC, microseconds.
func Cut(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// Fake is a clock that moves only when it is told to. It is safe for concurrent use.
type Fake struct {
	mu  sync.Mutex
	now time.Time
}

// NewFake returns a fake clock that stands at the given time.
func NewFake(at time.Time) *Fake { return &Fake{now: Cut(at)} }

// Now returns the time at which the clock stands.
func (f *Fake) Now() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

// Advance moves the clock forward (or, for tests of jumps, back).
func (f *Fake) Advance(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = Cut(f.now.Add(d))
}
