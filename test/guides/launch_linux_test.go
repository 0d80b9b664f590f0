package guides

import (
	"os/exec"
	"syscall"
)

// dieWithUs has a process end when the thread that starts it does.
func dieWithUs(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
