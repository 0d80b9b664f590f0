package chart

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	networking "k8s.io/api/networking/v1"
	"sigs.k8s.io/yaml"

	"github.com/speckit/ticketing/tools/deploy/house"
)

var matcher = regexp.MustCompile(`(?m)^\t@(\w+) path (.+)$`)

// caddyRoutes reads the services' paths from the Caddyfile: those that a prefix can name, and those with something in their middle.
func caddyRoutes(t *testing.T) (prefixes map[string][]string, patterns []string) {
	t.Helper()
	prefixes = map[string][]string{"web": {"/"}}
	for _, m := range matcher.FindAllStringSubmatch(house.Read(t, "deploy/Caddyfile"), -1) {
		if _, ok := house.ByName(m[1]); !ok {
			continue
		}
		for path := range strings.FieldsSeq(m[2]) {
			switch bare := strings.TrimSuffix(path, "/*"); {
			case strings.Contains(bare, "*"):
				patterns = append(patterns, bare)
			case bare == path:
				prefixes[m[1]] = append(prefixes[m[1]], bare)
			}
		}
	}
	return prefixes, patterns
}

func TestIngressAndCaddyHaveTheSameRoutes(t *testing.T) {
	t.Parallel()
	var routes struct {
		Prefixes map[string][]string
		Patterns map[string]struct{ Service, Path string }
	}
	if err := yaml.Unmarshal([]byte(house.Read(t, "deploy/helm/speckit/routes.yaml")), &routes); err != nil {
		t.Fatal(err)
	}
	prefixes, patterns := caddyRoutes(t)
	for _, s := range house.Services {
		got, want := slices.Sorted(slices.Values(routes.Prefixes[s.Name])), slices.Sorted(slices.Values(prefixes[s.Name]))
		if !slices.Equal(got, want) {
			t.Errorf("%s has %v by Ingress, and %v by Caddy", s.Name, got, want)
		}
	}
	if !slices.Equal(patterns, []string{"/api/orders/*/tickets", "/api/orders/*/tickets.*"}) || routes.Patterns["tickets"].Service != "fulfillment" {
		t.Errorf("Caddy has the patterns %v, Ingress %v", patterns, routes.Patterns)
	}
}

// backend says where a request goes: patterns first, as both controllers are told, then the longest prefix.
func backend(c *cluster, path string) string {
	var best, service string
	for _, name := range slices.Sorted(maps.Keys(c.ingresses)) {
		for _, p := range c.ingresses[name].Spec.Rules[0].HTTP.Paths {
			switch *p.PathType {
			case networking.PathTypeImplementationSpecific:
				if regexp.MustCompile("^" + strings.TrimPrefix(p.Path, "^")).MatchString(path) {
					return p.Backend.Service.Name
				}
			default:
				prefix := strings.TrimSuffix(p.Path, "/")
				if (path == prefix || strings.HasPrefix(path, prefix+"/")) && len(p.Path) > len(best) {
					best, service = p.Path, p.Backend.Service.Name
				}
			}
		}
	}
	return service
}

var parameter = regexp.MustCompile(`\{\w+\}`)

func TestEveryPathOfAContractReachesItsService(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, c *cluster) {
		for _, s := range house.Services {
			if s.Name == "web" {
				continue
			}
			var contract struct {
				Paths map[string]any `json:"paths"`
			}
			if err := json.Unmarshal([]byte(house.Read(t, "contracts/openapi/"+s.Name+".json")), &contract); err != nil {
				t.Fatal(err)
			}
			if len(contract.Paths) == 0 {
				t.Errorf("%s has no paths", s.Name)
			}
			for path := range contract.Paths {
				if got := backend(c, "/api"+parameter.ReplaceAllString(path, "01890a5d-ac96")); got != "speckit-"+s.Name {
					t.Errorf("%s goes to %s", path, got)
				}
			}
		}
		for path, want := range map[string]string{"/": "web", "/events/1": "web", "/orders/1": "web", "/waitlist/1": "web", "/api/v1/waitlist/1/confirm": "waitlist", "/api/orders/waitlist": "ordering", "/dev/mailbox": "notification", "/dev/bank/1": "payment", "/health/ready": "notification", "/.well-known/jwks.json": "identity"} {
			if got := backend(c, path); got != "speckit-"+want {
				t.Errorf("%s goes to %s", path, got)
			}
		}
	})
}

func TestEveryClassOfIngressIsToldWhatAPatternIs(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, c *cluster) {
		for name, i := range c.ingresses {
			http := i.Spec.Rules[0].HTTP
			for _, p := range http.Paths {
				if p.Backend.Service.Port.Name != "http" {
					t.Errorf("%s leads to the port %v", p.Path, p.Backend.Service.Port)
				}
			}
			if *http.Paths[0].PathType != networking.PathTypeImplementationSpecific {
				continue
			}
			if nginx, traefik := i.Annotations["nginx.ingress.kubernetes.io/use-regex"], i.Annotations["traefik.ingress.kubernetes.io/router.pathmatcher"]; (*i.Spec.IngressClassName == "nginx") != (nginx == "true") || (*i.Spec.IngressClassName == "traefik") != (traefik == "PathRegexp") {
				t.Errorf("%s: %v", name, i.Annotations)
			}
		}
	})
	nginx := build(t, nil).ingresses
	for name, want := range map[string]map[string]string{
		"speckit": {"proxy-body-size": "1m"}, "speckit-plan": {"proxy-body-size": "32m", "proxy-request-buffering": "off"}, "speckit-painting": {"proxy-body-size": "8m"},
		"speckit-live": {"proxy-buffering": "off", "proxy-read-timeout": "3600"},
	} {
		for key, value := range want {
			if got := nginx[name].Annotations["nginx.ingress.kubernetes.io/"+key]; got != value {
				t.Errorf("%s: %s is %q, not %s", name, key, got, value)
			}
		}
	}
}

func TestMetricsAreForPrometheusAlone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, c *cluster) {
		for _, s := range house.Services {
			p := c.policies["speckit-"+s.Name]
			if p.Spec.PodSelector.MatchLabels["app.kubernetes.io/component"] != s.Name {
				t.Errorf("the policy of %s is for %v", s.Name, p.Spec.PodSelector)
			}
			seen := false
			for _, rule := range p.Spec.Ingress {
				if len(rule.From) == 0 || len(rule.Ports) == 0 {
					t.Errorf("%s lets everybody in", s.Name)
				}
				for _, port := range rule.Ports {
					if port.Port.String() != "internal" {
						continue
					}
					seen = true
					if len(rule.From) != 1 || rule.From[0].NamespaceSelector == nil || rule.From[0].NamespaceSelector.MatchLabels["kubernetes.io/metadata.name"] != "monitoring" {
						t.Errorf("%s shows its metrics to %v", s.Name, rule.From)
					}
				}
			}
			if !seen {
				t.Errorf("nobody may read the metrics of %s", s.Name)
			}
			for _, rule := range p.Spec.Egress {
				if len(rule.Ports) == 0 {
					t.Errorf("%s may call anything", s.Name)
				}
			}
		}
	})
}
