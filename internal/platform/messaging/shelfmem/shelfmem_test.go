package shelfmem_test

import (
	"testing"

	"github.com/speckit/ticketing/internal/platform/messaging"
	"github.com/speckit/ticketing/internal/platform/messaging/shelfmem"
	"github.com/speckit/ticketing/internal/platform/messaging/shelftest"
)

func TestTheShelfInMemory(t *testing.T) {
	t.Parallel()
	shelftest.TestShelf(t, func(*testing.T) messaging.Shelf { return shelfmem.New() })
}
