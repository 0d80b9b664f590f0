package messaging

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"log/slog"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Policy bounds how a failing message is tried again.
type Policy struct {
	Attempts int           // failures after which a message is parked
	First    time.Duration // wait after the first failure; doubles, with jitter
	Longest  time.Duration // wait at most
	Lanes    int           // keys handled side by side
	Timeout  time.Duration // of one call of a handler
}

// DefaultPolicy tries for about two minutes before it parks a message.
var DefaultPolicy = Policy{Attempts: 12, First: 50 * time.Millisecond, Longest: 20 * time.Second, Lanes: 8, Timeout: 30 * time.Second}

// Router brings messages to the handlers of one consumer group.
type Router struct {
	group  string
	topics map[string]work.Subscription
	shelf  Shelf
	policy Policy
	clock  clock.Clock
	ids    id.Source
	log    *slog.Logger
	seed   maphash.Seed
	wake   chan struct{}
	watch  Watcher
	copies func(ctx context.Context, s Shelved) error // nil: nobody wants a copy of what is parked

	mu   sync.Mutex
	held map[string]bool // keys with waiting messages
}

// NewRouter makes the router of a group from its subscriptions.
func NewRouter(ctx context.Context, group string, subs []work.Subscription, shelf Shelf, policy Policy, clk clock.Clock, ids id.Source, log *slog.Logger) (*Router, error) {
	r := &Router{
		group: group, topics: map[string]work.Subscription{}, shelf: shelf, policy: policy, clock: clk, ids: ids,
		log: log.With("group", group), seed: maphash.MakeSeed(), wake: make(chan struct{}, 1), held: map[string]bool{},
		watch: unwatched{},
	}
	for _, s := range subs {
		r.topics[s.Topic] = s
	}
	if err := r.Refresh(ctx); err != nil {
		return nil, err
	}
	return r, nil
}

// BeforePark has a copy made of every message before it is parked. While that fails, the message waits and is tried again. It must be
// said before anything is delivered.
func (r *Router) BeforePark(copies func(ctx context.Context, s Shelved) error) { r.copies = copies }

// Group is the name of the consumer group.
func (r *Router) Group() string { return r.group }

// Topics lists what the group subscribes to.
func (r *Router) Topics() []string { return slices.Sorted(maps.Keys(r.topics)) }

// Wants reports whether the group subscribes to a topic.
func (r *Router) Wants(topic string) bool {
	_, ok := r.topics[topic]
	return ok
}

// Deliver hands messages to the handlers and returns when each is handled or shelved. An error means that at least one is neither
// (the shelf itself is away): the caller delivers the same again.
func (r *Router) Deliver(ctx context.Context, batch []work.Envelope) error {
	together, lanes := r.part(batch)
	var wg sync.WaitGroup
	errs := make([]error, len(lanes)+1)
	for i, lane := range lanes {
		if len(lane) > 0 {
			wg.Go(func() { errs[i] = r.attemptEach(ctx, lane) })
		}
	}
	for _, run := range runs(together) {
		if errs[len(lanes)] = r.attempt(ctx, run); errs[len(lanes)] != nil {
			break
		}
	}
	wg.Wait()
	return errors.Join(errs...)
}

// part separates what is handled together from what goes one by one, in lanes by key. A key with messages of both kinds goes one by
// one, so that they stay in their order.
func (r *Router) part(batch []work.Envelope) (together []work.Envelope, lanes [][]work.Envelope) {
	single := map[string]bool{}
	for _, e := range batch {
		if sub, wanted := r.topics[e.Topic]; wanted && !sub.Together {
			single[e.Key] = true
		}
	}
	lanes = make([][]work.Envelope, r.policy.Lanes)
	for _, e := range batch {
		switch {
		case !r.Wants(e.Topic):
		case single[e.Key]:
			lane := int(maphash.String(r.seed, e.Key) % uint64(len(lanes))) // #nosec G115 -- below the number of lanes
			lanes[lane] = append(lanes[lane], e)
		default:
			together = append(together, e)
		}
	}
	return together, lanes
}

// runs parts messages into as few runs of one topic as the order of each key allows.
func runs(batch []work.Envelope) (out [][]work.Envelope) {
	newest := map[string]int{} // the latest run of a topic
	last := map[string]int{}   // the run of a key's latest message
	for _, e := range batch {
		run, begun := newest[e.Topic]
		if !begun || run < last[e.Key] {
			run = len(out)
			out = append(out, nil)
		}
		out[run] = append(out[run], e)
		newest[e.Topic], last[e.Key] = run, run
	}
	return out
}

