package gateway

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/tools/deploy/house"
)

const mebibyte = 1 << 20

// zeros is a body of a size that is announced, or not.
func zeros(size int64, announced bool) io.Reader {
	if announced {
		return strings.NewReader(strings.Repeat("0", int(size)))
	}
	return io.LimitReader(zero{}, size)
}

type zero struct{}

func (zero) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func TestABodyIsTakenUpToItsLimitAndRefusedPastIt(t *testing.T) {
	t.Parallel()
	g := start(t, services(t, fine))
	for _, route := range []struct {
		method, path string
		limit        int64
	}{
		{"POST", "/api/orders/checkout", mebibyte},
		{"POST", "/api/admin/events/1/seats", mebibyte},
		{"POST", "/", mebibyte},
		{"POST", "/api/admin/events/1/plan", 32 * mebibyte},
		{"PUT", "/api/admin/events/1/categories", 8 * mebibyte},
		{"POST", "/api/admin/events/1/categories", mebibyte},
		{"PUT", "/api/admin/events/1/plan", mebibyte},
	} {
		for _, announced := range []bool{true, false} {
			if a := g.do(t, route.method, route.path, zeros(route.limit, announced)); a.status != 200 || a.body != fmt.Sprintf("%d bytes", route.limit) {
				t.Errorf("%s, announced %v: %d bytes are answered %d %q", route.path, announced, route.limit, a.status, a.body)
			}
			a := g.do(t, route.method, route.path, zeros(route.limit+1, announced))
			isProblem(t, a, http.StatusRequestEntityTooLarge, "body_too_large")
		}
	}
}

func isProblem(t *testing.T, a answer, status int, code string) {
	t.Helper()
	var p struct {
		Status       int
		Code, Detail string
	}
	if err := json.Unmarshal([]byte(a.body), &p); err != nil {
		t.Errorf("%d %q is no problem+json: %v", a.status, a.body, err)
	}
	if a.status != status || p.Status != status || p.Code != code || p.Detail == "" || a.header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("got %d %q (%s), not a problem %d %s", a.status, a.body, a.header.Get("Content-Type"), status, code)
	}
}

func TestAStreamIsPassedOnAsItComes(t *testing.T) {
	t.Parallel()
	more := make(chan struct{})
	g := start(t, services(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for _, part := range []string{"one", "two"} {
			_, _ = fmt.Fprintf(w, "data: %s\n\n", part)
			w.(http.Flusher).Flush()
			select {
			case <-more:
			case <-r.Context().Done():
				return
			}
		}
	})))
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, "GET", g.url+"/api/events/1/live", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "zstd, gzip")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if got := res.Header.Get("Content-Encoding"); got != "" {
		t.Errorf("the stream is packed with %s", got)
	}
	lines := bufio.NewScanner(res.Body)
	for _, want := range []string{"data: one", "", "data: two", ""} {
		if !lines.Scan() || lines.Text() != want {
			t.Fatalf("read %q (%v), not %q", lines.Text(), lines.Err(), want)
		}
		if want == "" { // the second part is only made when the first has arrived
			more <- struct{}{}
		}
	}
}

func TestAnswersArePacked(t *testing.T) {
	t.Parallel()
	long := `{"name":"` + strings.Repeat("a", 5000) + `"}`
	g := start(t, services(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, long)
	})))
	a := g.do(t, "GET", "/api/events", nil, "Accept-Encoding", "gzip")
	if a.header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("not packed: %v", a.header)
	}
	unpacked, err := gzip.NewReader(strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(unpacked); err != nil || string(b) != long {
		t.Errorf("unpacks to %d bytes (%v), not %d", len(b), err, len(long))
	}
	if a := g.do(t, "GET", "/api/events", nil, "Accept-Encoding", "zstd"); a.header.Get("Content-Encoding") != "zstd" {
		t.Errorf("zstd is not spoken: %v", a.header)
	}
}

func TestLogsHoldNoSecrets(t *testing.T) {
	t.Parallel()
	settings := services(t, fine)
	settings["ORDERING_UPSTREAMS"] = freeAddress(t) // nobody there: what fails is logged as well
	g := start(t, settings)
	headers := []string{"Authorization", "Bearer hush-1", "Cookie", "refresh=hush-2", "Referer", "https://tickets.example.com/orders/1?secret=hush-3"}
	for _, path := range []string{"/api/orders/1", "/orders/1", "/api/tickets/1", "/api/v1/waitlist/1", "/waitlist/1"} {
		g.do(t, "GET", path+"?secret=hush-4&token=hush-5&q=hush-6@example.com&probe=seen", nil, headers...)
	}
	eventually(t, "five requests in the log", func() bool { return strings.Count(g.log.String(), "probe=seen&q=REDACTED&secret=REDACTED") == 5 })
	log := g.log.String()
	if !strings.Contains(log, `"status":503`) {
		t.Error("no failure is logged")
	}
	if i := strings.Index(log, "hush"); i >= 0 {
		t.Errorf("the log holds a secret: …%s…", log[max(0, i-200):min(len(log), i+50)])
	}
}

func TestAnAddressThatAClientMadeUpIsNotBelieved(t *testing.T) {
	t.Parallel()
	echo := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, r.Header.Get("X-Forwarded-For")+" "+r.Header.Get("X-Forwarded-Proto"))
	})
	settings := services(t, echo)
	g := start(t, settings)
	if a := g.do(t, "GET", "/api/events", nil, "X-Forwarded-For", "203.0.113.9"); a.body != "127.0.0.1 http" {
		t.Errorf("the service hears %q", a.body)
	}
	settings["GATEWAY_PROXIES"] = "127.0.0.0/8"
	behind := start(t, settings)
	if a := behind.do(t, "GET", "/api/events", nil, "X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https"); a.body != "203.0.113.9, 127.0.0.1 https" {
		t.Errorf("behind a load balancer the service hears %q", a.body)
	}
}

func TestAHostNameGetsTLS(t *testing.T) {
	t.Parallel()
	for site, tls := range map[string]bool{"tickets.example.com": true, "https://tickets.example.com": true, "http://localhost": false, ":80": false} {
		cmd := exec.Command(find(t, house.Root(t)), "adapt", "--config", filepath.Join(house.Root(t), "deploy", "Caddyfile"), "--adapter", "caddyfile")
		cmd.Env = []string{"HOME=" + t.TempDir(), "SITE_ADDRESS=" + site}
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(string(out), `"listen":[":443"]`); got != tls {
			t.Errorf("%s: TLS is %v: %.300s", site, got, out)
		}
	}
}
