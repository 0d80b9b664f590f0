package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// readDemoFile reads the sign-ins that were written before; none are empty.
func readDemoFile(name string) (accounts, error) {
	var a accounts
	content, err := os.ReadFile(name) // #nosec G304 -- in our own directory
	if errors.Is(err, fs.ErrNotExist) {
		return a, nil
	}
	if err != nil {
		return a, fmt.Errorf("read the demo's sign-ins: %w", err)
	}
	if err := json.Unmarshal(content, &a); err != nil {
		return a, fmt.Errorf("read the demo's sign-ins of %s: %w", name, err)
	}
	return a, nil
}
