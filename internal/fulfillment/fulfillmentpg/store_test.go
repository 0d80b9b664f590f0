package fulfillmentpg_test

import (
	"testing"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmentpg"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmenttest"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

func TestPostgreSQLIsAStore(t *testing.T) {
	t.Parallel()
	fulfillmenttest.TestStore(t, func(t *testing.T) fulfillment.Store {
		return fulfillmentpg.New(pgtest.Open(t, fulfillmentpg.Schema))
	})
}
