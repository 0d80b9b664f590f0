package kafkatest

import (
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

// launch starts a process that dies with us, however we do.
func launch(command *exec.Cmd) (*os.Process, chan struct{}, error) {
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
	started, ended := make(chan error), make(chan struct{})
	go func() {
		runtime.LockOSThread() // the signal comes at the death of the thread that started the process
		defer runtime.UnlockOSThread()
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
