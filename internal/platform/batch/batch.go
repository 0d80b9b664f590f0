// Package batch joins concurrent commands into one transaction: group commit.
//
// While one run is being committed, the commands that arrive queue; then all of them go in the next run, each with a verdict of
// its own. There is no artificial delay: a lone command goes at once.
package batch

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/speckit/ticketing/internal/kernel/work"
)

// ErrClosed says that the batch takes no more commands because the process is stopping.
var ErrClosed = errors.New("batch is closed")

// Run executes commands in one transaction and returns a verdict for each. The context knows the trace of each (work.TraceAt). An error says that the transaction failed as a whole
// and nothing of it stands; the batch then tries again in halves, so that one poisonous command fails alone.
type Run[C, R any] func(ctx context.Context, commands []C) ([]Verdict[R], error)

// Verdict is what one command came to. A refusal by a rule is a verdict, never a failure of the run.
type Verdict[R any] struct {
	Result R
	Err    error
}

// Batch collects commands of type C. Make it with New; close it when nothing is sent any more.
type Batch[C, R any] struct {
	run     Run[C, R]
	max     int
	timeout time.Duration
	observe func(size int, took time.Duration)

	mu      sync.Mutex
	queue   []waiting[C, R]
	running bool
	closed  bool
	idle    sync.Cond
}

type waiting[C, R any] struct {
	ctx     context.Context //nolint:containedctx // a queued command belongs to its caller
	command C
	verdict chan Verdict[R]
}

// New makes a batch whose runs hold at most max commands and last at most timeout. Observe, which may be nil, hears of every run.
func New[C, R any](maxCommands int, timeout time.Duration, run Run[C, R], observe func(size int, took time.Duration)) *Batch[C, R] {
	b := &Batch[C, R]{run: run, max: maxCommands, timeout: timeout, observe: observe}
	b.idle.L = &b.mu
	return b
}

// Do hands in a command and waits for its verdict. When the caller gives up first, the command may still be carried out: its
// effect is then found under the ids that the caller gave it.
func (b *Batch[C, R]) Do(ctx context.Context, command C) (R, error) {
	w := waiting[C, R]{ctx: ctx, command: command, verdict: make(chan Verdict[R], 1)}
	b.mu.Lock()
	if b.closed {
		b.mu.Unlock()
		var none R
		return none, ErrClosed
	}
	b.queue = append(b.queue, w)
	if !b.running {
		b.running = true
		go b.drain()
	}
	b.mu.Unlock()

	select {
	case v := <-w.verdict:
		return v.Result, v.Err
	case <-ctx.Done():
		var none R
		return none, ctx.Err()
	}
}

// Waiting counts the commands that queue for the next run.
func (b *Batch[C, R]) Waiting() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.queue)
}

// Close refuses further commands and waits until those inside have their verdicts.
func (b *Batch[C, R]) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	for b.running {
		b.idle.Wait()
	}
}

func (b *Batch[C, R]) drain() {
	for {
		next := b.take()
		if next == nil {
			return
		}
		b.execute(next)
	}
}

// take removes the next commands from the queue, without those whose callers have gone; nil says that the queue is empty.
func (b *Batch[C, R]) take() []waiting[C, R] {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.queue) > 0 {
		n := min(len(b.queue), b.max)
		next := make([]waiting[C, R], 0, n)
		for _, w := range b.queue[:n] {
			if err := w.ctx.Err(); err != nil {
				w.verdict <- Verdict[R]{Err: err}
				continue
			}
			next = append(next, w)
		}
		b.queue = append(b.queue[:0:0], b.queue[n:]...)
		if len(next) > 0 {
			return next
		}
	}
	b.running = false
	b.idle.Broadcast()
	return nil
}

func (b *Batch[C, R]) execute(ws []waiting[C, R]) {
	commands, traces := make([]C, len(ws)), make([]string, len(ws))
	for i, w := range ws {
		commands[i], traces[i] = w.command, work.TraceOf(w.ctx)
	}
	// The run belongs to all of its callers: none of them may end it for the others, nor give it his name.
	ctx, cancel := context.WithTimeout(work.WithTraces(context.Background(), traces), b.timeout)
	started := time.Now()
	verdicts, err := b.safely(ctx, commands)
	cancel()
	if b.observe != nil {
		b.observe(len(ws), time.Since(started))
	}
	switch {
	case err == nil:
		for i, w := range ws {
			w.verdict <- verdicts[i]
		}
	case len(ws) == 1:
		ws[0].verdict <- Verdict[R]{Err: err}
	default:
		b.execute(ws[:len(ws)/2])
		b.execute(ws[len(ws)/2:])
	}
}

// safely runs commands; one whose rules are broken must not take the process, and everybody else's commands, with it.
func (b *Batch[C, R]) safely(ctx context.Context, commands []C) (verdicts []Verdict[R], err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("a command panicked: %v\n%s", broken, debug.Stack())
		}
	}()
	return b.run(ctx, commands)
}
