package redisgate_test

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/platform/gate/redisgate"
	"github.com/speckit/ticketing/internal/platform/redislink"
	"github.com/speckit/ticketing/internal/platform/redislink/redistest"
)

const patience = 20 * time.Second

// open makes the gate of one process at a Redis that answers.
func open(t testing.TB, url string) *redisgate.Gate {
	t.Helper()
	link, err := redislink.Open(url, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(link.Close)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if !link.Wait(ctx) {
		t.Fatal("there is no Redis")
	}
	g := redisgate.New(link)
	t.Cleanup(g.Close)
	return g
}

// until tries until nothing is busy.
func until(t testing.TB, g *redisgate.Gate, keys []string, longest time.Duration) func() {
	t.Helper()
	for deadline := time.Now().Add(patience); ; runtime.Gosched() {
		release, busy := g.Try(context.Background(), keys, longest)
		if busy == nil {
			return release
		}
		if time.Now().After(deadline) {
			t.Fatalf("%v stay busy", busy)
		}
	}
}

func TestTheGateTakesAllKeysOrNoneBetweenProcesses(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	one, two := open(t, server.URL()), open(t, server.URL())
	release, busy := one.Try(t.Context(), []string{"a", "b"}, time.Minute)
	if busy != nil {
		t.Fatalf("a free gate is busy: %v", busy)
	}
	if release, busy := two.Try(t.Context(), []string{"c", "b"}, time.Minute); !slices.Equal(busy, []string{"b"}) || release != nil {
		t.Fatalf("busy %v", busy)
	}
	until(t, one, []string{"c"}, time.Minute)() // the refused try kept no key
	release()
	until(t, two, []string{"a", "b", "c"}, time.Minute)
}

func TestTheKeyOfADeadHolderEndsByItself(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	dead, living := open(t, server.URL()), open(t, server.URL())
	begun := time.Now()
	dead.Try(t.Context(), []string{"a"}, 200*time.Millisecond)
	if _, busy := living.Try(t.Context(), []string{"a"}, time.Minute); busy == nil && time.Since(begun) < 150*time.Millisecond {
		t.Fatal("a taken key is free")
	}
	until(t, living, []string{"a"}, time.Minute)
	if left := server.Client().PTTL(t.Context(), "a").Val(); left <= 0 || left > time.Minute {
		t.Errorf("the key ends in %v", left)
	}
}

func TestALateReleaseDoesNotFreeAnothersKey(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	late, next := open(t, server.URL()), open(t, server.URL())
	release, _ := late.Try(t.Context(), []string{"a"}, 20*time.Millisecond)
	until(t, next, []string{"a"}, time.Minute)
	held := server.Client().Get(t.Context(), "a").Val()
	release()
	release()
	late.Close() // waits for the release
	if now := server.Client().Get(t.Context(), "a").Val(); now != held || held == "" {
		t.Errorf("the key holds %q, the next holder's token is %q", now, held)
	}
}

func TestCloseWaitsForReleases(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	g := open(t, server.URL())
	for i := range 100 {
		release, _ := g.Try(t.Context(), []string{fmt.Sprint("a", i), fmt.Sprint("b", i)}, time.Minute)
		release()
	}
	g.Close()
	if left := server.Client().DBSize(t.Context()).Val(); left != 0 {
		t.Errorf("%d keys are left", left)
	}
	if release, busy := g.Try(t.Context(), []string{"a"}, time.Minute); busy != nil {
		t.Error("a closed gate is busy")
	} else {
		release()
	}
}

func TestAGateThatIsOutOfOrderLetsEverybodyThrough(t *testing.T) {
	t.Parallel()
	for name, trouble := range map[string]func(*redistest.Server){"killed": (*redistest.Server).Kill, "stalled": (*redistest.Server).Stall} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := redistest.Start(t)
			g := open(t, server.URL())
			g.Try(t.Context(), []string{"a"}, time.Minute)
			trouble(server)
			if _, busy := g.Try(t.Context(), []string{"a"}, time.Minute); busy != nil {
				t.Fatalf("busy: %v", busy)
			}
			begun := time.Now()
			for range 100 {
				release, busy := g.Try(t.Context(), []string{"a"}, time.Minute)
				if busy != nil {
					t.Fatalf("busy: %v", busy)
				}
				release()
			}
			if each := time.Since(begun) / 100; each > time.Millisecond*3/2 { // a probe may be answered late
				t.Errorf("without Redis a try costs %v", each)
			}
		})
	}
}

func TestALyingRedisMakesNobodyWait(t *testing.T) {
	t.Parallel()
	for answer, busy := range map[string]bool{"+OK": false, "$-1": true, "?": false, "-OOM no": false} {
		g := open(t, redistest.Liar(t, answer))
		release, got := g.Try(t.Context(), []string{"a"}, time.Minute)
		if (got != nil) != busy {
			t.Errorf("%s: busy %v", answer, got)
		}
		if release != nil {
			release()
		}
	}
}

func TestAfterARestartTheGateKeepsRivalsApartAgain(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	g := open(t, server.URL())
	server.Restart()
	deadline := time.Now().Add(patience)
	for i := 0; ; i++ {
		key := []string{fmt.Sprint(i)}
		g.Try(t.Context(), key, time.Minute)
		if _, busy := g.Try(t.Context(), key, time.Minute); busy != nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("the gate stays open")
		}
	}
}

func TestOneOfManyRivalsIsInside(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	gates := []*redisgate.Gate{open(t, server.URL()), open(t, server.URL())}
	var inside, entries atomic.Int64
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			for range 25 {
				release, busy := gates[i%2].Try(t.Context(), []string{"seat"}, time.Minute)
				if busy != nil {
					continue
				}
				if rivals := inside.Add(1); rivals != 1 {
					t.Errorf("%d are inside", rivals)
				}
				entries.Add(1)
				runtime.Gosched()
				inside.Add(-1)
				release()
			}
		})
	}
	all.Wait()
	if entries.Load() == 0 {
		t.Error("nobody came in")
	}
}

func BenchmarkTry(b *testing.B) {
	g := open(b, redistest.Start(b).URL())
	var next atomic.Int64
	b.SetParallelism(128)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			release, _ := g.Try(context.Background(), []string{fmt.Sprintf("lock:seat:%032x", next.Add(1))}, 30*time.Second)
			release()
		}
	})
}

func BenchmarkTryAlone(b *testing.B) {
	g := open(b, redistest.Start(b).URL())
	for i := range b.N {
		release, _ := g.Try(context.Background(), []string{fmt.Sprintf("lock:seat:%032x", i)}, 30*time.Second)
		release()
	}
}

func BenchmarkTryWithoutRedis(b *testing.B) {
	server := redistest.Start(b)
	g := open(b, server.URL())
	server.Kill()
	for i := range b.N {
		release, _ := g.Try(context.Background(), []string{fmt.Sprintf("lock:seat:%032x", i)}, 30*time.Second)
		release()
	}
}
