package identity

import (
	"cmp"
	"crypto/ed25519"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// KeyState is where a signing key is in its life.
type KeyState string

// A key is published as next before it signs anything, so that every verifier knows it in time, and as retired until the last token
// that it signed is over.
const (
	KeyNext    KeyState = "next"
	KeyCurrent KeyState = "current"
	KeyRetired KeyState = "retired"
)

// StoredKey is a signing key as it lies in the table.
type StoredKey struct {
	ID        id.UUID
	Public    ed25519.PublicKey
	Sealed    []byte // the private key's seed
	State     KeyState
	CreatedAt time.Time
	Until     time.Time // of a retired one: when its last token is over
}

// PublicKey is what verifiers know of a key.
type PublicKey struct {
	ID  id.UUID
	Key ed25519.PublicKey
}

// SigningKey is a key that can sign.
type SigningKey struct {
	ID  id.UUID
	Key ed25519.PrivateKey
}

// newKey makes a key of the state.
func (s *Service) newKey(state KeyState, now time.Time) (StoredKey, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(s.ports.Random, seed); err != nil {
		return StoredKey{}, fmt.Errorf("make a signing key: %w", err)
	}
	public := ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey) // it is of no other type
	return StoredKey{ID: s.ids.New(), Public: public, Sealed: s.ports.Sealer.Seal(seed), State: state, CreatedAt: now}, nil
}

// open unseals the private key.
func (k StoredKey) open(sealer Sealer) (SigningKey, error) {
	seed, err := sealer.Open(k.Sealed)
	if err != nil || len(seed) != ed25519.SeedSize {
		return SigningKey{}, fmt.Errorf("signing key %s cannot be opened: was SPECKIT_SECRET changed without SPECKIT_SECRET_OLD? %w", k.ID, err)
	}
	return SigningKey{ID: k.ID, Key: ed25519.NewKeyFromSeed(seed)}, nil
}

// published reports whether verifiers may trust the key.
func (k StoredKey) published(now time.Time) bool { return k.State != KeyRetired || now.Before(k.Until) }

// inState finds the key of a state. There is at most one next and one current key.
func inState(keys []StoredKey, state KeyState) (StoredKey, bool) {
	at := slices.IndexFunc(keys, func(k StoredKey) bool { return k.State == state })
	if at < 0 {
		return StoredKey{}, false
	}
	return keys[at], true
}

// publicKeys lists the keys to trust, in a stable order.
func publicKeys(keys []StoredKey, now time.Time) []PublicKey {
	var out []PublicKey
	for _, k := range keys {
		if k.published(now) {
			out = append(out, PublicKey{ID: k.ID, Key: k.Public})
		}
	}
	slices.SortFunc(out, func(a, b PublicKey) int { return cmp.Compare(a.ID.String(), b.ID.String()) })
	return out
}
