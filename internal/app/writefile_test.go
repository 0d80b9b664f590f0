package app

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestASecretFileIsReadByItsOwnerAloneAndIsNeverHalfWritten(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "data", "demo.json")
	say := func(text string, fail error) error {
		return writeSecretly(file, func(w io.Writer) error {
			_, err := io.WriteString(w, text)
			return errors.Join(err, fail)
		})
	}
	if err := say("first", nil); err != nil {
		t.Fatal(err)
	}
	full := errors.New("the disk is full")
	if err := say("sec", full); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
	content, err := os.ReadFile(file) // #nosec G304 -- made above
	if err != nil || string(content) != "first" {
		t.Errorf("the file has %q, %v", content, err)
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(file), ".new-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
