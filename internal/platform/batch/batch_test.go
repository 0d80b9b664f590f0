package batch_test

import (
	"context"
	"errors"
	"maps"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/batch"
)

func double(_ context.Context, commands []int) ([]batch.Verdict[int], error) {
	out := make([]batch.Verdict[int], len(commands))
	for i, c := range commands {
		out[i].Result = 2 * c
	}
	return out, nil
}

func TestALoneCommandGoesAtOnce(t *testing.T) {
	t.Parallel()
	b := batch.New(10, time.Second, double, nil)
	defer b.Close()
	if got, err := b.Do(t.Context(), 21); got != 42 || err != nil {
		t.Fatalf("%d, %v", got, err)
	}
}

func TestCommandsThatComeDuringARunShareTheNext(t *testing.T) {
	t.Parallel()
	var sizes []int
	started, goOn := make(chan struct{}, 10), make(chan struct{})
	b := batch.New(100, time.Minute, func(ctx context.Context, commands []int) ([]batch.Verdict[int], error) {
		started <- struct{}{}
		<-goOn
		sizes = append(sizes, len(commands))
		return double(ctx, commands)
	}, nil)
	var wg sync.WaitGroup
	send := func(c int) {
		wg.Go(func() {
			if got, err := b.Do(context.Background(), c); got != 2*c || err != nil {
				t.Errorf("command %d got %d, %v", c, got, err)
			}
		})
	}
	send(1)
	<-started
	for i := range 20 {
		send(i)
	}
	for b.Waiting() < 20 { // they are inside, waiting
		runtime.Gosched()
	}
	close(goOn)
	wg.Wait()
	b.Close()
	if len(sizes) != 2 || sizes[0] != 1 || sizes[1] != 20 {
		t.Fatalf("runs of %v", sizes)
	}
}

func TestAPoisonousCommandFailsAlone(t *testing.T) {
	t.Parallel()
	poison := errors.New("poison")
	first := make(chan struct{})
	b := batch.New(100, time.Minute, func(ctx context.Context, commands []int) ([]batch.Verdict[int], error) {
		<-first
		for _, c := range commands {
			if c == 13 {
				return nil, poison
			}
		}
		return double(ctx, commands)
	}, nil)
	defer b.Close()
	var wg sync.WaitGroup
	for i := range 30 {
		wg.Go(func() {
			got, err := b.Do(context.Background(), i)
			if i == 13 && !errors.Is(err, poison) {
				t.Errorf("the poisonous command got %d, %v", got, err)
			}
			if i != 13 && (err != nil || got != 2*i) {
				t.Errorf("command %d got %d, %v", i, got, err)
			}
		})
	}
	close(first)
	wg.Wait()
}

func TestACommandThatPanicsFailsAlone(t *testing.T) {
	t.Parallel()
	first := make(chan struct{})
	b := batch.New(100, time.Minute, func(ctx context.Context, commands []int) ([]batch.Verdict[int], error) {
		<-first
		for _, c := range commands {
			if c == 13 {
				panic("broken")
			}
		}
		return double(ctx, commands)
	}, nil)
	defer b.Close()
	var wg sync.WaitGroup
	for i := range 30 {
		wg.Go(func() {
			if _, err := b.Do(context.Background(), i); (err != nil) != (i == 13) {
				t.Errorf("command %d: %v", i, err)
			}
		})
	}
	close(first)
	wg.Wait()
}

func TestOneCallersEndDoesNotEndTheOthers(t *testing.T) {
	t.Parallel()
	inside, goOn := make(chan struct{}), make(chan struct{})
	b := batch.New(10, time.Minute, func(ctx context.Context, commands []int) ([]batch.Verdict[int], error) {
		close(inside)
		<-goOn
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return double(ctx, commands)
	}, nil)
	defer b.Close()
	ctx, cancel := context.WithCancel(context.Background())
	gaveUp := make(chan error)
	go func() { _, err := b.Do(ctx, 1); gaveUp <- err }()
	<-inside
	cancel()
	if err := <-gaveUp; !errors.Is(err, context.Canceled) {
		t.Fatalf("the caller who left got %v", err)
	}
	close(goOn)
}

func TestAClosedBatchTakesNothing(t *testing.T) {
	t.Parallel()
	b := batch.New(10, time.Second, double, nil)
	b.Close()
	if _, err := b.Do(t.Context(), 1); !errors.Is(err, batch.ErrClosed) {
		t.Fatalf("got %v", err)
	}
}

func TestCommandsThatShareARunKeepTheirCallersTraces(t *testing.T) {
	t.Parallel()
	started, goOn := make(chan struct{}, 10), make(chan struct{})
	seen := map[int]string{}
	b := batch.New(100, time.Minute, func(ctx context.Context, commands []int) ([]batch.Verdict[int], error) {
		started <- struct{}{}
		<-goOn
		for i, c := range commands {
			seen[c] = work.TraceAt(ctx, i)
		}
		if len(commands) > 1 { // again in halves, which must not mix them up
			return nil, errors.New("not together")
		}
		return double(ctx, commands)
	}, nil)
	var wg sync.WaitGroup
	send := func(c int, trace string) {
		wg.Go(func() { _, _ = b.Do(work.WithTrace(context.Background(), trace), c) })
	}
	send(0, "first")
	<-started
	want := map[int]string{0: "first", 1: "one", 2: "", 3: "three"}
	for c := 1; c < 4; c++ {
		send(c, want[c])
	}
	for b.Waiting() < 3 {
		runtime.Gosched()
	}
	close(goOn)
	wg.Wait()
	b.Close()
	if !maps.Equal(seen, want) {
		t.Errorf("traces %v, want %v", seen, want)
	}
}
