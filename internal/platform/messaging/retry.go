package messaging

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/speckit/ticketing/internal/kernel/work"
)

const (
	lookEvery = time.Second     // at the shelf, though nothing here said that there is something
	claimOver = 5 * time.Second // that a claim lasts longer than the longest call of a handler
)

// Retry keeps trying waiting messages until the context ends. Several processes may do so for one group: each message is claimed.
func (r *Router) Retry(ctx context.Context) error {
	wait := lookEvery
	for {
		moved, err := r.retryDue(ctx)
		switch {
		case ctx.Err() != nil:
			return nil //nolint:nilerr // the end that was asked for
		case err != nil:
			r.log.Warn("shelf cannot be read", "reason", err)
			wait = lookEvery
		case moved:
			continue
		case r.holds():
			wait = min(2*wait, lookEvery)
		default:
			wait = lookEvery
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-r.wake:
			wait = r.policy.First / 4
		case <-timer.C:
		}
		timer.Stop()
	}
}

// retryDue tries what is due, of as many keys at a time as there are lanes, and reports whether anything was handled.
func (r *Router) retryDue(ctx context.Context) (moved bool, err error) {
	now := r.clock.Now()
	due, err := r.shelf.Claim(ctx, r.group, now, now.Add(r.policy.Timeout+claimOver), r.policy.Lanes)
	if err != nil {
		return false, err
	}
	handled, errs := make([]bool, len(due)), make([]error, len(due))
	var wg sync.WaitGroup
	for i, s := range due {
		wg.Go(func() { handled[i], errs[i] = r.retryOne(ctx, s) })
	}
	wg.Wait()
	for _, h := range handled {
		moved = moved || h
	}
	return moved, errors.Join(append(errs, r.release(ctx))...)
}

func (r *Router) retryOne(ctx context.Context, s Shelved) (handled bool, err error) {
	sub, ok := r.topics[s.Envelope.Topic]
	if !ok {
		return false, r.setAside(ctx, s, &work.Unreadable{Topic: s.Envelope.Topic, Cause: errors.New("group no longer subscribes")})
	}
	if err := r.handle(ctx, sub, []work.Envelope{s.Envelope})[0]; err != nil {
		if ctx.Err() != nil {
			return false, r.unclaim(ctx, s)
		}
		return false, r.setAside(ctx, s, err)
	}
	return true, r.shelf.Remove(ctx, s.ID)
}

// unclaim lets the next process have a message at once that this one cannot finish.
func (r *Router) unclaim(ctx context.Context, s Shelved) error {
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	s.Next = r.clock.Now()
	_ = r.shelf.Put(last, s) // else it waits for the end of the claim
	return ctx.Err()
}

// Refresh reads again which keys are held. Whoever gets messages that another process had before has to do so first.
func (r *Router) Refresh(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	keys, err := r.shelf.Held(ctx, r.group)
	if err != nil {
		return fmt.Errorf("read held keys of %s: %w", r.group, err)
	}
	clear(r.held)
	for _, k := range keys {
		r.held[k] = true
	}
	return nil
}

// release lets the keys go that have no waiting message any more.
func (r *Router) release(ctx context.Context) error {
	if !r.holds() {
		return nil
	}
	return r.Refresh(ctx)
}

func (r *Router) holds() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.held) > 0
}
