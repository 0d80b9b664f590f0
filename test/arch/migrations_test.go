package arch

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// migrationRule is something that a later migration must not do to a table that is there already: migrations run while the previous
// program runs and buyers buy (docs/adr/0009). It looks at one statement in lower case, without comments, its white space single.
type migrationRule struct {
	forbids *regexp.Regexp
	unless  *regexp.Regexp // nil: without exception
	instead string
}

var migrationRules = []migrationRule{
	{
		regexp.MustCompile(`^create (unique )?index`), regexp.MustCompile(`^create (unique )?index concurrently if not exists`),
		"an index over a table that is there stops all who write to it: `-- +goose NO TRANSACTION` and `create index concurrently if not exists`",
	},
	{
		regexp.MustCompile(`^drop index`), regexp.MustCompile(`^drop index concurrently if exists`),
		"stops all who read: `-- +goose NO TRANSACTION` and `drop index concurrently if exists`",
	},
	{regexp.MustCompile(`^reindex`), regexp.MustCompile(`^reindex (index|table) concurrently`), "stops all who write: `reindex … concurrently`"},
	{regexp.MustCompile(`^(vacuum full|cluster|lock)\b`), nil, "stops everybody"},
	{regexp.MustCompile(`^(drop table|truncate)`), nil, "the previous program still reads it: drop it one version later, in a migration that says so here"},
	{regexp.MustCompile(`^(update|delete from)\b`), nil, "writes many rows in one transaction: let a worker move them in small steps"},
	{regexp.MustCompile(`^alter table .*\bdrop (column|constraint)\b`), regexp.MustCompile(`\bdrop constraint\b`), "the previous program still names the column"},
	{regexp.MustCompile(`^alter .*\brename\b`), nil, "the previous program knows the old name: add the new one and write both"},
	{regexp.MustCompile(`^alter table .*\balter (column )?\S+ (set data )?type\b`), nil, "writes the whole table anew: add a column and move over"},
	{regexp.MustCompile(`\bset not null\b`), nil, "reads the whole table with everybody waiting: add a check `not valid`, and validate it in the next migration"},
	{
		regexp.MustCompile(`^alter table .*\badd (constraint \S+ )?(check|foreign key|unique|primary key|exclude)\b`), regexp.MustCompile(`\b(not valid|using index)\b`),
		"reads the whole table with everybody waiting: `not valid` and, in the next migration, `validate constraint`; a unique one `using index`",
	},
	{
		regexp.MustCompile(`\badd (column )?(if not exists )?\S+ [^,]*\bnot null\b`), regexp.MustCompile(`\bdefault\b`),
		"the previous program does not name the column in its inserts: give it a default",
	},
	{
		regexp.MustCompile(`\badd (column )?(if not exists )?\S+ [^,]*\b(default .*\b(random|gen_random_uuid|clock_timestamp|nextval|timeofday|txid_current)\(|\w*serial\b|generated\b)`), nil,
		"writes the whole table anew: add the column without the default, then set it for rows to come",
	},
	{
		regexp.MustCompile(`\badd column [^,]*\b(unique|primary key|references)\b`), nil,
		"builds an index or checks rows with everybody waiting: in steps of their own",
	},
}

var (
	comment  = regexp.MustCompile(`--[^\n]*`)
	spaces   = regexp.MustCompile(`\s+`)
	made     = regexp.MustCompile(`^create table (?:if not exists )?(\S+)`)
	touched  = regexp.MustCompile(`^(?:create (?:unique )?index .*? on |alter table (?:if exists )?(?:only )?|update |delete from |truncate (?:table )?)(?:only )?(\w+)`)
	online   = regexp.MustCompile(`\bconcurrently\b`)
	untimed  = regexp.MustCompile(`^(set lock_timeout = 0|reset lock_timeout)$`)
	noTx     = regexp.MustCompile(`(?m)^-- \+goose NO TRANSACTION`)
	goesBack = regexp.MustCompile(`(?m)^-- \+goose Down`)
)

