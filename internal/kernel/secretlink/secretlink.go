// Package secretlink is the secret in the address of a page that opens without an account.
package secretlink

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
)

// length of a secret in bytes: 192 bits.
const length = 24

// Secret is a link's secret as it is kept: a hash for the check, and a sealed copy for the mails that repeat the link.
type Secret struct {
	Hash   []byte // SHA-256 of the secret's text
	Sealed []byte
}

// Sealer keeps secrets from whoever reads the tables.
type Sealer interface {
	Seal(plain []byte) []byte
	Open(sealed []byte) ([]byte, error)
}

// Random makes bytes that nobody can guess.
type Random interface {
	Bytes(n int) []byte
}

// Hash is what a secret's text is compared by.
func Hash(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

// New makes a secret: the text for its link, and how it is kept.
func New(random Random, sealer Sealer) (text string, kept Secret) {
	text = base64.RawURLEncoding.EncodeToString(random.Bytes(length))
	return text, Seal(text, sealer)
}

// Seal keeps a secret that is known.
func Seal(text string, sealer Sealer) Secret {
	return Secret{Hash: Hash(text), Sealed: sealer.Seal([]byte(text))}
}

// Opens reports whether the text is the secret. What has none is opened by nothing.
func (s Secret) Opens(text string) bool {
	return text != "" && len(s.Hash) > 0 && subtle.ConstantTimeCompare(s.Hash, Hash(text)) == 1
}

// Text reads the sealed copy; what has none is empty.
func (s Secret) Text(sealer Sealer) (string, error) {
	if len(s.Sealed) == 0 {
		return "", nil
	}
	plain, err := sealer.Open(s.Sealed)
	if err != nil {
		return "", fmt.Errorf("open a link's secret: %w", err)
	}
	return string(plain), nil
}

// Clone returns a copy that shares nothing with the secret.
func (s Secret) Clone() Secret {
	return Secret{Hash: bytes.Clone(s.Hash), Sealed: bytes.Clone(s.Sealed)}
}
