package kafkabus_test

import (
	"context"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/messaging"
	"github.com/speckit/ticketing/internal/platform/messaging/kafkabus/kafkatest"
)

func TestABrokerThatIsStoppedAndStartedAgainLosesNothing(t *testing.T) {
	t.Parallel()
	c := kafkatest.Start(t, 1)
	h := build(t, c.Brokers())
	h.process(options{relay: true, consume: true})
	h.tell(0, 50, "a", "b", "c")
	h.await(50, "a", "b", "c")
	c.Stop(t, 0)
	h.tell(50, 80, "a", "b", "c")
	// A process that is started while the broker is away waits for it too.
	late := h.process(options{relay: true, consume: true})
	if err := late.bus.Ping(shortly(t)); err == nil {
		t.Fatal("a broker that is away answers")
	}
	c.Restart(t, 0)
	h.tell(80, 100, "a", "b", "c")
	h.await(100, "a", "b", "c")
	c.Kill(t, 0)
	h.tell(100, 120, "a", "b", "c")
	c.Restart(t, 0)
	began := time.Now()
	defer func() { t.Logf("went on %s after the broker answered", time.Since(began)) }()
	h.await(120, "a", "b", "c")
}

func TestOneBrokerOfThreeMayVanish(t *testing.T) {
	t.Parallel()
	c := kafkatest.Start(t, 3)
	h := build(t, c.Brokers())
	h.process(options{relay: true, consume: true})
	h.tell(0, 50, "a", "b", "c", "d")
	h.await(50, "a", "b", "c", "d")
	c.Kill(t, 1)
	began := time.Now()
	h.tell(50, 100, "a", "b", "c", "d")
	h.await(100, "a", "b", "c", "d")
	t.Logf("went on after %s", time.Since(began))
}

func TestWithoutADeadLetterNothingIsParked(t *testing.T) {
	t.Parallel()
	c := kafkatest.Start(t, 1)
	h := build(t, c.Brokers())
	handed, gone := make(chan struct{}, 100), make(chan struct{})
	h.process(options{relay: true, consume: true, handle: func(ctx context.Context, f fact) error {
		if f.N != 0 {
			return nil
		}
		select {
		case handed <- struct{}{}:
		default:
		}
		select {
		case <-gone:
		case <-ctx.Done():
			return ctx.Err()
		}
		return &work.Unreadable{Topic: h.topic, Cause: errGone}
	}})
	h.tell(0, 1, "a")
	<-handed
	c.Kill(t, 0)
	close(gone)
	waiting := func(state messaging.State) func() bool {
		return func() bool { l, err := h.db.List(t.Context(), state, 10); return err == nil && len(l) == 1 }
	}
	until(t, "waiting", waiting(messaging.Waiting))
	if waiting(messaging.Parked)() {
		t.Fatal("parked without a copy")
	}
	c.Restart(t, 0)
	until(t, "parked", waiting(messaging.Parked))
}

// shortly is a context for a question that nobody will answer.
func shortly(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	t.Cleanup(cancel)
	return ctx
}
