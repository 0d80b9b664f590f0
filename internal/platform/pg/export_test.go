package pg

import "context"

// MigrateOnly brings a schema to what an earlier version of this program made of it.
func MigrateOnly(ctx context.Context, url string, schema Schema, versions ...int64) error {
	conn, err := connectAdmin(ctx, url)
	if err != nil {
		return err
	}
	defer hangUp(ctx, conn)
	_, _, err = build(ctx, conn, schema, versions)
	return err
}
