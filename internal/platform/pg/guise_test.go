package pg

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func rootOnly(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("what root has to do about PostgreSQL's refusal of root does not concern an ordinary user")
	}
}

func TestRootRunsItUnderAnotherNumberAndKeepsTheFiles(t *testing.T) {
	t.Parallel()
	rootOnly(t)
	dir := filepath.Join(t.TempDir(), "closed")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	s := started(t, Embedded{Dir: filepath.Join(dir, "data")})
	info, err := os.Stat(s.place.data())
	if err != nil {
		t.Fatal(err)
	}
	if uidOf(info) != 0 {
		t.Skip("this system permits no user namespaces")
	}
	if got := ask(t, s.URL(""), `select 'here'`); got != "here" {
		t.Errorf("got %q", got)
	}
}

func TestRootHandsTheFilesToAnotherUserWhereNamespacesAreForbidden(t *testing.T) {
	t.Parallel()
	rootOnly(t)
	dir := openDir(t)
	first := started(t, Embedded{Dir: dir}) // made by root, in a namespace if it may
	run(t, first.URL(""), `create table kept (n int); insert into kept values (7)`)
	stopped(t, first)

	s := started(t, Embedded{Dir: dir, noNamespaces: true})
	info, err := os.Stat(s.place.data())
	if err != nil || uidOf(info) == 0 {
		t.Errorf("the data are still root's: %v", err)
	}
	if got := ask(t, s.URL(""), `select n::text from kept`); got != "7" {
		t.Errorf("kept %s, want 7", got)
	}
	stopped(t, s)

	again := started(t, Embedded{Dir: dir}) // namespaces are back: the files' owner runs it
	if got := ask(t, again.URL(""), `select n::text from kept`); got != "7" {
		t.Errorf("kept %s, want 7", got)
	}
}

func TestRootMakesNewDataWithoutNamespaces(t *testing.T) {
	t.Parallel()
	rootOnly(t)
	s := started(t, Embedded{Dir: openDir(t), noNamespaces: true})
	if got := ask(t, s.URL(""), `select 'here'`); got != "here" {
		t.Errorf("got %q", got)
	}
}

func TestRootIsToldWhenNobodyElseCanGetToTheData(t *testing.T) {
	t.Parallel()
	rootOnly(t)
	closed := filepath.Join(openDir(t), "closed")
	if err := os.Mkdir(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), Embedded{Dir: filepath.Join(closed, "data"), noNamespaces: true})
	refusedWith(t, err, ErrUser, "ordinary user", "SPECKIT_DATA")
}

func TestAnOrdinaryUserRunsItAndIsRefusedSomebodyElsesData(t *testing.T) {
	t.Parallel()
	rootOnly(t) // only root can be somebody else
	dir := openDir(t)
	binary := filepath.Join(dir, "test.bin")
	copyFile(t, os.Args[0], binary)
	nobody := standIn()
	home := filepath.Join(dir, "home")
	if err := os.Mkdir(home, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(home, nobody.uid, nobody.gid); err != nil {
		t.Fatal(err)
	}
	roots := started(t, Embedded{Dir: filepath.Join(dir, "roots")})
	stopped(t, roots)

	for data, want := range map[string]string{home: "worked", roots.place.dir: "data_not_ours", filepath.Join(dir, "none"): "data_not_ours"} {
		command, lines := other(t, binary, "once", data)
		command.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(nobody.uid), Gid: uint32(nobody.gid)} // #nosec G115 -- system ids
		command.Dir = "/"
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		lines.Scan()
		said := lines.Text()
		_ = command.Wait()
		if !strings.Contains(said, want) {
			t.Errorf("on %s the ordinary user got %q, want %q", data, said, want)
		}
	}
}

// openDir is a temporary directory that every user may pass through, with a short path.
func openDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "sk-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil { // #nosec G302 -- on purpose
		t.Fatal(err)
	}
	return dir
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o755) // #nosec G302 -- a program
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}
