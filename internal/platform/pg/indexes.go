package pg

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// dropInvalidIndexes removes what an interrupted `create index concurrently` leaves: an index that is written but never read, and whose
// name would make `if not exists` pass over it. Its migration is not in the history, so it is built again.
func dropInvalidIndexes(ctx context.Context, conn *pgx.Conn, schema string) error {
	rows, err := conn.Query(ctx, `
		select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
		where n.nspname = $1 and not i.indisvalid and c.relkind = 'i' order by c.relname`, schema)
	if err != nil {
		return fmt.Errorf("look for invalid indexes of %s: %w", schema, err)
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("look for invalid indexes of %s: %w", schema, err)
	}
	for _, name := range names {
		if _, err := conn.Exec(ctx, `drop index concurrently if exists `+quote(schema, name)); err != nil {
			return fmt.Errorf("drop the invalid index %s.%s: %w", schema, name, err)
		}
	}
	return nil
}
