package e2e

import (
	"testing"

	"github.com/cucumber/godog"
)

// scenariosAtOnce keeps two cores busy while scenarios wait for one another's messages.
const scenariosAtOnce = 4

// TestFeatures runs the scenarios, those that need other settings on a house of their own, and audits every house after its last one.
func TestFeatures(t *testing.T) {
	t.Parallel()
	for _, group := range []struct {
		name, tags string
		settings   []string
	}{
		{"as it ships", "~@short-holds", nil},
		{"short holds", "@short-holds", []string{"RESERVATION_TTL=4s", "PAYMENT_WINDOW=60s"}},
	} {
		t.Run(group.name, func(t *testing.T) {
			t.Parallel()
			h := openHouse(t, group.settings...)
			suite := godog.TestSuite{
				Name:                group.name,
				ScenarioInitializer: h.scenario,
				Options: &godog.Options{
					Format: "progress", Paths: []string{"features"}, Tags: group.tags, Strict: true, NoColors: true,
					Concurrency: scenariosAtOnce, TestingT: t, DefaultContext: t.Context(), Output: quiet{},
				},
			}
			if suite.Run() != 0 {
				t.Log(h.process.Log())
			}
			if err := h.audit(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

// quiet swallows the suite's own report: each scenario is a test, and a failed one says where and why.
type quiet struct{}

// Write does nothing.
func (quiet) Write(b []byte) (int, error) { return len(b), nil }
