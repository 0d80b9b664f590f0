package messaging_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/messaging"
	"github.com/speckit/ticketing/internal/platform/messaging/shelfmem"
)

var policy = messaging.Policy{Attempts: 4, First: 10 * time.Millisecond, Longest: time.Second, Lanes: 4, Timeout: time.Second}

// recorder is a handler that remembers what it handled and fails as told.
type recorder struct {
	mu      sync.Mutex
	handled []string
	tries   map[string]int
	fail    func(message string, try int) error
}

func (r *recorder) subscription(topic string) work.Subscription {
	return work.Subscription{Group: "g", Topic: topic, Handle: func(_ context.Context, batch []work.Envelope) []error {
		r.mu.Lock()
		defer r.mu.Unlock()
		verdicts := make([]error, len(batch))
		for i, e := range batch {
			name := string(e.Payload)
			r.tries[name]++
			if r.fail != nil {
				verdicts[i] = r.fail(name, r.tries[name])
			}
			if verdicts[i] == nil {
				r.handled = append(r.handled, name)
			}
		}
		return verdicts
	}}
}

func (r *recorder) of(key string) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []string
	for _, h := range r.handled {
		if h[:1] == key {
			out = append(out, h)
		}
	}
	return out
}

// messagesOf makes n messages for each key: a1, b1, a2, b2, …
func messagesOf(n int, keys ...string) []work.Envelope {
	var out []work.Envelope
	for i := 1; i <= n; i++ {
		for _, k := range keys {
			out = append(out, work.Envelope{
				Topic: "t", Key: k, Message: id.Random{}.New(), Payload: fmt.Appendf(nil, "%s%d", k, i),
				Position: int64(len(out) + 1),
			})
		}
	}
	return out
}

func start(t *testing.T, r *recorder, shelf messaging.Shelf) (router *messaging.Router, stop func()) {
	t.Helper()
	r.tries = map[string]int{}
	router, err := messaging.NewRouter(t.Context(), "g", []work.Subscription{r.subscription("t")}, shelf, policy, clock.System{}, id.Random{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = router.Retry(ctx) }()
	return router, func() { cancel(); <-done }
}

func TestAKeysOrderSurvivesFailuresAndOtherKeysDoNotWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := &recorder{fail: func(message string, try int) error {
			if message == "a2" && try < 3 {
				return errors.New("not yet")
			}
			return nil
		}}
		shelf := shelfmem.New()
		router, stop := start(t, r, shelf)
		defer stop()
		if err := router.Deliver(t.Context(), messagesOf(5, "a", "b")); err != nil {
			t.Fatal(err)
		}
		if got := r.of("b"); !slices.Equal(got, []string{"b1", "b2", "b3", "b4", "b5"}) {
			t.Fatalf("key b waited: %v", got)
		}
		time.Sleep(30 * time.Second) //nolint:forbidigo // the bubble's clock
		synctest.Wait()
		if got := r.of("a"); !slices.Equal(got, []string{"a1", "a2", "a3", "a4", "a5"}) {
			t.Fatalf("key a came as %v", got)
		}
		if left, _ := shelf.List(t.Context(), messaging.Listing{Limit: 10}); len(left) != 0 {
			t.Fatalf("left on the shelf: %v", left)
		}
	})
}

