//go:build !linux

package pg

import (
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// hasNamespaces says that the system knows no user namespaces.
const hasNamespaces = false

// dieWithUs does nothing where the kernel has no such signal: after kill -9 the next start ends what was left behind.
func dieWithUs(*syscall.SysProcAttr, syscall.Signal) {}

// enterNamespace is never asked for here.
func enterNamespace(*syscall.SysProcAttr, int) {}

// worksOn reports whether the process is an ancestor of PostgreSQL's own; its home cannot be asked for here.
func worksOn(pid int, _ string) bool {
	out, err := exec.Command("ps", "-o", "comm=", "-p", strconv.Itoa(pid)).Output() // #nosec G204 -- a number
	return err == nil && strings.Contains(string(out), "postgres")
}
