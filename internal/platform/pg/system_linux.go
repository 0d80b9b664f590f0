package pg

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// hasNamespaces says that the system knows user namespaces; whether it permits them is tried.
const hasNamespaces = true

// dieWithUs has the kernel signal the child when the thread that started it ends, and with it our process, however it ends.
func dieWithUs(attr *syscall.SysProcAttr, signal syscall.Signal) { attr.Pdeathsig = signal }

// enterNamespace gives the child a user namespace in which we bear another number.
func enterNamespace(attr *syscall.SysProcAttr, inside int) {
	attr.Cloneflags |= syscall.CLONE_NEWUSER
	attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: inside, HostID: os.Geteuid(), Size: 1}}
	attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: inside, HostID: os.Getegid(), Size: 1}}
}

// worksOn reports whether the process is alive and at home in the directory, as a postmaster is in its data. Numbers are
// used again, in containers at once, so being alive says nothing.
func worksOn(pid int, dir string) bool {
	home, err := os.Readlink(fmt.Sprintf("/proc/%d/cwd", pid))
	if os.IsNotExist(err) {
		return false
	}
	if err != nil { // somebody else's process: none of ours runs as another user without our being root
		return os.IsPermission(err) && syscall.Kill(pid, 0) == nil
	}
	real, err := filepath.EvalSymlinks(dir)
	return err == nil && home == real
}
