package app

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// secretBytes is the size of the root of all keys: 64 hex digits.
const secretBytes = 32

func isSecret(text string) bool {
	b, err := hex.DecodeString(text)
	return err == nil && len(b) == secretBytes
}

// settleSecret decides the secret: the setting, else the one that the data directory keeps, else a new one that is kept there. Where
// the database is external nothing is invented: two processes would invent two.
func settleSecret(s *Settings) error {
	file := filepath.Join(s.Data, "secret")
	kept, err := os.ReadFile(file) // #nosec G304 -- our own directory
	switch {
	case s.Secret != "":
		return nil
	case !s.embedded():
		return errors.New("SPECKIT_SECRET is not set: where the database is not embedded every process must be given the same one; make it with: openssl rand -hex 32")
	case err == nil:
		s.Secret = strings.TrimSpace(string(kept))
		if !isSecret(s.Secret) {
			return fmt.Errorf("%s does not hold 64 hex digits; restore it from a backup: without it nothing that was sealed can be opened", file)
		}
		return nil
	case !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("read the secret: %w", err)
	}
	var fresh [secretBytes]byte
	if _, err := rand.Read(fresh[:]); err != nil {
		return fmt.Errorf("make a secret: %w", err)
	}
	s.Secret = hex.EncodeToString(fresh[:])
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		return fmt.Errorf("make %s: %w", s.Data, err)
	}
	return writeSecretly(file, func(w io.Writer) error {
		_, err := io.WriteString(w, s.Secret+"\n")
		return err
	})
}
