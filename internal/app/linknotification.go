package app

import (
	"context"
	"slices"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/ordering"
)

type ordersForNotification struct{ all *Contexts }

func (l ordersForNotification) Contact(ctx context.Context, order id.UUID) (notification.Contact, error) {
	c, err := l.all.Ordering.Contact(ctx, ordering.OrderID(order))
	return notification.Contact{
		Email: c.Email, Name: c.Name, Number: c.Number, StatusURL: c.StatusURL, Total: c.Order.Total(), RefundDue: c.Order.RefundDue,
	}, err
}

type ticketsForNotification struct{ all *Contexts }

// OfOrder encloses the order's tickets that admit somebody, or the one that was named.
func (l ticketsForNotification) OfOrder(ctx context.Context, order, ticket id.UUID) (notification.Enclosure, error) {
	bundle, err := l.all.Fulfillment.OfOrder(ctx, fulfillment.OrderID(order))
	if err != nil {
		return notification.Enclosure{}, err
	}
	bundle.Tickets = slices.DeleteFunc(slices.Clone(bundle.Tickets), func(t fulfillment.Issued) bool {
		return t.Status == fulfillment.Cancelled || (ticket != id.Nil && t.ID.UUID() != ticket)
	})
	if len(bundle.Tickets) == 0 {
		return notification.Enclosure{}, nil
	}
	files, err := l.all.Fulfillment.Files(bundle)
	if err != nil {
		return notification.Enclosure{}, err
	}
	var enclosed notification.Enclosure
	for _, f := range files {
		enclosed.Files = append(enclosed.Files, notification.File{Name: f.Name, Type: f.Type, Content: f.Content})
	}
	for _, t := range bundle.Tickets {
		line := notification.TicketLine{Number: t.Number, Section: t.Section, Row: t.Row, Seat: t.Label, Price: t.Price}
		if i := slices.IndexFunc(bundle.Events, func(e fulfillment.Event) bool { return e.ID == t.Event }); i >= 0 {
			e := bundle.Events[i]
			line.Event, line.Venue, line.Starts, line.TimeZone = e.Name, e.Venue, e.Starts, e.TimeZone
		}
		enclosed.Lines = append(enclosed.Lines, line)
	}
	return enclosed, nil
}