// statements are those of a migration as the rules see them.
func statements(text string) []string {
	var out []string
	for _, s := range strings.Split(comment.ReplaceAllString(text, ""), ";") {
		if s = strings.TrimSpace(spaces.ReplaceAllString(strings.ToLower(s), " ")); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// objections say what is wrong with a migration that comes after its schema's first.
func objections(text string) (found []string) {
	all, ours := statements(text), map[string]bool{}
	if goesBack.MatchString(text) {
		found = append(found, "migrations go forward only: no Down")
	}
	for _, s := range all {
		if m := made.FindStringSubmatch(s); m != nil {
			ours[m[1]] = true
		}
		if m := touched.FindStringSubmatch(s); m != nil && ours[m[1]] {
			continue // nobody else has seen the table
		}
		for _, rule := range migrationRules {
			if rule.forbids.MatchString(s) && (rule.unless == nil || !rule.unless.MatchString(s)) {
				found = append(found, fmt.Sprintf("`%.80s`: %s", s, rule.instead))
			}
		}
	}
	return append(found, objectionsToForm(text, all)...)
}

// objectionsToForm look at how a build without a transaction is written: alone in its file, since nothing takes its neighbours back, and
// with time to wait for the transactions before it, which stops nobody.
func objectionsToForm(text string, all []string) (found []string) {
	concurrent := slices.ContainsFunc(all, online.MatchString)
	if concurrent != noTx.MatchString(text) {
		return []string{"`concurrently` and `-- +goose NO TRANSACTION` go together"}
	}
	if !concurrent {
		return nil
	}
	if all[0] != "set lock_timeout = 0" || all[len(all)-1] != "reset lock_timeout" {
		found = append(found, "a build that waits for others blocks nobody: begin with `set lock_timeout = 0`, end with `reset lock_timeout`")
	}
	for _, s := range all {
		if !online.MatchString(s) && !untimed.MatchString(s) {
			found = append(found, fmt.Sprintf("`%.80s` stands outside a transaction, so that a failure leaves half of it: give it a file of its own", s))
		}
	}
	return found
}

func TestLaterMigrationsRunWhileThePreviousProgramRuns(t *testing.T) {
	t.Parallel()
	looked := 0
	for _, pattern := range []string{"../../internal/*/*pg/migrations/*.sql", "../../internal/*/*/*pg/migrations/*.sql", "../../internal/platform/pg/common/*.sql"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			looked++
			if name := filepath.Base(file); strings.HasPrefix(name, "00100_") || strings.HasPrefix(name, "00001_") {
				continue // nothing is there yet
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, objection := range objections(string(text)) {
				t.Errorf("%s: %s", strings.TrimPrefix(file, "../../"), objection)
			}
		}
	}
	if looked < 10 {
		t.Errorf("only %d migrations were found", looked)
	}
}

func TestTheRulesForMigrationsFindWhatTheyAreFor(t *testing.T) {
	t.Parallel()
	const build = "-- +goose NO TRANSACTION\n-- +goose Up\nset lock_timeout = 0;\n%s;\nreset lock_timeout;\n"
	for text, wrong := range map[string]bool{
		"create index a on seats (b)":                                                                                    true,
		"create unique index a on seats (b)":                                                                             true,
		"create table t (a int);\ncreate index a on t (a)":                                                               false,
		"create index concurrently if not exists a on seats (b)":                                                         true, // in a transaction
		fmt.Sprintf(build, "create index concurrently if not exists a on seats (b)"):                                     false,
		fmt.Sprintf(build, "create index concurrently a on seats (b)"):                                                   true,
		fmt.Sprintf(build, "drop index concurrently if exists a"):                                                        false,
		"-- +goose NO TRANSACTION\ncreate index concurrently if not exists a on seats (b)":                               true, // gives up after a second
		fmt.Sprintf(build, "create index concurrently if not exists a on seats (b); alter table seats add column c int"): true,
		"drop index a": true,
		"alter table seats add column c text not null default ''":                            false,
		"alter table seats add c text":                                                       false,
		"ALTER TABLE seats\n  ADD COLUMN c text NOT NULL":                                    true,
		"alter table seats add column c timestamptz not null default now()":                  false, // the same for all rows: none is written
		"alter table seats add column c uuid not null default gen_random_uuid()":             true,
		"alter table seats add column c float default random()":                              true,
		"alter table seats add column c bigserial":                                           true,
		"alter table seats add column c int generated always as (a + b) stored":              true,
		"alter table seats add column c bigint generated by default as identity":             true,
		"alter table seats add column c int references rows (id)":                            true,
		"alter table seats alter column c type bigint":                                       true,
		"alter table seats alter c set data type bigint":                                     true,
		"alter table seats alter column c set not null":                                      true,
		"alter table seats alter column c set default gen_random_uuid()":                     false,
		"alter table seats add constraint x check (c > 0)":                                   true,
		"alter table seats add constraint x check (c > 0) not valid":                         false,
		"alter table seats validate constraint x":                                            false,
		"alter table seats add constraint x unique using index a":                            false,
		"alter table seats add unique (c)":                                                   true,
		"alter table seats drop constraint x":                                                false,
		"alter table seats drop column c":                                                    true,
		"alter table seats rename column c to d":                                             true,
		"alter table seats rename to places":                                                 true,
		"drop table seats":                                                                   true,
		"update seats set c = 1":                                                             true,
		"delete from seats":                                                                  true,
		"lock table seats":                                                                   true,
		"create table t (a int);\n-- +goose Down\ndrop table t":                              true,
		"-- update seats set c = 1;\ncreate table t (id uuid primary key references u (id))": false,
	} {
		if found := objections(text); (len(found) > 0) != wrong {
			t.Errorf("%q: wrong is %v, and the objections are %q", text, wrong, found)
		}
	}
}