func TestWhatIsHandledTogetherComesInAsFewRunsAsTheOrderOfEachKeyAllows(t *testing.T) {
	t.Parallel()
	var calls [][]string
	sub := func(topic string) work.Subscription {
		return work.Subscription{Group: "g", Topic: topic, Together: true, Handle: func(_ context.Context, batch []work.Envelope) []error {
			var names []string
			for _, e := range batch {
				names = append(names, string(e.Payload))
			}
			calls = append(calls, names)
			return make([]error, len(batch))
		}}
	}
	router, err := messaging.NewRouter(t.Context(), "g", []work.Subscription{sub("held"), sub("sold")}, shelfmem.New(), policy, clock.System{}, id.Random{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	var batch []work.Envelope
	for _, name := range []string{"a held", "b held", "a sold", "c held", "c sold", "d held", "a held"} {
		batch = append(batch, work.Envelope{Topic: name[2:], Key: name[:1], Message: id.Random{}.New(), Payload: []byte(name)})
	}
	if err := router.Deliver(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"a held", "b held", "c held", "d held"}, {"a sold", "c sold"}, {"a held"}}
	if !slices.EqualFunc(calls, want, slices.Equal[[]string]) {
		t.Fatalf("came as %q", calls)
	}
}

func TestAKeyWithMessagesOfBothKindsStaysInOrder(t *testing.T) {
	t.Parallel()
	r := &recorder{tries: map[string]int{}}
	single, together := r.subscription("single"), r.subscription("together")
	together.Together = true
	router, err := messaging.NewRouter(t.Context(), "g", []work.Subscription{single, together}, shelfmem.New(), policy, clock.System{}, id.Random{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	batch := messagesOf(9, "a", "b")
	for i := range batch {
		batch[i].Topic = []string{"together", "single", "together"}[i/2%3]
	}
	if err := router.Deliver(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"a", "b"} {
		if got := r.of(key); len(got) != 9 || !slices.IsSorted(got) {
			t.Errorf("key %s came as %v", key, got)
		}
	}
}

func TestOfMessagesThatFailTogetherOnlyTheOneToBlameWaits(t *testing.T) {
	t.Parallel()
	var handled []string
	sub := work.Subscription{Group: "g", Topic: "t", Together: true, Handle: func(_ context.Context, batch []work.Envelope) []error {
		verdicts := make([]error, len(batch))
		for _, e := range batch {
			if string(e.Payload) == "a2" {
				for i := range verdicts {
					verdicts[i] = errors.New("the transaction failed")
				}
				return verdicts
			}
		}
		for _, e := range batch {
			handled = append(handled, string(e.Payload))
		}
		return verdicts
	}}
	one := policy
	one.Lanes = 1
	shelf := shelfmem.New()
	router, err := messaging.NewRouter(t.Context(), "g", []work.Subscription{sub}, shelf, one, clock.System{}, id.Random{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := router.Deliver(t.Context(), messagesOf(2, "a", "b", "c")); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(handled, []string{"a1", "b1", "c1", "b2", "c2"}) {
		t.Fatalf("handled %v", handled)
	}
	if waiting, _ := shelf.List(t.Context(), messaging.Listing{State: messaging.Waiting, Limit: 10}); len(waiting) != 1 || string(waiting[0].Envelope.Payload) != "a2" {
		t.Fatalf("waiting %+v", waiting)
	}
}

func TestWhatNeverSucceedsIsParkedWithItsReason(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := &recorder{fail: func(message string, _ int) error {
			if message == "a1" {
				return errors.New("never")
			}
			return nil
		}}
		shelf := shelfmem.New()
		router, stop := start(t, r, shelf)
		defer stop()
		if err := router.Deliver(t.Context(), messagesOf(2, "a")); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute) //nolint:forbidigo // the bubble's clock
		synctest.Wait()
		parked, _ := shelf.List(t.Context(), messaging.Listing{State: messaging.Parked, Limit: 10})
		if len(parked) != 1 || parked[0].Reason != "never" || parked[0].Attempts != policy.Attempts {
			t.Fatalf("parked: %+v", parked)
		}
		if got := r.of("a"); !slices.Equal(got, []string{"a2"}) {
			t.Fatalf("what came behind it: %v", got)
		}
	})
}

func TestAnUnreadableMessageIsParkedAtOnce(t *testing.T) {
	t.Parallel()
	r := &recorder{fail: func(string, int) error { return &work.Unreadable{Topic: "t", Cause: errors.New("no JSON")} }}
	shelf := shelfmem.New()
	router, stop := start(t, r, shelf)
	defer stop()
	if err := router.Deliver(t.Context(), messagesOf(1, "a")); err != nil {
		t.Fatal(err)
	}
	if parked, _ := shelf.List(t.Context(), messaging.Listing{State: messaging.Parked, Limit: 10}); len(parked) != 1 || parked[0].Attempts != 1 {
		t.Fatalf("parked: %+v", parked)
	}
}

func TestWhileAPartIsAwayNothingIsParked(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		away := fault.New(fault.Unavailable, "away", "away")
		until := time.Now().Add(10 * time.Minute)
		r := &recorder{fail: func(string, int) error {
			if time.Now().Before(until) {
				return away
			}
			return nil
		}}
		shelf := shelfmem.New()
		router, stop := start(t, r, shelf)
		defer stop()
		if err := router.Deliver(t.Context(), messagesOf(1, "a")); err != nil {
			t.Fatal(err)
		}
		time.Sleep(11 * time.Minute) //nolint:forbidigo // the bubble's clock
		synctest.Wait()
		if got := r.of("a"); len(got) != 1 {
			t.Fatalf("after ten minutes without the part: %v", got)
		}
	})
}

