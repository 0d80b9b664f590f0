package messaging

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// Term is how long a lease lasts, and how often it is prolonged and asked for.
type Term struct {
	Last  time.Duration // after which another takes over from a holder that vanished
	Renew time.Duration // how often the holder prolongs it
	Ask   time.Duration // how often those who wait ask for it
}

// DefaultTerm is within ten seconds even if a holder vanishes just after it prolonged its lease.
var DefaultTerm = Term{Last: 6 * time.Second, Renew: 2 * time.Second, Ask: 500 * time.Millisecond}

// Tenure is one time of holding a lease.
type Tenure struct {
	Fence    int64
	deadline atomic.Pointer[time.Time]
}

// Sure reports whether nobody else can have the lease yet. The deadline was taken from our own monotonic clock before the lease was
// asked for, so it lies before the database's, however long the answer took.
func (t *Tenure) Sure() bool { return time.Now().Before(*t.deadline.Load()) }

// Exclusive does something while this process holds a lease, and again whenever it gets it back, until the context ends. The work's
// context ends when the lease cannot be sure any more; work that returns before gives the lease back.
func Exclusive(ctx context.Context, leaser Leaser, name string, term Term, log *slog.Logger, do func(ctx context.Context, tenure *Tenure)) {
	holder := id.Random{}.New()
	for told := false; ctx.Err() == nil; {
		asked := time.Now()
		fence, taken, err := take(ctx, leaser, name, holder, term)
		switch {
		case err != nil && ctx.Err() == nil && !told:
			log.Warn("lease cannot be asked for", "lease", name, "reason", err)
			told = true
		case taken:
			told = false
			hold(ctx, leaser, name, holder, term, log, fence, asked, do)
		}
		rest(ctx, term.Ask/2+rand.N(term.Ask/2)) // #nosec G404 -- jitter
	}
}

func take(ctx context.Context, leaser Leaser, name string, holder id.UUID, term Term) (int64, bool, error) {
	ctx, cancel := context.WithTimeout(ctx, term.Last)
	defer cancel()
	return leaser.Take(ctx, name, holder, term.Last)
}

// hold works for one tenure and prolongs the lease meanwhile.
func hold(ctx context.Context, leaser Leaser, name string, holder id.UUID, term Term, log *slog.Logger, fence int64, asked time.Time, do func(context.Context, *Tenure)) {
	tenure := &Tenure{Fence: fence}
	deadline := asked.Add(term.Last)
	tenure.deadline.Store(&deadline)
	working, stop := context.WithCancel(ctx)
	defer stop()
	unsure := time.AfterFunc(time.Until(deadline), stop)
	defer unsure.Stop()
	log.Info("lease taken", "lease", name, "fence", fence)
	done := make(chan struct{})
	go func() { defer close(done); do(working, tenure) }()
	for working.Err() == nil {
		select {
		case <-done:
			stop()
		case <-working.Done():
		case <-time.After(term.Renew):
			asked := time.Now()
			now, taken, err := take(working, leaser, name, holder, term)
			if err != nil {
				continue // until the deadline
			}
			if !taken || now != fence {
				stop()
				break
			}
			deadline := asked.Add(term.Last)
			tenure.deadline.Store(&deadline)
			unsure.Reset(time.Until(deadline))
		}
	}
	<-done
	yield(ctx, leaser, name, fence)
	log.Info("lease ended", "lease", name, "fence", fence)
}

func yield(ctx context.Context, leaser Leaser, name string, fence int64) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	_ = leaser.Yield(ctx, name, fence) // if it fails, the next holder waits for the end
}

func rest(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// apart is how far two notices of one process lie apart: what is committed between them needs none of its own.
const apart = 5 * time.Millisecond

// Announce tells the other processes of this one's commits, until the context ends, except while the reader is here, who hears of them
// without. A notice that is lost only means that the reader finds the facts at its next look.
func Announce(ctx context.Context, outbox Outbox, here func() bool) {
	commits := Commits(outbox)
	for {
		select {
		case <-ctx.Done():
			return
		case <-commits:
		}
		if here() {
			continue
		}
		_ = outbox.Notify(ctx)
		rest(ctx, apart)
	}
}

// Commits returns a channel that is filled while there were commits that nobody has looked at.
func Commits(source Source) <-chan struct{} {
	commits := make(chan struct{}, 1)
	source.OnCommit(Poke(commits))
	return commits
}

// Poke returns a function that fills a channel of one place.
func Poke(into chan<- struct{}) func() {
	return func() {
		select {
		case into <- struct{}{}:
		default:
		}
	}
}

// Listening listens until the context ends, again and again: a connection may break, and a pooler in between may not let one listen.
func Listening(ctx context.Context, outbox Outbox, heard func()) {
	const first, longest = time.Second, time.Minute
	for wait := first; ctx.Err() == nil; wait = min(2*wait, longest) {
		began := time.Now()
		_ = outbox.Listen(ctx, heard)
		if time.Since(began) > longest {
			wait = first
		}
		rest(ctx, wait)
	}
}
