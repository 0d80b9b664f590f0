package limitredis

import (
	"sync"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// accounts is by which part of a burst a process may be ahead of its reports.
const accounts = 10

// books keeps what this process let through and has not reported yet.
type books struct {
	clock clock.Clock
	most  int
	mu    sync.Mutex
	of    map[string]account
}

type account struct {
	owed   int       // calls that passed and were not reported
	credit int       // how many may, before the next must be
	asking int       // questions under way; while there are some, each call is asked about
	until  time.Time // from then on the bucket is full again, whatever is owed
}

func newBooks(c clock.Clock, most int) *books {
	return &books{clock: c, most: max(1, most), of: make(map[string]account)}
}

// pass reports whether the next call of a key must be asked about, and how many passed before it without.
func (b *books) pass(key string, rate rest.Rate) (before int, must bool) {
	now := b.clock.Now()
	b.mu.Lock()
	defer b.mu.Unlock()
	a, known := b.of[key]
	if !known || a.asking == 0 && !now.Before(a.until) {
		a = account{credit: rate.Burst / accounts}
	}
	if !known && len(b.of) >= b.most {
		b.forget(now)
	}
	a.until = now.Add(rate.Per)
	before, must = a.owed, a.owed >= a.credit
	if must {
		a.owed, a.credit = 0, 0
		a.asking++
	} else {
		a.owed++
	}
	b.of[key] = a
	return before, must
}

// settle takes the answer: as long as the shared bucket has something left, the process has credit. Of answers that come together only
// the last gives some: what an earlier one saw may be gone.
func (b *books) settle(key string, rate rest.Rate, left int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	a, known := b.of[key]
	if !known || a.asking == 0 { // forgotten meanwhile
		return
	}
	if a.asking--; a.asking == 0 {
		a.credit = min(rate.Burst/accounts, left)
	}
	b.of[key] = a
}

// forget makes room: of keys that are over and, if that is too few, of any others, which lets a few calls too many through rather
// than refuse good ones.
func (b *books) forget(now time.Time) {
	for key, a := range b.of {
		if !now.Before(a.until) {
			delete(b.of, key)
		}
	}
	for key := range b.of {
		if len(b.of) < b.most*7/8+1 {
			return
		}
		delete(b.of, key)
	}
}
