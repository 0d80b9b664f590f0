package auth

import (
	"sync"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// endedMost bounds the set: as many sign-outs in the life of an access token are an attack, and then some tokens live to their end.
const endedMost = 200_000

// Ended is the sessions that were ended while tokens of them live, as far as this process knows. It is filled by identity where that is
// in the same process, and by news from others (revokedredis). It is safe for concurrent use; nil knows of none.
type Ended struct {
	clock clock.Clock
	mu    sync.RWMutex
	until map[id.UUID]time.Time // when the last token of the session is over
	sweep time.Time             // when to look for what is over
}

// sweepEvery is how often what is over is looked for.
const sweepEvery = time.Minute

// NewEnded makes an empty set.
func NewEnded(c clock.Clock) *Ended {
	return &Ended{clock: c, until: make(map[id.UUID]time.Time)}
}

// End notes that the session of this name was ended. After the given time it is forgotten, since no token of it lives.
func (e *Ended) End(session id.UUID, lastToken time.Time) {
	now := e.clock.Now()
	if session == id.Nil || !now.Before(lastToken) {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if !now.Before(e.sweep) || len(e.until) >= endedMost {
		e.forget(now)
	}
	if lastToken.After(e.until[session]) {
		e.until[session] = lastToken
	}
}

// Has reports whether the session is known to have ended.
func (e *Ended) Has(session id.UUID) bool {
	if e == nil || session == id.Nil {
		return false
	}
	e.mu.RLock()
	defer e.mu.RUnlock()
	until, ended := e.until[session]
	return ended && e.clock.Now().Before(until)
}

// All returns the sessions that are known, and when the last token of each is over.
func (e *Ended) All() map[id.UUID]time.Time {
	now := e.clock.Now()
	e.mu.RLock()
	defer e.mu.RUnlock()
	all := make(map[id.UUID]time.Time, len(e.until))
	for session, until := range e.until {
		if now.Before(until) {
			all[session] = until
		}
	}
	return all
}

// forget makes room.
func (e *Ended) forget(now time.Time) {
	e.sweep = now.Add(sweepEvery)
	for session, until := range e.until {
		if !now.Before(until) {
			delete(e.until, session)
		}
	}
	for session := range e.until {
		if len(e.until) < endedMost {
			return
		}
		delete(e.until, session)
	}
}
