package inventorymem_test

import (
	"testing"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorymem"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
)

func open(*testing.T) (inventory.Store, inventorytest.Outbox) {
	store := inventorymem.New()
	return store, store.DB
}

func TestStore(t *testing.T) {
	t.Parallel()
	inventorytest.TestStore(t, open)
}

func TestContention(t *testing.T) {
	t.Parallel()
	inventorytest.TestContention(t, open)
}
