package e2e

import (
	"testing"

	"github.com/cucumber/godog"

	"github.com/speckit/ticketing/test/e2e/estate"
)

// scenariosAtOnce keeps two cores busy while scenarios wait for one another's messages.
const scenariosAtOnce = 4

// groups are the scenarios by the settings that they need.
var groups = []struct {
	name, tags string
	everything bool // of what can be told is told
	settings   []string
}{
	{"as it ships", "~@short-holds && ~@short-line", true, nil},
	{"short holds", "@short-holds", false, []string{"RESERVATION_TTL=4s", "PAYMENT_WINDOW=60s"}},
	{"short line", "@short-line", false, []string{"RESERVATION_TTL=15s", "PAYMENT_WINDOW=60s", "WAITLIST_WINDOW=4s", "WAITLIST_NEIGHBOURS=2s"}},
}

// TestFeatures runs the scenarios, those that need other settings on a house of their own, and audits every house after its last one.
func TestFeatures(t *testing.T) {
	t.Parallel()
	for _, group := range groups {
		t.Run(group.name, func(t *testing.T) {
			t.Parallel()
			openHouse(t, group.settings...).plays(t, group.name, group.tags)
		})
	}
}

// TestFeaturesSplit runs the same scenarios against a process per service.
func TestFeaturesSplit(t *testing.T) {
	for _, group := range groups {
		t.Run(group.name, func(t *testing.T) {
			h, e := openEstate(t, estate.Plan{Settings: group.settings})
			h.plays(t, group.name, group.tags)
			if group.everything {
				keepsContracts(t, e, h.confides(t))
			}
		})
	}
}

// plays runs scenarios on the house and looks at its books afterwards.
func (h *house) plays(t *testing.T, name, tags string) {
	t.Helper()
	suite := godog.TestSuite{
		Name:                name,
		ScenarioInitializer: h.scenario,
		Options: &godog.Options{
			Format: "progress", Paths: []string{"features"}, Tags: tags, Strict: true, NoColors: true,
			Concurrency: scenariosAtOnce, TestingT: t, DefaultContext: t.Context(), Output: quiet{},
		},
	}
	if suite.Run() != 0 {
		t.Log(h.log())
	}
	if err := h.audit(t.Context()); err != nil {
		t.Error(err)
	}
}

// quiet swallows the suite's own report: each scenario is a test, and a failed one says where and why.
type quiet struct{}

// Write does nothing.
func (quiet) Write(b []byte) (int, error) { return len(b), nil }
