package app

import (
	"iter"
	"maps"

	"github.com/speckit/ticketing/internal/catalog/catalogpg"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmentpg"
	"github.com/speckit/ticketing/internal/identity/identitypg"
	"github.com/speckit/ticketing/internal/inventory/inventorypg"
	"github.com/speckit/ticketing/internal/notification/notificationpg"
	"github.com/speckit/ticketing/internal/ordering/orderingpg"
	"github.com/speckit/ticketing/internal/payment/paymentpg"
	"github.com/speckit/ticketing/internal/payment/paymentsim/bankpg"
	"github.com/speckit/ticketing/internal/platform/pg"
	"github.com/speckit/ticketing/internal/waitlist/waitlistpg"
)

// bank names the schema of the simulated bank's ledger: not a context, but kept like one.
const bank = "bank"

// schemas are those of the contexts and of the simulated bank, by name.
func schemas() map[string]pg.Schema {
	return map[string]pg.Schema{
		"catalog": catalogpg.Schema, "inventory": inventorypg.Schema, "ordering": orderingpg.Schema, "payment": paymentpg.Schema,
		"fulfillment": fulfillmentpg.Schema, "identity": identitypg.Schema, "notification": notificationpg.Schema,
		"waitlist": waitlistpg.Schema, bank: bankpg.Schema,
	}
}

// schemas are those of the contexts among the parts; the bank's lies beside payment's.
func (p parts) schemas() map[string]pg.Schema {
	here := schemas()
	maps.DeleteFunc(here, func(name string, _ pg.Schema) bool { return !p.has(name) && (name != bank || !p.has("payment")) })
	return here
}

func schemaList() iter.Seq[pg.Schema] { return maps.Values(schemas()) }
