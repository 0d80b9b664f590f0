package messaging_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/messaging"
)

var term = messaging.DefaultTerm

// lease is one lease in memory, to which the way can be lost.
type lease struct {
	mu     sync.Mutex
	holder id.UUID
	fence  int64
	until  time.Time
	away   map[id.UUID]bool
	yields int
}

func (l *lease) Take(_ context.Context, _ string, holder id.UUID, last time.Duration) (int64, bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	switch {
	case l.away[holder]:
		return 0, false, errors.New("away")
	case l.holder != holder && now.Before(l.until):
		return 0, false, nil
	case l.holder != holder || !now.Before(l.until):
		l.fence++
	}
	l.holder, l.until = holder, now.Add(last)
	return l.fence, true, nil
}

func (l *lease) Yield(_ context.Context, _ string, fence int64) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.away[l.holder] {
		return errors.New("away")
	}
	if l.fence == fence {
		l.until = time.Time{}
		l.yields++
	}
	return nil
}

// loseTheWay lets the present holder reach the lease no more.
func (l *lease) loseTheWay() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.away = map[id.UUID]bool{l.holder: true}
}

// tenures counts who works at a time, and when each began and ended.
type tenures struct {
	mu     sync.Mutex
	now    int
	most   int
	fences []int64
	ended  []time.Time
	began  []time.Time
}

func (s *tenures) work(ctx context.Context, tenure *messaging.Tenure) {
	s.mu.Lock()
	s.now++
	s.most = max(s.most, s.now)
	s.fences, s.began = append(s.fences, tenure.Fence), append(s.began, time.Now())
	s.mu.Unlock()
	<-ctx.Done()
	s.mu.Lock()
	s.now--
	s.ended = append(s.ended, time.Now())
	s.mu.Unlock()
}

func TestWhoLosesTheWayToTheLeaseStopsBeforeTheNextBegins(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l, seen := &lease{}, &tenures{}
		ctx, stop := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() { messaging.Exclusive(ctx, l, "x", term, slog.New(slog.DiscardHandler), seen.work) })
		}
		time.Sleep(time.Hour) //nolint:forbidigo // the bubble's clock
		synctest.Wait()
		if len(seen.fences) != 1 {
			t.Fatalf("tenures in a quiet hour: %v", seen.fences)
		}
		l.loseTheWay()
		lost := time.Now()
		time.Sleep(time.Minute) //nolint:forbidigo // the bubble's clock
		stop()
		wg.Wait()
		if seen.most != 1 || len(seen.fences) != 2 || seen.fences[1] <= seen.fences[0] {
			t.Fatalf("%d at a time, fences %v", seen.most, seen.fences)
		}
		if took := seen.began[1].Sub(lost); took > 10*time.Second {
			t.Fatalf("taken over after %s", took)
		}
	})
}

func TestWhoStopsGivesTheLeaseBackAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l, seen := &lease{}, &tenures{}
		first, stop := context.WithCancel(t.Context())
		second, end := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		wg.Go(func() { messaging.Exclusive(first, l, "x", term, slog.New(slog.DiscardHandler), seen.work) })
		synctest.Wait()
		wg.Go(func() { messaging.Exclusive(second, l, "x", term, slog.New(slog.DiscardHandler), seen.work) })
		time.Sleep(time.Minute) //nolint:forbidigo // the bubble's clock
		stop()
		stopped := time.Now()
		time.Sleep(time.Second) //nolint:forbidigo // the bubble's clock
		end()
		wg.Wait()
		if seen.most != 1 || len(seen.began) != 2 || seen.began[1].Sub(stopped) > time.Second || l.yields != 2 {
			t.Fatalf("%d at a time, began %v after %v, given back %d times", seen.most, seen.began, stopped, l.yields)
		}
	})
}

func TestWorkThatEndsByItselfGivesTheLeaseBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := &lease{}
		ctx, stop := context.WithCancel(t.Context())
		turns := 0
		messaging.Exclusive(ctx, l, "x", term, slog.New(slog.DiscardHandler), func(context.Context, *messaging.Tenure) {
			if turns++; turns == 3 {
				stop()
			}
		})
		if turns != 3 || l.yields != 3 {
			t.Fatalf("%d turns, given back %d times", turns, l.yields)
		}
	})
}

func TestATenureIsNotSureAnyMoreWhenAnotherMayHaveIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := &lease{}
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		messaging.Exclusive(ctx, l, "x", term, slog.New(slog.DiscardHandler), func(working context.Context, tenure *messaging.Tenure) {
			if !tenure.Sure() {
				t.Error("not sure at the beginning")
			}
			l.loseTheWay()
			<-working.Done()
			if tenure.Sure() {
				t.Error("still sure at the end")
			}
			stop()
		})
	})
}
