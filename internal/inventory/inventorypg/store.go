// Package inventorypg keeps inventory's seats, reservations and sales in PostgreSQL, in the schema bc_inventory.
package inventorypg

import (
	"context"
	"embed"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorypg/inventorysql"
	"github.com/speckit/ticketing/internal/platform/pg"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Schema is the context's part of the database.
var Schema = pg.Schema{Name: "bc_inventory", Files: migrations}

// Store is an [inventory.Store] on PostgreSQL.
type Store struct {
	db      *pg.DB
	queries *inventorysql.Queries
	holds   *pg.Lookup[inventory.ReservationID, inventory.Hold]
}

var _ inventory.Store = (*Store)(nil)

// New returns the store of a database that is migrated.
func New(db *pg.DB) *Store {
	s := &Store{db: db, queries: inventorysql.New(db.Pool())}
	s.holds = pg.NewLookup(s.findHolds)
	return s
}

// Update runs one transaction.
func (s *Store) Update(ctx context.Context, do func(inventory.Tx) error) error {
	return s.db.Update(ctx, func(_ context.Context, unit *pg.Tx) error {
		return do(&tx{unit, inventorysql.New(unit)})
	})
}
