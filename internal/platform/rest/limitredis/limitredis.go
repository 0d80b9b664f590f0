// Package limitredis counts calls in Redis, so that all replicas of a service share one bucket per caller.
//
// A process does not ask Redis about every call. It lets the first calls of a key through on its own account and reports them with
// the one after: at most a tenth of the rate's burst at a time, nothing where the burst is below ten. So of one burst no more pass
// than the rate says and a tenth of it for each process, and what passed too early is waited for later. Callers far below the limit
// cost no round trip, and those about to reach it cost one each. While Redis is away each process keeps the rate by itself.
package limitredis

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/platform/batch"
	"github.com/speckit/ticketing/internal/platform/redislink"
	"github.com/speckit/ticketing/internal/platform/rest"
)

const (
	together    = 500         // callers in one round trip
	longestTrip = time.Second // of one round trip; the link's own deadlines are shorter
)

// charge takes one call from a bucket, after those that were let through before on account, which count whatever is left: what is
// missing is owed. Of a bucket the key remembers one time, when it will be full again, by Redis' own clock, and until then; a clock
// that was set back makes nobody wait for ever. It returns the microseconds to wait (0: the call may pass), and how many more could.
const charge = `
local t = redis.call("time")
local now, each, per, before = t[1]*1000000+t[2], tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local full = math.max(tonumber(redis.call("get", KEYS[1]) or 0), now)
full = math.min(full + each*before, now+2*per)
local wait = math.max(full+each-per-now, 0)
if wait == 0 then full = full+each end
redis.call("set", KEYS[1], string.format("%.0f", full), "px", math.ceil((full-now)/1000)+1)
return {wait, math.max(math.floor((now+per-full)/each), 0)}`

// Buckets is a rest.Limiter. Make it with New and close it when nobody calls any more.
type Buckets struct {
	link  *redislink.Link
	local rest.Limiter
	trips *batch.Batch[call, balance]
	books *books
}

// call is what a round trip charges a bucket with.
type call struct {
	key    string
	rate   rest.Rate
	before int // calls that passed on account
}

// balance is what the bucket answers.
type balance struct {
	wait time.Duration
	left int
}

// New makes the limiter. It remembers at most about most keys, here and where Redis is away.
func New(link *redislink.Link, c clock.Clock, most int) *Buckets {
	b := &Buckets{link: link, local: rest.NewBuckets(c, most), books: newBooks(c, most)}
	b.trips = batch.New(together, longestTrip, b.ask, nil)
	return b
}

// Close waits for the round trip that is under way.
func (b *Buckets) Close() { b.trips.Close() }

// Take takes one call from the key's bucket. More calls than the rate allows, seen by this process alone, are refused without asking
// Redis; where Redis gives no answer, this process's count is the only one.
func (b *Buckets) Take(ctx context.Context, key string, rate rest.Rate) (wait time.Duration, ok bool) {
	if wait, ok := b.local.Take(ctx, key, rate); !ok {
		return wait, false
	}
	if !b.link.Up() {
		return 0, true
	}
	name := nameOf(key)
	before, must := b.books.pass(name, rate)
	if !must {
		return 0, true
	}
	answer, err := b.trips.Do(ctx, call{key: name, rate: rate, before: before})
	b.books.settle(name, rate, answer.left)
	if err != nil {
		return 0, true
	}
	return answer.wait, answer.wait == 0
}

// nameOf is a key's name in Redis: short, and without the address that it may hold.
func nameOf(key string) string {
	sum := sha256.Sum256([]byte(key))
	return "limit:" + hex.EncodeToString(sum[:16])
}

// ask is one round trip for all calls that wait.
func (b *Buckets) ask(ctx context.Context, calls []call) ([]batch.Verdict[balance], error) {
	answers := make([]*redis.Cmd, len(calls))
	err := b.link.Do(ctx, func(ctx context.Context, client redis.UniversalClient) error {
		pipe := client.Pipeline()
		for i, c := range calls {
			each := c.rate.Per / time.Duration(c.rate.Burst)
			answers[i] = pipe.Eval(ctx, charge, []string{c.key}, each.Microseconds(), c.rate.Per.Microseconds(), c.before)
		}
		_, err := pipe.Exec(ctx)
		return err
	})
	verdicts := make([]batch.Verdict[balance], len(calls))
	for i, c := range calls {
		if answers[i] == nil { // Redis was not asked
			verdicts[i].Err = err
			continue
		}
		verdicts[i].Result, verdicts[i].Err = read(answers[i], c.rate)
	}
	return verdicts, nil
}

// errAnswer is an answer that no bucket gives.
var errAnswer = errors.New("not the answer of a bucket")

func read(answer *redis.Cmd, rate rest.Rate) (balance, error) {
	numbers, err := answer.Int64Slice()
	if err != nil {
		return balance{}, err
	}
	if len(numbers) != 2 {
		return balance{}, errAnswer
	}
	wait, left := time.Duration(numbers[0])*time.Microsecond, int(numbers[1])
	if wait < 0 || wait > 2*rate.Per || left < 0 || left > rate.Burst {
		return balance{}, errAnswer
	}
	return balance{wait: wait, left: left}, nil
}