// attempt handles messages of one topic, as far as their keys are free.
func (r *Router) attempt(ctx context.Context, run []work.Envelope) error {
	var free []work.Envelope
	for _, e := range run {
		queued, err := r.queueIfHeld(ctx, e)
		if err != nil {
			return err
		}
		if !queued {
			free = append(free, e)
		}
	}
	if len(free) == 0 {
		return nil
	}
	verdicts := r.handle(ctx, r.topics[free[0].Topic], free)
	if len(free) > 1 && errors.Join(verdicts...) != nil {
		return r.attemptEach(ctx, free)
	}
	for i, err := range verdicts {
		if err == nil {
			continue
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := r.setAside(ctx, r.shelve(free[i]), err); err != nil {
			return err
		}
	}
	return nil
}

// attemptEach handles messages one by one. After they failed together, only the one to blame has to wait; those that were handled come
// a second time, and do nothing.
func (r *Router) attemptEach(ctx context.Context, lane []work.Envelope) error {
	for i := range lane {
		if err := r.attempt(ctx, lane[i:i+1]); err != nil {
			return err
		}
	}
	return nil
}

func (r *Router) handle(ctx context.Context, sub work.Subscription, run []work.Envelope) (verdicts []error) {
	ctx, cancel := context.WithTimeout(ctx, r.policy.Timeout)
	defer cancel()
	ctx, run, after := r.watch.Handling(ctx, r.group, run)
	defer func() { after(verdicts) }()
	defer func() {
		if p := recover(); p != nil {
			verdicts = make([]error, len(run))
			for i := range verdicts {
				verdicts[i] = fmt.Errorf("handler panicked: %v", p)
			}
		}
	}()
	return sub.Handle(ctx, run)
}

func (r *Router) shelve(e work.Envelope) Shelved {
	now := r.clock.Now()
	return Shelved{ID: r.ids.New(), Group: r.group, Envelope: e, State: Waiting, Since: now, Next: now}
}

// queueIfHeld puts a message behind the waiting ones of its key. The lock spans look and write, so that release cannot come between.
func (r *Router) queueIfHeld(ctx context.Context, e work.Envelope) (bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.held[e.Key] {
		return false, nil
	}
	s := r.shelve(e)
	s.Reason = "waits behind an earlier message of its key"
	if err := r.shelf.Put(ctx, s); err != nil {
		return false, fmt.Errorf("shelve message of %s: %w", e.Topic, err)
	}
	return true, nil
}

// setAside writes down a failure: when to try again, or that nobody will.
func (r *Router) setAside(ctx context.Context, s Shelved, cause error) error {
	var unreadable *work.Unreadable
	s.Reason = cause.Error()
	if !fault.Is(cause, fault.Unavailable) { // a part that is away is no fault of the message: it waits for ever
		s.Attempts++
	}
	s.State = Waiting
	if errors.As(cause, &unreadable) || s.Attempts >= r.policy.Attempts {
		s.State = Parked
	}
	s.Next = r.clock.Now().Add(r.backoff(s.Attempts))
	if s.State == Parked && r.copies != nil {
		if err := r.copies(ctx, s); err != nil {
			s.State = Waiting
			s.Reason += " (and no copy of it could be made yet: " + err.Error() + ")"
		}
	}
	if err := r.shelf.Put(ctx, s); err != nil {
		return fmt.Errorf("shelve message of %s: %w", s.Envelope.Topic, err)
	}
	ctx = r.watch.SetAside(ctx, r.group, s.Envelope, s.State == Parked)
	if s.State == Parked {
		r.log.ErrorContext(ctx, "message parked", "topic", s.Envelope.Topic, "message", s.Envelope.Message, "attempts", s.Attempts, "reason", s.Reason)
		return nil
	}
	r.hold(s.Envelope.Key)
	r.poke()
	r.log.WarnContext(ctx, "message waits for another try", "topic", s.Envelope.Topic, "message", s.Envelope.Message, "attempts", s.Attempts, "reason", s.Reason)
	return nil
}

func (r *Router) backoff(attempts int) time.Duration {
	wait := r.policy.First << max(0, min(attempts-1, 20))
	wait = min(wait, r.policy.Longest)
	return wait/2 + rand.N(wait/2+1) // #nosec G404 -- jitter
}

func (r *Router) hold(key string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.held[key] = true
}

func (r *Router) poke() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}
