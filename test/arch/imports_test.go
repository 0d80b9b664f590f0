// Package arch holds the repository against its own plan.
package arch

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/speckit/ticketing/"

var contexts = []string{"catalog", "inventory", "ordering", "payment", "fulfillment", "identity", "notification", "waitlist"}

// pkg is what go list says of a package of ours.
type pkg struct {
	ImportPath string
	Standard   bool
	Imports    []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "./internal/...", "./contracts/...", "./cmd/...", "./web")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// place is where a package lives, as far as the plan cares.
type place struct {
	kind    string // kernel, events, core, adapter, platform, app, contracts, web, cmd
	context string // of a core or an adapter
	adapter string // "http", "pg", "mem", "test", or a technology
}

func placeOf(path string) place {
	rest, ours := strings.CutPrefix(path, module)
	if !ours {
		return place{}
	}
	parts := strings.Split(rest, "/")
	if parts[0] != "internal" {
		return place{kind: parts[0]}
	}
	if slices.Contains(contexts, parts[1]) {
		if len(parts) == 2 {
			return place{kind: "core", context: parts[1]}
		}
		return place{kind: "adapter", context: parts[1], adapter: strings.TrimPrefix(parts[2], parts[1])}
	}
	return place{kind: parts[1]}
}

// rule says what a kind of package may import of ours, and why no more.
func mayImport(from, to place, path string) (bool, string) {
	own := to.context == from.context
	inner := to.kind == "kernel" || to.kind == "events"
	switch from.kind {
	case "kernel":
		return to.kind == "kernel", "the kernel is what everybody may use, so it uses nobody"
	case "events":
		return to.kind == "kernel", "the published language depends on no one who speaks it"
	case "core":
		return inner, "a core holds rules and knows neither other contexts nor technology: declare a port, app fills it"
	case "platform":
		return to.kind == "platform" || to.kind == "kernel", "technology has no business words"
	case "contracts", "web":
		return false, "contracts and the web are files"
	case "app", "cmd":
		return true, ""
	case "adapter":
		return inner || mayAdapterImport(from, to, path, own), "an adapter serves its own core with its own technology"
	}
	return false, "this place is not in the plan"
}

func mayAdapterImport(from, to place, path string, own bool) bool {
	if to.kind == "core" || (to.kind == "adapter" && from.adapter == to.adapter) {
		return own
	}
	if to.kind != "platform" {
		return false
	}
	tail := strings.TrimPrefix(path, module+"internal/platform/")
	switch from.adapter {
	case "http":
		return strings.HasPrefix(tail, "rest")
	case "mem":
		return tail == "mem"
	case "test":
		return tail == "pg/pgtest"
	default: // pg, and technologies that keep something (the simulated bank's ledger)
		return strings.HasPrefix(tail, "pg")
	}
}

func TestEveryPackageImportsOnlyWhatThePlanAllows(t *testing.T) {
	t.Parallel()
	all := packages(t)
	if len(all) < 30 {
		t.Fatalf("only %d packages found: the test looks in the wrong place", len(all))
	}
	for _, p := range all {
		for _, imported := range p.Imports {
			if !strings.HasPrefix(imported, module) {
				continue
			}
			if ok, why := mayImport(placeOf(p.ImportPath), placeOf(imported), imported); !ok {
				t.Errorf("%s imports %s: %s", strings.TrimPrefix(p.ImportPath, module), strings.TrimPrefix(imported, module), why)
			}
		}
	}
}

func TestCoresKnowNoTechnology(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		if placeOf(p.ImportPath).kind != "core" {
			continue
		}
		for _, imported := range p.Imports {
			foreign := strings.Contains(imported, ".") && !strings.HasPrefix(imported, module)
			technology := slices.Contains([]string{"net/http", "database/sql", "os", "net", "html/template"}, imported)
			if foreign || technology {
				t.Errorf("%s imports %s: a core is rules over the standard library; technology lives in an adapter", strings.TrimPrefix(p.ImportPath, module), imported)
			}
		}
	}
}

func TestAFolderIsNamedLikeItsPackageAndNoNameComesTwice(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, p := range packages(t) {
		name := p.ImportPath[strings.LastIndex(p.ImportPath, "/")+1:]
		if slices.Contains([]string{"common", "util", "utils", "helpers", "misc"}, name) {
			t.Errorf("%s: a name that says nothing", p.ImportPath)
		}
		if earlier, ok := seen[name]; ok && name != "speckit" {
			t.Errorf("%s and %s share a name: wiring would need an alias", earlier, p.ImportPath)
		}
		seen[name] = p.ImportPath
	}
}
