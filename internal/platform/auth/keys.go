package auth

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/speckit/ticketing/internal/kernel/clock"
)

// Source fetches the public keys of people's tokens: from identity's tables or from its /.well-known/jwks.json.
type Source func(ctx context.Context) (jose.JSONWebKeySet, error)

// Disk keeps the last good keys, so that a service starts while identity is away. Both functions may be nil.
type Disk struct {
	Load func() (jose.JSONWebKeySet, error)
	Save func(jose.JSONWebKeySet) error
}

const (
	refetchPause = 3 * time.Second // at most so often are keys fetched for a key id that nobody knows
	keysFresh    = time.Hour       // after this keys are fetched again, so that a withdrawn one dies
	fetchTimeout = 3 * time.Second
)

// keys is the cache in front of a Source.
type keys struct {
	source Source
	disk   Disk
	clock  clock.Clock

	fetching sync.Mutex // one fetch at a time; who has a key that is known never waits for it
	mu       sync.RWMutex
	byID     map[string]jose.JSONWebKey // nil before the first
	fetched  time.Time                  // the last good fetch
	tried    time.Time                  // the last one
}

// find returns the key of a token. An unknown one is asked for, but not again and again for whoever makes up key ids.
func (k *keys) find(ctx context.Context, kid string) (jose.JSONWebKey, error) {
	now := k.clock.Now()
	key, known, fresh := k.look(kid, now)
	switch {
	case known && fresh:
		return key, nil
	case known && !k.fetching.TryLock(): // somebody is fetching; what we have will do
		return key, nil
	case !known:
		k.fetching.Lock()
	}
	defer k.fetching.Unlock()
	err := k.refresh(ctx, now)
	key, known, _ = k.look(kid, now)
	switch {
	case known:
		return key, nil
	case err != nil || k.empty():
		return key, ErrKeys.Because(err)
	default:
		return key, ErrToken
	}
}

// look reads the cache: whether the key is there, and whether the cache need not be refreshed.
func (k *keys) look(kid string, now time.Time) (key jose.JSONWebKey, known, fresh bool) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	key, known = k.byID[kid]
	return key, known, now.Sub(k.fetched) < keysFresh
}

func (k *keys) empty() bool {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.byID == nil
}

// refresh fetches the keys unless that was tried a moment ago. Where it fails, the copy on disk stands in at the start.
func (k *keys) refresh(ctx context.Context, now time.Time) error {
	if !k.tried.IsZero() && now.Sub(k.tried) < refetchPause {
		return nil
	}
	k.tried = now
	err := k.fetch(ctx, now)
	if err != nil && k.empty() && k.disk.Load != nil {
		if set, diskErr := k.disk.Load(); diskErr == nil {
			k.take(set, time.Time{})
		}
	}
	return err
}

func (k *keys) fetch(ctx context.Context, now time.Time) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), fetchTimeout)
	defer cancel()
	set, err := k.source(ctx)
	if err != nil {
		return fmt.Errorf("fetch token keys: %w", err)
	}
	k.take(set, now)
	if k.disk.Save != nil {
		_ = k.disk.Save(set) // the copy is for a bad day; without it that day is worse, today is as good
	}
	return nil
}

func (k *keys) take(set jose.JSONWebKeySet, fetched time.Time) {
	byID := make(map[string]jose.JSONWebKey, len(set.Keys))
	for _, key := range set.Keys {
		if key.Valid() && key.IsPublic() {
			byID[key.KeyID] = key
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.byID, k.fetched = byID, fetched
}
