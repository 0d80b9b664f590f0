package compose

import (
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"

	"github.com/speckit/ticketing/tools/deploy/house"
)

// filledIn is an .env as an operator writes it.
var filledIn = []string{"SPECKIT_SECRET=" + strings.Repeat("5", 64), "POSTGRES_PASSWORD=0123456789abcdef", "GRAFANA_PASSWORD=fedcba9876543210"}

func load(t *testing.T, env ...string) (*types.Project, error) {
	t.Helper()
	options, err := cli.NewProjectOptions([]string{filepath.Join(house.Root(t), "deploy", "compose.yaml")}, cli.WithEnv(env))
	if err != nil {
		t.Fatal(err)
	}
	return options.LoadProject(t.Context())
}

func project(t *testing.T) *types.Project {
	t.Helper()
	p, err := load(t, filledIn...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// ours are the containers that run our image.
func ours(p *types.Project) map[string]types.ServiceConfig {
	found := map[string]types.ServiceConfig{}
	for name, s := range p.Services {
		if strings.HasPrefix(s.Image, "speckit/ticketing:") {
			found[name] = s
		}
	}
	return found
}

func value(s types.ServiceConfig, name string) string {
	if v := s.Environment[name]; v != nil {
		return *v
	}
	return ""
}

func TestNothingStartsWithoutItsSecrets(t *testing.T) {
	t.Parallel()
	for i, line := range filledIn {
		name, _, _ := strings.Cut(line, "=")
		if _, err := load(t, slices.Delete(slices.Clone(filledIn), i, i+1)...); err == nil || !strings.Contains(err.Error(), "set "+name+" in deploy/.env") {
			t.Errorf("without %s: %v", name, err)
		}
	}
}

func TestEveryServiceRunsOnItsPort(t *testing.T) {
	t.Parallel()
	p := project(t)
	containers := ours(p)
	if len(containers) != len(house.Services)+1 {
		t.Errorf("%d containers run our image, not every service and the migration", len(containers))
	}
	for _, want := range house.Services {
		s, ok := containers[want.Name]
		if !ok {
			t.Errorf("no service %s", want.Name)
			continue
		}
		if !slices.Equal(s.Command, []string{"serve", want.Name}) || value(s, "PORT") != strconv.Itoa(want.Port) {
			t.Errorf("%s runs %q on %s", want.Name, s.Command, value(s, "PORT"))
		}
		if s.DependsOn["migrate"].Condition != types.ServiceConditionCompletedSuccessfully {
			t.Errorf("%s does not wait for the migration", want.Name)
		}
		if s.HealthCheck == nil || !slices.Equal(s.HealthCheck.Test, []string{"CMD", "/speckit", "health"}) {
			t.Errorf("%s is not asked how it is", want.Name)
		}
		if s.StopGracePeriod == nil || time.Duration(*s.StopGracePeriod) < 25*time.Second {
			t.Errorf("%s is killed before it has drained", want.Name)
		}
		if s.Restart != "unless-stopped" {
			t.Errorf("%s is not restarted", want.Name)
		}
		if _, ok := s.Networks["front"]; !ok {
			t.Errorf("%s cannot be reached by the gateway", want.Name)
		}
		isReserved(t, s, want.Port)
		isReserved(t, s, want.InternalPort())
	}
	if m := p.Services["migrate"]; !slices.Equal(m.Command, []string{"migrate", "up"}) || m.Restart != "no" {
		t.Errorf("migrate runs %q, restart %q", m.Command, m.Restart)
	}
}

func isReserved(t *testing.T, s types.ServiceConfig, port int) {
	t.Helper()
	for part := range strings.SplitSeq(s.Sysctls["net.ipv4.ip_local_reserved_ports"], ",") {
		from, to, two := strings.Cut(part, "-")
		if !two {
			to = from
		}
		low, err1 := strconv.Atoi(from)
		high, err2 := strconv.Atoi(to)
		if err1 == nil && err2 == nil && low <= port && port <= high {
			return
		}
	}
	t.Errorf("%s: port %d is not reserved: %v", s.Name, port, s.Sysctls)
}

func TestTheBinaryKnowsWhatItIsTold(t *testing.T) {
	t.Parallel()
	settings, commands := house.Settings(t), house.Commands(t)
	unknown := map[string]bool{}
	for name, s := range ours(project(t)) {
		for _, words := range [][]string{s.Command, askedBy(s)} {
			if len(words) == 0 || !commands[words[0]] {
				t.Errorf("%s: the binary has no command %q", name, words)
			}
		}
		for variable := range s.Environment {
			if !house.Known(settings, variable) {
				unknown[variable] = true
			}
		}
	}
	for variable := range unknown {
		t.Errorf("%s is no setting of docs/config.md", variable)
	}
}

// askedBy is the command that a health check gives the binary; the migration has none, and says how it went by its end.
func askedBy(s types.ServiceConfig) []string {
	if s.HealthCheck == nil || s.HealthCheck.Disable {
		return s.Command
	}
	return s.HealthCheck.Test[2:]
}

func TestNoContainerMayMoreThanItMust(t *testing.T) {
	t.Parallel()
	for name, s := range project(t).Services {
		if !slices.Equal(s.CapDrop, []string{"ALL"}) || !slices.Contains(s.SecurityOpt, "no-new-privileges:true") || s.Privileged {
			t.Errorf("%s keeps privileges: drops %v, %v", name, s.CapDrop, s.SecurityOpt)
		}
		if !s.ReadOnly && name != "kafka" {
			t.Errorf("%s can write to its root", name)
		}
		if len(s.CapAdd) > 0 && name != "gateway" {
			t.Errorf("%s gets %v", name, s.CapAdd)
		}
		if name != "migrate" && (s.Deploy == nil || s.Deploy.Resources.Limits == nil || s.Deploy.Resources.Limits.MemoryBytes == 0 || s.Deploy.Resources.Limits.NanoCPUs == 0) {
			t.Errorf("%s has no limits", name)
		}
		if _, tag, ok := strings.Cut(s.Image, ":"); !ok || tag == "latest" {
			t.Errorf("%s runs whatever %s is today", name, s.Image)
		}
	}
}

func TestOnlyTheGatewayCanBeReachedFromOutside(t *testing.T) {
	t.Parallel()
	p := project(t)
	for name, s := range p.Services {
		for _, port := range s.Ports {
			if name != "gateway" && port.HostIP != "127.0.0.1" {
				t.Errorf("%s publishes %s", name, port.Published)
			}
		}
	}
	if !p.Networks["back"].Internal {
		t.Error("the network of the databases has a way out")
	}
	for name, want := range map[string][]string{"gateway": {"front"}, "postgres": {"back"}, "redis": {"back"}, "kafka": {"back"}, "prometheus": {"back"}, "tempo": {"back"}, "otel": {"back"}} {
		var got []string
		for network := range p.Services[name].Networks {
			got = append(got, network)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s is in %v, not in %v", name, got, want)
		}
	}
	front := p.Networks["front"].Ipam.Config[0].Subnet
	for name, s := range ours(p) {
		if value(s, "TRUSTED_PROXIES") != front {
			t.Errorf("%s believes %q, but the gateway is in %s", name, value(s, "TRUSTED_PROXIES"), front)
		}
	}
}

var placeholder = regexp.MustCompile(`\{\$([A-Z_]+)`)

func TestServicesFindEachOtherAndTheGatewayFindsThem(t *testing.T) {
	t.Parallel()
	p := project(t)
	told := p.Services["gateway"].Environment
	understood := map[string]bool{}
	for _, m := range placeholder.FindAllStringSubmatch(house.Read(t, "deploy/Caddyfile"), -1) {
		understood[m[1]] = true
		if told[m[1]] == nil {
			t.Errorf("the Caddyfile asks for %s, which compose does not set", m[1])
		}
	}
	for variable := range told {
		if !understood[variable] {
			t.Errorf("the Caddyfile does not know %s", variable)
		}
	}
	for _, s := range house.Services {
		at := net.JoinHostPort(s.Name, strconv.Itoa(s.Port))
		if v := told[strings.ToUpper(s.Name)+"_UPSTREAMS"]; v == nil || *v != at {
			t.Errorf("the gateway does not look for %s at %s", s.Name, at)
		}
		for name, other := range ours(p) {
			if got := value(other, strings.ToUpper(s.Name)+"_URL"); s.Name != "web" && got != "http://"+at {
				t.Errorf("%s looks for %s at %q", name, s.Name, got)
			}
		}
	}
}

func TestEverythingThatIsMountedIsThere(t *testing.T) {
	t.Parallel()
	mounted := 0
	for name, s := range project(t).Services {
		for _, v := range s.Volumes {
			if v.Type != types.VolumeTypeBind {
				continue
			}
			mounted++
			if _, err := os.Stat(v.Source); err != nil || !v.ReadOnly {
				t.Errorf("%s mounts %s (read-only: %v): %v", name, v.Source, v.ReadOnly, err)
			}
		}
	}
	if mounted < 5 {
		t.Errorf("only %d mounts seen", mounted)
	}
}

func TestPrometheusLooksAtEveryService(t *testing.T) {
	t.Parallel()
	config := house.Read(t, "deploy/prometheus/prometheus.yml")
	for _, s := range house.Services {
		if at := net.JoinHostPort(s.Name, strconv.Itoa(s.InternalPort())); !strings.Contains(config, at) {
			t.Errorf("prometheus.yml does not name %s", at)
		}
	}
}

var assignment = regexp.MustCompile(`(?m)^#?([A-Z_]+)=`)

func TestTheExampleNamesWhatComposeReads(t *testing.T) {
	t.Parallel()
	file := house.Read(t, "deploy/compose.yaml")
	example := map[string]bool{}
	for _, m := range assignment.FindAllStringSubmatch(house.Read(t, "deploy/.env.example"), -1) {
		example[m[1]] = true
		if !strings.Contains(file, "${"+m[1]+":") {
			t.Errorf(".env.example explains %s, which compose.yaml does not read", m[1])
		}
	}
	for _, m := range regexp.MustCompile(`\$\{([A-Z_]+):`).FindAllStringSubmatch(file, -1) {
		if !example[m[1]] && !strings.HasSuffix(m[1], "_UPSTREAMS") && m[1] != "SPECKIT_VERSION" {
			t.Errorf("compose.yaml reads %s, which .env.example does not explain", m[1])
		}
	}
}
