package installation

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	readyTime = 90 * time.Second // a slow machine's first start with the demo data
	stopTime  = 30 * time.Second // more than a server may take to drain
	readyLook = 10 * time.Millisecond
)

// Process is a running server.
type Process struct {
	of    *Installation
	cmd   *exec.Cmd
	log   *tail
	ended <-chan struct{}
}

// Start starts the server, with settings for this time alone, and does not wait for it.
func (i *Installation) Start(settings ...string) (*Process, error) {
	cmd := i.command(append([]string{"serve"}, i.Serves...))
	cmd.Env = append(cmd.Env, settings...)
	p := &Process{of: i, cmd: cmd, log: &tail{}}
	cmd.Stdout, cmd.Stderr = p.log, p.log
	var err error
	if p.ended, err = Launch(cmd); err != nil {
		return nil, fmt.Errorf("start the server: %w", err)
	}
	return p, nil
}

// Serve starts the server and waits until it is ready.
func (i *Installation) Serve(ctx context.Context, settings ...string) (*Process, error) {
	p, err := i.Start(settings...)
	if err != nil {
		return nil, err
	}
	if err := p.Ready(ctx); err != nil {
		p.Kill()
		return nil, err
	}
	return p, nil
}

// Ready waits until the server says that it is ready.
func (p *Process) Ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, readyTime)
	defer cancel()
	look := time.NewTicker(readyLook)
	defer look.Stop()
	for {
		if p.isReady(ctx) {
			return nil
		}
		select {
		case <-p.ended:
			return fmt.Errorf("the server ended before it was ready, with status %d:\n%s", p.cmd.ProcessState.ExitCode(), p.Log())
		case <-ctx.Done():
			return fmt.Errorf("the server is not ready: %w:\n%s", ctx.Err(), p.Log())
		case <-look.C:
		}
	}
}

func (p *Process) isReady(ctx context.Context) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.of.URL()+"/health/ready", nil)
	if err != nil {
		return false
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return false
	}
	_ = res.Body.Close()
	return res.StatusCode == http.StatusOK
}

// PID is the process's number.
func (p *Process) PID() int { return p.cmd.Process.Pid }

// Signal sends a signal.
func (p *Process) Signal(s os.Signal) error { return p.cmd.Process.Signal(s) }

// Kill ends the process as kill -9 does and waits until it is gone.
func (p *Process) Kill() {
	_ = p.cmd.Process.Kill() // it may have ended before
	<-p.ended
}

// Ended is closed when the process is gone.
func (p *Process) Ended() <-chan struct{} { return p.ended }

// Exit waits for the end and returns the exit status, -1 where a signal ended it.
func (p *Process) Exit(ctx context.Context) (int, error) {
	select {
	case <-p.ended:
		return p.cmd.ProcessState.ExitCode(), nil
	case <-ctx.Done():
		return 0, fmt.Errorf("the server has not ended: %w:\n%s", ctx.Err(), p.Log())
	}
}

// Stop asks the server to stop, as systemd does, and expects it to end well.
func (p *Process) Stop() error {
	if err := p.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("stop the server: %w", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	status, err := p.Exit(ctx)
	if err != nil {
		p.Kill()
		return err
	}
	if status != 0 {
		return fmt.Errorf("the server stopped with status %d:\n%s", status, p.Log())
	}
	return nil
}

// Log is the end of what the server has printed.
func (p *Process) Log() string { return p.log.String() }

// tail keeps the end of a text.
type tail struct {
	mu   sync.Mutex
	text strings.Builder
}

const tailMost = 64 << 10

// Write takes more of the text.
func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text.Write(b)
	if s := t.text.String(); len(s) > 2*tailMost {
		t.text.Reset()
		t.text.WriteString(s[len(s)-tailMost:])
	}
	return len(b), nil
}

// String returns what was kept.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.String()
}
