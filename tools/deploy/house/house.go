// Package house tells the checks of deploy/ what the house has: its services with their ports, and the settings that the binary knows.
package house

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Service is a part of the binary that runs on its own.
type Service struct {
	Name string
	Port int
}

// InternalPort is where its metrics and profiles are.
func (s Service) InternalPort() int { return s.Port + 1000 }

// Services are all of them, with the ports that they had from the first day.
var Services = []Service{
	{"identity", 50000},
	{"catalog", 50001},
	{"inventory", 50002},
	{"ordering", 5003},
	{"payment", 5004},
	{"fulfillment", 50004},
	{"notification", 50005},
	{"waitlist", 5006},
	{"web", 3000},
}

// ByName finds a service.
func ByName(name string) (Service, bool) {
	for _, s := range Services {
		if s.Name == name {
			return s, true
		}
	}
	return Service{}, false
}

var command = regexp.MustCompile("(?m)^\\s+([A-Z]\\w+)\\s+\\w+\\s+`cmd:")

// Commands are the first words that the binary understands, from the struct that is its command line.
func Commands(t testing.TB) map[string]bool {
	t.Helper()
	known := map[string]bool{}
	for _, m := range command.FindAllStringSubmatch(Read(t, "internal/app/main.go"), -1) {
		known[strings.ToLower(m[1])] = true
	}
	if !known["serve"] {
		t.Fatalf("internal/app/main.go lists the commands %v; has its shape changed?", known)
	}
	return known
}

// Root is the repository.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "deploy", "Caddyfile")); err == nil {
			return dir
		}
		dir = filepath.Dir(dir)
	}
	t.Fatal("no deploy/Caddyfile in this directory or above it")
	return ""
}

// Read reads a file of the repository.
func Read(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(Root(t), filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var row = regexp.MustCompile("(?m)^\\| `([A-Z][A-Z0-9_]*)` \\|")

// Settings are the environment variables of docs/config.md.
func Settings(t testing.TB) map[string]bool {
	t.Helper()
	known := map[string]bool{}
	for _, m := range row.FindAllStringSubmatch(Read(t, "docs/config.md"), -1) {
		known[m[1]] = true
	}
	if len(known) < 20 {
		t.Fatalf("docs/config.md names only %d settings; has its shape changed?", len(known))
	}
	return known
}

// Known reports whether the binary takes a variable: one of its own, or one that OpenTelemetry or Go's runtime names.
func Known(settings map[string]bool, name string) bool {
	return settings[name] || strings.HasPrefix(name, "OTEL_") || name == "GOMEMLIMIT" || name == "GOMAXPROCS"
}
