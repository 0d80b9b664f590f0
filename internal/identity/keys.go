package identity

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// ring is the keys as this process knows them, so that signing a token asks no database.
type ring struct {
	mu     sync.Mutex
	readAt time.Time
	signer SigningKey
	stored []StoredKey
}

// Prepare makes the signing keys if there are none and makes sure that they can be opened. It is called at the start.
func (s *Service) Prepare(ctx context.Context) error {
	_, _, err := s.keyring(ctx)
	return err
}

// PublicKeys lists the keys by which tokens are to be checked: the current one, the next, and the retired ones whose tokens may live.
func (s *Service) PublicKeys(ctx context.Context) ([]PublicKey, error) {
	_, stored, err := s.keyring(ctx)
	if err != nil {
		return nil, err
	}
	return publicKeys(stored, s.clock.Now()), nil
}

// RotateKeys retires the current key, makes the next one current and makes a new next one.
func (s *Service) RotateKeys(ctx context.Context) error {
	now := s.clock.Now()
	fresh, err := s.newKey(KeyNext, now)
	if err != nil {
		return err
	}
	if err := s.Prepare(ctx); err != nil {
		return err
	}
	err = s.store.Update(ctx, func(tx Tx) error {
		keys, err := tx.Keys(ctx)
		if err != nil {
			return err
		}
		current, _ := inState(keys, KeyCurrent)
		next, _ := inState(keys, KeyNext)
		current.State, current.Until = KeyRetired, now.Add(max(s.rules.GuestTTL, s.rules.OrderTTL, s.rules.AccessTTL)+s.rules.KeysFresh)
		next.State = KeyCurrent
		tx.Record(s.deed(byOperator, "keys.rotate", next.ID, ""))
		return tx.PutKeys(ctx, []StoredKey{current, next, fresh})
	})
	if err != nil {
		return fmt.Errorf("rotate signing keys: %w", err)
	}
	s.keys.forget()
	return nil
}

// ResealKeys seals every key anew, after SPECKIT_SECRET was changed: Open must still know the old secret, Seal uses the new one.
func (s *Service) ResealKeys(ctx context.Context) (n int, err error) {
	err = s.store.Update(ctx, func(tx Tx) error {
		keys, err := tx.Keys(ctx)
		if err != nil {
			return err
		}
		for i, k := range keys {
			opened, err := k.open(s.ports.Sealer)
			if err != nil {
				return err
			}
			keys[i].Sealed = s.ports.Sealer.Seal(opened.Key.Seed())
		}
		n = len(keys)
		return tx.PutKeys(ctx, keys)
	})
	if err != nil {
		return 0, fmt.Errorf("reseal signing keys: %w", err)
	}
	return n, nil
}

// sign writes a token by the current key.
func (s *Service) sign(ctx context.Context, claims Claims) (string, error) {
	signer, _, err := s.keyring(ctx)
	if err != nil {
		return "", err
	}
	token, err := s.ports.Tokens.Sign(signer, claims)
	if err != nil {
		return "", fmt.Errorf("sign %s token: %w", claims.Kind, err)
	}
	return token, nil
}

// keyring returns the keys, read again when they are older than Rules.KeysFresh. While the store is away the old ones go on.
func (s *Service) keyring(ctx context.Context) (SigningKey, []StoredKey, error) {
	r := &s.keys
	r.mu.Lock()
	defer r.mu.Unlock()
	now := s.clock.Now()
	known := r.signer.ID != id.Nil
	if known && now.Before(r.readAt.Add(s.rules.KeysFresh)) {
		return r.signer, r.stored, nil
	}
	signer, stored, err := s.readKeys(ctx, now)
	switch {
	case err == nil:
		r.signer, r.stored, r.readAt = signer, stored, now
	case !known:
		return SigningKey{}, nil, fmt.Errorf("load signing keys: %w", err)
	default:
		r.readAt = now // one caller in a while waits for a store that is away, not everybody
	}
	return r.signer, r.stored, nil
}

// readKeys loads the keys, makes those that are missing, and opens the current one.
func (s *Service) readKeys(ctx context.Context, now time.Time) (SigningKey, []StoredKey, error) {
	keys, err := s.store.Keys(ctx)
	if err != nil {
		return SigningKey{}, nil, err
	}
	current, ok := inState(keys, KeyCurrent)
	if _, hasNext := inState(keys, KeyNext); !ok || !hasNext {
		if keys, err = s.makeKeys(ctx, now); err != nil {
			return SigningKey{}, nil, err
		}
		current, _ = inState(keys, KeyCurrent)
	}
	signer, err := current.open(s.ports.Sealer)
	return signer, keys, err
}

// makeKeys makes the missing keys. Several processes may come at once: the first one's stand, the others read them.
func (s *Service) makeKeys(ctx context.Context, now time.Time) ([]StoredKey, error) {
	fresh := map[KeyState]StoredKey{}
	for _, state := range []KeyState{KeyCurrent, KeyNext} {
		key, err := s.newKey(state, now)
		if err != nil {
			return nil, err
		}
		fresh[state] = key
	}
	var all []StoredKey
	err := s.store.Update(ctx, func(tx Tx) error {
		keys, err := tx.Keys(ctx)
		if err != nil {
			return err
		}
		var missing []StoredKey
		for _, state := range []KeyState{KeyCurrent, KeyNext} {
			if _, ok := inState(keys, state); !ok {
				missing = append(missing, fresh[state])
			}
		}
		all = append(keys, missing...)
		return tx.PutKeys(ctx, missing)
	})
	return all, err
}

// forget makes the next use read the keys again.
func (r *ring) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.readAt = time.Time{}
}
