package app

import (
	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
)

// Contexts are the cores of one process. Links hold the whole of it, because contexts ask one another in both directions; what a
// link may reach is what the caller's port says, no more.
type Contexts struct {
	Catalog      *catalog.Service
	Inventory    *inventory.Service
	Ordering     *ordering.Service
	Payment      *payment.Service
	Fulfillment  *fulfillment.Service
	Identity     *identity.Service
	Notification *notification.Service
	Bank         *paymentsim.Bank // nil where real money moves, or none
}

// Subscriptions are what the contexts listen to, by the context that listens.
func (c *Contexts) Subscriptions() map[string][]work.Subscription {
	return map[string][]work.Subscription{
		"catalog":      c.Catalog.Subscriptions(),
		"inventory":    c.Inventory.Subscriptions(),
		"ordering":     c.Ordering.Subscriptions(),
		"payment":      c.Payment.Subscriptions(),
		"fulfillment":  c.Fulfillment.Subscriptions(),
		"identity":     c.Identity.Subscriptions(),
		"notification": c.Notification.Subscriptions(),
	}
}
