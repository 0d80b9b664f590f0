//go:build faults

package app

import (
	"errors"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

// faultsOfEnvironment reads what the tests' build is to suffer from; only that build has it.
//
//	SPECKIT_CRASH_AT=point[:n]     the process kills itself, as kill -9 would, when it passes the point for the n-th time (the first)
//	SPECKIT_DEAF=group:topic:n     the group fails to handle messages of the topic n times
//	SPECKIT_HEAR_TWICE=1           every message is handled twice
func faultsOfEnvironment() Faults {
	return Faults{At: crashAt(os.Getenv("SPECKIT_CRASH_AT")), Hear: deaf(os.Getenv("SPECKIT_DEAF")), Twice: os.Getenv("SPECKIT_HEAR_TWICE") != ""}
}

func crashAt(text string) func(string) {
	point, times, _ := strings.Cut(text, ":")
	if point == "" {
		return nil
	}
	count := countdown(times)
	return func(passed string) {
		if passed == point && count() == 0 {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	}
}

var errDeaf = errors.New("the test has this group fail")

func deaf(text string) func(group, topic string) error {
	group, rest, _ := strings.Cut(text, ":")
	topic, times, _ := strings.Cut(rest, ":")
	if group == "" {
		return nil
	}
	count := countdown(times)
	return func(g, t string) error {
		if g == group && t == topic && count() >= 0 {
			return errDeaf
		}
		return nil
	}
}

// countdown counts from a number, 1 unless it says one, to zero and below.
func countdown(text string) func() int {
	left, err := strconv.Atoi(text)
	if err != nil {
		left = 1
	}
	var mu sync.Mutex
	return func() int {
		mu.Lock()
		defer mu.Unlock()
		left--
		return left
	}
}
