package redislink

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
)

// ErrAway says that Redis is not asked at the moment: it failed, and no probe was answered since.
var ErrAway = errors.New("redis is away")

// Pauses between two probes. After a long good time the first is short, since most troubles are; where it fails again and again
// the pause grows, so that a server that only answers probes is not believed every time.
const (
	firstPause   = 50 * time.Millisecond
	longestPause = 2 * time.Second
	steady       = 10 * time.Second // up for so long, the next trouble is a new one
)

// Link leads to Redis. It is safe for concurrent use.
type Link struct {
	client redis.UniversalClient
	log    *slog.Logger
	up     atomic.Bool
	failed chan struct{} // wakes the probe
	stop   context.CancelFunc
	ended  sync.WaitGroup

	mu      sync.Mutex
	changed chan struct{} // closed and replaced when Redis comes or goes
}

// Open makes the link and begins to look for Redis in the background; only an address that cannot be read is an error. Until the
// first probe is answered, Redis counts as away.
func Open(address string, log *slog.Logger) (*Link, error) {
	options, err := optionsOf(address)
	if err != nil {
		return nil, fmt.Errorf("REDIS_URL %w", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	l := &Link{client: newClient(options), log: log, failed: make(chan struct{}, 1), stop: stop, changed: make(chan struct{})}
	l.ended.Go(func() { l.watch(ctx) })
	return l, nil
}

// Close ends the probe and drops the connections. What still runs fails.
func (l *Link) Close() {
	l.stop()
	l.ended.Wait()
	l.turn(false)
	_ = l.client.Close() // connections that break while they are dropped are dropped
}

// Up reports whether Redis is asked at the moment.
func (l *Link) Up() bool { return l.up.Load() }

// Wait waits until Redis is up, and reports false when the context ended first.
func (l *Link) Wait(ctx context.Context) bool {
	for {
		l.mu.Lock()
		changed := l.changed
		l.mu.Unlock()
		if l.Up() {
			return true
		}
		select {
		case <-ctx.Done():
			return false
		case <-changed:
		}
	}
}

// Do asks Redis. While Redis is away, it returns ErrAway without asking. An answer that says no (redis.Nil among them) is for the
// caller; a failure of Redis is too, and opens the circuit. What it asked may have been done all the same.
func (l *Link) Do(ctx context.Context, ask func(ctx context.Context, client redis.UniversalClient) error) error {
	if !l.Up() {
		return ErrAway
	}
	err := ask(ctx, l.client)
	if err != nil && ctx.Err() == nil && !isAnswer(err) {
		l.fail(err)
	}
	return err
}

// Subscribe listens to a channel on a connection of its own. The caller closes it.
func (l *Link) Subscribe(ctx context.Context, channel string) *redis.PubSub {
	return l.client.Subscribe(ctx, channel)
}

// Ping looks whether Redis answers now, whatever the circuit says. It is for readiness, which only shows it.
func (l *Link) Ping(ctx context.Context) error {
	if err := l.client.Ping(ctx).Err(); err != nil {
		return fmt.Errorf("ask Redis: %w", err)
	}
	return nil
}

// isAnswer tells an answer of a Redis that works from one that does not: what a command got wrong is no trouble of the server's.
func isAnswer(err error) bool {
	var answer redis.Error
	if errors.Is(err, redis.Nil) {
		return true
	}
	if !errors.As(err, &answer) {
		return false
	}
	troubled := redis.IsLoadingError(err) || redis.IsReadOnlyError(err) || redis.IsClusterDownError(err) || redis.IsMasterDownError(err) ||
		redis.IsOOMError(err) || redis.IsAuthError(err) || redis.IsMaxClientsError(err) || redis.IsTryAgainError(err)
	return !troubled
}

// fail opens the circuit and wakes the probe.
func (l *Link) fail(reason error) {
	if l.turn(false) {
		l.log.Warn("Redis is away: locks and limits work without it until it is back", "reason", reason)
	}
	select {
	case l.failed <- struct{}{}:
	default: // it is awake
	}
}

// turn says that Redis came or went, and reports whether that is news.
func (l *Link) turn(up bool) bool {
	if !l.up.CompareAndSwap(!up, up) {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	close(l.changed)
	l.changed = make(chan struct{})
	return true
}

// watch probes while Redis is away, and sleeps while it is up.
func (l *Link) watch(ctx context.Context) {
	pause := firstPause
	for first := true; ; first = false {
		if err := l.Ping(ctx); err == nil {
			if l.turn(true) && !first {
				l.log.Info("Redis is back")
			}
			came := time.Now()
			select {
			case <-ctx.Done():
				return
			case <-l.failed:
			}
			if time.Since(came) > steady {
				pause = firstPause
			}
		} else if first && ctx.Err() == nil {
			l.log.Warn("Redis cannot be reached: locks and limits work without it until it is there", "reason", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		pause = min(2*pause, longestPause)
	}
}
