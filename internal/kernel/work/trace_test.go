package work_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

type said struct{ ID id.UUID }

func (said) Topic() string        { return "said" }
func (said) Key() string          { return "k" }
func (s said) MessageID() id.UUID { return s.ID }
func (said) At() time.Time        { return time.Time{} }

// say makes an envelope that belongs to a trace.
func say(t *testing.T, trace string) work.Envelope {
	t.Helper()
	e, err := work.Seal(said{id.Random{}.New()})
	if err != nil {
		t.Fatal(err)
	}
	e.Trace = trace
	return e
}

func TestAHandlerWorksInTheTraceOfItsMessage(t *testing.T) {
	t.Parallel()
	var heard []string
	sub := work.On("group", func(ctx context.Context, _ said) error {
		heard = append(heard, work.TraceOf(ctx))
		return nil
	})
	outer := work.WithTrace(t.Context(), "the bus's own")
	if err := errors.Join(sub.Handle(outer, []work.Envelope{say(t, "a"), say(t, ""), say(t, "b")})...); err != nil {
		t.Fatal(err)
	}
	if len(heard) != 3 || heard[0] != "a" || heard[1] != "" || heard[2] != "b" {
		t.Errorf("worked in %q", heard)
	}
}

func TestFactsThatComeTogetherKeepTheirOwnTraces(t *testing.T) {
	t.Parallel()
	var heard []string
	sub := work.OnMany("group", func(ctx context.Context, facts []said) error {
		for i := len(facts) - 1; i >= 0; i-- {
			heard = append(heard, work.TraceFor(ctx, facts[i]))
		}
		return nil
	})
	if err := errors.Join(sub.Handle(t.Context(), []work.Envelope{say(t, "a"), say(t, ""), say(t, "b")})...); err != nil {
		t.Fatal(err)
	}
	if len(heard) != 3 || heard[0] != "b" || heard[1] != "" || heard[2] != "a" {
		t.Errorf("heard %q", heard)
	}
}

func TestACommandAmongOthersKeepsItsCallersTrace(t *testing.T) {
	t.Parallel()
	alone := work.WithTrace(t.Context(), "mine")
	if got := work.TraceAt(alone, 0); got != "mine" {
		t.Errorf("alone: %q", got)
	}
	together := work.WithTraces(alone, []string{"", "b"})
	if a, b := work.TraceAt(together, 0), work.TraceAt(together, 1); a != "" || b != "b" {
		t.Errorf("together: %q, %q", a, b)
	}
	if none := work.WithTraces(alone, []string{"", ""}); work.TraceAt(none, 0) != "" || work.TracesOf(none) != nil {
		t.Error("commands without a trace got the context's")
	}
}
