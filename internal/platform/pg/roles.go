package pg

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Codes of PostgreSQL that say: another process made it first, or this login may not.
const (
	codeDuplicate    = "42710"
	codeUnique       = "23505"
	codeForbidden    = "42501"
	codeInternal     = "XX000" // "tuple concurrently updated": roles belong to the whole server, and another database's migration is at them
	codeNotSupported = "0A000"
)

const noRoles = "This server does not let the login make roles, so the contexts work with the login's own rights: what one context may read is not limited by the database. To change that, give the login CREATEROLE and run migrate again."

// prepare makes the schema and its role. Where the server does not permit roles it goes on without, and says so.
func prepare(ctx context.Context, conn *pgx.Conn, schema string) (note string, err error) {
	if err := makeSchema(ctx, conn, schema); err != nil {
		return "", err
	}
	for try := 1; ; try++ {
		err := makeRole(ctx, conn, schema)
		switch {
		case err == nil:
			return "", nil
		case hasCode(err, codeForbidden, codeNotSupported):
			return noRoles, nil
		case !hasCode(err, codeDuplicate, codeUnique, codeInternal) || try == 20:
			return "", fmt.Errorf("make role %s: %w", schema, err)
		}
		if err := pause(ctx, time.Duration(try)*pollEvery); err != nil {
			return "", err
		}
	}
}

// makeSchema asks first, since a login may work in a schema that was made for it without being let to make one.
func makeSchema(ctx context.Context, conn *pgx.Conn, schema string) error {
	var exists bool
	err := conn.QueryRow(ctx, `select exists (select from pg_namespace where nspname = $1)`, schema).Scan(&exists)
	if err == nil && !exists {
		_, err = conn.Exec(ctx, `create schema if not exists `+quote(schema))
	}
	return wrap(err, "make schema "+schema)
}

// makeRole makes the role that nobody can sign in as, and lets the login take it. The login does not inherit its rights:
// they count only while the role is taken.
func makeRole(ctx context.Context, conn *pgx.Conn, schema string) error {
	exists, err := roleExists(ctx, conn, schema)
	if err != nil {
		return err
	}
	if !exists {
		if _, err := conn.Exec(ctx, `create role `+quote(schema)+` nologin noinherit`); err != nil {
			return err
		}
	}
	var superuser bool
	var version int
	err = conn.QueryRow(ctx, `select rolsuper, current_setting('server_version_num')::int from pg_roles where rolname = current_user`).Scan(&superuser, &version)
	if err != nil || superuser {
		return err
	}
	membership := `grant ` + quote(schema) + ` to current_user`
	if version >= 160000 {
		membership += ` with inherit false, set true`
	}
	_, err = conn.Exec(ctx, membership)
	return err
}

func roleExists(ctx context.Context, conn *pgx.Conn, schema string) (exists bool, err error) {
	err = conn.QueryRow(ctx, `select exists (select from pg_roles where rolname = $1)`, schema).Scan(&exists)
	if err != nil {
		return false, fmt.Errorf("look for role %s: %w", schema, err)
	}
	return exists, nil
}

// grant gives the schema's role its rights, on what is there and on what this login will make: rows, not tables.
func grant(ctx context.Context, conn *pgx.Conn, schema string) error {
	if exists, err := roleExists(ctx, conn, schema); err != nil || !exists {
		return err
	}
	const (
		onTables    = `select, insert, update, delete, truncate on tables`
		onSequences = `usage, select, update on sequences`
	)
	name := quote(schema)
	for _, statement := range []string{
		`grant usage on schema ` + name + ` to ` + name,
		`grant select, insert, update, delete, truncate on all tables in schema ` + name + ` to ` + name,
		`grant usage, select, update on all sequences in schema ` + name + ` to ` + name,
		`alter default privileges in schema ` + name + ` grant ` + onTables + ` to ` + name,
		`alter default privileges in schema ` + name + ` grant ` + onSequences + ` to ` + name,
	} {
		if _, err := conn.Exec(ctx, statement); err != nil {
			return fmt.Errorf("grant rights to %s: %w", schema, err)
		}
	}
	return nil
}

// protectHistory leaves the role the history of migrations to read only.
func protectHistory(ctx context.Context, conn *pgx.Conn, schema string) error {
	if exists, err := roleExists(ctx, conn, schema); err != nil || !exists {
		return err
	}
	_, err := conn.Exec(ctx, `revoke insert, update, delete, truncate on `+quote(schema, historyTable)+` from `+quote(schema))
	return wrap(err, "protect the history of "+schema)
}
