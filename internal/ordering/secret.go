package ordering

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
)

// secretBytes is the length of a secret link's secret: 192 bits.
const secretBytes = 24

// SealedSecret is a secret link's secret as it is kept: a hash for the check, and a sealed copy for the mails that repeat the link.
type SealedSecret struct {
	Hash   []byte // SHA-256 of the secret's text
	Sealed []byte
}

// HashSecret is what a secret's text is compared by, here and in fulfillment.
func HashSecret(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

// newSecret makes the secret of one order: the text for its link, and how it is kept.
func newSecret(secrets Secrets, sealer Sealer) (text string, kept SealedSecret) {
	text = base64.RawURLEncoding.EncodeToString(secrets.Bytes(secretBytes))
	return text, SealedSecret{Hash: HashSecret(text), Sealed: sealer.Seal([]byte(text))}
}

// Opens reports whether the text is the order's secret. A draft has none.
func (s SealedSecret) Opens(text string) bool {
	return text != "" && len(s.Hash) > 0 && subtle.ConstantTimeCompare(s.Hash, HashSecret(text)) == 1
}

// text reads the sealed copy; a draft's is empty.
func (s SealedSecret) text(sealer Sealer) (string, error) {
	if len(s.Sealed) == 0 {
		return "", nil
	}
	plain, err := sealer.Open(s.Sealed)
	if err != nil {
		return "", fmt.Errorf("open an order's secret: %w", err)
	}
	return string(plain), nil
}
