package app

import (
	"context"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/waitlist"
)

type ordersForNotification struct{ near *Neighbours }

func (l ordersForNotification) Contact(ctx context.Context, order id.UUID) (notification.Contact, error) {
	c, err := l.near.Ordering.Contact(ctx, ordering.OrderID(order))
	return notification.Contact{
		Email: c.Email, Name: c.Name, Number: c.Number, StatusURL: c.StatusURL, Total: c.Order.Total(), RefundDue: c.Order.RefundDue,
	}, err
}

type ticketsForNotification struct{ near *Neighbours }

func (l ticketsForNotification) OfOrder(ctx context.Context, order, ticket id.UUID) (notification.Enclosure, error) {
	found, err := l.near.Fulfillment.Enclose(ctx, fulfillment.OrderID(order), fulfillment.TicketID(ticket))
	var enclosed notification.Enclosure
	for _, f := range found.Files {
		enclosed.Files = append(enclosed.Files, notification.File{Name: f.Name, Type: f.Type, Content: f.Content})
	}
	for _, t := range found.Lines {
		enclosed.Lines = append(enclosed.Lines, notification.TicketLine{
			Number: t.Number, Event: t.Event, Venue: t.Venue, Starts: t.Starts, TimeZone: t.TimeZone,
			Section: t.Section, Row: t.Row, Seat: t.Seat, Price: t.Price,
		})
	}
	return enclosed, err
}

type linesForNotification struct{ near *Neighbours }

func (l linesForNotification) Letter(ctx context.Context, entry id.UUID) (notification.Place, error) {
	found, err := l.near.Waitlist.Letter(ctx, waitlist.EntryID(entry))
	e := found.Entry
	p := notification.Place{
		To: e.Email, Name: e.Name, URL: found.URL, Event: found.Event.Name, Venue: found.Event.Venue, Starts: found.Event.Starts,
		TimeZone: found.Event.TimeZone, Status: string(e.Status), Position: int(found.Position), Quantity: e.Wish.Quantity, Until: found.Until,
	}
	if o := found.Offer; o != nil {
		p.Apart, p.Total = o.Apart, o.Total
		for _, s := range o.Seats {
			p.Seats = append(p.Seats, notification.TicketLine{Section: s.Section, Row: s.Row, Seat: s.Number, Price: s.Price})
		}
	}
	return p, err
}
