package site_test

import (
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// allowed is what a policy lists for one directive.
func allowed(t *testing.T, policy, directive string) []string {
	t.Helper()
	for rule := range strings.SplitSeq(policy, "; ") {
		if words := strings.Fields(rule); words[0] == directive {
			return words[1:]
		}
	}
	t.Errorf("no %s in %s", directive, policy)
	return nil
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

var inline = regexp.MustCompile(`<script>([^<]*(?:<[^/][^<]*)*)</script>`)

func TestAPageMayRunItsOwnScriptsAndAskItsOwnHostAndNoMore(t *testing.T) {
	t.Parallel()
	policy := ask(t, load(t), "GET", "/events/id-7").Header().Get("Content-Security-Policy")
	scripts := []string{"'self'"}
	for _, m := range inline.FindAllStringSubmatch(exported(t, "events/_.html"), -1) {
		scripts = append(scripts, hash(m[1]))
	}
	if len(scripts) != 3 {
		t.Fatalf("the page has %d scripts inside", len(scripts)-1)
	}
	for directive, want := range map[string][]string{
		"default-src": {"'none'"}, "script-src": scripts, "style-src": {"'self'", hash("body{margin:0}")}, "style-src-attr": {"'unsafe-hashes'", hash("color:red")},
		"connect-src": {"'self'"}, "img-src": {"'self'", "data:"}, "font-src": {"'self'"}, "worker-src": {"'self'"}, "manifest-src": {"'self'"},
		"base-uri": {"'none'"}, "frame-ancestors": {"'none'"}, "object-src": {"'none'"}, "form-action": {"'self'", "https://tickets.example"},
	} {
		if got := allowed(t, policy, directive); !slices.Equal(got, want) {
			t.Errorf("%s %v, want %v", directive, got, want)
		}
	}
}

func TestAPageWithoutStylesInItMayHaveNone(t *testing.T) {
	t.Parallel()
	policy := ask(t, load(t), "GET", "/nothing").Header().Get("Content-Security-Policy")
	if got := allowed(t, policy, "style-src-attr"); !slices.Equal(got, []string{"'none'"}) {
		t.Errorf("style-src-attr %v", got)
	}
	if strings.Contains(policy, "unsafe") || len(allowed(t, policy, "script-src")) != 1 {
		t.Errorf("policy %s", policy)
	}
}

func TestOnlyTheDoorMayAskForTheCamera(t *testing.T) {
	t.Parallel()
	s := load(t)
	for address, want := range map[string]string{
		"/scan": "camera=(self), microphone=(), geolocation=()", "/me": "camera=(), microphone=(), geolocation=()", "/nothing": "camera=(), microphone=(), geolocation=()",
	} {
		if got := ask(t, s, "GET", address).Header().Get("Permissions-Policy"); got != want {
			t.Errorf("%s: %s", address, got)
		}
	}
}

func TestAServiceWorkerIsAskedForAnewAndAManifestSaysWhatItIs(t *testing.T) {
	t.Parallel()
	s := load(t)
	for address, media := range map[string]string{"/scan-worker.js": "text/javascript; charset=utf-8", "/scan.webmanifest": "application/manifest+json"} {
		w := ask(t, s, "GET", address)
		if w.Code != 200 || w.Header().Get("Content-Type") != media || w.Header().Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: %d %v", address, w.Code, w.Header())
		}
	}
	policy := ask(t, s, "GET", "/scan").Header().Get("Content-Security-Policy")
	for _, directive := range []string{"worker-src", "manifest-src", "connect-src"} {
		if got := allowed(t, policy, directive); !slices.Equal(got, []string{"'self'"}) {
			t.Errorf("%s %v", directive, got)
		}
	}
}
