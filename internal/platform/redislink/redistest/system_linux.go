package redistest

import "syscall"

// withUs has the kernel kill the child when we end, however we end, and keeps the terminal's signals from it.
func withUs() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
}
