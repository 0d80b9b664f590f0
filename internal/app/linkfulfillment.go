package app

import (
	"context"
	"errors"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
)

type ordersForFulfillment struct{ all *Contexts }

func (l ordersForFulfillment) Order(ctx context.Context, order fulfillment.OrderID) (fulfillment.Purchase, error) {
	o, err := l.all.Ordering.Find(ctx, ordering.OrderID(order))
	if errors.Is(err, ordering.ErrOrderNotFound) {
		return fulfillment.Purchase{}, fulfillment.ErrOrderNotFound
	}
	return fulfillment.Purchase{Number: o.Number, Customer: o.Customer, Holder: o.Name, SecretHash: o.Secret.Hash}, err
}

type eventsForFulfillment struct{ all *Contexts }

func (l eventsForFulfillment) Event(ctx context.Context, event id.UUID) (fulfillment.Event, error) {
	e, err := l.all.Catalog.Event(ctx, catalog.EventID(event))
	return fulfillment.Event{ID: e.ID.UUID(), Version: e.Version, Name: e.Name, Venue: e.Venue, Starts: e.EventDate, TimeZone: e.TimeZone}, err
}
