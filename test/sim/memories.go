package sim

import (
	"context"
	"slices"

	"github.com/speckit/ticketing/internal/app"
	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogmem"
	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmentmem"
	"github.com/speckit/ticketing/internal/identity/identitymem"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorymem"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/notification/notificationmem"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/ordering/orderingmem"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentmem"
	"github.com/speckit/ticketing/internal/platform/mem"
	"github.com/speckit/ticketing/internal/waitlist"
	"github.com/speckit/ticketing/internal/waitlist/waitlistmem"
)

// memories are what the contexts keep; they outlive every process.
type memories struct {
	catalog      *catalogmem.Store
	inventory    *inventorymem.Store
	ordering     *orderingmem.Store
	payment      *paymentmem.Store
	fulfillment  *fulfillmentmem.Store
	identity     *identitymem.Store
	notification *notificationmem.Store
	waitlist     *waitlistmem.Store
}

func newMemories(noInbox bool) memories {
	m := memories{
		catalogmem.New(), inventorymem.New(), orderingmem.New(), paymentmem.New(), fulfillmentmem.New(), identitymem.New(), notificationmem.New(),
		waitlistmem.New(),
	}
	for _, s := range m.sources() {
		s.db.Lenient = noInbox
	}
	return m
}

// source is a context's outbox.
type source struct {
	name string
	db   *mem.DB
}

// sources are those that tell facts, and those that only listen, in the order in which facts are looked at: causes before effects.
func (m memories) sources() []source {
	return []source{
		{"catalog", m.catalog.DB},
		{"inventory", m.inventory.DB},
		{"payment", m.payment.DB},
		{"ordering", m.ordering.DB},
		{"fulfillment", m.fulfillment.DB},
		{"waitlist", m.waitlist.DB},
		{"notification", m.notification.DB},
	}
}

// producer is the context that tells facts of a topic.
func (m memories) producer(topic string) source {
	all := m.sources()
	for _, c := range events.Contracts {
		if c.Topic() == topic {
			return all[slices.IndexFunc(all, func(s source) bool { return s.name == c.Producer })]
		}
	}
	panic("nobody tells " + topic)
}

// stores are the memories as a process sees them: it may be away, and a process may die after each of its commits. Identity's are
// left in peace: its keys are read under a lock.
func (w *World) stores() app.Stores {
	m := w.memories
	return app.Stores{
		Catalog: catalogStore{m.catalog, w}, Inventory: inventoryStore{m.inventory, w}, Ordering: orderingStore{m.ordering, w},
		Payment: paymentStore{m.payment, w}, Fulfillment: fulfillmentStore{m.fulfillment, w}, Identity: m.identity,
		Notification: notificationStore{m.notification, w}, Waitlist: waitlistStore{m.waitlist, w}, Ledger: slowLedger{w.bank, w},
	}
}

// update runs a transaction of a context and passes its commit.
func update[Tx any](ctx context.Context, w *World, name string, run func(context.Context, func(Tx) error) error, do func(Tx) error) error {
	if err := w.trouble.atStore(w, name); err != nil {
		return err
	}
	if err := run(ctx, do); err != nil {
		return err
	}
	w.passed(name + "'s commit")
	return nil
}

type catalogStore struct {
	catalog.Store
	w *World
}

func (s catalogStore) Update(ctx context.Context, do func(catalog.Tx) error) error {
	return update(ctx, s.w, "catalog", s.Store.Update, do)
}

type inventoryStore struct {
	inventory.Store
	w *World
}

func (s inventoryStore) Update(ctx context.Context, do func(inventory.Tx) error) error {
	return update(ctx, s.w, "inventory", s.Store.Update, do)
}

type orderingStore struct {
	ordering.Store
	w *World
}

func (s orderingStore) Update(ctx context.Context, do func(ordering.Tx) error) error {
	return update(ctx, s.w, "ordering", s.Store.Update, do)
}

type paymentStore struct {
	payment.Store
	w *World
}

func (s paymentStore) Update(ctx context.Context, do func(payment.Tx) error) error {
	return update(ctx, s.w, "payment", s.Store.Update, do)
}

type fulfillmentStore struct {
	fulfillment.Store
	w *World
}

func (s fulfillmentStore) Update(ctx context.Context, do func(fulfillment.Tx) error) error {
	return update(ctx, s.w, "fulfillment", s.Store.Update, do)
}

type notificationStore struct {
	notification.Store
	w *World
}

func (s notificationStore) Update(ctx context.Context, do func(notification.Tx) error) error {
	return update(ctx, s.w, "notification", s.Store.Update, do)
}

type waitlistStore struct {
	waitlist.Store
	w *World
}

func (s waitlistStore) Update(ctx context.Context, do func(waitlist.Tx) error) error {
	return update(ctx, s.w, "waitlist", func(ctx context.Context, do func(waitlist.Tx) error) error {
		err := s.Store.Update(ctx, do)
		s.w.offeredOnce()
		return err
	}, do)
}
