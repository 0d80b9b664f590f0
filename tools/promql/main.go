// Command promql reads the dashboards and alert rules under a directory with Prometheus's own parser, and writes as JSON what they ask
// for: each expression with the series and labels that it names. test/arch holds it against the program's figures.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"
	"go.yaml.in/yaml/v3"
)

// Expression is one expression and what it asks for.
type Expression struct {
	Where  string // the file, and the panel or the alert in it
	Text   string
	Error  string   // why it cannot be read
	Series []Series // that it selects
	Groups []string // labels by which it adds up or joins
	Shown  []string // labels that its legend or its words name
	Alert  *Alert
}

// Series is a selection of one metric.
type Series struct {
	Name   string
	Labels []string // by which it selects
}

// Alert is what an alert says beside its expression.
type Alert struct {
	Name, For, Severity, Summary, Description, Runbook string
}

func main() {
	found, err := read(os.Args[1])
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(found)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "promql:", err)
		os.Exit(1)
	}
}

func read(dir string) (found []Expression, err error) {
	boards, err := filepath.Glob(filepath.Join(dir, "grafana/dashboards/*.json"))
	if err != nil {
		return nil, err
	}
	for _, name := range boards {
		of, err := dashboard(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		found = append(found, of...)
	}
	of, err := rules(filepath.Join(dir, "prometheus/alerts.yml"))
	return append(found, of...), err
}

func dashboard(name string) (found []Expression, err error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var board struct {
		Panels []struct {
			Title   string
			Targets []struct{ Expr, LegendFormat string }
		}
	}
	if err := json.Unmarshal(text, &board); err != nil {
		return nil, err
	}
	for _, p := range board.Panels {
		for _, t := range p.Targets {
			e := parse(strings.ReplaceAll(t.Expr, "$__rate_interval", "1m"))
			e.Where, e.Shown = filepath.Base(name)+": "+p.Title, named(legend, t.LegendFormat)
			found = append(found, e)
		}
	}
	return found, nil
}

func rules(name string) (found []Expression, err error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var file struct {
		Groups []struct {
			Rules []struct {
				Alert, Expr, For    string
				Labels, Annotations map[string]string
			}
		}
	}
	if err := yaml.Unmarshal(text, &file); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	for _, g := range file.Groups {
		for _, r := range g.Rules {
			e := parse(r.Expr)
			said := r.Annotations["summary"] + r.Annotations["description"]
			e.Where, e.Shown = filepath.Base(name)+": "+r.Alert, named(template, said)
			e.Alert = &Alert{
				Name: r.Alert, For: r.For, Severity: r.Labels["severity"], Summary: r.Annotations["summary"],
				Description: r.Annotations["description"], Runbook: r.Annotations["runbook_url"],
			}
			if _, err := model.ParseDuration(r.For); r.For != "" && err != nil {
				e.Error = err.Error()
			}
			found = append(found, e)
		}
	}
	return found, nil
}

var (
	legend   = regexp.MustCompile(`\{\{\s*(\w+)\s*\}\}`)
	template = regexp.MustCompile(`\$labels\.(\w+)`)
)

func named(by *regexp.Regexp, text string) (labels []string) {
	for _, match := range by.FindAllStringSubmatch(text, -1) {
		labels = append(labels, match[1])
	}
	return labels
}

func parse(text string) Expression {
	e := Expression{Text: text}
	tree, err := parser.NewParser(parser.Options{}).ParseExpr(text)
	if err != nil {
		e.Error = err.Error()
		return e
	}
	parser.Inspect(tree, func(node parser.Node, _ []parser.Node) error {
		switch n := node.(type) {
		case *parser.VectorSelector:
			s := Series{Name: n.Name}
			for _, m := range n.LabelMatchers {
				if m.Name != model.MetricNameLabel {
					s.Labels = append(s.Labels, m.Name)
				}
			}
			e.Series = append(e.Series, s)
		case *parser.AggregateExpr:
			e.Groups = append(e.Groups, n.Grouping...)
		case *parser.BinaryExpr:
			if n.VectorMatching != nil {
				e.Groups = append(e.Groups, slices.Concat(n.VectorMatching.MatchingLabels, n.VectorMatching.Include)...)
			}
		}
		return nil
	})
	return e
}
