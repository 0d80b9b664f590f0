package waitlisttest

import (
	"context"
	"errors"

	"github.com/speckit/ticketing/internal/waitlist"
)

// ErrAway is what everything says while the power is off.
var ErrAway = errors.New("away")

// Power is what the service's process lives on. Every commit and every call of a port has a point before it takes effect and one after;
// the power can be cut at any of them, and then nothing works until it is restored: a crash.
type Power struct {
	// Before and After run once, around the next call of the port's method: somebody else is faster there.
	Before, After map[string]func()

	points int // that were passed
	cutAt  int
	off    bool
}

func newPower() *Power { return &Power{Before: map[string]func(){}, After: map[string]func(){}} }

// CutAt has the power cut at the n-th point from now.
func (p *Power) CutAt(n int) { p.cutAt = p.points + n }

// Restore turns it on again, for good, and reports whether it was off.
func (p *Power) Restore() bool {
	was := p.off
	p.cutAt, p.off = 0, false
	return was
}

func (p *Power) point() error {
	p.points++
	if p.points == p.cutAt {
		p.off = true
	}
	if p.off {
		return ErrAway
	}
	return nil
}

// around does something between two points.
func (p *Power) around(method string, do func() error) error {
	once(p.Before, method)
	if err := p.point(); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	once(p.After, method)
	return p.point()
}

func once(hooks map[string]func(), method string) {
	if do := hooks[method]; do != nil {
		delete(hooks, method)
		do()
	}
}

// powered is a store whose commits fail with the power: before they stand, or after.
type powered struct {
	waitlist.Store
	power *Power
}

// Update runs one transaction.
func (s powered) Update(ctx context.Context, do func(waitlist.Tx) error) error {
	return s.power.around("Update", func() error { return s.Store.Update(ctx, do) })
}
