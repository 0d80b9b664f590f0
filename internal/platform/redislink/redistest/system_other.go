//go:build !linux

package redistest

import "syscall"

// withUs keeps the terminal's signals from the child; that it ends with us is left to the test's cleanup.
func withUs() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
