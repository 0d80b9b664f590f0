package pg

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// dataMajor reads of which major version the data are; 0 if there are none yet.
func dataMajor(p place) (int, error) {
	text, err := os.ReadFile(filepath.Join(p.data(), "PG_VERSION"))
	if os.IsNotExist(err) {
		if _, err := os.Stat(p.data()); err == nil {
			return 0, ErrNotOurs.Saying("There is a directory %s, but no database of ours in it. Move it away, or name another data directory in SPECKIT_DATA.", p.data())
		}
		return 0, nil
	}
	if os.IsPermission(err) {
		return 0, nil // whose it is comes out when the user is chosen
	}
	if err != nil {
		return 0, fmt.Errorf("read the data's version: %w", err)
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, fmt.Errorf("read the data's version: %w", err)
	}
	return major, nil
}

// initialise makes new data beside their place and moves them there when they are whole, so that what a crash leaves is
// never taken for data.
func initialise(ctx context.Context, p place, found programs, as guise, volatile bool) error {
	if err := os.RemoveAll(p.unborn()); err != nil {
		return fmt.Errorf("remove a half-made database: %w", err)
	}
	if err := os.Mkdir(p.unborn(), 0o700); err != nil {
		return fmt.Errorf("make the database's directory: %w", err)
	}
	if err := as.give(p.unborn()); err != nil {
		return err
	}
	password, err := p.makePassword()
	if err != nil {
		return err
	}
	if err := runInitdb(ctx, p, found, as, password, volatile); err != nil {
		return err
	}
	if err := os.Rename(p.unborn(), p.data()); err != nil {
		return fmt.Errorf("put the new database in its place: %w", err)
	}
	return syncDirectory(p.dir)
}

func runInitdb(ctx context.Context, p place, found programs, as guise, password string, volatile bool) error {
	// The child cannot read our copy of the password where it is another user, so it gets one of its own for the moment.
	file := filepath.Join(p.sockets(), "password")
	if err := os.WriteFile(file, []byte(password+"\n"), 0o600); err != nil {
		return fmt.Errorf("hand over the password: %w", err)
	}
	defer func() { _ = os.Remove(file) }()
	if err := as.give(file); err != nil {
		return err
	}
	args := []string{"-D", p.unborn(), "--username=" + login, "--pwfile=" + file, "--auth=scram-sha-256", "--encoding=UTF8", "--data-checksums", "--no-instructions"}
	if volatile {
		args = append(args, "--no-sync")
	}
	var failure error
	for _, locale := range locales(found.major) {
		command := exec.CommandContext(ctx, found.path("initdb"), append(args, locale...)...) // #nosec G204 -- the programs that were found
		command.Env = childEnvironment()
		command.Dir = p.unborn()
		command.SysProcAttr = as.attributes(syscall.SIGTERM)
		out, err := command.CombinedOutput()
		if err == nil {
			return nil
		}
		failure = fmt.Errorf("make a database with initdb: %w: %s", err, lastLine(out))
	}
	return failure
}

// locales are tried in order: text is sorted by code point everywhere, and lower() knows all letters where the system does.
func locales(major int) [][]string {
	plain := []string{"--locale=C"}
	if major >= 17 {
		return [][]string{{"--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"}, plain}
	}
	return [][]string{{"--locale=C.UTF-8"}, plain}
}

func lastLine(out []byte) string {
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	return lines[len(lines)-1]
}

// syncDirectory makes a rename in the directory survive a power cut.
func syncDirectory(dir string) error {
	file, err := os.Open(dir) // #nosec G304 -- the data directory
	if err != nil {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	defer func() { _ = file.Close() }()
	if err := file.Sync(); err != nil {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	return nil
}
