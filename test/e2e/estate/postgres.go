package estate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/speckit/ticketing/test/e2e/installation"
)

// Postgres is a PostgreSQL server as an operator runs one, on a port of this machine.
type Postgres struct {
	programs, dir string
	port          int
	as            *installation.Account // PostgreSQL does not run as root
	cmd           *exec.Cmd
	ended         <-chan struct{}
}

const postgresTime = 30 * time.Second // to start, recovery included

// NewPostgres makes a cluster in a directory that does not exist yet.
func NewPostgres(programs, dir string) (*Postgres, error) {
	port, err := installation.FreePort()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	p := &Postgres{programs: programs, dir: dir, port: port}
	if p.as, err = installation.Nobody(dir); err != nil {
		return nil, err
	}
	made := p.command("initdb", "-D", filepath.Join(dir, "data"), "-U", "speckit", "--auth=trust", "--encoding=UTF8", "--locale=C", "-N")
	var said bytes.Buffer
	made.Stdout, made.Stderr = &said, &said
	if err := made.Run(); err != nil {
		return nil, fmt.Errorf("make a cluster: %w\n%s", err, &said)
	}
	return p, nil
}

func (p *Postgres) command(program string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(p.programs, program), args...) // #nosec G204 -- PostgreSQL's own programs
	cmd.Env = os.Environ()
	if p.as != nil {
		p.as.Become(cmd)
	}
	return cmd
}

// URL is the address of its database.
func (p *Postgres) URL() string { return p.At("127.0.0.1:" + strconv.Itoa(p.port)) }

// At is the address of its database by another way, a proxy's.
func (p *Postgres) At(address string) string {
	return "postgres://speckit@" + address + "/postgres?sslmode=disable"
}

// Address is where it listens.
func (p *Postgres) Address() string { return "127.0.0.1:" + strconv.Itoa(p.port) }

// Start starts it and waits until it answers.
func (p *Postgres) Start(ctx context.Context) error {
	log, err := os.OpenFile(filepath.Join(p.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	p.cmd = p.command("postgres", "-D", filepath.Join(p.dir, "data"), "-p", strconv.Itoa(p.port), "-k", p.dir,
		"-c", "listen_addresses=127.0.0.1", "-c", "max_connections=400", "-c", "shared_buffers=256MB", "-c", "max_wal_size=512MB", "-c", "checkpoint_timeout=60s")
	p.cmd.Stdout, p.cmd.Stderr = log, log
	if p.cmd.SysProcAttr == nil {
		p.cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	p.cmd.SysProcAttr.Setpgid = true
	p.ended, err = installation.Launch(p.cmd)
	if err := errors.Join(err, log.Close()); err != nil { // the process has the file
		return fmt.Errorf("start PostgreSQL: %w", err)
	}
	return p.await(ctx)
}

func (p *Postgres) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, postgresTime)
	defer cancel()
	look := time.NewTicker(25 * time.Millisecond)
	defer look.Stop()
	for {
		conn, err := pgx.Connect(ctx, p.URL())
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-p.ended:
			said, _ := os.ReadFile(filepath.Join(p.dir, "log"))
			return fmt.Errorf("PostgreSQL ended:\n%s", said)
		case <-ctx.Done():
			return fmt.Errorf("PostgreSQL does not answer: %w", err)
		case <-look.C:
		}
	}
}

// Again starts it after an end, however that was: what a killed one left behind may take a moment to go.
func (p *Postgres) Again(ctx context.Context) error {
	for until := time.Now().Add(postgresTime); ; {
		err := p.Start(ctx)
		if err == nil || time.Now().After(until) || ctx.Err() != nil {
			return err
		}
		select {
		case <-ctx.Done():
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// Stop ends it as an operator does who cannot wait: connections are cut, nothing is lost.
func (p *Postgres) Stop() { p.signal(syscall.SIGINT) }

// Kill ends all of it at once.
func (p *Postgres) Kill() { p.signal(syscall.SIGKILL) }

func (p *Postgres) signal(s syscall.Signal) {
	if p.cmd == nil || p.cmd.Process == nil {
		return
	}
	target := p.cmd.Process.Pid
	if s == syscall.SIGKILL {
		target = -target
	}
	_ = syscall.Kill(target, s) // it may have ended before
	<-p.ended
}
