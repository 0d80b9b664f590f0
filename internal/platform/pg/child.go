package pg

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"sync/atomic"
	"syscall"
)

// child is a running postmaster of ours.
type child struct {
	process *os.Process
	ended   chan struct{} // closed when it has ended and was waited for
	why     atomic.Pointer[string]
}

// launch starts the server in a guise. At our death the kernel sends it the signal: SIGINT is a clean and quick end.
func launch(program string, args []string, as guise, atOurDeath syscall.Signal, log *os.File) (*child, error) {
	command := exec.CommandContext(context.Background(), program, args...) // #nosec G204 -- the programs that were found; Stop ends it, no context
	command.Env = childEnvironment()
	command.Stdout, command.Stderr = log, log
	command.SysProcAttr = as.attributes(atOurDeath)

	c := &child{ended: make(chan struct{})}
	started := make(chan error)
	go func() {
		// The signal at our death is really one at the death of the thread that started the child, so the thread is kept.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := command.Start()
		started <- err
		if err != nil {
			return
		}
		_ = command.Wait()
		state := command.ProcessState.String()
		c.why.Store(&state)
		close(c.ended)
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start postgres: %w", err)
	}
	c.process = command.Process
	return c, nil
}

// running reports whether the child has not ended.
func (c *child) running() bool {
	select {
	case <-c.ended:
		return false
	default:
		return true
	}
}

// end says how the child ended, in the system's words ("exit status 1", "signal: killed").
func (c *child) end() string {
	if why := c.why.Load(); why != nil {
		return *why
	}
	return "still running"
}
