package app

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/speckit/ticketing/internal/events"
)

// setting is one row of docs/config.md.
type setting struct{ env, flag, preset, help string }

// describeSettings reads the settings' own tags: the page cannot say anything else than the program does.
func describeSettings() []setting {
	var out []setting
	t := reflect.TypeFor[Settings]()
	for _, field := range reflect.VisibleFields(t) {
		if field.Anonymous {
			continue
		}
		tag := field.Tag
		out = append(out, setting{tag.Get("env"), tag.Get("name"), tag.Get("default"), tag.Get("help")})
	}
	return out
}

type configCommand struct{}

// Run prints docs/config.md.
func (configCommand) Run(c call) error {
	c.say("# Settings\n")
	c.say("Each setting is an environment variable, a flag of the same meaning, and a line `NAME=value` of the file that `--config` names. Flags win")
	c.say("over the environment, the environment over the file. Unknown flags and unknown lines stop the start; unknown environment variables are left alone.\n")
	c.say("| Environment | Flag | Default | Meaning |\n|---|---|---|---|")
	for _, s := range describeSettings() {
		preset := s.preset
		if preset != "" {
			preset = "`" + preset + "`"
		}
		c.say("| `%s` | `--%s` | %s | %s |", s.env, s.flag, preset, s.help)
	}
	c.say("\nThis page is written by `speckit config`.")
	return nil
}

type eventsCommand struct{}

// Run prints docs/events.md.
func (eventsCommand) Run(c call) error {
	c.say("# Events\n")
	c.say("Every fact that leaves a context: one JSON message per fact, without an envelope. Schemas and examples stand in `contracts/events`.")
	c.say("Messages with one key arrive in the order of their commits; each arrives at least once, and takes effect once.\n")
	consumers := consumersByTopic()
	c.say("| Topic | Producer | Key | Consumer groups | What it says |\n|---|---|---|---|---|")
	for _, e := range events.Contracts {
		groups := consumers[e.Topic()]
		slices.Sort(groups)
		c.say("| `%s` | %s | `%s` | %s | %s |", e.Topic(), e.Producer, e.KeyedBy, strings.Join(groups, ", "), e.About)
	}
	for _, e := range events.Contracts {
		c.say("\n## %s\n", e.Topic())
		c.say("[Schema](../contracts/events/%s.v1.json), [example](../contracts/events/examples/%s.v1.json). Fields: %s.", e.Topic(), e.Topic(), fieldsOf(reflect.TypeOf(e.Fact)))
	}
	c.say("\nThis page is written by `speckit events`.")
	return nil
}

func fieldsOf(t reflect.Type) string {
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		if !f.Anonymous {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			names = append(names, "`"+name+"`")
		}
	}
	return strings.Join(names, ", ")
}

type openapiCommand struct {
	Dir string `arg:"" help:"Directory to write into."`
}

// Run writes the description of the whole interface, and of each context's.
func (o openapiCommand) Run(c call) error {
	api := describeAPI()
	for _, name := range append([]string{""}, contextNames...) {
		doc, err := api.Document(name)
		if err != nil {
			return fmt.Errorf("describe %s: %w", name, err)
		}
		if name == "" {
			name = "speckit"
		}
		if err := writeFile(filepath.Join(o.Dir, name+".json"), doc); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(name string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := os.WriteFile(name, content, 0o644); err != nil { // #nosec G306 -- a public description
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// writeSecretly writes a file that only its owner may read, whole or not at all. It makes the file's directory where there is none, as
// beside an external database.
func writeSecretly(name string, write func(io.Writer) error) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".new-*") // mode 0600
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	defer func() { _ = os.Remove(f.Name()) }()
	if err := write(f); err != nil {
		_ = f.Close()
		return err
	}
	if err := f.Sync(); err != nil {
		_ = f.Close()
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}
