package pg

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

func TestADatabaseStartsFromNothingAndKeepsWhatItWasGiven(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "new", "data")
	begin := time.Now()
	s, err := Start(t.Context(), Embedded{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("from nothing: %s", time.Since(begin))
	run(t, s.URL(""), `create table kept (n int); insert into kept values (7)`)
	stopped(t, s)

	begin = time.Now()
	s, err = Start(t.Context(), Embedded{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("warm: %s", time.Since(begin))
	defer stopped(t, s)
	if got := ask(t, s.URL(""), `select n::text from kept`); got != "7" {
		t.Errorf("kept %s, want 7", got)
	}
	for setting, want := range map[string]string{
		"fsync": "on", "synchronous_commit": "on", "listen_addresses": "", "server_encoding": "UTF8", "TimeZone": "UTC", "jit": "off", "wal_level": "minimal", "data_checksums": "on",
	} {
		if got := ask(t, s.URL(""), `select current_setting('`+setting+`')`); got != want {
			t.Errorf("%s is %q, want %q", setting, got, want)
		}
	}
}

func TestNobodyIsTrustedWithoutThePassword(t *testing.T) {
	t.Parallel()
	s := started(t, Embedded{Dir: t.TempDir()})
	conn, err := pgx.Connect(t.Context(), s.place.url("", "wrong"))
	if err == nil {
		conn.Close(t.Context())
		t.Fatal("a wrong password was let in")
	}
	if !hasCode(err, "28P01") {
		t.Errorf("got %v, want an authentication failure", err)
	}
	for _, path := range []string{s.place.password(), s.place.log(), s.place.sockets()} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s can be read by others: %v, %v", path, info.Mode(), err)
		}
	}
}

func TestAnyPathWillDo(t *testing.T) {
	t.Parallel()
	for name, dir := range map[string]string{
		"with spaces and quotes":  `it's a "data" dir, really %20`,
		"too long for a socket":   strings.Repeat("long", 30),
		"with special characters": `[a]*?+&=%20#`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := started(t, Embedded{Dir: filepath.Join(openDir(t), dir)})
			if socket := filepath.Join(s.place.sockets(), socketName); len(socket) > socketLength {
				t.Errorf("the socket's path has %d bytes", len(socket))
			}
			if got := ask(t, s.URL(""), `select 'here'`); got != "here" {
				t.Errorf("got %q", got)
			}
			stopped(t, s)
			if _, err := os.Stat(s.place.sockets()); err == nil && !strings.HasPrefix(s.place.sockets(), s.place.dir) {
				t.Error("the socket's directory was left behind")
			}
		})
	}
}

func TestASocketDirectoryOfSomebodyElseIsRefused(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("long", 30))
	t.Setenv("TMPDIR", openDir(t))
	p, err := openPlace(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(p.sockets(), 0o700); err != nil {
		t.Fatal(err)
	}
	defer os.Remove(p.sockets())
	if err := os.Chmod(p.sockets(), 0o777); err != nil { // #nosec G302 -- what an attacker would do
		t.Fatal(err)
	}
	refusedWith(t, p.openSockets(guise{}), ErrNotOurs, p.sockets())
}

