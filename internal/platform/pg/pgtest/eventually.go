package pgtest

import (
	"testing"
	"time"
)

// Eventually waits until a condition holds that only time or another process brings about.
func Eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	look, late := time.NewTicker(5*time.Millisecond), time.After(30*time.Second)
	defer look.Stop()
	for !holds() {
		select {
		case <-look.C:
		case <-late:
			t.Fatalf("not in 30 s: %s", what)
		}
	}
}
