package pg_test

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/speckit/ticketing/internal/platform/pg"
)

// shop is what lookups look into; it counts the looks and can be made to wait.
type shop struct {
	mu    sync.Mutex
	looks [][]string
	begun chan struct{}
	goOn  chan struct{}
	fail  error
}

func (s *shop) find(_ context.Context, keys []string) (map[string]int, error) {
	s.begun <- struct{}{}
	<-s.goOn
	s.mu.Lock()
	defer s.mu.Unlock()
	s.looks = append(s.looks, slices.Sorted(slices.Values(keys)))
	found := map[string]int{}
	for _, k := range keys {
		if k != "nothing" {
			found[k] = len(k)
		}
	}
	return found, s.fail
}

func TestThoseWhoAskDuringALookShareTheNext(t *testing.T) {
	t.Parallel()
	s := &shop{begun: make(chan struct{}, 10), goOn: make(chan struct{})}
	lookup := pg.NewLookup(s.find)
	var wg sync.WaitGroup
	ask := func(key string, want int, there bool) {
		wg.Go(func() {
			if got, ok, err := lookup.One(context.Background(), key); got != want || ok != there || err != nil {
				t.Errorf("%s is %d, %v, %v", key, got, ok, err)
			}
		})
	}
	ask("a", 1, true)
	<-s.begun // everybody after this is answered by the next look
	ask("bb", 2, true)
	ask("bb", 2, true)
	ask("nothing", 0, false)
	for lookup.Waiting() < 3 {
		runtime.Gosched()
	}
	close(s.goOn)
	wg.Wait()
	if len(s.looks) != 2 || !slices.Equal(s.looks[1], []string{"bb", "nothing"}) {
		t.Errorf("looked for %q", s.looks)
	}
}

func TestALookThatFailsFailsForThoseWhoAsked(t *testing.T) {
	t.Parallel()
	s := &shop{begun: make(chan struct{}, 10), goOn: make(chan struct{}), fail: errors.New("no connection")}
	close(s.goOn)
	if _, _, err := pg.NewLookup(s.find).One(t.Context(), "a"); !errors.Is(err, s.fail) {
		t.Errorf("got %v", err)
	}
}
