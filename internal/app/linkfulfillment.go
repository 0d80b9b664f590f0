package app

import (
	"context"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
)

type ordersForFulfillment struct{ near *Neighbours }

func (l ordersForFulfillment) Purchases(ctx context.Context, orders []fulfillment.OrderID) (map[fulfillment.OrderID]fulfillment.Purchase, error) {
	found, err := l.near.Ordering.FindAll(ctx, idsAs[ordering.OrderID](id.UUIDs(orders)))
	purchases := make(map[fulfillment.OrderID]fulfillment.Purchase, len(found))
	for _, o := range found {
		purchases[fulfillment.OrderID(o.ID)] = fulfillment.Purchase{Number: o.Number, Customer: o.Customer, Holder: o.Name, Email: o.Email, SecretHash: o.Secret.Hash}
	}
	return purchases, err
}

func (l ordersForFulfillment) PaidOf(ctx context.Context, event id.UUID, text string, before fulfillment.OrderID, limit int) ([]fulfillment.OrderID, error) {
	found, err := l.near.Ordering.PaidOf(ctx, ordering.EventID(event), text, ordering.OrderID(before), limit)
	return idsAs[fulfillment.OrderID](id.UUIDs(found)), err
}

type eventsForFulfillment struct{ near *Neighbours }

func (l eventsForFulfillment) Event(ctx context.Context, event id.UUID) (fulfillment.Event, error) {
	e, err := l.near.Catalog.Event(ctx, catalog.EventID(event))
	return fulfillment.Event{ID: e.ID.UUID(), Version: e.Version, Name: e.Name, Venue: e.Venue, Starts: e.EventDate, TimeZone: e.TimeZone}, err
}
