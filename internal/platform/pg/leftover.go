package pg

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	leftoverWait = 5 * time.Second  // for a postmaster that is going down by itself
	leftoverEnd  = 20 * time.Second // after that it is not going down
)

// clearLeftovers deals with what an earlier process left when it was killed: a postmaster that is still going down is waited
// for, or told to; files of one that is gone are removed, since their numbers may meanwhile be somebody else's. We hold the
// lock on the data, so no process of ours is at work.
func clearLeftovers(ctx context.Context, p place, before holder) error {
	begin := time.Now()
	told := time.Duration(0)
	for {
		pid := postmasterPID(p)
		if pid == 0 || pid == os.Getpid() || !worksOn(pid, p.data()) {
			return removeStale(p)
		}
		waited := time.Since(begin)
		switch {
		case pid != before.postmaster && waited > leftoverWait:
			return ErrBusy.Saying("PostgreSQL with process number %d is running on %s, and speckit did not start it. Stop it, or name another data directory in SPECKIT_DATA.", pid, p.data())
		case waited > leftoverEnd:
			return ErrBusy.Saying("An earlier PostgreSQL with process number %d on %s does not end. Stop it with `kill -QUIT %d`.", pid, p.data(), pid)
		case pid == before.postmaster && waited >= told:
			tell(pid, waited)
			told = waited + leftoverWait
		}
		if err := pause(ctx, pollEvery); err != nil {
			return fmt.Errorf("wait for an earlier postgres to end: %w", err)
		}
	}
}

// tell asks our old postmaster to end: cleanly at first, then at once.
func tell(pid int, waited time.Duration) {
	signal := syscall.SIGINT
	if waited > leftoverWait {
		signal = syscall.SIGQUIT
	}
	_ = syscall.Kill(pid, signal)
}

// removeStale removes the files by which a postmaster that is no more would keep the next one out.
func removeStale(p place) error {
	for _, path := range []string{p.pidFile(), filepath.Join(p.sockets(), socketName), filepath.Join(p.sockets(), socketName+".lock")} {
		if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
			return fmt.Errorf("remove a stale file of the database: %w", err)
		}
	}
	return nil
}

// postmasterPID reads the number in postmaster.pid; 0 if there is none.
func postmasterPID(p place) int {
	pid, _ := readPIDFile(p)
	return pid
}

// readPIDFile reads the postmaster's number and whether it takes connections.
func readPIDFile(p place) (pid int, ready bool) {
	text, err := os.ReadFile(p.pidFile())
	if err != nil {
		return 0, false
	}
	lines := strings.Split(string(text), "\n")
	pid, err = strconv.Atoi(strings.TrimSpace(lines[0]))
	if err != nil || pid <= 0 {
		return 0, false
	}
	return pid, len(lines) > 7 && strings.TrimSpace(lines[7]) == "ready"
}

// isLeftover reports whether a start failed only because the backends of a killed postmaster had not ended yet.
func isLeftover(complaint string) bool {
	return strings.Contains(complaint, "already exists") || strings.Contains(complaint, "shared memory block")
}
