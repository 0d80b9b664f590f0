package identity

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
)

// What can be wrong with a sign-in.
var (
	ErrInvalidCredentials = fault.New(fault.Unauthenticated, "invalid_credentials", "Address and password do not belong together. Check both, or have the password reset by mail.")
	ErrTooManySignIns     = fault.New(fault.Exhausted, "too_many_sign_ins", "There were too many wrong passwords for this address. Wait, or have the password reset by mail.")
)

// Failures counts the wrong passwords in a row for an address. Addresses without an account have them too: else a lock would tell
// which addresses have one.
type Failures struct {
	Folded      string
	Count       int
	LastAt      time.Time
	LockedUntil time.Time
}

// check refuses while the address is locked.
func (f Failures) check(now time.Time) error {
	if f.locked(now) {
		return ErrTooManySignIns.After(f.LockedUntil.Sub(now))
	}
	return nil
}

func (f Failures) locked(now time.Time) bool { return now.Before(f.LockedUntil) }

// fail counts one more wrong password. From the last free one on, each locks the address, twice as long as the one before.
func (f *Failures) fail(now time.Time, rules Rules) {
	if !now.Before(f.LastAt.Add(rules.FailureTTL)) {
		f.Count = 0
	}
	f.Count++
	f.LastAt = now
	over := f.Count - rules.FreeFailures
	if over < 0 {
		return
	}
	lock := rules.FirstLock
	for range over {
		if lock *= 2; lock >= rules.LongestLock {
			lock = rules.LongestLock
			break
		}
	}
	f.LockedUntil = now.Add(lock)
}
