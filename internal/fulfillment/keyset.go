package fulfillment

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// keyIDSize is the length of a key's name inside a code.
const keyIDSize = 4

// KeySet holds the public keys whose codes are good: the one in use and those before it. Its JSON form, a JWK set
// (RFC 7517, RFC 8037), is what `GET /.well-known/ticket-keys` serves and what a door keeps to work offline.
// The zero value accepts nothing.
type KeySet []ed25519.PublicKey

// KeyID is the name of a key: the first bytes of its SHA-256 in hexadecimal.
func KeyID(key ed25519.PublicKey) string {
	short := keyID(key)
	return hex.EncodeToString(short[:])
}

func keyID(key ed25519.PublicKey) [keyIDSize]byte {
	sum := sha256.Sum256(key)
	return [keyIDSize]byte(sum[:])
}

// verifies reports whether a key of that name made the signature. Names are short, so two keys may share one.
func (s KeySet) verifies(name [keyIDSize]byte, message, signature []byte) bool {
	return slices.ContainsFunc(s, func(key ed25519.PublicKey) bool {
		return len(key) == ed25519.PublicKeySize && keyID(key) == name && ed25519.Verify(key, message, signature)
	})
}

// jwk is one key in the set's JSON form.
type jwk struct {
	KeyID string `json:"kid"`
	Type  string `json:"kty"`
	Curve string `json:"crv"`
	X     string `json:"x"`
}

type jwks struct {
	Keys []jwk `json:"keys"`
}

// The one kind of key in a set.
const (
	keyType  = "OKP"
	keyCurve = "Ed25519"
)

// MarshalJSON writes {"keys":[{"kid","kty":"OKP","crv":"Ed25519","x"}]} in the set's order.
func (s KeySet) MarshalJSON() ([]byte, error) {
	set := jwks{Keys: make([]jwk, 0, len(s))}
	for _, key := range s {
		set.Keys = append(set.Keys, jwk{KeyID(key), keyType, keyCurve, base64.RawURLEncoding.EncodeToString(key)})
	}
	return json.Marshal(set)
}

// UnmarshalJSON reads what MarshalJSON writes. Keys of another type are passed over, as RFC 7517 asks; a key of ours that is
// malformed or does not bear its own name is an error, since a door must not work with half a set.
func (s *KeySet) UnmarshalJSON(content []byte) error {
	var set jwks
	if err := json.Unmarshal(content, &set); err != nil {
		return fmt.Errorf("read ticket keys: %w", err)
	}
	if set.Keys == nil {
		return errors.New(`read ticket keys: there is no list "keys"`)
	}
	keys := make(KeySet, 0, len(set.Keys))
	for _, entry := range set.Keys {
		if entry.Type != keyType || entry.Curve != keyCurve {
			continue
		}
		raw, err := base64.RawURLEncoding.DecodeString(entry.X)
		key := ed25519.PublicKey(raw)
		if err != nil || len(key) != ed25519.PublicKeySize || KeyID(key) != entry.KeyID {
			return fmt.Errorf("read ticket keys: key %q is damaged", entry.KeyID)
		}
		if !slices.ContainsFunc(keys, func(have ed25519.PublicKey) bool { return bytes.Equal(have, key) }) {
			keys = append(keys, key)
		}
	}
	*s = keys
	return nil
}

// ParseKeySet reads a set from its JSON form.
func ParseKeySet(content []byte) (KeySet, error) {
	var keys KeySet
	err := keys.UnmarshalJSON(content)
	return keys, err
}
