package pg

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Restore reads a backup into empty data and returns the files that were kept with it. Before it changes anything it reads
// the backup to its end and checks its sum, that it is not newer than we are, and that there are no rows. Then the schemas
// are made anew as they were at the backup, all rows are put in within one transaction, and what our migrations have more is
// run. When it fails, the data are empty again.
func Restore(ctx context.Context, url string, schemas []Schema, backup io.ReadSeeker) (files map[string][]byte, err error) {
	m, files, err := readArchive(backup)
	if err != nil {
		return nil, err
	}
	if err := suits(m, schemas); err != nil {
		return nil, err
	}
	if _, err := backup.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("read backup again: %w", err)
	}
	conn, err := connectAdmin(ctx, url)
	if err != nil {
		return nil, err
	}
	defer hangUp(ctx, conn)
	if err := lockDatabase(ctx, conn); err != nil {
		return nil, err
	}
	if err := dropEmpty(ctx, conn, schemas); err != nil {
		return nil, err
	}
	if err := refill(ctx, conn, m, schemas, backup); err != nil {
		return nil, errors.Join(err, dropSchemas(context.WithoutCancel(ctx), conn, schemas))
	}
	for _, schema := range schemas {
		if _, _, err := build(ctx, conn, schema, nil); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// suits refuses a backup with schemas or migrations that we do not have.
func suits(m manifest, schemas []Schema) error {
	for _, d := range m.Schemas {
		schema, err := find(schemas, d.Schema)
		if err != nil {
			return err
		}
		list, err := schema.migrations()
		if err != nil {
			return err
		}
		for _, version := range d.Versions {
			if !slices.ContainsFunc(list, func(m migration) bool { return m.version == version }) {
				return ErrNewBackup.Saying("The backup has migration %d of %s, which this version of the program does not know. Nothing was changed; install the version that made the backup, or a later one.", version, d.Schema)
			}
		}
	}
	return nil
}

func find(schemas []Schema, name string) (Schema, error) {
	for _, s := range schemas {
		if s.Name == name {
			return s, nil
		}
	}
	return Schema{}, ErrNewBackup.Saying("The backup has the schema %s, which this version of the program does not know. Nothing was changed; install the version that made the backup, or a later one.", name)
}

// dropEmpty removes the schemas if none of them has a row, since they may be of other versions than the backup.
func dropEmpty(ctx context.Context, conn *pgx.Conn, schemas []Schema) error {
	return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		for _, schema := range schemas {
			if err := refuseRows(ctx, tx, schema.Name); err != nil {
				return err
			}
		}
		return dropSchemas(ctx, tx, schemas)
	})
}

// refuseRows locks the tables of a schema, so that nobody writes before they are dropped, and refuses if there is a row.
func refuseRows(ctx context.Context, tx pgx.Tx, schema string) error {
	rows, err := tx.Query(ctx, `select tablename from pg_tables where schemaname = $1 and tablename <> $2 order by tablename`, schema, historyTable)
	if err != nil {
		return fmt.Errorf("list tables of %s: %w", schema, err)
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("list tables of %s: %w", schema, err)
	}
	for _, table := range tables {
		name, filled := quote(schema, table), false
		_, err := tx.Exec(ctx, `lock table `+name+` in access exclusive mode`)
		if err == nil {
			err = tx.QueryRow(ctx, `select exists (select from `+name+`)`).Scan(&filled)
		}
		if err != nil {
			return fmt.Errorf("look into %s.%s: %w", schema, table, err)
		}
		if filled {
			return ErrNotEmpty.Saying("A backup is restored into empty data only, and there are rows in %s.%s. Nothing was changed. Name a new data directory in SPECKIT_DATA, or an empty database in DATABASE_URL.", schema, table)
		}
	}
	return nil
}

func dropSchemas(ctx context.Context, on interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
}, schemas []Schema,
) error {
	for _, schema := range schemas {
		if _, err := on.Exec(ctx, `drop schema if exists `+quote(schema.Name)+` cascade`); err != nil {
			return fmt.Errorf("empty %s: %w", schema.Name, err)
		}
	}
	return nil
}

// refill makes the schemas as they were and puts all rows in.
func refill(ctx context.Context, conn *pgx.Conn, m manifest, schemas []Schema, backup io.Reader) error {
	data, err := newDataReader(backup)
	if err != nil {
		return err
	}
	for _, d := range m.Schemas {
		schema, err := find(schemas, d.Schema)
		if err != nil {
			return err
		}
		if _, _, err := build(ctx, conn, schema, d.Versions); err != nil {
			return err
		}
	}
	return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		for _, d := range m.Schemas {
			if err := d.load(ctx, tx, data); err != nil {
				return fmt.Errorf("restore %s: %w", d.Schema, err)
			}
		}
		if data.current != nil && data.current.Name != sumEntry {
			return fmt.Errorf("restore: the backup has rows of %s at a wrong place", data.current.Name)
		}
		return nil
	})
}

// load puts one schema's rows in. Rows that migrations made are the backup's business too, so they go first; triggers stay
// out of it, since what they did is among the rows.
func (d dump) load(ctx context.Context, tx pgx.Tx, data *dataReader) error {
	if len(d.Tables) > 0 {
		names := make([]string, len(d.Tables))
		for i, t := range d.Tables {
			names[i] = quote(d.Schema, t.Name)
		}
		if _, err := tx.Exec(ctx, `truncate `+strings.Join(names, ", ")); err != nil {
			return fmt.Errorf("empty tables: %w", err)
		}
	}
	for _, t := range d.Tables {
		if err := t.load(ctx, tx, d.Schema, data); err != nil {
			return fmt.Errorf("fill %s: %w", t.Name, err)
		}
	}
	for _, s := range d.Sequences {
		if _, err := tx.Exec(ctx, `select setval($1::regclass, $2, $3)`, quote(d.Schema, s.Name), s.Value, s.Called); err != nil {
			return fmt.Errorf("set sequence %s: %w", s.Name, err)
		}
	}
	return nil
}

func (t tableDump) load(ctx context.Context, tx pgx.Tx, schema string, data *dataReader) error {
	name, triggers := quote(schema, t.Name), false
	err := tx.QueryRow(ctx, `select exists (select from pg_trigger where tgrelid = $1::regclass and not tgisinternal)`, name).Scan(&triggers)
	if err != nil {
		return fmt.Errorf("look for triggers: %w", err)
	}
	if triggers {
		if _, err := tx.Exec(ctx, `alter table `+name+` disable trigger user`); err != nil {
			return fmt.Errorf("hold triggers: %w", err)
		}
	}
	if _, err := tx.Conn().PgConn().CopyFrom(ctx, data.table(schema, t.Name), `copy `+t.in(schema)+` from stdin`); err != nil {
		return fmt.Errorf("copy: %w", err)
	}
	if triggers {
		if _, err := tx.Exec(ctx, `set constraints all immediate; alter table `+name+` enable trigger user`); err != nil {
			return fmt.Errorf("let triggers go: %w", err)
		}
	}
	return nil
}
