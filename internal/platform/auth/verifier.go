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
	ended    *Ended // nil knows of none
}

// NewVerifier returns a verifier of people's tokens by the source's keys, and of our services' tokens where services is given.
func NewVerifier(source Source, disk Disk, services *Services, c clock.Clock) *Verifier {
	return &Verifier{keys: &keys{source: source, disk: disk, clock: c}, services: services, clock: c, cache: newCache(cacheSize)}
}

// Heed has tokens of ended sessions refused from now on. It is called before the first Verify.
func (v *Verifier) Heed(ended *Ended) { v.ended = ended }

// Verify returns who the token names. Its failures are ErrToken, ErrExpired, ErrEnded and ErrKeys.
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
		return v.admit(known)
	}
	payload, err := v.open(ctx, token)
	if err != nil {
		return actor.Actor{}, err
	}
	fresh, err := read(payload, now)
	if err != nil {
		return actor.Actor{}, err
	}
	fresh.hash = hash
	if until := now.Add(cacheFresh); until.Before(fresh.until) {
		fresh.until = until
	}
	v.cache.put(fresh)
	return v.admit(fresh)
}

// admit refuses a good token whose session was ended before the token.
func (v *Verifier) admit(token cached) (actor.Actor, error) {
	if v.ended.Has(token.session) {
		return actor.Actor{}, ErrEnded
	}
	return token.who, nil
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
