package arch

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const root = "../.."

// page is a document with what it claims that can be looked up.
type page struct {
	name string // below the repository's root
	text string
}

func readPage(t *testing.T, name string) page {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return page{name, string(text)}
}

// pages lists the documents under docs and those at the root.
func pages(t *testing.T) []page {
	t.Helper()
	var names []string
	err := filepath.WalkDir(filepath.Join(root, "docs"), func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".md") {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	top, err := filepath.Glob(filepath.Join(root, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	var out []page
	for _, path := range append(names, top...) {
		name, err := filepath.Rel(root, path)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, readPage(t, name))
	}
	return out
}

var (
	codeSpan  = regexp.MustCompile("`([^`\n]+)`")
	codeBlock = regexp.MustCompile("(?s)\n```.*?\n```")
	link      = regexp.MustCompile(`\]\(([^)\s]+)\)`)

	testSpan     = regexp.MustCompile(`^([a-z0-9]+): (.+)$`)
	scenarioSpan = regexp.MustCompile(`^([a-z]+\.feature): (.+)$`)
	makeSpan     = regexp.MustCompile(`^make ([a-z0-9-]+)`)
	commandSpan  = regexp.MustCompile(`^bin/speckit ([a-z]+)(?: ([a-z]+))?`)
	routeSpan    = regexp.MustCompile(`^(GET|POST|PUT|PATCH|DELETE) (/[^ ?]*)`)
)

// spans are the page's words in code type, blocks left out.
func (p page) spans() []string { return spansOf(codeBlock.ReplaceAllString(p.text, "")) }

func spansOf(text string) []string {
	var out []string
	for _, m := range codeSpan.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	return out
}

// links are the files that the page leads to, below the root.
func (p page) links() []string {
	var out []string
	for _, m := range link.FindAllStringSubmatch(codeBlock.ReplaceAllString(p.text, ""), -1) {
		target, _, _ := strings.Cut(m[1], "#")
		if target != "" && !strings.Contains(target, "://") {
			out = append(out, filepath.Join(filepath.Dir(p.name), target))
		}
	}
	return out
}

// proof reports whether a span names something that can be run: a test, a scenario or a command. Broken says what it lacks.
func proof(t *testing.T, span string) (is bool, broken string) {
	t.Helper()
	if m := scenarioSpan.FindStringSubmatch(span); m != nil {
		return true, scenarioBroken(m[1], m[2])
	}
	if m := makeSpan.FindStringSubmatch(span); m != nil {
		return true, unless(targets(t)[m[1]], "the Makefile has no such target")
	}
	if m := commandSpan.FindStringSubmatch(span); m != nil {
		known := commandsOf(t)
		return true, unless(known[m[1]] && (m[2] == "" || known[m[2]]), "bin/speckit has no such command")
	}
	if m := testSpan.FindStringSubmatch(span); m != nil {
		if dir, ok := sources(t)[m[1]]; ok {
			return true, testBroken(dir, m[2])
		}
	}
	return span == ".ci/run", ""
}

func unless(ok bool, sentence string) string {
	if ok {
		return ""
	}
	return sentence
}

func scenarioBroken(file, scenario string) string {
	text, err := os.ReadFile(filepath.Join(root, "test/e2e/features", file))
	if err != nil {
		return "there is no such feature"
	}
	lines := regexp.MustCompile(`(?m)^\s*(Scenario|Scenario Outline): ` + regexp.QuoteMeta(scenario) + `\s*$`)
	return unless(lines.Match(text), "the feature has no such scenario")
}

// testBroken looks for a test function of a package, or for the sentence by which a suite there names a case.
func testBroken(dir folder, name string) string {
	if strings.HasPrefix(name, "Test") || strings.HasPrefix(name, "Fuzz") {
		return unless(bytes.Contains(dir.tests, []byte("\nfunc "+name+"(")), "the package has no such test")
	}
	return unless(bytes.Contains(dir.all, []byte(strconv.Quote(name))), "the package has no case of this name")
}

// folder is the text of a package: of its tests, and of everything.
type folder struct{ tests, all []byte }

// sources reads every package by its name, which is unique here; "web" is the tests of the web's parts, "journey" what a real browser does.
var sources = readOnce(func(t *testing.T) map[string]folder {
	out := map[string]folder{}
	read := func(top, ending, as string) {
		err := filepath.WalkDir(filepath.Join(root, top), func(path string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case entry.IsDir() && slices.Contains([]string{"node_modules", "out", ".next"}, entry.Name()):
				return fs.SkipDir
			case !strings.HasSuffix(path, ending):
				return nil
			}
			text, err := os.ReadFile(path) // #nosec G304 -- our own source
			name := as
			if name == "" {
				name = filepath.Base(filepath.Dir(path))
			}
			f := out[name]
			if strings.HasSuffix(path, "_test.go") {
				f.tests = append(f.tests, text...)
			}
			f.all = append(f.all, text...)
			out[name] = f
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	read("internal", ".go", "")
	read("test", ".go", "")
	read("web", ".test.ts", "web")
	read("web", ".test.tsx", "web")
	read("web/e2e", ".ts", "journey")
	return out
})

var targets = readOnce(func(t *testing.T) map[string]bool {
	return matches(t, filepath.Join(root, "Makefile"), `(?m)^([a-z0-9-]+):`)
})

// commandsOf are the words of the command line, at whatever depth.
var commandsOf = readOnce(func(t *testing.T) map[string]bool {
	files, err := filepath.Glob(filepath.Join(root, "internal/app/*.go"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, file := range files {
		for field := range matches(t, file, "(?m)^\\s+([A-Z][A-Za-z]*)\\s+\\w+\\s+`cmd:\"\"") {
			out[strings.ToLower(field)] = true
		}
	}
	return out
})

// routes are the operations of the HTTP contract by context, as "GET /events/{}"; "speckit" has all of them.
var routes = readOnce(func(t *testing.T) map[string][]string {
	files, err := filepath.Glob(filepath.Join(root, "contracts/openapi/*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no descriptions of the API in contracts/openapi (make gen writes them): %v", err)
	}
	out := map[string][]string{}
	for _, file := range files {
		text, err := os.ReadFile(file) // #nosec G304 -- our own contract
		if err != nil {
			t.Fatal(err)
		}
		var doc struct {
			Paths map[string]map[string]json.RawMessage `json:"paths"`
		}
		if err := json.Unmarshal(text, &doc); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		context := strings.TrimSuffix(filepath.Base(file), ".json")
		for path, operations := range doc.Paths {
			for method := range operations {
				if m := strings.ToUpper(method); slices.Contains([]string{"GET", "POST", "PUT", "PATCH", "DELETE"}, m) {
					out[context] = append(out[context], m+" "+bare(path))
				}
			}
		}
	}
	return out
})

var parameter = regexp.MustCompile(`\{[^}]*\}`)

// bare is a path without its prefix and without the names of its parameters.
func bare(path string) string {
	return parameter.ReplaceAllString(strings.TrimPrefix(path, "/api"), "{}")
}

func matches(t *testing.T, file, pattern string) map[string]bool {
	t.Helper()
	text, err := os.ReadFile(file) // #nosec G304 -- our own source
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(string(text), -1) {
		out[m[1]] = true
	}
	return out
}

func readOnce[T any](read func(t *testing.T) T) func(t *testing.T) T {
	var once sync.Once
	var value T
	return func(t *testing.T) T {
		t.Helper()
		once.Do(func() { value = read(t) })
		return value
	}
}
