// Package installation runs the built binary on data of its own, as an operator would: the scenarios, the crash tests and the load
// stand on it.
package installation

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// Installation is a data directory with the settings and ports of the server that runs on it.
type Installation struct {
	Binary       string
	Data         string
	Port         int
	InternalPort int
	Public       string   // the public address; empty is its own
	Serves       []string // what its server runs; nothing is everything
	Settings     []string // NAME=value, beside the ports and the data
	As           *Account // another user to run as; nil is ours
}

// commandTime is how long a command may take.
const commandTime = 90 * time.Second

// New makes an installation on a data directory, which need not exist, with two free ports.
func New(binary, data string, settings ...string) (*Installation, error) {
	if _, err := os.Stat(binary); err != nil {
		return nil, fmt.Errorf("there is no binary to try; run make build first: %w", err)
	}
	binary, err := filepath.Abs(binary)
	if err != nil {
		return nil, err
	}
	port, internal, err := freePorts()
	if err != nil {
		return nil, err
	}
	return &Installation{Binary: binary, Data: data, Port: port, InternalPort: internal, Settings: settings}, nil
}

// Copy makes an installation of another one's data, which no server may be using.
func Copy(of *Installation, data string, settings ...string) (*Installation, error) {
	out, err := exec.Command("cp", "-a", of.Data, data).CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("copy %s: %w: %s", of.Data, err, out)
	}
	return New(of.Binary, data, settings...)
}

// URL is the public address.
func (i *Installation) URL() string { return "http://127.0.0.1:" + strconv.Itoa(i.Port) }

// API is where the public interface is.
func (i *Installation) API() string { return i.URL() + "/api" }

// InternalURL is the address of metrics.
func (i *Installation) InternalURL() string {
	return "http://127.0.0.1:" + strconv.Itoa(i.InternalPort)
}

// environment is what the binary sees: nothing of ours but where programs are found.
func (i *Installation) environment() []string {
	env := []string{
		"SPECKIT_DATA=" + i.Data, "HOST=127.0.0.1", "PORT=" + strconv.Itoa(i.Port), "INTERNAL_PORT=" + strconv.Itoa(i.InternalPort),
		"PUBLIC_URL=" + orElse(i.Public, i.URL()), "LOG_LEVEL=warn",
	}
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "SPECKIT_POSTGRES", "GOCOVERDIR"} {
		if value, set := os.LookupEnv(name); set {
			env = append(env, name+"="+value)
		}
	}
	return append(env, i.Settings...)
}

func orElse(value, preset string) string {
	if value == "" {
		return preset
	}
	return value
}

func (i *Installation) command(args []string) *exec.Cmd {
	cmd := exec.Command(i.Binary, args...) // #nosec G204 -- the binary under test
	cmd.Env = i.environment()
	cmd.Dir = os.TempDir() // nothing may depend on where it is started
	if i.As != nil {
		i.As.Become(cmd)
	}
	return cmd
}

// Result is what a command said.
type Result struct {
	Exit   int
	Out    string
	ErrOut string
}

// Run runs a command of the binary to its end; an error says that it could not be run, or did not end.
func (i *Installation) Run(ctx context.Context, args ...string) (Result, error) {
	ctx, cancel := context.WithTimeout(ctx, commandTime)
	defer cancel()
	var out, errOut bytes.Buffer
	cmd := i.command(args)
	cmd.Stdout, cmd.Stderr = &out, &errOut
	if err := cmd.Start(); err != nil {
		return Result{}, fmt.Errorf("run speckit %s: %w", args, err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	var err error
	select {
	case err = <-ended:
	case <-ctx.Done():
		_ = cmd.Process.Kill()
		<-ended
		return Result{}, fmt.Errorf("speckit %s did not end: %w\n%s%s", args, ctx.Err(), &out, &errOut)
	}
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		return Result{}, fmt.Errorf("run speckit %s: %w", args, err)
	}
	return Result{cmd.ProcessState.ExitCode(), out.String(), errOut.String()}, nil
}

// signIn is an address and its password.
type signIn struct {
	Email    string `json:"email"`
	Password string `json:"password"`
}

// SignIns are the accounts of a demo.
type SignIns struct {
	Admin, Staff, Buyer signIn
}

// SignIns reads the demo's accounts.
func (i *Installation) SignIns() (SignIns, error) {
	var s SignIns
	content, err := os.ReadFile(filepath.Join(i.Data, "demo.json"))
	if err != nil {
		return s, fmt.Errorf("read the demo's sign-ins: %w", err)
	}
	return s, json.Unmarshal(content, &s)
}
