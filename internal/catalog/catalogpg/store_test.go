package catalogpg_test

import (
	"testing"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogpg"
	"github.com/speckit/ticketing/internal/catalog/catalogtest"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

func TestStore(t *testing.T) {
	t.Parallel()
	catalogtest.TestStore(t, func(t *testing.T) catalog.Store {
		return catalogpg.New(pgtest.Open(t, catalogpg.Schema))
	})
}
