package chart

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	core "k8s.io/api/core/v1"

	"github.com/speckit/ticketing/tools/deploy/house"
)

func TestEveryServiceRunsOnItsPort(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, c *cluster) {
		if len(c.deployments) != len(house.Services) || len(c.services) != len(house.Services) {
			t.Errorf("%d deployments and %d services", len(c.deployments), len(c.services))
		}
		for _, want := range house.Services {
			pod := c.deployments["speckit-"+want.Name].Spec.Template.Spec
			if len(pod.Containers) != 1 || !slices.Equal(pod.Containers[0].Args, []string{"serve", want.Name}) {
				t.Fatalf("%s runs %v", want.Name, pod.Containers)
			}
			ports := map[string]int{}
			for _, p := range pod.Containers[0].Ports {
				ports[p.Name] = int(p.ContainerPort)
			}
			if ports["http"] != want.Port || ports["internal"] != want.InternalPort() || variable(pod, "PORT") != strconv.Itoa(want.Port) {
				t.Errorf("%s listens on %v, told %s", want.Name, ports, variable(pod, "PORT"))
			}
			if len(pod.SecurityContext.Sysctls) != 1 || pod.SecurityContext.Sysctls[0].Value != fmt.Sprintf("%d,%d", want.Port, want.InternalPort()) {
				t.Errorf("%s: ports are not reserved: %v", want.Name, pod.SecurityContext.Sysctls)
			}
			for _, p := range c.services["speckit-"+want.Name].Spec.Ports {
				if int(p.Port) != ports[p.Name] || p.TargetPort.String() != p.Name {
					t.Errorf("%s: %s is on %d", want.Name, p.Name, p.Port)
				}
			}
			if got := c.services["speckit-"+want.Name].Spec.Selector["app.kubernetes.io/component"]; got != want.Name {
				t.Errorf("the service %s leads to %q", want.Name, got)
			}
		}
	})
}

func variable(pod core.PodSpec, name string) string {
	for _, e := range pod.Containers[0].Env {
		if e.Name == name {
			return e.Value
		}
	}
	return ""
}

func TestPodsAreAskedAndStoppedGently(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, c *cluster) {
		for name, d := range c.deployments {
			pod := d.Spec.Template.Spec
			one := pod.Containers[0]
			for probe, want := range map[*core.Probe]string{one.StartupProbe: "/health/live", one.LivenessProbe: "/health/live", one.ReadinessProbe: "/health/ready"} {
				if probe == nil || probe.HTTPGet == nil || probe.HTTPGet.Path != want || probe.HTTPGet.Port.String() != "http" {
					t.Errorf("%s: %v, not a probe of %s", name, probe, want)
				}
			}
			const drains = 20 * time.Second
			if one.Lifecycle == nil || one.Lifecycle.PreStop == nil || one.Lifecycle.PreStop.Sleep == nil {
				t.Fatalf("%s stops before everybody knows", name)
			}
			needs := time.Duration(one.Lifecycle.PreStop.Sleep.Seconds)*time.Second + drains
			if got := time.Duration(*pod.TerminationGracePeriodSeconds) * time.Second; got < needs {
				t.Errorf("%s is killed after %s, but may need %s", name, got, needs)
			}
			if u := d.Spec.Strategy.RollingUpdate; u == nil || u.MaxUnavailable.String() != "0" {
				t.Errorf("%s: an update takes a pod away before there is another", name)
			}
			if len(pod.TopologySpreadConstraints) == 0 {
				t.Errorf("%s: all pods may be on one node", name)
			}
		}
	})
}

func TestNoPodMayAnything(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, c *cluster) {
		pods := map[string]core.PodSpec{"migrate": c.jobs["speckit-migrate"].Spec.Template.Spec}
		for name, d := range c.deployments {
			pods[name] = d.Spec.Template.Spec
		}
		for name, pod := range pods {
			s := pod.SecurityContext
			if s == nil || !*s.RunAsNonRoot || *s.RunAsUser == 0 || s.SeccompProfile.Type != core.SeccompProfileTypeRuntimeDefault {
				t.Errorf("%s: %v", name, s)
			}
			if pod.AutomountServiceAccountToken == nil || *pod.AutomountServiceAccountToken || *pod.EnableServiceLinks {
				t.Errorf("%s is handed a token of Kubernetes or the addresses of its neighbours", name)
			}
			one := pod.Containers[0]
			if o := one.SecurityContext; o == nil || *o.AllowPrivilegeEscalation || !*o.ReadOnlyRootFilesystem || !slices.Equal(o.Capabilities.Drop, []core.Capability{"ALL"}) {
				t.Errorf("%s: %v", name, o)
			}
			if one.Resources.Limits.Memory().IsZero() || one.Resources.Requests.Cpu().IsZero() {
				t.Errorf("%s takes what it likes: %v", name, one.Resources)
			}
		}
	})
}

func TestWhatScalesIsNotHeldAtANumber(t *testing.T) {
	t.Parallel()
	c := build(t, values(t, "large"))
	if len(c.scalers) != 5 || len(c.budgets) != len(house.Services) {
		t.Errorf("%d scalers, %d budgets", len(c.scalers), len(c.budgets))
	}
	for name, s := range c.scalers {
		if c.deployments[name].Spec.Replicas != nil || s.Spec.ScaleTargetRef.Name != name || *s.Spec.MinReplicas < 2 || s.Spec.MaxReplicas <= *s.Spec.MinReplicas {
			t.Errorf("%s: %d of %d to %d", name, c.deployments[name].Spec.Replicas, *s.Spec.MinReplicas, s.Spec.MaxReplicas)
		}
	}
	small := build(t, values(t, "small"))
	if len(small.scalers) != 0 || len(small.budgets) != 0 || *small.deployments["speckit-web"].Spec.Replicas != 1 {
		t.Error("the small one is not small")
	}
	for name, b := range build(t, nil).budgets {
		if b.Spec.MaxUnavailable.String() != "1" || b.Spec.Selector.MatchLabels["app.kubernetes.io/component"] != name[len("speckit-"):] {
			t.Errorf("%s: %v", name, b.Spec)
		}
	}
}

func TestTheDatabaseIsReadyBeforeAnythingRuns(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, c *cluster) {
		job := c.jobs["speckit-migrate"]
		if job.Annotations["helm.sh/hook"] != "pre-install,pre-upgrade" {
			t.Errorf("it runs %v", job.Annotations)
		}
		pod := job.Spec.Template.Spec
		if !slices.Equal(pod.Containers[0].Args, []string{"migrate", "up"}) || pod.RestartPolicy != core.RestartPolicyNever {
			t.Errorf("it runs %v", pod.Containers[0].Args)
		}
		for _, from := range pod.Containers[0].EnvFrom {
			if from.ConfigMapRef != nil {
				t.Error("it reads a ConfigMap that is made after it")
			}
		}
		if pod.ServiceAccountName != "" {
			t.Error("it runs as an account that is made after it")
		}
	})
	own := build(t, values(t, "large")).jobs["speckit-migrate"].Spec.Template.Spec.Containers[0].Env
	if len(own) != 1 || own[0].Name != "DATABASE_URL_INVENTORY" || own[0].ValueFrom.SecretKeyRef.Name != "speckit-database-inventory" {
		t.Errorf("the database of inventory alone is forgotten: %v", own)
	}
}
