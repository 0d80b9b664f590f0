package estate

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/speckit/ticketing/test/e2e/installation"
)

// Gateway is Caddy with the very file of deploy/.
type Gateway struct {
	file string
	port int
	home string
	env  []string
	cmd  *exec.Cmd
	done <-chan struct{}
}

const gatewayTime = 10 * time.Second

// NewGateway shares out what comes to a port among the services.
func NewGateway(caddyfile, home string, port int, upstreams map[string][]string) (*Gateway, error) {
	file, err := filepath.Abs(caddyfile)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(home, 0o700); err != nil {
		return nil, err
	}
	g := &Gateway{file: file, port: port, home: home}
	for name, addresses := range upstreams {
		g.env = append(g.env, strings.ToUpper(name)+"_UPSTREAMS="+strings.Join(addresses, " "))
	}
	g.env = append(g.env, "SITE_ADDRESS=http://127.0.0.1:"+strconv.Itoa(port), "HOME="+home, "XDG_DATA_HOME="+home, "XDG_CONFIG_HOME="+home, "PATH="+os.Getenv("PATH"))
	return g, nil
}

// URL is the one public address.
func (g *Gateway) URL() string { return "http://127.0.0.1:" + strconv.Itoa(g.port) }

// Start starts it and waits until it answers.
func (g *Gateway) Start(ctx context.Context) error {
	log, err := os.OpenFile(filepath.Join(g.home, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	g.cmd = exec.Command("caddy", "run", "--config", g.file, "--adapter", "caddyfile") // #nosec G204 -- our own file
	g.cmd.Env, g.cmd.Stdout, g.cmd.Stderr = g.env, log, log
	g.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	g.done, err = installation.Launch(g.cmd)
	if err := errors.Join(err, log.Close()); err != nil { // the process has the file
		return fmt.Errorf("start the gateway: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, gatewayTime)
	defer cancel()
	look := time.NewTicker(25 * time.Millisecond)
	defer look.Stop()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, g.URL()+"/internal/nothing", nil)
		if err != nil {
			return err
		}
		if res, err := http.DefaultTransport.RoundTrip(req); err == nil {
			return res.Body.Close()
		}
		select {
		case <-g.done:
			return fmt.Errorf("the gateway ended:\n%s", g.Log())
		case <-ctx.Done():
			return fmt.Errorf("the gateway does not answer:\n%s", g.Log())
		case <-look.C:
		}
	}
}

// Log is what it has printed.
func (g *Gateway) Log() string {
	said, _ := os.ReadFile(filepath.Join(g.home, "log"))
	return string(said)
}

// Stop ends it.
func (g *Gateway) Stop() {
	if g.cmd == nil || g.cmd.Process == nil {
		return
	}
	_ = g.cmd.Process.Kill() // it may have ended before
	<-g.done
}
