package chart

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/common/util"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/engine"
	apps "k8s.io/api/apps/v1"
	autoscaling "k8s.io/api/autoscaling/v2"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	"sigs.k8s.io/yaml"

	"github.com/speckit/ticketing/tools/deploy/house"
)

// cluster is what the chart would make, by kind and name.
type cluster struct {
	deployments map[string]apps.Deployment
	services    map[string]core.Service
	scalers     map[string]autoscaling.HorizontalPodAutoscaler
	budgets     map[string]policy.PodDisruptionBudget
	policies    map[string]networking.NetworkPolicy
	ingresses   map[string]networking.Ingress
	configMaps  map[string]core.ConfigMap
	accounts    map[string]core.ServiceAccount
	jobs        map[string]batch.Job
	monitors    map[string]monitoring.ServiceMonitor
	rules       map[string]monitoring.PrometheusRule
	notes       string
}

func newCluster() *cluster {
	return &cluster{
		map[string]apps.Deployment{},
		map[string]core.Service{},
		map[string]autoscaling.HorizontalPodAutoscaler{},
		map[string]policy.PodDisruptionBudget{},
		map[string]networking.NetworkPolicy{},
		map[string]networking.Ingress{},
		map[string]core.ConfigMap{},
		map[string]core.ServiceAccount{},
		map[string]batch.Job{},
		map[string]monitoring.ServiceMonitor{},
		map[string]monitoring.PrometheusRule{},
		"",
	}
}

// decode reads one object; a field that its kind does not have, or that stands twice, is an error.
func decode[T any](into map[string]T, name string, text []byte) error {
	var o T
	if err := yaml.UnmarshalStrict(text, &o); err != nil {
		return err
	}
	into[name] = o
	return nil
}

func (c *cluster) add(t *testing.T, text []byte) {
	t.Helper()
	var head struct {
		APIVersion, Kind string
		Metadata         struct{ Name string }
	}
	if err := yaml.Unmarshal(text, &head); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	name := head.Metadata.Name
	var err error
	switch head.APIVersion + " " + head.Kind {
	case "apps/v1 Deployment":
		err = decode(c.deployments, name, text)
	case "v1 Service":
		err = decode(c.services, name, text)
	case "autoscaling/v2 HorizontalPodAutoscaler":
		err = decode(c.scalers, name, text)
	case "policy/v1 PodDisruptionBudget":
		err = decode(c.budgets, name, text)
	case "networking.k8s.io/v1 NetworkPolicy":
		err = decode(c.policies, name, text)
	case "networking.k8s.io/v1 Ingress":
		err = decode(c.ingresses, name, text)
	case "v1 ConfigMap":
		err = decode(c.configMaps, name, text)
	case "v1 ServiceAccount":
		err = decode(c.accounts, name, text)
	case "batch/v1 Job":
		err = decode(c.jobs, name, text)
	case "monitoring.coreos.com/v1 ServiceMonitor":
		err = decode(c.monitors, name, text)
	case "monitoring.coreos.com/v1 PrometheusRule":
		err = decode(c.rules, name, text)
	default:
		t.Errorf("nobody said that the chart makes a %s %s", head.APIVersion, head.Kind)
	}
	if err != nil {
		t.Errorf("%s %s: %v in\n%s", head.Kind, name, err, text)
	}
}

func dir(t *testing.T) string {
	t.Helper()
	return filepath.Join(house.Root(t), "deploy", "helm", "speckit")
}

// values reads the values file of an example; the empty name is the chart's own values.
func values(t *testing.T, example string) map[string]any {
	t.Helper()
	found := map[string]any{}
	if example == "" {
		return found
	}
	b, err := os.ReadFile(filepath.Join(dir(t), "examples", "values-"+example+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.UnmarshalStrict(b, &found); err != nil {
		t.Fatal(err)
	}
	return found
}

// render is helm template: values are merged, checked against the schema and put into the templates.
func render(t *testing.T, own map[string]any) (map[string]string, error) {
	t.Helper()
	chart, err := loader.LoadDir(dir(t))
	if err != nil {
		t.Fatal(err)
	}
	all, err := util.ToRenderValues(chart, own, common.ReleaseOptions{Name: "speckit", Namespace: "tickets", IsInstall: true}, common.DefaultCapabilities)
	if err != nil {
		return nil, err
	}
	return engine.Engine{Strict: true}.RenderWithContext(t.Context(), chart, all)
}

func build(t *testing.T, own map[string]any) *cluster {
	t.Helper()
	files, err := render(t, own)
	if err != nil {
		t.Fatal(err)
	}
	c := newCluster()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.HasSuffix(name, "NOTES.txt") {
			c.notes = files[name]
			continue
		}
		for doc := range strings.SplitSeq("\n"+files[name], "\n---") {
			if strings.TrimSpace(doc) != "" {
				c.add(t, []byte(doc))
			}
		}
	}
	return c
}

// examples are the installations that everything is checked for.
var examples = []string{"", "small", "large"}

func each(t *testing.T, check func(t *testing.T, c *cluster)) {
	t.Helper()
	for _, example := range examples {
		t.Run("values "+example, func(t *testing.T) {
			t.Parallel()
			check(t, build(t, values(t, example)))
		})
	}
}
