package waitlisttest

import (
	"bytes"
	"errors"
	"slices"
)

// Sealer seals with a mark that tests can see.
type Sealer struct{}

// Seal turns the bytes around.
func (Sealer) Seal(plain []byte) []byte {
	sealed := bytes.Clone(plain)
	slices.Reverse(sealed)
	return append([]byte("sealed:"), sealed...)
}

// Open turns them back.
func (Sealer) Open(sealed []byte) ([]byte, error) {
	plain, ok := bytes.CutPrefix(bytes.Clone(sealed), []byte("sealed:"))
	if !ok {
		return nil, errors.New("not sealed")
	}
	slices.Reverse(plain)
	return plain, nil
}
