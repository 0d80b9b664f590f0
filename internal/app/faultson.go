//go:build faults

package app

import (
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

// faultsOfEnvironment reads SPECKIT_CRASH_AT=point[:n]: the process kills itself, as kill -9 would, when it passes the point for the
// n-th time (the first unless told). Only the crash tests' build has it.
func faultsOfEnvironment() Faults {
	point, times, _ := strings.Cut(os.Getenv("SPECKIT_CRASH_AT"), ":")
	if point == "" {
		return Faults{}
	}
	left, err := strconv.Atoi(times)
	if err != nil {
		left = 1
	}
	var mu sync.Mutex
	return Faults{At: func(passed string) {
		mu.Lock()
		defer mu.Unlock()
		if passed != point {
			return
		}
		if left--; left == 0 {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	}}
}
