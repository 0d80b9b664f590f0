package chart

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/speckit/ticketing/tools/deploy/house"
)

func TestTheBinaryKnowsWhatItIsTold(t *testing.T) {
	t.Parallel()
	settings := house.Settings(t)
	unknown := map[string]bool{}
	for _, example := range examples {
		c := build(t, values(t, example))
		for variable := range c.configMaps["speckit-settings"].Data {
			unknown[variable] = !house.Known(settings, variable)
		}
		for _, d := range c.deployments {
			for _, e := range d.Spec.Template.Spec.Containers[0].Env {
				unknown[e.Name] = !house.Known(settings, e.Name)
			}
		}
	}
	for variable, is := range unknown {
		if is {
			t.Errorf("%s is no setting of docs/config.md", variable)
		}
	}
}

func TestServicesFindEachOther(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, c *cluster) {
		told := c.configMaps["speckit-settings"].Data
		for _, s := range house.Services {
			if want := "http://speckit-" + s.Name + ":" + strconv.Itoa(s.Port); s.Name != "web" && told[strings.ToUpper(s.Name)+"_URL"] != want {
				t.Errorf("%s is looked for at %q, not at %s", s.Name, told[strings.ToUpper(s.Name)+"_URL"], want)
			}
		}
		if told["INTERNAL_HOST"] != "0.0.0.0" || told["PUBLIC_URL"] != "https://tickets.example.com" {
			t.Errorf("told %v", told)
		}
	})
}

// secretsOf lists the Secrets that a service's settings come from.
func secretsOf(c *cluster, service string) []string {
	var names []string
	for _, from := range c.deployments["speckit-"+service].Spec.Template.Spec.Containers[0].EnvFrom {
		if from.SecretRef != nil {
			names = append(names, from.SecretRef.Name)
		}
	}
	return names
}

func TestSecretsAreNamedAndNeverWritten(t *testing.T) {
	t.Parallel()
	large := build(t, values(t, "large")) // a kind Secret would have failed in any of them
	for service, want := range map[string][]string{
		"inventory":    {"speckit", "speckit-database-inventory", "speckit-redis", "speckit-kafka"},
		"ordering":     {"speckit", "speckit-database", "speckit-redis", "speckit-kafka"},
		"notification": {"speckit", "speckit-database", "speckit-redis", "speckit-kafka", "speckit-smtp"},
	} {
		if got := secretsOf(large, service); !slices.Equal(got, want) {
			t.Errorf("%s reads %v, not %v", service, got, want)
		}
	}
}

func TestValuesThatMeanNothingAreRefused(t *testing.T) {
	t.Parallel()
	for why, own := range map[string]map[string]any{
		"a secret among the settings": {"settings": map[string]any{"SPECKIT_SECRET": "x"}},
		"an unknown key":              {"replicaCount": 3},
		"an unknown service":          {"services": map[string]any{"billing": map[string]any{"port": 5005}}},
		"no database":                 {"secrets": map[string]any{"database": ""}},
		"whatever is newest":          {"image": map[string]any{"tag": "latest"}},
		"no time to drain":            {"terminationGracePeriodSeconds": 5},
		"an unknown ingress class":    {"ingress": map[string]any{"className": "apache"}},
		"a misspelled field":          {"services": map[string]any{"web": map[string]any{"port": 3000, "replica": 2}}},
	} {
		if _, err := render(t, own); err == nil {
			t.Errorf("%s is taken", why)
		}
	}
	if _, err := render(t, map[string]any{"image": map[string]any{"tag": "1.0.0"}}); err != nil {
		t.Errorf("a tag is refused: %v", err)
	}
}

func TestAlertsBecomeARule(t *testing.T) {
	t.Parallel()
	c := build(t, map[string]any{"monitoring": map[string]any{"alerts": house.Read(t, "deploy/prometheus/alerts.yml")}})
	if rule := c.rules["speckit"]; len(rule.Spec.Groups) == 0 || len(rule.Spec.Groups[0].Rules) == 0 {
		t.Errorf("no rules: %v", rule.Spec)
	}
	if m := build(t, values(t, "large")).monitors["speckit"]; len(m.Spec.Endpoints) != 1 || m.Spec.Endpoints[0].Port != "internal" || m.Labels["release"] != "prometheus" {
		t.Errorf("metrics are read from %v", m.Spec)
	}
}