func TestAnUnaskedEndIsToldAndANewStartBringsItBack(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := Start(t.Context(), Embedded{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	run(t, s.URL(""), `create table kept (n int); insert into kept values (7)`)
	if err := s.child.process.Kill(); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-s.Exited():
		if !strings.Contains(err.Error(), "killed") {
			t.Errorf("told %q, want that it was killed", err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("nobody told that postgres was killed")
	}
	before := s.URL("")
	stopped(t, s)
	begin := time.Now()
	s, err = Start(t.Context(), Embedded{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("back after kill -9 of postgres: %s", time.Since(begin))
	defer stopped(t, s)
	if s.URL("") != before {
		t.Error("the address changed")
	}
	if got := ask(t, s.URL(""), `select n::text from kept`); got != "7" {
		t.Errorf("kept %s, want 7", got)
	}
}

func TestAStopIsNotToldAsAnEnd(t *testing.T) {
	t.Parallel()
	s := started(t, Embedded{Dir: t.TempDir()})
	stopped(t, s)
	select {
	case err := <-s.Exited():
		t.Errorf("told %v after Stop", err)
	default:
	}
	stopped(t, s) // a second time is nothing
}

func TestNothingCommittedIsLostWhenOurProcessIsKilled(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(openDir(t), "da ta")
	for round := range 3 {
		command, lines := other(t, os.Args[0], "serve", dir)
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		told, postmaster := 0, 0
		for told < 200*(round+1) && lines.Scan() {
			if pid, ok := strings.CutPrefix(lines.Text(), "postmaster "); ok {
				postmaster = atoi(t, pid)
				continue
			}
			told = atoi(t, lines.Text())
		}
		if told == 0 {
			t.Fatalf("the other process did not write: %s", lines.Text())
		}
		_ = command.Process.Kill()
		for lines.Scan() {
			told = atoi(t, lines.Text())
		}
		_ = command.Wait()

		begin := time.Now()
		s, err := Start(t.Context(), Embedded{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("back after kill -9 under writes: %s", time.Since(begin))
		if worksOn(postmaster, s.place.data()) {
			t.Error("the killed process's postgres is still there")
		}
		if got := atoi(t, ask(t, s.URL(""), `select count(*)::text from kept`)); got < told {
			t.Errorf("%d rows are there, %d were committed", got, told)
		}
		run(t, s.URL(""), `truncate kept`)
		stopped(t, s)
	}
}

func TestDataOfAnotherMajorVersionAreRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := started(t, Embedded{Dir: dir})
	stopped(t, s)
	version := filepath.Join(s.place.data(), "PG_VERSION")
	if err := os.WriteFile(version, []byte("11\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), Embedded{Dir: dir})
	refusedWith(t, err, ErrVersion, "PostgreSQL 11", "speckit backup", "speckit restore", "SPECKIT_POSTGRES")
	_, err = Attach(t.Context(), Embedded{Dir: dir})
	refusedWith(t, err, ErrVersion)
}

func TestADirectoryThatIsNoDatabaseIsLeftAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "postgres", "letters.txt")
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("dear"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), Embedded{Dir: dir})
	refusedWith(t, err, ErrNotOurs, dir)
	if _, err := os.Stat(file); err != nil {
		t.Error(err)
	}
}

func TestWhatACrashLeftInTheMiddleOfTheFirstStartIsNoData(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "postgres.new", "base"), 0o700); err != nil {
		t.Fatal(err)
	}
	s := started(t, Embedded{Dir: dir})
	if got := ask(t, s.URL(""), `select 'here'`); got != "here" {
		t.Errorf("got %q", got)
	}
}

func TestAPidFileWhoseNumberIsSomebodyElsesNowIsStale(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := started(t, Embedded{Dir: dir})
	stopped(t, s)
	stranger := exec.Command("sleep", "60")
	if err := stranger.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = stranger.Process.Kill(); _ = stranger.Wait() }()
	stale := fmt.Sprintf("%d\n%s\n1\n5432\n%s\n\n 1 1\nready   \n", stranger.Process.Pid, s.place.data(), s.place.sockets())
	for _, path := range []string{s.place.pidFile(), filepath.Join(s.place.sockets(), socketName+".lock")} {
		if err := os.WriteFile(path, []byte(stale), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	started(t, Embedded{Dir: dir})
	if err := syscall.Kill(stranger.Process.Pid, 0); err != nil {
		t.Errorf("the stranger was ended: %v", err)
	}
}

func TestAPostgresThatNobodyOfOursStartedIsNotEnded(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := started(t, Embedded{Dir: dir})
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	err := clearLeftovers(ctx, s.place, holder{})
	if err == nil {
		t.Fatal("the running postmaster's files were taken for stale ones")
	}
	if !s.child.running() {
		t.Error("it was ended")
	}
	if err := clearLeftovers(t.Context(), s.place, holder{serving, 1, s.child.process.Pid}); err != nil {
		t.Errorf("one that we left behind is ended: %v", err)
	}
	if s.child.running() {
		eventually(t, "its end", func() bool { return !s.child.running() })
	}
}
