package image

import (
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	dockerfile "github.com/moby/buildkit/frontend/dockerfile/parser"

	"github.com/speckit/ticketing/tools/deploy/house"
)

func stages(t *testing.T) []instructions.Stage {
	t.Helper()
	parsed, err := dockerfile.Parse(strings.NewReader(house.Read(t, "deploy/Dockerfile")))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range parsed.Warnings {
		t.Errorf("warning: %s", w.Short)
	}
	found, _, err := instructions.Parse(parsed.AST, nil)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// stage finds a stage by its name.
func stage(t *testing.T, name string) instructions.Stage {
	t.Helper()
	for _, s := range stages(t) {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("there is no stage %s", name)
	return instructions.Stage{}
}

// script is what a stage runs.
func script(s instructions.Stage) string {
	var out strings.Builder
	for _, r := range only[*instructions.RunCommand](s) {
		out.WriteString(strings.Join(r.CmdLine, " ") + "\n")
	}
	return out.String()
}

// only returns the commands of one kind.
func only[C any](s instructions.Stage) []C {
	var found []C
	for _, c := range s.Commands {
		if c, ok := c.(C); ok {
			found = append(found, c)
		}
	}
	return found
}

func TestTheImageHoldsTheBinaryAndNoSystem(t *testing.T) {
	t.Parallel()
	all := stages(t)
	last := all[len(all)-1]
	if last.BaseName != "scratch" {
		t.Errorf("the image is built on %s", last.BaseName)
	}
	if n := len(only[*instructions.RunCommand](last)); n > 0 {
		t.Errorf("%d commands run in an image without a shell", n)
	}
	files := map[string]*instructions.CopyCommand{}
	for _, c := range only[*instructions.CopyCommand](last) {
		if c.From == "" {
			t.Errorf("%v comes from the machine that builds, not from a stage", c.SourcePaths)
		}
		files[c.DestPath] = c
	}
	for _, path := range []string{"/speckit", "/etc/ssl/certs/ca-certificates.crt", "/data", "/tmp"} {
		if files[path] == nil {
			t.Errorf("the image has no %s", path)
		}
	}
	if d := files["/data"]; d != nil && d.Chown != "65532:65532" {
		t.Errorf("/data belongs to %q, not to the user that writes it", d.Chown)
	}
}

func TestTheImageRunsAsNobody(t *testing.T) {
	t.Parallel()
	all := stages(t)
	last := all[len(all)-1]
	users := only[*instructions.UserCommand](last)
	if len(users) != 1 {
		t.Fatalf("USER stands %d times", len(users))
	}
	uid, _, _ := strings.Cut(users[0].User, ":")
	if n, err := strconv.Atoi(uid); err != nil || n == 0 { // a number, since Kubernetes cannot see that a name is not root
		t.Errorf("it runs as %q", users[0].User)
	}
}

func TestTheImageServesAndSaysHowItIs(t *testing.T) {
	t.Parallel()
	all := stages(t)
	last := all[len(all)-1]
	commands := house.Commands(t)
	entry := only[*instructions.EntrypointCommand](last)
	if len(entry) != 1 || !slices.Equal(entry[0].CmdLine, []string{"/speckit"}) || entry[0].PrependShell {
		t.Errorf("it starts %v", entry)
	}
	cmd := only[*instructions.CmdCommand](last)
	if len(cmd) != 1 || !commands[cmd[0].CmdLine[0]] || cmd[0].PrependShell {
		t.Errorf("it starts with %v", cmd)
	}
	health := only[*instructions.HealthCheckCommand](last)
	if len(health) != 1 || !slices.Equal(health[0].Health.Test[:2], []string{"CMD", "/speckit"}) || !commands[health[0].Health.Test[2]] {
		t.Errorf("its health check is %v", health)
	}
	var exposed []string
	for _, e := range only[*instructions.ExposeCommand](last) {
		exposed = append(exposed, e.Ports...)
	}
	for _, s := range house.Services {
		if !slices.Contains(exposed, strconv.Itoa(s.Port)) {
			t.Errorf("%s's port %d is not exposed", s.Name, s.Port)
		}
	}
	for _, e := range exposed {
		if n, err := strconv.Atoi(e); err != nil || n < 1024 {
			t.Errorf("port %s needs root", e)
		}
	}
}

var directive = regexp.MustCompile(`(?m)^go (\d+\.\d+)`)

func TestTheBuilderIsTheOneThatTheModuleAsksFor(t *testing.T) {
	t.Parallel()
	build := stage(t, "build")
	want := directive.FindStringSubmatch(house.Read(t, "go.mod"))[1]
	if !regexp.MustCompile(`^golang:` + regexp.QuoteMeta(want) + `\.\d+$`).MatchString(build.BaseName) {
		t.Errorf("built by %s, but go.mod asks for %s", build.BaseName, want)
	}
	for _, flag := range []string{"-trimpath", "internal/app.Version=${VERSION}", "./cmd/speckit"} {
		if !strings.Contains(script(build), flag) {
			t.Errorf("the build lacks %s", flag)
		}
	}
	if !strings.Contains(house.Read(t, "internal/app/main.go"), "var Version ") {
		t.Error("there is no internal/app.Version to set")
	}
	cgo := false
	for _, e := range only[*instructions.EnvCommand](build) {
		for _, pair := range e.Env {
			cgo = cgo || pair.Key == "CGO_ENABLED" && pair.Value == "0"
		}
	}
	if !cgo {
		t.Error("a binary with C in it does not run on nothing")
	}
}

func TestTheWebIsBuiltAsAtHomeAndReachesTheBinary(t *testing.T) {
	t.Parallel()
	web := stage(t, "web")
	if !strings.HasPrefix(web.BaseName, "node:") {
		t.Errorf("built on %s", web.BaseName)
	}
	for _, step := range []string{"npm ci", "npm run build", "node pack.mjs"} {
		if !strings.Contains(script(web), step) {
			t.Errorf("the web's build lacks %s", step)
		}
		if !strings.Contains(house.Read(t, "Makefile"), step) {
			t.Errorf("the Makefile builds the web without %s", step)
		}
	}
	order := []string{}
	for _, c := range stage(t, "build").Commands {
		switch c := c.(type) {
		case *instructions.CopyCommand:
			if c.From == "web" && slices.Equal(c.SourcePaths, []string{"/src/web/out"}) && c.DestPath == "web/out" {
				order = append(order, "web")
			}
		case *instructions.RunCommand:
			if strings.Contains(strings.Join(c.CmdLine, " "), "go build") {
				order = append(order, "go")
			}
		}
	}
	if !slices.Equal(order, []string{"web", "go"}) {
		t.Errorf("the stage has %v: the export has to be there when Go builds", order)
	}
}

func TestTimeZonesAreInTheBinary(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "main.go", house.Read(t, "cmd/speckit/main.go"), parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range file.Imports {
		if i.Path.Value == `"time/tzdata"` {
			return
		}
	}
	t.Error("the image has no time zones, and neither has the binary")
}

func TestEverythingThatIsBuiltReachesTheBuilder(t *testing.T) {
	t.Parallel()
	lines := strings.Split(house.Read(t, "deploy/Dockerfile.dockerignore"), "\n")
	rules := slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return strings.HasPrefix(line, "#") })
	if rules[0] != "*" {
		t.Fatalf("it begins with %q: data and secrets beside the sources would be sent", rules[0])
	}
	for _, need := range []string{"go.mod", "go.sum", "cmd", "contracts", "internal", "web"} {
		if !slices.Contains(lines, "!"+need) {
			t.Errorf("%s stays behind", need)
		}
	}
}
