package sim

import (
	"fmt"
	"hash/fnv"
	"runtime/debug"
	"strings"
)

// tail is how many lines a failure shows.
const tail = 40

// trace is what happened: its last lines, and a fingerprint of all of them.
type trace struct {
	lines []string
	print uint64
}

// note writes a line of the run.
func (w *World) note(format string, args ...any) {
	line := fmt.Sprintf("%4d %s %s%s", w.step, w.clock.Now().Format("15:04:05"), strings.Repeat("  ", w.depth), fmt.Sprintf(format, args...))
	if w.options.Log != nil {
		_, _ = fmt.Fprintln(w.options.Log, line) // a log that cannot be written stops nothing
	}
	t := &w.trace
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%x %s", t.print, line) // a hash takes everything
	t.print = h.Sum64()
	if len(t.lines) == tail {
		t.lines = append(t.lines[:0], t.lines[1:]...)
	}
	t.lines = append(t.lines, line)
}

// short is the end of a key or an id, enough to tell it from others of a run.
func short(name string) string { return name[max(0, len(name)-6):] }

// Breach is a promise that was not kept.
type Breach struct {
	Promise  string // I1 … I8, or in a word
	Sentence string
	Seed     uint64
	Step     int
	Steps    int
	Trace    []string
}

// Error says what happened and how to see it again.
func (b *Breach) Error() string {
	return fmt.Sprintf("%s: %s\n\nseed %d, step %d; the last lines:\n%s\n\nmake sim SEED=%d STEPS=%d",
		b.Promise, b.Sentence, b.Seed, b.Step, strings.Join(b.Trace, "\n"), b.Seed, b.Steps)
}

// breach ends the run: a promise was not kept.
func (w *World) breach(promise, format string, args ...any) {
	panic(w.broke(promise, fmt.Sprintf(format, args...)))
}

func (w *World) broke(promise, sentence string) *Breach {
	return &Breach{
		Promise: promise, Sentence: sentence,
		Seed: w.options.Seed, Step: w.step, Steps: w.options.Steps, Trace: w.trace.lines,
	}
}

// broken is what a panic says about promises: cores panic only over what cannot be.
func (w *World) broken(over any) *Breach {
	if breach, ok := over.(*Breach); ok {
		return breach
	}
	return w.broke("no excuse", fmt.Sprintf("panic: %v\n%s", over, debug.Stack()))
}
