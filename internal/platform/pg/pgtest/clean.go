package pgtest

import (
	"fmt"
	"os/exec"
	"syscall"
)

// cleaner waits for its input to end, which is our end, then for the server's, which it hastens where the kernel has not told
// the server, and removes the directory.
const cleaner = `
cat >/dev/null
for i in $(seq 200); do
	pid=$(head -n 1 "$1/postgres/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" 2>/dev/null || break
	sleep 0.05
done
rm -rf "$1"
`

// cleanAfterUs starts a process that removes the directory when we have ended, be it by a panic or kill -9: a test process
// has no other last moment.
func cleanAfterUs(dir string) error {
	command := exec.Command("/bin/sh", "-c", cleaner, "sh", dir) // #nosec G204 -- our own directory
	command.Dir = "/"
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C is for us
	if _, err := command.StdinPipe(); err != nil {            // held open until we end
		return fmt.Errorf("start cleaner: %w", err)
	}
	if err := command.Start(); err != nil {
		return fmt.Errorf("start cleaner: %w", err)
	}
	go func() { _ = command.Wait() }()
	return nil
}
