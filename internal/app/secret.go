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

// How long the root of all keys is: what we make ourselves, in bytes, and what an operator gives at the least, in characters.
const (
	secretBytes = 32
	secretLeast = 32
)

func isSecret(text string) bool {
	return len(text) >= secretLeast && !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' })
}

// settleSecret decides the secret: the setting, else the one that the data directory keeps, else a new one that is kept there. Where
// the database is external nothing is invented: two processes would invent two.
func settleSecret(s *Settings, here parts) error {
	file := filepath.Join(s.Data, keptSecret)
	kept, err := os.ReadFile(file) // #nosec G304 -- our own directory
	switch {
	case s.Secret != "":
		return nil
	case !s.embedded(here):
		return errors.New("SPECKIT_SECRET is not set: where the database is not embedded every process must be given the same one; make it with: openssl rand -hex 32")
	case err == nil:
		s.Secret = strings.TrimSpace(string(kept))
		if !isSecret(s.Secret) {
			return fmt.Errorf("%s does not hold the secret; restore it from a backup: without it nothing that was sealed can be opened", file)
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
	return keepSecret(*s, here)
}

// keepSecret writes the secret down beside the embedded database that it opens, also one that came as a setting: a backup or an audit
// that is called without the setting must find the right one.
func keepSecret(s Settings, here parts) error {
	file := filepath.Join(s.Data, keptSecret)
	kept, err := os.ReadFile(file) // #nosec G304 -- our own directory
	if !s.embedded(here) || err == nil && strings.TrimSpace(string(kept)) == s.Secret {
		return nil
	}
	return writeSecretly(file, func(w io.Writer) error {
		_, err := io.WriteString(w, s.Secret+"\n")
		return err
	})
}
