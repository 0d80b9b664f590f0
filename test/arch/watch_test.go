package arch

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/platform/obs/metrics"
)

// expression is what a dashboard or an alert asks for, as tools/promql reads it with Prometheus's own parser.
type expression struct {
	Where, Text, Error string
	Series             []struct {
		Name   string
		Labels []string
	}
	Groups, Shown []string
	Alert         *struct{ Name, Severity, Summary, Description, Runbook string }
}

func expressions(t *testing.T) []expression {
	t.Helper()
	for _, read := range []string{"../../deploy/prometheus/alerts.yml", "../../tools/promql/main.go"} {
		if _, err := os.ReadFile(read); err != nil { // go test has to see that the outcome depends on it
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "run", ".", "../../deploy")
	cmd.Dir = "../../tools/promql"
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("read dashboards and alerts: %v\n%s", err, &said)
	}
	var found []expression
	if err := json.Unmarshal(out, &found); err != nil {
		t.Fatal(err)
	}
	return found
}

// target are the labels that Prometheus itself gives every series.
var target = []string{"job", "instance", "service"}

// series lists every series that there can be, with its labels: the program's, those of Go and of the process, and Prometheus's own.
func series(t *testing.T) map[string][]string {
	t.Helper()
	all := map[string][]string{"up": nil}
	for _, f := range metrics.Figures {
		for _, name := range f.Names() {
			all[name] = f.Labels
			if f.Kind == metrics.Histogram && strings.HasSuffix(name, "_bucket") {
				all[name] = append(slices.Clone(f.Labels), "le")
			}
		}
	}
	families, err := metrics.New().Registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		if strings.HasPrefix(f.GetName(), "go_") || strings.HasPrefix(f.GetName(), "process_") {
			all[f.GetName()] = nil
		}
	}
	return all
}

func TestEveryDashboardAndAlertAsksForWhatThereIs(t *testing.T) {
	t.Parallel()
	all, asked := series(t), map[string]bool{}
	for _, e := range expressions(t) {
		if e.Error != "" {
			t.Errorf("%s: %s: %s", e.Where, e.Text, e.Error)
			continue
		}
		known := slices.Clone(target)
		for _, s := range e.Series {
			labels, ok := all[s.Name]
			if !ok {
				t.Errorf("%s asks for %s, which the program does not have", e.Where, s.Name)
			}
			asked[s.Name] = true
			known = append(known, labels...)
			for _, l := range s.Labels {
				if !slices.Contains(labels, l) && !slices.Contains(target, l) {
					t.Errorf("%s selects by %s, which %s does not have", e.Where, l, s.Name)
				}
			}
		}
		for _, l := range e.Groups {
			if !slices.Contains(known, l) {
				t.Errorf("%s adds up by %s, which nothing in it has", e.Where, l)
			}
		}
		for _, l := range e.Shown {
			if len(e.Groups) > 0 && !slices.Contains(e.Groups, l) || !slices.Contains(known, l) {
				t.Errorf("%s shows %s, which is not there when all is added up", e.Where, l)
			}
		}
	}
	for _, f := range metrics.Figures {
		if !slices.ContainsFunc(f.Names(), func(name string) bool { return asked[name] }) {
			t.Errorf("%s is on no dashboard and in no alert: nobody would see it", f.Name)
		}
	}
}

func TestEveryAlertSaysHowBadItIsAndWhatToDo(t *testing.T) {
	t.Parallel()
	manual, err := os.ReadFile("../../docs/operations.md")
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, e := range expressions(t) {
		if e.Alert == nil {
			continue
		}
		a := e.Alert
		if seen[a.Name] {
			t.Errorf("%s is there twice", a.Name)
		}
		seen[a.Name] = true
		if a.Summary == "" || a.Description == "" || !slices.Contains([]string{"critical", "warning"}, a.Severity) {
			t.Errorf("%s: severity %q, summary %q, description %q", a.Name, a.Severity, a.Summary, a.Description)
		}
		anchor := "alert-" + strings.ToLower(a.Name)
		if a.Runbook != "docs/operations.md#"+anchor {
			t.Errorf("%s: runbook %q", a.Name, a.Runbook)
		}
		if manual != nil && !strings.Contains(string(manual), anchor) && !strings.Contains(strings.ToLower(string(manual)), "# alert "+strings.ToLower(a.Name)) {
			t.Errorf("docs/operations.md does not say what to do at %s", a.Name)
		}
	}
	if len(seen) < 15 {
		t.Errorf("only %d alerts found", len(seen))
	}
}

func TestEveryDashboardIsOneThatGrafanaTakes(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../deploy/grafana/dashboards/*.json")
	if err != nil || len(files) < 4 {
		t.Fatalf("%d dashboards, %v", len(files), err)
	}
	uids := map[string]string{}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var board struct {
			UID, Title string
			Panels     []struct {
				ID          int
				Type, Title string
				Datasource  struct{ UID string }
				GridPos     struct{ X, Y, W, H int }
			}
		}
		if err := json.Unmarshal(text, &board); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if board.UID == "" || board.Title == "" || uids[board.UID] != "" {
			t.Errorf("%s: uid %q of %q, another has it: %q", name, board.UID, board.Title, uids[board.UID])
		}
		uids[board.UID] = name
		ids := map[int]bool{}
		for _, p := range board.Panels {
			if ids[p.ID] || p.Title == "" || p.GridPos.W == 0 || p.GridPos.X+p.GridPos.W > 24 || p.Type != "row" && p.Datasource.UID != "prometheus" {
				t.Errorf("%s: panel %+v", name, p)
			}
			ids[p.ID] = true
		}
	}
}
