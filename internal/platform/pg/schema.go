package pg

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"

	"github.com/jackc/pgx/v5"
)

//go:embed common/*.sql
var common embed.FS

// firstOwn is the first version that a context may give its own migrations; those before are the unit of work's.
const firstOwn = 100

// historyTable is where each schema keeps which migrations it has had.
const historyTable = "migration_history"

// Schema is one context's part of the database. Its migrations run after those that every schema has (outbox, inbox, …).
type Schema struct {
	Name  string // bc_inventory; the role bears the same name
	Files fs.FS  // goose migrations *.sql, versions from 100, at its top or in one folder
}

var schemaName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,62}$`)

// checkName keeps what is not a plain name out of SQL and of search_path.
func checkName(schema string) error {
	if !schemaName.MatchString(schema) {
		return fmt.Errorf("schema name %q is not plain lower case", schema)
	}
	return nil
}

// migration is one file of a schema's list.
type migration struct {
	version int64
	name    string
	source  fs.FS
	path    string
}

var migrationName = regexp.MustCompile(`^(\d+)_.+\.sql$`)

// migrations lists the common migrations and the context's own, by version.
func (s Schema) migrations() ([]migration, error) {
	if err := checkName(s.Name); err != nil {
		return nil, err
	}
	list, err := readMigrations(common, 1, firstOwn-1)
	if err != nil {
		return nil, fmt.Errorf("common migrations: %w", err)
	}
	if s.Files != nil {
		own, err := readMigrations(s.Files, firstOwn, 1<<53)
		if err != nil {
			return nil, fmt.Errorf("migrations of %s: %w", s.Name, err)
		}
		list = append(list, own...)
	}
	slices.SortFunc(list, func(a, b migration) int { return cmp.Compare(a.version, b.version) })
	return list, nil
}

func readMigrations(files fs.FS, lowest, highest int64) ([]migration, error) {
	byVersion := map[int64]migration{}
	err := fs.WalkDir(files, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(file) != ".sql" {
			return err
		}
		match := migrationName.FindStringSubmatch(path.Base(file))
		if match == nil {
			return fmt.Errorf("%s is not named like 00100_init.sql", file)
		}
		version, err := strconv.ParseInt(match[1], 10, 64)
		if err != nil || version < lowest || version > highest {
			return fmt.Errorf("the version of %s is not between %d and %d", file, lowest, highest)
		}
		if twin, there := byVersion[version]; there {
			return fmt.Errorf("%s and %s have one version", twin.path, file)
		}
		byVersion[version] = migration{version, path.Base(file), files, file}
		return nil
	})
	return slices.Collect(maps.Values(byVersion)), err
}

// folder shows a list of migrations as the one flat directory that goose wants.
type folder []migration

// Open opens a migration by its name.
func (f folder) Open(name string) (fs.File, error) {
	for _, m := range f {
		if m.name == name {
			return m.source.Open(m.path)
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadDir lists the migrations.
func (f folder) ReadDir(name string) ([]fs.DirEntry, error) {
	if name != "." {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	entries := make([]fs.DirEntry, 0, len(f))
	for _, m := range f {
		info, err := fs.Stat(m.source, m.path)
		if err != nil {
			return nil, fmt.Errorf("list migrations: %w", err)
		}
		entries = append(entries, fs.FileInfoToDirEntry(info))
	}
	return entries, nil
}

// quote writes names for SQL: quote("bc_inventory", "seats") is "bc_inventory"."seats".
func quote(names ...string) string { return pgx.Identifier(names).Sanitize() }
