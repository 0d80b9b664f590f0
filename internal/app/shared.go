package app

import (
	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/platform/auth"
	"github.com/speckit/ticketing/internal/platform/auth/revokedredis"
	"github.com/speckit/ticketing/internal/platform/gate/localgate"
	"github.com/speckit/ticketing/internal/platform/gate/redisgate"
	"github.com/speckit/ticketing/internal/platform/redislink"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/platform/rest/limitredis"
)

// limitKeys is about how many callers a process remembers for its limits.
const limitKeys = 100_000

// shared is what replicas share while there is a Redis, and what each process has of its own without: locks on seats, limits, and which
// sessions have ended. Nothing is decided by it.
type shared struct {
	link    *redislink.Link // nil without Redis
	gate    inventory.Gate
	limiter rest.Limiter
	ended   *auth.Ended
	endings identity.Endings
	feed    *revokedredis.Feed // nil without Redis
	closers []interface{ Close() }
}

// openShared connects to nothing yet: Redis is found in the background, whenever it is there.
func (p *process) openShared() error {
	s := &p.shared
	s.ended = auth.NewEnded(p.clock)
	address := p.ground.settings.RedisURL
	if address == "" {
		s.gate, s.limiter, s.endings = p.metrics.Gate(&localgate.Gate{}, nil), rest.NewBuckets(p.clock, limitKeys), s.ended
		return nil
	}
	link, err := redislink.Open(address, p.ground.log)
	if err != nil {
		return err
	}
	gate, limiter := redisgate.New(link), limitredis.New(link, p.clock, limitKeys)
	s.link, s.gate, s.limiter = link, p.metrics.Gate(gate, link.Up), limiter
	s.feed = revokedredis.New(link, s.ended, p.clock, p.ground.log)
	s.endings = s.feed
	s.closers = append(s.closers, gate, limiter, link)
	p.metrics.Redis(link.Up)
	return nil
}

// close lets go of Redis, releases first.
func (s *shared) close() {
	for _, c := range s.closers {
		c.Close()
	}
}
