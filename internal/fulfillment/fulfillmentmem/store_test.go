package fulfillmentmem_test

import (
	"testing"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmentmem"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmenttest"
)

func TestMemoryIsAStore(t *testing.T) {
	t.Parallel()
	fulfillmenttest.TestStore(t, func(*testing.T) fulfillment.Store { return fulfillmentmem.New() })
}
