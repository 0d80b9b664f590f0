package catalogmem_test

import (
	"testing"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogmem"
	"github.com/speckit/ticketing/internal/catalog/catalogtest"
)

func TestStore(t *testing.T) {
	t.Parallel()
	catalogtest.TestStore(t, func(*testing.T) catalog.Store { return catalogmem.New() })
}
