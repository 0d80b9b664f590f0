package limitredis_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/platform/redislink"
	"github.com/speckit/ticketing/internal/platform/redislink/redistest"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/platform/rest/limitredis"
)

const patience = 20 * time.Second

func link(t testing.TB, url string) *redislink.Link {
	t.Helper()
	l, err := redislink.Open(url, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if !l.Wait(ctx) {
		t.Fatal("there is no Redis")
	}
	return l
}

// open makes the limiter of one process.
func open(t testing.TB, url string) *limitredis.Buckets {
	t.Helper()
	b := limitredis.New(link(t, url), clock.System{}, 10_000)
	t.Cleanup(b.Close)
	return b
}

// passed counts how many of n calls pass, in turn through each of the replicas.
func passed(t testing.TB, n int, key string, rate rest.Rate, replicas ...*limitredis.Buckets) (passed int) {
	t.Helper()
	for i := range n {
		wait, ok := replicas[i%len(replicas)].Take(t.Context(), key, rate)
		if ok {
			passed++
		} else if wait <= 0 || wait > 2*rate.Per {
			t.Fatalf("a refused call is told to wait %v", wait)
		}
	}
	return passed
}

func TestReplicasShareOneBucket(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	one, two := open(t, server.URL()), open(t, server.URL())
	for burst, most := range map[int]int{1: 1, 5: 5, 9: 9, 10: 12, 100: 120} { // a tenth more for each process
		rate := rest.Rate{Per: time.Hour, Burst: burst}
		if got := passed(t, 4*burst, fmt.Sprint("in turn ", burst), rate, one, two); got < burst || got > most {
			t.Errorf("burst %d: %d passed in turn", burst, got)
		}
		if got := passed(t, 2*burst, fmt.Sprint("in turn ", burst), rate, open(t, server.URL())); got > burst/10 {
			t.Errorf("burst %d: a third process lets %d more through", burst, got)
		}
		if got := passed(t, 4*burst, fmt.Sprint("alone ", burst), rate, one); got != burst {
			t.Errorf("burst %d: %d passed through one", burst, got)
		}
	}
}

func TestCallsAtTheSameTimeDoNotExceedTheBucket(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	replicas := []*limitredis.Buckets{open(t, server.URL()), open(t, server.URL()), open(t, server.URL())}
	rate := rest.Rate{Per: time.Hour, Burst: 50}
	var all sync.WaitGroup
	var through atomic.Int64
	for i := range 30 {
		all.Go(func() {
			for range 10 {
				if _, ok := replicas[i%3].Take(t.Context(), "crowd", rate); ok {
					through.Add(1)
				}
			}
		})
	}
	all.Wait()
	if got := through.Load(); got < 50 || got > 65 {
		t.Errorf("%d passed, the burst is 50 and three processes may be ahead by 5 each", got)
	}
}

func TestABucketFillsEvenlyAndItsKeyEnds(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	b := open(t, server.URL())
	rate := rest.Rate{Per: 500 * time.Millisecond, Burst: 5}
	if got := passed(t, 8, "a", rate, b); got < 5 || got > 8 {
		t.Errorf("%d passed at once", got)
	}
	client := server.Client()
	keys := client.Keys(t.Context(), "limit:*").Val()
	if len(keys) != 1 {
		t.Fatalf("keys %v", keys)
	}
	if left := client.PTTL(t.Context(), keys[0]).Val(); left <= 0 || left > rate.Per+2*time.Millisecond {
		t.Errorf("the key ends in %v", left)
	}
	for deadline := time.Now().Add(patience); client.Exists(t.Context(), keys...).Val() > 0; {
		if time.Now().After(deadline) {
			t.Fatal("the key stays")
		}
	}
	if got := passed(t, 5, "a", rate, b); got != 5 {
		t.Errorf("when it is full again %d pass", got)
	}
}

func TestCallersFarBelowTheLimitDoNotAskRedis(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	b := open(t, server.URL())
	for i := range 100 {
		passed(t, 5, fmt.Sprint("caller ", i), rest.Rate{Per: time.Hour, Burst: 50}, b)
	}
	if got := server.Client().DBSize(t.Context()).Val(); got != 0 {
		t.Errorf("%d keys were written", got)
	}
}

func TestWithoutRedisEachProcessKeepsTheRate(t *testing.T) {
	t.Parallel()
	for name, trouble := range map[string]func(*redistest.Server){
		"killed": (*redistest.Server).Kill, "stalled": (*redistest.Server).Stall, "flushed": (*redistest.Server).Flush,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := redistest.Start(t)
			b := open(t, server.URL())
			rate := rest.Rate{Per: time.Hour, Burst: 20}
			before := passed(t, 7, "a", rate, b)
			trouble(server)
			if got := before + passed(t, 40, "a", rate, b); got != 20 {
				t.Errorf("%d passed", got)
			}
		})
	}
}

func TestALyingRedisDoesNotStopTheHouse(t *testing.T) {
	t.Parallel()
	for _, answer := range []string{"+OK", "$-1", "*2\r\n:-5\r\n:99999999", "*2\r\n:99999999999999\r\n:0", "*1\r\n:0", "?"} {
		if got := passed(t, 40, "a", rest.Rate{Per: time.Hour, Burst: 20}, open(t, redistest.Liar(t, answer))); got != 20 {
			t.Errorf("%s: %d passed", answer, got)
		}
	}
}

func TestAfterARestartReplicasShareAgain(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	l := link(t, server.URL())
	one, two := limitredis.New(l, clock.System{}, 100), limitredis.New(l, clock.System{}, 100)
	rate := rest.Rate{Per: time.Hour, Burst: 3}
	server.Restart()
	one.Take(t.Context(), "finds out", rate)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for tries := 0; ; tries++ {
		if !l.Wait(ctx) {
			t.Fatal("Redis does not come back")
		}
		if key := fmt.Sprint("again ", tries); passed(t, 8, key, rate, one, two) == 3 {
			return
		}
	}
}

func BenchmarkTake(b *testing.B) {
	for name, rate := range map[string]rest.Rate{
		"far below the limit": {Per: time.Minute, Burst: 300},
		"asked each time":     {Per: time.Microsecond * 9, Burst: 9},
	} {
		b.Run(name, func(b *testing.B) {
			l := open(b, redistest.Start(b).URL())
			var next atomic.Int64
			b.SetParallelism(128)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					l.Take(context.Background(), fmt.Sprint(next.Add(1)%5000), rate)
				}
			})
		})
	}
}
