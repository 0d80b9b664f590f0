package app

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/speckit/ticketing/internal/platform/obs"
)

// Version is what this build calls itself; the linker sets it.
var Version = "dev"

// commands is the command line: the settings, and one field per command.
type commands struct {
	Settings
	File string `name:"config" placeholder:"FILE" help:"File with settings, one NAME=value per line, under the names of the environment."`

	Serve    serveCommand    `cmd:"" help:"Run everything in one process until it is told to stop."`
	Health   healthCommand   `cmd:"" help:"Ask a server on this machine whether it is ready; exit status 1 where it is not."`
	Migrate  migrateCommand  `cmd:"" help:"Bring the database's schemas up to date (up), or say how they stand (status, check)."`
	Demo     demoCommand     `cmd:"" help:"Load the demo data and return when all of it can be bought."`
	Audit    auditCommand    `cmd:"" help:"Check that no seat is sold twice and no money is lost; exit status 1 where it is not so."`
	Admin    adminCommand    `cmd:"" help:"Manage administrators."`
	Messages messagesCommand `cmd:"" help:"Messages that could not be handled."`
	Tickets  ticketsCommand  `cmd:"" help:"Check admission codes without a server."`
	Catalog  catalogCommand  `cmd:"" help:"Manage the catalogue's copy of the seats."`
	Backup   backupCommand   `cmd:"" help:"Write everything into one file, while the server runs."`
	Restore  restoreCommand  `cmd:"" help:"Fill an empty installation from a backup."`
	Config   configCommand   `cmd:"" help:"Describe every setting (docs/config.md)."`
	Events   eventsCommand   `cmd:"" help:"Describe every topic (docs/events.md)."`
	OpenAPI  openapiCommand  `cmd:"" name:"openapi" help:"Write the HTTP contract into a directory (contracts/openapi)."`
}

// call is what every command is handed.
type call struct {
	ctx      context.Context //nolint:containedctx // kong hands commands one value, and this is it
	settings Settings
	out      io.Writer
	log      *slog.Logger
}

// say writes a line for a person.
func (c call) say(format string, args ...any) { _, _ = fmt.Fprintf(c.out, format+"\n", args...) }

// errFound says that a command did its work and what it found is bad; it has been printed.
var errFound = errors.New("found")

// Main runs the binary with its arguments and returns its exit status: 0, 1 for a failure or a bad finding, 2 for wrong usage.
func Main(ctx context.Context, args []string, out, errOut io.Writer) int {
	var c commands
	helped := false // kong goes on after the help where its exit does not end the process
	parser, err := kong.New(&c, kong.Name("speckit"), kong.Description("Sells seats for events."), kong.Writers(out, errOut), kong.UsageOnError(),
		kong.Exit(func(int) { helped = true }))
	if err != nil {
		panic(err) // the command line's own definition is wrong
	}
	if len(args) == 0 || args[0] == "--help" || args[0] == "-h" {
		_, _ = parser.Parse([]string{"--help"})
		return 0
	}
	if err := readConfigFile(args); err != nil {
		_, _ = fmt.Fprintln(errOut, "speckit:", err)
		return 2
	}
	parsed, err := parser.Parse(args)
	if helped {
		return 0
	}
	if err == nil {
		err = c.check(chosen(append(c.Serve.Names, c.Health.Names...)))
	}
	if err != nil {
		_, _ = fmt.Fprintln(errOut, "speckit:", err)
		return 2
	}
	log := newLog(errOut, c.LogLevel)
	err = parsed.Run(call{ctx: ctx, settings: c.Settings, out: out, log: log})
	switch {
	case err == nil:
		return 0
	case !errors.Is(err, errFound):
		_, _ = fmt.Fprintln(errOut, "speckit:", err)
	}
	return 1
}

// newLog writes JSON lines, each with the id of the request that it belongs to.
func newLog(w io.Writer, level string) *slog.Logger {
	var l slog.Level
	_ = l.UnmarshalText([]byte(level)) // the flag's enumeration has checked it
	return obs.NewLog(w, l)
}

// readConfigFile puts the file's settings into the environment where they are not set yet: flags win over the environment, and the
// environment over the file. A key that is no setting stops the start.
func readConfigFile(args []string) error {
	name := os.Getenv("SPECKIT_CONFIG")
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--config="); ok {
			name = v
		} else if a == "--config" && i+1 < len(args) {
			name = args[i+1]
		}
	}
	if name == "" {
		return nil
	}
	f, err := os.Open(name) // #nosec G304 G703 -- the operator names it
	if err != nil {
		return fmt.Errorf("read config file: %w", err)
	}
	defer func() { _ = f.Close() }()
	known := map[string]bool{}
	for _, s := range describeSettings() {
		known[s.env] = true
	}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		key = strings.TrimSpace(key)
		if !ok || !known[key] {
			return fmt.Errorf("%s line %d: %q is not a setting; docs/config.md lists them", name, n, key)
		}
		if _, set := os.LookupEnv(key); !set {
			_ = os.Setenv(key, strings.Trim(strings.TrimSpace(value), `"`))
		}
	}
	return lines.Err()
}
