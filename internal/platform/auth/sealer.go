package auth

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
)

// Secrets are SPECKIT_SECRET and, while it is being changed, SPECKIT_SECRET_OLD.
type Secrets struct {
	Current string
	Old     string // empty when there is none
}

// minSecret is how long a secret must be at least.
const minSecret = 16

// Check reports whether the secrets can be used.
func (s Secrets) Check() error {
	if len(s.Current) < minSecret || s.Old != "" && len(s.Old) < minSecret {
		return fmt.Errorf("a secret has at least %d characters", minSecret)
	}
	return nil
}

// Derive returns 32 bytes that depend on the current secret and the purpose, and tell nothing about those of another purpose.
func (s Secrets) Derive(purpose string) []byte { return s.derive(purpose)[0] }

// derive returns the purpose's keys, the current secret's first.
func (s Secrets) derive(purpose string) [][]byte {
	keys := [][]byte{derive(s.Current, purpose)}
	if s.Old != "" {
		keys = append(keys, derive(s.Old, purpose))
	}
	return keys
}

func derive(secret, purpose string) []byte {
	key, err := hkdf.Key(sha256.New, []byte(secret), nil, "speckit "+purpose, 32)
	if err != nil {
		panic(fmt.Errorf("derive key: %w", err)) // only a length that is too large fails
	}
	return key
}

// Sealer encrypts what lies in tables. What the old secret sealed opens too.
type Sealer struct {
	current cipher.AEAD
	all     []cipher.AEAD
}

// ErrSealed says that something was not sealed by our secrets, or was changed since.
var ErrSealed = errors.New("sealed with another secret, or changed")

// sealVersion is the first byte of everything sealed.
const sealVersion = 1

// NewSealer returns the sealer of a purpose: "answers", "order secrets".
func NewSealer(secrets Secrets, purpose string) *Sealer {
	s := &Sealer{}
	for _, key := range secrets.derive("seal " + purpose) {
		block, err := aes.NewCipher(key)
		if err != nil {
			panic(fmt.Errorf("make sealer: %w", err)) // the key has 32 bytes
		}
		aead, err := cipher.NewGCMWithRandomNonce(block)
		if err != nil {
			panic(fmt.Errorf("make sealer: %w", err))
		}
		s.all = append(s.all, aead)
	}
	s.current = s.all[0]
	return s
}

// Seal encrypts with the current secret.
func (s *Sealer) Seal(plain []byte) []byte {
	return s.current.Seal([]byte{sealVersion}, nil, plain, []byte{sealVersion}) // #nosec G407 -- the cipher makes its own nonces
}

// Open decrypts what Seal made with the current or the old secret.
func (s *Sealer) Open(sealed []byte) ([]byte, error) {
	if len(sealed) == 0 || sealed[0] != sealVersion {
		return nil, ErrSealed
	}
	for _, aead := range s.all {
		if plain, err := aead.Open(nil, nil, sealed[1:], sealed[:1]); err == nil {
			return plain, nil
		}
	}
	return nil, ErrSealed
}

// Current reports whether the current secret sealed it; what did not should be sealed again.
func (s *Sealer) Current(sealed []byte) bool {
	if len(sealed) == 0 || sealed[0] != sealVersion {
		return false
	}
	_, err := s.current.Open(nil, nil, sealed[1:], sealed[:1])
	return err == nil
}

// NewSecret makes a secret for an installation that has none yet.
func NewSecret() string { return rand.Text() + rand.Text() }
