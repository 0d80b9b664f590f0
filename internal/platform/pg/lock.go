package pg

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// pollEvery is how often we look again for what has no event to wait for: a lock of another process, leftovers of a crash.
const pollEvery = 25 * time.Millisecond

// role says what a process that owns the data is: one serve keeps it, commands come and go.
type role string

const (
	serving    role = "serve"
	commanding role = "command"
)

// holder is what the owner of the data writes into its lock file, for the sentence that refuses the next one and for
// telling a postmaster that we left behind from a stranger's.
type holder struct {
	role       role
	pid        int
	postmaster int // 0 until it was started
}

// fileLock is a flock: the kernel drops it when the process ends, however it ends. The file itself stays.
type fileLock struct{ file *os.File }

// tryLock takes the lock, shared or exclusive, and returns nil without an error if another process has it.
func tryLock(path string, shared bool) (*fileLock, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) // #nosec G304 -- in the data directory
	if os.IsPermission(err) {
		return nil, ErrNotOurs.Saying("The data directory %s belongs to somebody else. Start speckit as its owner, or name another one in SPECKIT_DATA.", filepath.Dir(path)).Because(err)
	}
	if err != nil {
		return nil, fmt.Errorf("open lock file: %w", err)
	}
	how := syscall.LOCK_EX
	if shared {
		how = syscall.LOCK_SH
	}
	for {
		err = syscall.Flock(int(file.Fd()), how|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err == nil {
		return &fileLock{file}, nil
	}
	_ = file.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, nil
	}
	return nil, fmt.Errorf("lock %s: %w", path, err)
}

// note writes who holds the lock.
func (l *fileLock) note(h holder) error {
	text := fmt.Sprintf("%s %d %d\n", h.role, h.pid, h.postmaster)
	if err := l.file.Truncate(0); err != nil {
		return fmt.Errorf("write lock file: %w", err)
	}
	if _, err := l.file.WriteAt([]byte(text), 0); err != nil {
		return fmt.Errorf("write lock file: %w", err)
	}
	return nil
}

// release gives the lock back. Releasing none is nothing. Closing the file would not do: a child that is between its fork and its
// exec has the file open too, and would keep the lock for that moment.
func (l *fileLock) release() {
	if l != nil {
		_ = syscall.Flock(int(l.file.Fd()), syscall.LOCK_UN)
		_ = l.file.Close()
	}
}

// readHolder reads who wrote the lock file last; the zero holder if nobody has yet.
func readHolder(path string) holder {
	file, err := os.Open(path) // #nosec G304 -- in the data directory
	if err != nil {
		return holder{}
	}
	defer func() { _ = file.Close() }()
	text, _ := io.ReadAll(io.LimitReader(file, 100))
	var h holder
	if _, err := fmt.Sscanf(string(text), "%s %d %d", &h.role, &h.pid, &h.postmaster); err != nil {
		return holder{}
	}
	return h
}

// pause waits a moment and reports whether the context still has time.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}
