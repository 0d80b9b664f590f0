package fulfillment

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"sync"
	"time"
)

// Key is a key that signs codes, or did. Its private half is sealed.
type Key struct {
	Name      string // see [KeyID]
	Public    ed25519.PublicKey
	Sealed    []byte // the seed of the private key (RFC 8032)
	InUse     bool   // new codes are signed by it; at most one is
	CreatedAt time.Time
}

// ring holds the opened keys.
type ring struct {
	name    string // of the key in use
	private map[string]ed25519.PrivateKey
	public  KeySet // the key in use first
}

// issued joins a ticket with its code.
func (r *ring) issued(t Ticket) (Issued, error) {
	key, ok := r.private[t.Key]
	if !ok {
		return Issued{}, fmt.Errorf("sign code of ticket %s: key %q is not there", t.ID, t.Key)
	}
	return Issued{Ticket: t, Code: Sign(key, t.Claims())}, nil
}

// ringCache keeps the ring in memory: keys do not change while we run.
type ringCache struct {
	mu   sync.Mutex
	ring *ring
}

// KeySet returns the public keys whose codes are good. At the first call of an installation it makes the first key.
func (s *Service) KeySet(ctx context.Context) (KeySet, error) {
	ring, err := s.ring(ctx)
	if err != nil {
		return nil, err
	}
	return ring.public, nil
}

func (s *Service) ring(ctx context.Context) (*ring, error) {
	s.rings.mu.Lock()
	defer s.rings.mu.Unlock()
	if s.rings.ring != nil {
		return s.rings.ring, nil
	}
	keys, err := s.store.Keys(ctx)
	if err != nil {
		return nil, fmt.Errorf("load ticket keys: %w", err)
	}
	if len(keys) == 0 {
		if keys, err = s.firstKey(ctx); err != nil {
			return nil, err
		}
	}
	opened, err := s.openKeys(keys)
	if err != nil {
		return nil, err
	}
	s.rings.ring = opened
	return opened, nil
}

// firstKey makes a key to sign with. Several processes may do so at once: the store keeps one, and all of them read that.
func (s *Service) firstKey(ctx context.Context) ([]Key, error) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make ticket key: %w", err)
	}
	key := Key{Name: KeyID(public), Public: public, Sealed: s.ports.Sealer.Seal(private.Seed()), InUse: true, CreatedAt: s.clock.Now()}
	if err := s.store.Update(ctx, func(tx Tx) error { return tx.AddKey(ctx, key) }); err != nil {
		return nil, fmt.Errorf("keep ticket key: %w", err)
	}
	keys, err := s.store.Keys(ctx)
	if err != nil {
		return nil, fmt.Errorf("load ticket keys: %w", err)
	}
	return keys, nil
}

func (s *Service) openKeys(keys []Key) (*ring, error) {
	r := &ring{private: make(map[string]ed25519.PrivateKey, len(keys))}
	for _, key := range keys {
		seed, err := s.ports.Sealer.Open(key.Sealed)
		if err != nil {
			return nil, fmt.Errorf("open ticket key %s: %w", key.Name, err)
		}
		if len(seed) != ed25519.SeedSize {
			return nil, fmt.Errorf("open ticket key %s: its seed has %d bytes", key.Name, len(seed))
		}
		r.private[key.Name] = ed25519.NewKeyFromSeed(seed)
		if key.InUse {
			r.name = key.Name
			r.public = append(KeySet{key.Public}, r.public...)
		} else {
			r.public = append(r.public, key.Public)
		}
	}
	if r.name == "" {
		return nil, fmt.Errorf("none of %d ticket keys is in use", len(keys))
	}
	return r, nil
}

// Reseal seals the private keys anew and returns how many there are. After SPECKIT_SECRET was changed it is called before the old
// secret is forgotten; at any other time it changes nothing that matters.
func (s *Service) Reseal(ctx context.Context) (int, error) {
	keys, err := s.store.Keys(ctx)
	if err != nil {
		return 0, fmt.Errorf("load ticket keys: %w", err)
	}
	for i, key := range keys {
		seed, err := s.ports.Sealer.Open(key.Sealed)
		if err != nil {
			return 0, fmt.Errorf("open ticket key %s: %w", key.Name, err)
		}
		keys[i].Sealed = s.ports.Sealer.Seal(seed)
	}
	if err := s.store.Update(ctx, func(tx Tx) error { return tx.SealKeys(ctx, keys) }); err != nil {
		return 0, fmt.Errorf("keep ticket keys: %w", err)
	}
	return len(keys), nil
}
