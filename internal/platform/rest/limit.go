package rest

import (
	"context"
	"hash/maphash"
	"sync"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// Limiter counts calls. Take reports whether one more call under the key is within the rate, and else how long to wait.
// It must be safe for concurrent use.
type Limiter interface {
	Take(ctx context.Context, key string, rate Rate) (wait time.Duration, ok bool)
}

func (d *door) limitAddress(ctx context.Context, op *operation, client string) error {
	if op.Limit.Burst == 0 || d.cfg.NoAddressLimits {
		return nil
	}
	return d.limit(ctx, op, "a "+op.ID+" "+client)
}

func (d *door) limitCustomer(ctx context.Context, op *operation, who actor.Actor) error {
	if op.Limit.Burst == 0 || who.Customer == id.Nil {
		return nil
	}
	return d.limit(ctx, op, "c "+op.ID+" "+who.Customer.String())
}

func (d *door) limit(ctx context.Context, op *operation, key string) error {
	if wait, ok := d.cfg.Limiter.Take(ctx, key, op.Limit); !ok {
		return errTooOften.After(wait)
	}
	return nil
}

// Buckets is a Limiter in this process's memory. Of each key it remembers one time: when its bucket will be full again.
type Buckets struct {
	clock  clock.Clock
	seed   maphash.Seed
	shards [16]shard
	most   int
}

type shard struct {
	mu   sync.Mutex
	full map[uint64]time.Time
}

// NewBuckets makes a limiter that remembers at most about most keys; when there are more, it forgets some, which lets through
// a few calls too many rather than refuse good ones.
func NewBuckets(c clock.Clock, most int) *Buckets {
	b := &Buckets{clock: c, seed: maphash.MakeSeed(), most: max(1, most/16)}
	for i := range b.shards {
		b.shards[i].full = make(map[uint64]time.Time)
	}
	return b
}

// Take takes one call from the key's bucket.
func (b *Buckets) Take(_ context.Context, key string, rate Rate) (time.Duration, bool) {
	hash := maphash.String(b.seed, key)
	now := b.clock.Now()
	each := rate.Per / time.Duration(rate.Burst)
	s := &b.shards[hash%uint64(len(b.shards))]
	s.mu.Lock()
	defer s.mu.Unlock()
	full := s.full[hash]
	if full.Before(now) {
		full = now
	}
	if wait := full.Add(each).Sub(now) - rate.Per; wait > 0 {
		return wait, false
	}
	if len(s.full) >= b.most {
		s.sweep(now, b.most)
	}
	s.full[hash] = full.Add(each)
	return 0, true
}

// sweep forgets the buckets that are full again and, if that is too few, any others.
func (s *shard) sweep(now time.Time, most int) {
	for hash, full := range s.full {
		if full.Before(now) {
			delete(s.full, hash)
		}
	}
	for hash := range s.full {
		if len(s.full) < most*7/8 { // room for a while, so that not every call sweeps
			return
		}
		delete(s.full, hash)
	}
}
