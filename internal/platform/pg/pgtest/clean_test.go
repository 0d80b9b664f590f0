package pgtest

import (
	"bufio"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// The test binary is also the test process that is killed.
const toBeKilled = "SPECKIT_TEST_PROCESS"

func TestMain(m *testing.M) {
	if os.Getenv(toBeKilled) == "" {
		os.Exit(m.Run())
	}
	s, err := running()
	if err != nil {
		fmt.Fprintln(os.Stdout, err)
		os.Exit(1)
	}
	fmt.Fprintln(os.Stdout, s.URL(""))
	select {}
}

func TestAKilledTestProcessLeavesNothing(t *testing.T) {
	t.Parallel()
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), toBeKilled+"=1")
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	line := bufio.NewScanner(out)
	line.Scan()
	u, err := url.Parse(line.Text())
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(u.Query().Get("host"))
	if _, err := os.Stat(dir); err != nil {
		t.Fatal(err)
	}
	_ = command.Process.Kill()
	_ = command.Wait()
	gone, late := time.NewTicker(20*time.Millisecond), time.After(20*time.Second)
	defer gone.Stop()
	for {
		select {
		case <-gone.C:
			if _, err := os.Stat(dir); os.IsNotExist(err) {
				return
			}
		case <-late:
			t.Fatalf("%s is still there", dir)
		}
	}
}
