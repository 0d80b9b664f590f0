package pg

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Status says how far a schema is.
type Status struct {
	Schema  string
	Applied []int64  // versions, in order
	Pending []string // names of ours that have not been run, in order
	Unknown []int64  // versions that we do not have: a newer program was here

	role bool // there is one
}

// String says it on one line.
func (s Status) String() string {
	said := fmt.Sprintf("%s: %d applied", s.Schema, len(s.Applied))
	switch {
	case len(s.Pending) > 0:
		said += fmt.Sprintf(", %d to come: %s", len(s.Pending), strings.Join(s.Pending, ", "))
	case !s.role:
		said += ", without a role of its own"
	default:
		said += ", up to date"
	}
	if len(s.Unknown) > 0 {
		said += fmt.Sprintf(", %d of a newer program", len(s.Unknown))
	}
	return said
}

// unfinished reports whether Migrate has something to do here.
func (s Status) unfinished() bool { return len(s.Pending) > 0 || !s.role }

// ReadStatus says how far the schemas are. It changes nothing.
func ReadStatus(ctx context.Context, url string, schemas ...Schema) ([]Status, error) {
	conn, err := connectAdmin(ctx, url)
	if err != nil {
		return nil, err
	}
	defer hangUp(ctx, conn)
	return readStates(ctx, conn, schemas)
}

// Check returns [ErrBehind] with the names of what is missing when a schema lacks migrations of ours. A database that is
// newer than we is fine: migrations run while the old program runs.
func Check(ctx context.Context, url string, schemas ...Schema) error {
	states, err := ReadStatus(ctx, url, schemas...)
	if err != nil {
		return err
	}
	var behind []string
	for _, s := range states {
		if len(s.Pending) > 0 {
			behind = append(behind, fmt.Sprintf("%s (%d, first %s)", s.Schema, len(s.Pending), s.Pending[0]))
		}
	}
	if len(behind) > 0 {
		return ErrBehind.Saying("The database is older than this program. Migrations are missing in %s. Run `speckit migrate`, or start with `serve --migrate`.", strings.Join(behind, ", "))
	}
	return nil
}

func readStates(ctx context.Context, conn *pgx.Conn, schemas []Schema) ([]Status, error) {
	states := make([]Status, 0, len(schemas))
	for _, schema := range schemas {
		state, err := readState(ctx, conn, schema)
		if err != nil {
			return nil, err
		}
		states = append(states, state)
	}
	return states, nil
}

// readState asks about one schema at a time: no query joins two.
func readState(ctx context.Context, conn *pgx.Conn, schema Schema) (Status, error) {
	state := Status{Schema: schema.Name}
	list, err := schema.migrations()
	if err != nil {
		return state, err
	}
	if state.role, err = roleExists(ctx, conn, schema.Name); err != nil {
		return state, err
	}
	if state.Applied, err = readHistory(ctx, conn, schema.Name); err != nil {
		return state, err
	}
	for _, m := range list {
		if !slices.Contains(state.Applied, m.version) {
			state.Pending = append(state.Pending, m.name)
		}
	}
	for _, version := range state.Applied {
		if !slices.ContainsFunc(list, func(m migration) bool { return m.version == version }) {
			state.Unknown = append(state.Unknown, version)
		}
	}
	return state, nil
}

// readHistory returns the versions that a schema has had; none where there is no history yet.
func readHistory(ctx context.Context, conn *pgx.Conn, schema string) ([]int64, error) {
	var there bool
	err := conn.QueryRow(ctx, `select exists (select from pg_tables where schemaname = $1 and tablename = $2)`, schema, historyTable).Scan(&there)
	if err != nil || !there {
		return nil, wrap(err, "look for the history of "+schema)
	}
	rows, err := conn.Query(ctx, `select version_id from `+quote(schema, historyTable)+` where version_id > 0 order by version_id`)
	if err != nil {
		return nil, fmt.Errorf("read the history of %s: %w", schema, err)
	}
	versions, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	return versions, wrap(err, "read the history of "+schema)
}

// wrap says what we were doing, if there is an error.
func wrap(err error, doing string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}
