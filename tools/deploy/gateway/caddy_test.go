package gateway

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/speckit/ticketing/tools/deploy/house"
)

// gateway is a running Caddy.
type gateway struct {
	url string
	log *output
}

// output is what a process has written so far.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// start runs Caddy with the Caddyfile and settings of its own; it ends with the test.
func start(t *testing.T, settings map[string]string) *gateway {
	t.Helper()
	root := house.Root(t)
	program := find(t, root)
	g := &gateway{url: "http://" + freeAddress(t), log: &output{}}
	home := t.TempDir()
	env := []string{"HOME=" + home, "XDG_DATA_HOME=" + home, "XDG_CONFIG_HOME=" + home, "SITE_ADDRESS=" + g.url}
	for name, value := range settings {
		env = append(env, name+"="+value)
	}
	cmd := exec.Command(program, "run", "--config", filepath.Join(root, "deploy", "Caddyfile"), "--adapter", "caddyfile")
	cmd.Env, cmd.Stdout, cmd.Stderr = env, g.log, g.log
	run(t, cmd)
	eventually(t, "the gateway to listen", func() bool {
		conn, err := net.Dial("tcp", strings.TrimPrefix(g.url, "http://"))
		if err == nil {
			_ = conn.Close()
		}
		return err == nil
	})
	t.Cleanup(func() {
		if t.Failed() {
			log := g.log.String()
			t.Logf("the end of the gateway's log: %s", log[max(0, len(log)-2000):])
		}
	})
	return g
}

// found is the program that scripts/caddy.sh finds or installs, once.
var found = func() func(string) (string, error) {
	var once sync.Once
	var program string
	var err error
	return func(root string) (string, error) {
		once.Do(func() {
			cmd := exec.Command("sh", filepath.Join(root, "scripts", "caddy.sh"))
			cmd.Stderr = os.Stderr
			var out []byte
			out, err = cmd.Output()
			program = strings.TrimSpace(string(out))
		})
		return program, err
	}
}()

func find(t *testing.T, root string) string {
	t.Helper()
	program, err := found(root)
	if err != nil {
		t.Fatalf("no caddy: %v", err)
	}
	return program
}

// run starts a process that dies with the test, however the test dies.
func run(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	started, stop := make(chan error), make(chan struct{})
	ended := make(chan struct{})
	go func() {
		runtime.LockOSThread() // the kernel watches the thread that started the process
		defer close(ended)
		err := cmd.Start()
		started <- err
		if err != nil {
			return
		}
		<-stop
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	if err := <-started; err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		close(stop)
		<-ended
	})
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for !holds() {
		select {
		case <-ctx.Done():
			t.Fatalf("waited in vain for %s", what)
		case <-tick.C:
		}
	}
}

// services starts one small service per name, each answering by handle, and returns the settings that lead to them.
func services(t *testing.T, handle http.Handler) map[string]string {
	t.Helper()
	settings := map[string]string{}
	for _, s := range house.Services {
		server := httptest.NewServer(named(s.Name, handle))
		t.Cleanup(server.Close)
		settings[upstreams(s.Name)] = address(server)
	}
	return settings
}

func upstreams(service string) string { return strings.ToUpper(service) + "_UPSTREAMS" }

func address(s *httptest.Server) string { return strings.TrimPrefix(s.URL, "http://") }

// named is a service that is ready and says its name with every answer.
func named(name string, handle http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Service", name)
		if r.URL.Path == "/health/ready" && strings.HasPrefix(r.UserAgent(), "Go-http-client") {
			return
		}
		handle.ServeHTTP(w, r)
	})
}

var fine = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	n, err := io.Copy(io.Discard, r.Body)
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	_, _ = fmt.Fprintf(w, "%d bytes", n)
})

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

func (g *gateway) do(t *testing.T, method, path string, body io.Reader, headers ...string) answer {
	t.Helper()
	a, err := g.try(t.Context(), method, path, body, headers...)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	return a
}

func (g *gateway) try(ctx context.Context, method, path string, body io.Reader, headers ...string) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, method, g.url+path, body)
	if err != nil {
		return answer{}, err
	}
	r.Header.Set("User-Agent", "buyer")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	return answer{res.StatusCode, res.Header, string(b)}, err
}
