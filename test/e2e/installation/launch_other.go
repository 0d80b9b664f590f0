//go:build !linux

package installation

import "os/exec"

// Launch starts a process. The channel is closed when it is gone.
func Launch(cmd *exec.Cmd) (<-chan struct{}, error) {
	ended := make(chan struct{})
	if err := cmd.Start(); err != nil {
		return ended, err
	}
	go func() {
		_ = cmd.Wait() // the state says how it ended
		close(ended)
	}()
	return ended, nil
}
