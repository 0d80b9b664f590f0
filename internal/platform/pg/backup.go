package pg

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// Backup writes all rows of the schemas, as they were at one moment, while the server goes on; and the files with them (the
// secret of the data directory: without it sealed columns stay sealed). Each schema is read on a connection of its own, all
// in one exported snapshot. On an error what was written is not a backup, and [Restore] refuses it.
func Backup(ctx context.Context, url string, schemas []string, files map[string][]byte, w io.Writer) error {
	leader, err := connectAdmin(ctx, url)
	if err != nil {
		return err
	}
	defer hangUp(ctx, leader)
	if err := lockDatabase(ctx, leader); err != nil { // rows and migrations' versions belong together
		return err
	}
	m := manifest{Format: archiveFormat}
	snapshot, err := exportSnapshot(ctx, leader, &m)
	if err != nil {
		return err
	}
	readers := make([]*pgx.Conn, 0, len(schemas))
	defer func() {
		for _, conn := range readers {
			hangUp(ctx, conn)
		}
	}()
	for _, schema := range schemas {
		conn, err := connectAdmin(ctx, url)
		if err != nil {
			return err
		}
		readers = append(readers, conn)
		if err := joinSnapshot(ctx, conn, snapshot); err != nil {
			return err
		}
		d, err := describe(ctx, conn, schema)
		if err != nil {
			return err
		}
		m.Schemas = append(m.Schemas, d)
	}
	return writeArchive(ctx, w, m, files, readers)
}

// exportSnapshot fixes the moment of the backup.
func exportSnapshot(ctx context.Context, conn *pgx.Conn, m *manifest) (string, error) {
	var snapshot string
	var at time.Time
	_, err := conn.Exec(ctx, `begin isolation level repeatable read read only`)
	if err == nil {
		err = conn.QueryRow(ctx, `select pg_export_snapshot(), now(), current_setting('server_version')`).Scan(&snapshot, &at, &m.Server)
	}
	if err != nil {
		return "", fmt.Errorf("take snapshot: %w", err)
	}
	m.At = at.UTC()
	return snapshot, nil
}

func joinSnapshot(ctx context.Context, conn *pgx.Conn, snapshot string) error {
	if _, err := conn.Exec(ctx, `begin isolation level repeatable read read only`); err != nil {
		return fmt.Errorf("join snapshot: %w", err)
	}
	_, err := conn.Exec(ctx, `set transaction snapshot '`+strings.ReplaceAll(snapshot, `'`, ``)+`'`)
	return wrap(err, "join snapshot")
}

// writeArchive writes the manifest, the files and then the rows, each schema's from its reader.
func writeArchive(ctx context.Context, w io.Writer, m manifest, files map[string][]byte, readers []*pgx.Conn) error {
	archive := newArchiveWriter(w)
	if err := archive.manifest(m); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := archive.entry(filesFolder+name, files[name]); err != nil {
			return err
		}
	}
	for i, d := range m.Schemas {
		for _, t := range d.Tables {
			p := &parts{archive: archive, prefix: tablePrefix(d.Schema, t.Name)}
			_, err := readers[i].PgConn().CopyTo(ctx, p, `copy `+t.in(d.Schema)+` to stdout`)
			if err == nil {
				err = p.flush()
			}
			if err != nil {
				return fmt.Errorf("copy %s.%s: %w", d.Schema, t.Name, err)
			}
		}
	}
	return archive.close()
}

// in names the table with its columns, for COPY.
func (t tableDump) in(schema string) string {
	columns := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = quote(c)
	}
	return quote(schema, t.Name) + ` (` + strings.Join(columns, ", ") + `)`
}

// describe lists what of a schema goes into a backup.
func describe(ctx context.Context, conn *pgx.Conn, schema string) (dump, error) {
	d := dump{Schema: schema}
	err := checkName(schema)
	if err == nil {
		d.Versions, err = readHistory(ctx, conn, schema)
	}
	if err == nil && len(d.Versions) == 0 {
		err = errors.New("there is no such schema, or it was never migrated")
	}
	if err == nil {
		d.Tables, err = readTables(ctx, conn, schema)
	}
	if err == nil {
		d.Sequences, err = readSequences(ctx, conn, schema)
	}
	return d, wrap(err, "look at "+schema)
}

// readTables lists a schema's tables, those that others refer to first. Columns that the server computes are left out.
func readTables(ctx context.Context, conn *pgx.Conn, schema string) ([]tableDump, error) {
	rows, err := conn.Query(ctx, `
		select c.relname,
		       array(select a.attname from pg_attribute a
		             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum),
		       array(select distinct r.relname from pg_constraint k join pg_class r on r.oid = k.confrelid
		             where k.conrelid = c.oid and k.contype = 'f' and r.oid <> c.oid and r.relnamespace = c.relnamespace)
		from pg_class c
		where c.relnamespace = $1::regnamespace and c.relkind = 'r' and c.relname <> $2
		order by c.relname`, quote(schema), historyTable)
	if err != nil {
		return nil, fmt.Errorf("list tables: %w", err)
	}
	var tables []tableDump
	refers := map[string][]string{}
	var name string
	var columns, others []string
	_, err = pgx.ForEachRow(rows, []any{&name, &columns, &others}, func() error {
		tables = append(tables, tableDump{name, slices.Clone(columns)})
		refers[name] = slices.Clone(others)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list tables: %w", err)
	}
	return inOrder(tables, refers)
}

// inOrder sorts the tables so that each comes after those that it refers to.
func inOrder(tables []tableDump, refers map[string][]string) ([]tableDump, error) {
	var sorted []tableDump
	done := map[string]bool{}
	for len(sorted) < len(tables) {
		before := len(sorted)
		for _, t := range tables {
			waits := slices.ContainsFunc(refers[t.Name], func(other string) bool { return !done[other] })
			if !done[t.Name] && !waits {
				done[t.Name] = true
				sorted = append(sorted, t)
			}
		}
		if len(sorted) == before {
			return nil, errors.New("its tables refer to each other in a circle, so no order of them can be restored")
		}
	}
	return sorted, nil
}

// readSequences reads where the sequences stand. They are outside transactions, so they may stand after the snapshot, never
// before it.
func readSequences(ctx context.Context, conn *pgx.Conn, schema string) ([]sequence, error) {
	rows, err := conn.Query(ctx, `
		select c.relname from pg_class c
		where c.relnamespace = $1::regnamespace and c.relkind = 'S'
		  and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass
		                  and d.deptype in ('a', 'i') and d.refobjid = to_regclass($2))
		order by c.relname`, quote(schema), quote(schema, historyTable))
	if err != nil {
		return nil, fmt.Errorf("list sequences: %w", err)
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("list sequences: %w", err)
	}
	sequences := make([]sequence, 0, len(names))
	for _, name := range names {
		s := sequence{Name: name}
		if err := conn.QueryRow(ctx, `select last_value, is_called from `+quote(schema, name)).Scan(&s.Value, &s.Called); err != nil {
			return nil, fmt.Errorf("read sequence %s: %w", name, err)
		}
		sequences = append(sequences, s)
	}
	return sequences, nil
}
