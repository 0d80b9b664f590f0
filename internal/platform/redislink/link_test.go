package redislink_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/speckit/ticketing/internal/platform/redislink"
	"github.com/speckit/ticketing/internal/platform/redislink/redistest"
)

const patience = 20 * time.Second

// notes is a log that a test can read while it is written.
type notes struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (n *notes) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.Write(p)
}

func (n *notes) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.String()
}

func open(t *testing.T, url string) (*redislink.Link, *notes) {
	t.Helper()
	log := &notes{}
	link, err := redislink.Open(url, slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(link.Close)
	return link, log
}

func await(t *testing.T, link *redislink.Link) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if !link.Wait(ctx) {
		t.Fatal("Redis does not come")
	}
}

func set(t *testing.T, link *redislink.Link) error {
	t.Helper()
	return link.Do(t.Context(), func(ctx context.Context, c redis.UniversalClient) error {
		return c.Set(ctx, "key", "value", time.Minute).Err()
	})
}

// away asks until the circuit is open.
func away(t *testing.T, link *redislink.Link) {
	t.Helper()
	for deadline := time.Now().Add(patience); link.Up(); runtime.Gosched() {
		if _ = set(t, link); time.Now().After(deadline) {
			t.Fatal("the circuit stays closed")
		}
	}
}

func TestALinkThatIsOpenedBeforeRedisFindsIt(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	server.Stop()
	link, _ := open(t, server.URL())
	if err := set(t, link); !errors.Is(err, redislink.ErrAway) {
		t.Fatalf("without Redis: %v", err)
	}
	server.Restart()
	await(t, link)
	if err := set(t, link); err != nil {
		t.Fatal(err)
	}
}

func TestNobodyWaitsForARedisThatIsAway(t *testing.T) {
	t.Parallel()
	for name, trouble := range map[string]func(*redistest.Server){"killed": (*redistest.Server).Kill, "stalled": (*redistest.Server).Stall} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := redistest.Start(t)
			link, _ := open(t, server.URL())
			await(t, link)
			if err := set(t, link); err != nil {
				t.Fatal(err)
			}
			trouble(server)
			away(t, link)
			begun := time.Now()
			for range 1000 {
				if err := set(t, link); !errors.Is(err, redislink.ErrAway) {
					t.Fatalf("got %v", err)
				}
			}
			if took := time.Since(begun); took > 500*time.Millisecond {
				t.Errorf("a thousand callers waited %v", took)
			}
		})
	}
}

func TestTheLinkHealsByItself(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ trouble, end func(*redistest.Server) }{
		"killed and started": {(*redistest.Server).Kill, (*redistest.Server).Restart},
		"stalled":            {(*redistest.Server).Stall, (*redistest.Server).Resume},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := redistest.Start(t)
			link, log := open(t, server.URL())
			for range 3 {
				await(t, link)
				c.trouble(server)
				away(t, link)
				c.end(server)
			}
			await(t, link)
			if err := set(t, link); err != nil {
				t.Error(err)
			}
			if err := link.Ping(t.Context()); err != nil {
				t.Error(err)
			}
			if text := log.String(); !strings.Contains(text, "Redis is away") || !strings.Contains(text, "Redis is back") {
				t.Errorf("the log says %s", text)
			}
		})
	}
}

func TestAnAnswerThatSaysNoIsNoFailure(t *testing.T) {
	t.Parallel()
	link, _ := open(t, redistest.URL(t))
	await(t, link)
	for name, ask := range map[string]func(context.Context, redis.UniversalClient) error{
		"nothing there":   func(ctx context.Context, c redis.UniversalClient) error { return c.Get(ctx, "no such key").Err() },
		"a wrong command": func(ctx context.Context, c redis.UniversalClient) error { return c.Do(ctx, "nonsense").Err() },
	} {
		if err := link.Do(t.Context(), ask); err == nil || !link.Up() {
			t.Errorf("%s: %v, up %v", name, err, link.Up())
		}
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := link.Do(gone, func(ctx context.Context, c redis.UniversalClient) error { return c.Get(ctx, "key").Err() }); err == nil || !link.Up() {
		t.Errorf("a caller who gave up: %v, up %v", err, link.Up())
	}
}

func TestARedisThatCannotWorkIsAway(t *testing.T) {
	t.Parallel()
	for _, answer := range []string{"-READONLY You can't write against a read only replica.", "-OOM command not allowed", "-LOADING Redis is loading", "?"} {
		link, _ := open(t, redistest.Liar(t, answer))
		await(t, link)
		if err := set(t, link); err == nil || link.Up() {
			t.Errorf("%s: %v, up %v", answer, err, link.Up())
		}
	}
}

func TestAClosedLinkLeavesNothingBehind(t *testing.T) { //nolint:paralleltest // it counts goroutines
	server := redistest.Start(t)
	before := runtime.NumGoroutine()
	for range 3 {
		link, err := redislink.Open(server.URL(), slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		await(t, link)
		if err := set(t, link); err != nil {
			t.Fatal(err)
		}
		link.Close()
	}
	for deadline := time.Now().Add(patience); runtime.NumGoroutine() > before; runtime.Gosched() {
		if time.Now().After(deadline) {
			stacks := make([]byte, 1<<16)
			t.Fatalf("%d goroutines, before %d:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
		}
	}
}
