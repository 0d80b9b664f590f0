//go:build !linux

package kafkatest

import (
	"os"
	"os/exec"
	"syscall"
)

// launch starts a process.
func launch(command *exec.Cmd) (*os.Process, chan struct{}, error) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	started, ended := make(chan error), make(chan struct{})
	go func() {
		err := command.Start()
		started <- err
		if err == nil {
			_ = command.Wait()
			close(ended)
		}
	}()
	err := <-started
	return command.Process, ended, err
}
