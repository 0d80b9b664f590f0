// Package redisgate is the gate between processes: a key in Redis for each thing that somebody works on.
//
// A key holds the random token of whoever took it, and ends by itself after the longest time, so that a dead holder is not waited
// for. Everything that is asked at one moment goes in one round trip. What Redis says only sheds load: where it is away, slow,
// flushed or wrong, too many callers are let through or told "busy", and the database decides as it always does.
package redisgate

import (
	"context"
	"crypto/rand"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/speckit/ticketing/internal/platform/batch"
	"github.com/speckit/ticketing/internal/platform/redislink"
)

const (
	together    = 500         // callers in one round trip
	longestTrip = time.Second // of one round trip; the link's own deadlines are shorter
	waitingMost = 10_000      // releases that wait for the next round trip; one more is left to the key's own end
)

// giveBack deletes a key if it still holds the token: of a key that ended by itself and was taken by another, it lets go. It is sent
// whole each time, since it is hardly longer than its name would be and Redis may have forgotten that.
const giveBack = `if redis.call("get",KEYS[1])==ARGV[1] then return redis.call("del",KEYS[1]) end return 0`

// Gate is a gate.Gate. Make it with New and close it when nobody comes any more.
type Gate struct {
	link  *redislink.Link
	trips *batch.Batch[attempt, []string]

	releases chan attempt
	ended    sync.WaitGroup

	mu     sync.RWMutex // held for reading while a release is handed in
	closed bool
}

// attempt is keys, and the token by which they are known to be this caller's.
type attempt struct {
	keys    []string
	token   string
	longest time.Duration
}

// New makes the gate.
func New(link *redislink.Link) *Gate {
	g := &Gate{link: link, releases: make(chan attempt, waitingMost)}
	g.trips = batch.New(together, longestTrip, g.take, nil)
	g.ended.Go(g.letGo)
	return g
}

// Close waits until the releases that were handed in are done. Where Redis fails meanwhile, they are left to the keys' own ends.
func (g *Gate) Close() {
	g.trips.Close()
	g.mu.Lock()
	if !g.closed {
		g.closed = true
		close(g.releases)
	}
	g.mu.Unlock()
	g.ended.Wait()
}

// Try takes all keys or none, in one round trip that it shares with whoever comes at the same moment. Where Redis cannot be asked, it
// lets the caller through. A release is done in the background.
func (g *Gate) Try(ctx context.Context, keys []string, longest time.Duration) (release func(), busy []string) {
	if !g.link.Up() {
		return func() {}, nil
	}
	a := attempt{keys: keys, token: rand.Text(), longest: longest}
	busy, err := g.trips.Do(ctx, a)
	if err == nil && len(busy) > 0 {
		return nil, busy
	}
	var once sync.Once
	return func() { once.Do(func() { g.later(a) }) }, nil
}

// take is one round trip: it sets the keys of all attempts. What an attempt took although another of its keys was busy is given back.
func (g *Gate) take(ctx context.Context, attempts []attempt) ([]batch.Verdict[[]string], error) {
	verdicts := make([]batch.Verdict[[]string], len(attempts))
	set := make([][]*redis.BoolCmd, len(attempts))
	err := g.link.Do(ctx, func(ctx context.Context, client redis.UniversalClient) error {
		pipe := client.Pipeline()
		for i, a := range attempts {
			for _, key := range a.keys {
				set[i] = append(set[i], pipe.SetNX(ctx, key, a.token, a.longest))
			}
		}
		_, err := pipe.Exec(ctx)
		return err
	})
	for i, a := range attempts {
		if err != nil { // each for itself: some keys may be in a part of Redis that works, but who knows which
			verdicts[i].Err = err
			continue
		}
		verdicts[i].Result = busyOf(a, set[i])
		if busy := len(verdicts[i].Result); busy > 0 && busy < len(a.keys) {
			g.later(a)
		}
	}
	return verdicts, nil
}

func busyOf(a attempt, set []*redis.BoolCmd) (busy []string) {
	for i, key := range a.keys {
		if !set[i].Val() {
			busy = append(busy, key)
		}
	}
	return busy
}

// later hands in a release. It never waits: where too many are waiting, the key ends by itself.
func (g *Gate) later(a attempt) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	if g.closed {
		return
	}
	select {
	case g.releases <- a:
	default:
	}
}

// letGo gives keys back, all that wait in one round trip, until the gate is closed and nothing waits. It is the only reader.
func (g *Gate) letGo() {
	for a := range g.releases {
		next := []attempt{a}
		for len(next) < together && len(g.releases) > 0 {
			next = append(next, <-g.releases)
		}
		g.free(next)
	}
}

// free is one round trip. One that fails is not made again: the keys end by themselves.
func (g *Gate) free(attempts []attempt) {
	ctx, cancel := context.WithTimeout(context.Background(), longestTrip)
	defer cancel()
	_ = g.link.Do(ctx, func(ctx context.Context, client redis.UniversalClient) error {
		pipe := client.Pipeline()
		for _, a := range attempts {
			for _, key := range a.keys {
				pipe.Eval(ctx, giveBack, []string{key}, a.token)
			}
		}
		_, err := pipe.Exec(ctx)
		return err
	})
}
