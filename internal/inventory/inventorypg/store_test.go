package inventorypg_test

import (
	"testing"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorypg"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

func open(t *testing.T) (inventory.Store, inventorytest.Outbox) {
	db := pgtest.Open(t, inventorypg.Schema)
	return inventorypg.New(db), db
}

func TestStore(t *testing.T) {
	t.Parallel()
	inventorytest.TestStore(t, open)
}

func TestContention(t *testing.T) {
	t.Parallel()
	inventorytest.TestContention(t, open)
}
