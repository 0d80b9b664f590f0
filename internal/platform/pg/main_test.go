package pg

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// The test binary is also the other process of the tests that need one: what it does stands in this variable.
const otherProcess = "SPECKIT_TEST_PROCESS"

func TestMain(m *testing.M) {
	switch os.Getenv(otherProcess) {
	case "":
		os.Exit(m.Run())
	case "serve":
		serveUntilKilled(os.Args[1])
	case "once":
		startOnce(os.Args[1])
	}
}

// serveUntilKilled starts the database and commits one row after the other, telling each after its commit.
func serveUntilKilled(dir string) {
	ctx := context.Background()
	s, err := Start(ctx, Embedded{Dir: dir})
	exitOn(err)
	conn, err := pgx.Connect(ctx, s.URL(""))
	exitOn(err)
	_, err = conn.Exec(ctx, `create table if not exists kept (n int primary key)`)
	exitOn(err)
	fmt.Fprintln(os.Stdout, "postmaster", s.child.process.Pid)
	for n := 1; ; n++ {
		_, err := conn.Exec(ctx, `insert into kept values ($1)`, n)
		exitOn(err)
		fmt.Fprintln(os.Stdout, n)
	}
}

// startOnce starts the database and stops it again.
func startOnce(dir string) {
	s, err := Start(context.Background(), Embedded{Dir: dir, Volatile: true})
	exitOn(err)
	exitOn(s.Stop(context.Background()))
	fmt.Fprintln(os.Stdout, "worked")
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stdout, "failed:", err)
		os.Exit(1)
	}
}

// other starts the test binary as another process.
func other(t *testing.T, binary, what, dir string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	command := exec.Command(binary, dir)
	command.Env = append(os.Environ(), otherProcess+"="+what)
	command.SysProcAttr = &syscall.SysProcAttr{}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	return command, bufio.NewScanner(out)
}

// started starts a volatile server for a test, which is stopped at its end.
func started(t *testing.T, e Embedded) *Server {
	t.Helper()
	e.Volatile = true
	s, err := Start(t.Context(), e)
	if err != nil {
		t.Fatalf("start: %v", err)
	}
	t.Cleanup(func() { stopped(t, s) })
	return s
}

func stopped(t *testing.T, s *Server) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := s.Stop(ctx); err != nil {
		t.Errorf("stop: %v", err)
	}
}

// run executes statements.
func run(t *testing.T, url, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatalf("connect: %v", err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// ask runs a query that answers with one text.
func ask(t *testing.T, url, sql string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatalf("connect: %v", err)
	}
	defer conn.Close(t.Context())
	var answer string
	if err := conn.QueryRow(t.Context(), sql).Scan(&answer); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return answer
}

// eventually waits until the condition holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for !holds() {
		if time.Now().After(deadline) {
			t.Fatalf("%s did not come about in 20 s", what)
		}
		_ = pause(context.Background(), pollEvery)
	}
}

// refusedWith fails the test unless the error is the refusal and its sentence has the words.
func refusedWith(t *testing.T, err, want error, words ...string) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("got %v, want %v", err, want)
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q does not say %q", err, word)
		}
	}
}

func atoi(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
