package auth

import (
	"context"
	"crypto/sha256"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
)

const (
	cacheSize  = 20_000
	cacheFresh = 10 * time.Minute // how long a good token is believed without looking at its key again
	maxToken   = 8 << 10
)

// Verifier turns a bearer token into who asks. It is safe for concurrent use.
type Verifier struct {
	keys     *keys
	services *Services // nil accepts no service
	clock    clock.Clock
	cache    *cache
}

// NewVerifier returns a verifier of people's tokens by the source's keys, and of our services' tokens where services is given.
func NewVerifier(source Source, disk Disk, services *Services, c clock.Clock) *Verifier {
	return &Verifier{keys: &keys{source: source, disk: disk, clock: c}, services: services, clock: c, cache: newCache(cacheSize)}
}

// Verify returns who the token names. Its failures are ErrToken, ErrExpired and ErrKeys.
func (v *Verifier) Verify(ctx context.Context, token string) (actor.Actor, error) {
	if len(token) > maxToken {
		return actor.Actor{}, ErrToken
	}
	if strings.HasPrefix(token, servicePrefix) {
		if v.services == nil {
			return actor.Actor{}, ErrToken
		}
		return v.services.verify(token)
	}
	now := v.clock.Now()
	hash := sha256.Sum256([]byte(token))
	if known, ok := v.cache.get(hash, now); ok {
		return known.who, nil
	}
	payload, err := v.open(ctx, token)
	if err != nil {
		return actor.Actor{}, err
	}
	who, expires, err := read(payload, now)
	if err != nil {
		return actor.Actor{}, err
	}
	until := now.Add(cacheFresh)
	if expires.Before(until) {
		until = expires
	}
	v.cache.put(cached{hash: hash, who: who, until: until})
	return who, nil
}

// open checks the signature: Ed25519 and nothing else, whatever the token says.
func (v *Verifier) open(ctx context.Context, token string) ([]byte, error) {
	signed, err := jose.ParseSignedCompact(token, []jose.SignatureAlgorithm{jose.EdDSA})
	if err != nil {
		return nil, ErrToken.Because(err)
	}
	key, err := v.keys.find(ctx, signed.Signatures[0].Header.KeyID)
	if err != nil {
		return nil, err
	}
	payload, err := signed.Verify(key.Key)
	if err != nil {
		return nil, ErrToken.Because(err)
	}
	return payload, nil
}
