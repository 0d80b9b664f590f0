// Package redistest gives a test a real Redis of its own, which the test may stop, stall, kill, flush and start again.
//
// The server keeps nothing on disk, listens on loopback only, and dies with the test's process, however that ends. Nothing is
// skipped: where redis-server is missing, the test fails and says how to get it.
package redistest

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

const patience = 20 * time.Second // for a server to start or to end, on a machine that builds at the same time

// Server is a Redis on a port of its own.
type Server struct {
	t       testing.TB
	program string
	port    int
	options []string
	log     bytes.Buffer
	process *os.Process
	ended   chan struct{}
}

// Start starts a server with further options, if any ("--cluster-enabled", "yes"). It is gone when the test ends.
func Start(t testing.TB, options ...string) *Server {
	t.Helper()
	program, err := find()
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{t: t, program: program, port: freePort(t), options: options}
	t.Cleanup(s.Kill)
	s.Restart()
	return s
}

// URL returns the address of a Redis for tests that only use one and can share it: that of REDIS_URL, or else a server of the
// test's own.
func URL(t testing.TB) string {
	t.Helper()
	if url := os.Getenv("REDIS_URL"); url != "" {
		return url
	}
	return Start(t).URL()
}

// find looks for the program where scripts/redis.sh does.
var find = sync.OnceValues(func() (string, error) {
	for _, name := range []string{os.Getenv("SPECKIT_REDIS_SERVER"), "redis-server", "valkey-server"} {
		if program, err := exec.LookPath(name); name != "" && err == nil {
			return program, nil
		}
	}
	return "", fmt.Errorf("there is no redis-server for tests: `sh scripts/redis.sh` gets it, SPECKIT_REDIS_SERVER names one")
})

// freePort finds a port that nobody listens on.
func freePort(t testing.TB) int {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }() // it was only asked for its number
	return l.Addr().(*net.TCPAddr).Port
}

// Address is host and port.
func (s *Server) Address() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)) }

// URL is the address as a setting.
func (s *Server) URL() string { return "redis://" + s.Address() }

// Restart starts the server on its port, empty; one that runs is killed before. It returns when the server answers.
func (s *Server) Restart() {
	s.t.Helper()
	s.Kill()
	arguments := append([]string{
		"--port", strconv.Itoa(s.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no", "--dir", os.TempDir(),
	}, s.options...)
	s.log.Reset()
	command := exec.CommandContext(context.Background(), s.program, arguments...) // #nosec G204 -- the program that was found
	command.Stdout, command.Stderr = &s.log, &s.log
	command.SysProcAttr = withUs()
	started, ended := make(chan error), make(chan struct{})
	go func() {
		// The kernel ends the child when the thread that started it ends, so the thread is kept as long as the child.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := command.Start()
		started <- err
		if err == nil {
			_ = command.Wait() // how it ended is the test's doing
			close(ended)
		}
	}()
	if err := <-started; err != nil {
		s.t.Fatalf("start redis-server: %v", err)
	}
	s.process, s.ended = command.Process, ended
	s.await()
}

// await waits until the server answers.
func (s *Server) await() {
	s.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		conn, err := (&net.Dialer{Timeout: time.Second}).DialContext(context.Background(), "tcp", s.Address())
		if err == nil && conn.LocalAddr().String() != conn.RemoteAddr().String() {
			_ = conn.Close()
			return
		}
		select {
		case <-s.ended:
			s.t.Fatalf("redis-server ended at its start:\n%s", s.log.String())
		case <-time.After(5 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			s.t.Fatal("redis-server does not answer")
		}
	}
}

// Stop ends the server in order.
func (s *Server) Stop() { s.end(syscall.SIGTERM) }

// Kill ends the server at once. One that has ended is left alone.
func (s *Server) Kill() { s.end(syscall.SIGKILL) }

func (s *Server) end(with syscall.Signal) {
	if s.process == nil {
		return
	}
	s.signal(syscall.SIGCONT)
	s.signal(with)
	select {
	case <-s.ended:
	case <-time.After(patience):
		s.t.Errorf("redis-server does not end by %v", with)
	}
	s.process = nil
}

// Stall has the server keep its connections and answer nothing, until Resume.
func (s *Server) Stall() { s.signal(syscall.SIGSTOP) }

// Resume ends a stall.
func (s *Server) Resume() { s.signal(syscall.SIGCONT) }

func (s *Server) signal(which syscall.Signal) {
	if s.process != nil {
		_ = s.process.Signal(which) // it may have ended by itself
	}
}

// Flush has the server forget everything.
func (s *Server) Flush() {
	s.t.Helper()
	if err := s.Client().FlushAll(context.Background()).Err(); err != nil {
		s.t.Fatalf("flush redis-server: %v", err)
	}
}

// Client returns a client of the test's own, to look into the server. It is closed when the test ends.
func (s *Server) Client() *redis.Client {
	client := redis.NewClient(&redis.Options{Addr: s.Address()})
	s.t.Cleanup(func() { _ = client.Close() })
	return client
}
