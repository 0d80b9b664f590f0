package auth

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/go-jose/go-jose/v4"
)

// DiskAt keeps public keys in a file. It is replaced whole, never written half.
func DiskAt(path string) Disk {
	return Disk{
		Load: func() (set jose.JSONWebKeySet, err error) {
			data, err := os.ReadFile(path) // #nosec G304 -- from our own settings
			if err != nil {
				return set, fmt.Errorf("read token keys: %w", err)
			}
			if err := json.Unmarshal(data, &set); err != nil {
				return set, fmt.Errorf("read token keys of %s: %w", path, err)
			}
			return set, nil
		},
		Save: func(set jose.JSONWebKeySet) error {
			data, err := json.Marshal(set)
			if err != nil {
				return fmt.Errorf("write token keys: %w", err)
			}
			return replace(path, data)
		},
	}
}

// replace writes a file beside the old one and puts it in its place.
func replace(path string, data []byte) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("write %s: %w", path, err), os.Remove(file.Name()))
		}
	}()
	if _, err = file.Write(data); err != nil {
		return errors.Join(err, file.Close())
	}
	if err = file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}
