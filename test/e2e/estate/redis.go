package estate

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/speckit/ticketing/test/e2e/installation"
)

// Redis is a Redis server on a port of this machine, which keeps nothing on its disk.
type Redis struct {
	dir   string
	port  int
	cmd   *exec.Cmd
	ended <-chan struct{}
}

const redisTime = 10 * time.Second // to start

// NewRedis makes one whose files lie in a directory.
func NewRedis(dir string) (*Redis, error) {
	port, err := installation.FreePort()
	if err != nil {
		return nil, err
	}
	return &Redis{dir: dir, port: port}, os.MkdirAll(dir, 0o700)
}

// Address is where it listens.
func (r *Redis) Address() string { return "127.0.0.1:" + strconv.Itoa(r.port) }

// Start starts it and waits until it answers.
func (r *Redis) Start(ctx context.Context) error {
	log, err := os.OpenFile(filepath.Join(r.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	r.cmd = exec.Command("redis-server", "--port", strconv.Itoa(r.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", r.dir) // #nosec G204 -- numbers and our own directory
	r.cmd.Stdout, r.cmd.Stderr = log, log
	r.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	r.ended, err = installation.Launch(r.cmd)
	if err := errors.Join(err, log.Close()); err != nil { // the process has the file
		return fmt.Errorf("start Redis: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, redisTime)
	defer cancel()
	return r.ask(ctx, func(c *redis.Client) error {
		for {
			err := c.Ping(ctx).Err()
			if err == nil || ctx.Err() != nil {
				return err
			}
			select {
			case <-r.ended:
				return errors.New("Redis ended")
			case <-time.After(20 * time.Millisecond):
			}
		}
	})
}

// Flush makes it forget everything.
func (r *Redis) Flush(ctx context.Context) error {
	return r.ask(ctx, func(c *redis.Client) error { return c.FlushAll(ctx).Err() })
}

func (r *Redis) ask(_ context.Context, do func(*redis.Client) error) error {
	c := redis.NewClient(&redis.Options{Addr: r.Address()})
	return errors.Join(do(c), c.Close())
}

// Kill ends it at once.
func (r *Redis) Kill() {
	if r.cmd != nil && r.cmd.Process != nil {
		_ = r.cmd.Process.Kill() // it may have ended before
		<-r.ended
	}
}
