package pg

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
)

const (
	logMost = 8 << 20   // bytes after which the log is cut
	logKept = 256 << 10 // bytes of its end that are kept then
)

// serverLog is the file that the server writes its log into. It is the server's own standard error, so nothing is lost when
// we die first; we only cut it.
type serverLog struct {
	file *os.File
	from int64 // where the present start began
}

func openLog(path string) (*serverLog, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600) // #nosec G304 -- in the data directory
	if err != nil {
		return nil, fmt.Errorf("open the database's log: %w", err)
	}
	l := &serverLog{file: file}
	if err := l.cut(); err != nil {
		_ = file.Close()
		return nil, err
	}
	return l, nil
}

// cut shortens the file when it has grown too long. What the server writes meanwhile goes to the new end: it appends.
func (l *serverLog) cut() error {
	size := l.size()
	if size <= logMost {
		return nil
	}
	tail := make([]byte, logKept)
	n, err := l.file.ReadAt(tail, size-logKept)
	if err != nil && err != io.EOF {
		return fmt.Errorf("read the database's log: %w", err)
	}
	if err := l.file.Truncate(0); err != nil {
		return fmt.Errorf("cut the database's log: %w", err)
	}
	l.from = 0
	if _, err := l.file.Write(tail[:n]); err != nil {
		return fmt.Errorf("cut the database's log: %w", err)
	}
	return nil
}

func (l *serverLog) size() int64 {
	info, err := l.file.Stat()
	if err != nil {
		return 0
	}
	return info.Size()
}

// mark makes the present end the beginning of what recent returns.
func (l *serverLog) mark() { l.from = l.size() }

// recent returns what was written since the mark, or its end if that is long.
func (l *serverLog) recent() string {
	from := max(l.from, l.size()-logKept)
	text, _ := io.ReadAll(io.NewSectionReader(l.file, from, logKept))
	return string(text)
}

// complaint returns why the server gave up, in its own words.
func (l *serverLog) complaint() string {
	text := l.recent()
	last := ""
	for line := range strings.Lines(text) {
		for _, level := range []string{"FATAL:", "PANIC:", "postgres:"} {
			if _, said, found := strings.Cut(line, level); found {
				last = strings.TrimSpace(said)
			}
		}
	}
	if last == "" {
		lines := bytes.Split(bytes.TrimSpace([]byte(text)), []byte("\n"))
		last = strings.TrimSpace(string(lines[len(lines)-1]))
	}
	return last
}

func (l *serverLog) close() { _ = l.file.Close() }
