package identity

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
)

// Digest is the SHA-256 of a secret: what the tables hold in its place. Secrets are 256 random bits, so a plain hash is enough.
type Digest [sha256.Size]byte

// secret is 256 random bits.
type secret [32]byte

// newSecret takes a secret from the source of random bytes.
func (s *Service) newSecret() (secret, error) {
	var made secret
	if _, err := io.ReadFull(s.ports.Random, made[:]); err != nil {
		return secret{}, fmt.Errorf("make a secret: %w", err)
	}
	return made, nil
}

func (s secret) digest() Digest { return sha256.Sum256(s[:]) }

// text writes the secret for a link.
func (s secret) text() string { return base64.RawURLEncoding.EncodeToString(s[:]) }

// readSecret reads what text wrote.
func readSecret(text string) (secret, bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) != len(secret{}) {
		return secret{}, false
	}
	return secret(raw), true
}

// equals compares without telling by its time how much is equal.
func (d Digest) equals(other Digest) bool { return subtle.ConstantTimeCompare(d[:], other[:]) == 1 }