func TestAHandlerThatPanicsIsAFailedTry(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := &recorder{fail: func(_ string, try int) error {
			if try == 1 {
				panic("bug")
			}
			return nil
		}}
		router, stop := start(t, r, shelfmem.New())
		defer stop()
		if err := router.Deliver(t.Context(), messagesOf(1, "a")); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute) //nolint:forbidigo // the bubble's clock
		synctest.Wait()
		if got := r.of("a"); len(got) != 1 {
			t.Fatalf("handled %v", got)
		}
	})
}

func TestAfterARestartWaitingKeysStillHoldTheirFollowersBack(t *testing.T) {
	t.Parallel()
	shelf := shelfmem.New()
	first := messagesOf(1, "a")[0]
	now := time.Now()
	if err := shelf.Put(t.Context(), messaging.Shelved{ID: id.Random{}.New(), Group: "g", Envelope: first, State: messaging.Waiting, Since: now, Next: now.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	r := &recorder{}
	router, stop := start(t, r, shelf)
	defer stop()
	if err := router.Deliver(t.Context(), messagesOf(3, "a", "b")); err != nil {
		t.Fatal(err)
	}
	if got := r.of("a"); got != nil {
		t.Fatalf("overtook the waiting message: %v", got)
	}
	if got := r.of("b"); len(got) != 3 {
		t.Fatalf("another key waited: %v", got)
	}
}

// brokenShelf cannot be written.
type brokenShelf struct{ messaging.Shelf }

func (brokenShelf) Put(context.Context, ...messaging.Shelved) error { return errors.New("disk full") }

func TestAMessageThatIsNeitherHandledNorShelvedIsDeliveredAgain(t *testing.T) {
	t.Parallel()
	r := &recorder{fail: func(string, int) error { return errors.New("no") }}
	router, stop := start(t, r, brokenShelf{shelfmem.New()})
	defer stop()
	if err := router.Deliver(t.Context(), messagesOf(1, "a")); err == nil {
		t.Fatal("the message is nowhere, and nobody was told")
	}
}

// watcher notes what it sees, and marks what is handled.
type watcher struct {
	mu   sync.Mutex
	seen []string
}

func (w *watcher) say(what string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen = append(w.seen, what)
}

func (w *watcher) Handling(ctx context.Context, group string, run []work.Envelope) (context.Context, []work.Envelope, func([]error)) {
	inside := slices.Clone(run)
	for i := range inside {
		inside[i].Trace = "inside " + inside[i].Trace
	}
	return ctx, inside, func(verdicts []error) {
		for i, err := range verdicts {
			w.say(fmt.Sprintf("%s %s: %v", group, run[i].Payload, err))
		}
	}
}

func (w *watcher) SetAside(ctx context.Context, _ string, e work.Envelope, parked bool) context.Context {
	w.say(fmt.Sprintf("%s aside, parked %v", e.Topic, parked))
	return ctx
}

func TestAWatcherSeesEveryTryAndIsNotShelved(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		shelf, rec := shelfmem.New(), &recorder{fail: func(m string, try int) error {
			switch {
			case m == "a1" && try == 1:
				return errors.New("not now")
			case m == "b1":
				panic("broken")
			default:
				return nil
			}
		}}
		router, stop := start(t, rec, shelf)
		defer stop()
		see := &watcher{}
		router.Watch(see)
		batch := messagesOf(1, "a", "b")
		batch[0].Trace = "sender"
		if err := router.Deliver(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		waiting, err := shelf.List(t.Context(), messaging.Listing{State: messaging.Waiting, Limit: 10})
		if err != nil || len(waiting) != 2 || waiting[0].Envelope.Trace+waiting[1].Envelope.Trace != "sender" {
			t.Errorf("shelved %+v, %v", waiting, err)
		}
		<-time.After(time.Minute) // simulated
		synctest.Wait()
		see.mu.Lock()
		defer see.mu.Unlock()
		count := map[string]int{}
		for _, s := range see.seen {
			count[s]++
		}
		want := map[string]int{
			"g a1: not now": 1, "g a1: <nil>": 1, "g b1: handler panicked: broken": policy.Attempts,
			"t aside, parked false": 1 + policy.Attempts - 1, "t aside, parked true": 1,
		}
		for what, n := range want {
			if count[what] != n {
				t.Errorf("%q seen %d times, want %d", what, count[what], n)
			}
		}
	})
}
