package arch

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/events"
)

// fromTheOriginal is the page for people who come from the platform that this one continues.
const fromTheOriginal = "docs/from-the-original.md"

// row is a line of one of that page's tables: what there was, and what became of it.
type row struct {
	number, name, mark, here, shown string
}

var (
	numbered = regexp.MustCompile(`^\| ([A-N][0-9]+|W[0-9]+b?) \|`)
	marks    = map[bool]*regexp.Regexp{
		false: regexp.MustCompile(`^(same|fixed|different|later|(same|fixed|different), more later)$`),
		true:  regexp.MustCompile(`^(gone|later|gone, more later)$`),
	}
)

func rowsOf(t *testing.T, p page) map[string]row {
	t.Helper()
	out := map[string]row{}
	for line := range strings.Lines(p.text) {
		if !numbered.MatchString(line) {
			continue
		}
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), " | ")
		if len(cells) != 5 {
			t.Errorf("a row of %d cells, not 5: %s", len(cells), line)
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if _, twice := out[cells[0]]; twice {
			t.Errorf("%s is there twice", cells[0])
		}
		out[cells[0]] = row{cells[0], cells[1], cells[2], cells[3], cells[4]}
	}
	return out
}

// expected are the numbers of the original's checklist and of its faults.
func expected() []string {
	var out []string
	for group, last := range map[string]int{"A": 13, "B": 13, "C": 21, "D": 17, "E": 14, "F": 13, "G": 12, "H": 5, "I": 10, "J": 10, "K": 20, "L": 18, "M": 11, "N": 5, "W": 78} {
		for n := 1; n <= last; n++ {
			out = append(out, fmt.Sprintf("%s%d", group, n))
		}
	}
	return append(out, "W13b")
}

func TestThePageForThoseFromTheOriginalHasEveryRow(t *testing.T) {
	t.Parallel()
	rows := rowsOf(t, readPage(t, fromTheOriginal))
	for _, number := range expected() {
		r, there := rows[number]
		if !there {
			t.Errorf("%s is missing", number)
			continue
		}
		if !marks[number[0] == 'W'].MatchString(r.mark) {
			t.Errorf("%s is marked %q, which the page does not explain", number, r.mark)
		}
		if r.name == "" || r.here == "" {
			t.Errorf("%s does not say what it is, or what is here", number)
		}
	}
	if len(rows) != len(expected()) {
		t.Errorf("%d rows, want %d: some have numbers that the original does not have", len(rows), len(expected()))
	}
}

func TestWhatThePageSaysIsHereIsShownBySomethingThatRuns(t *testing.T) {
	t.Parallel()
	for _, r := range rowsOf(t, readPage(t, fromTheOriginal)) {
		proofs := 0
		for _, span := range spansOf(r.shown) {
			if is, _ := proof(t, span); !is {
				t.Errorf("%s: `%s` is neither a test, a scenario nor a command", r.number, span)
				continue
			}
			proofs++
		}
		if proofs == 0 && r.mark != "later" {
			t.Errorf("%s is marked %q, and nothing shows it", r.number, r.mark)
		}
	}
}

func TestEveryPageCitesOnlyTestsAndCommandsThatExist(t *testing.T) {
	t.Parallel()
	for _, p := range pages(t) {
		for _, span := range p.spans() {
			if _, broken := proof(t, span); broken != "" {
				t.Errorf("%s: `%s`: %s", p.name, span, broken)
			}
		}
	}
}

func TestEveryLinkOfThePagesLeadsToAFile(t *testing.T) {
	t.Parallel()
	for _, p := range pages(t) {
		for _, target := range p.links() {
			if _, err := os.Stat(filepath.Join(root, target)); err != nil {
				t.Errorf("%s leads to %s, which is not there", p.name, target)
			}
		}
	}
}

// demoOnly are paths that are served in a demo alone, so that no contract has them.
const demoOnly = "/dev/"

func TestEveryRouteThatThePagesNameIsInTheContract(t *testing.T) {
	t.Parallel()
	for _, r := range rowsOf(t, readPage(t, fromTheOriginal)) {
		if r.mark != "later" {
			routesExist(t, r.number, spansOf(r.here))
		}
	}
	for _, context := range contexts {
		name := "docs/services/" + context + ".md"
		routesExist(t, name, readPage(t, name).spans())
	}
}

func routesExist(t *testing.T, where string, spans []string) {
	t.Helper()
	for _, span := range spans {
		m := routeSpan.FindStringSubmatch(span)
		if m == nil || strings.HasPrefix(bare(m[2]), demoOnly) {
			continue
		}
		if !slices.Contains(routes(t)["speckit"], m[1]+" "+bare(m[2])) {
			t.Errorf("%s: the contract has no `%s`", where, span)
		}
	}
}

func TestAContextsPageNamesAllOfItsRoutesAndTopics(t *testing.T) {
	t.Parallel()
	for _, context := range contexts {
		p := readPage(t, "docs/services/"+context+".md")
		var named []string
		for _, span := range p.spans() {
			named = append(named, span)
			if m := routeSpan.FindStringSubmatch(span); m != nil {
				named = append(named, m[1]+" "+bare(m[2]))
			}
		}
		for _, route := range routes(t)[context] {
			if !slices.Contains(named, route) {
				t.Errorf("%s does not name the route %s", p.name, route)
			}
		}
		for _, topic := range events.TopicsOf(context) {
			if !slices.Contains(named, topic) {
				t.Errorf("%s does not name the topic %s", p.name, topic)
			}
		}
	}
}
