package ordering

import (
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// paidFact says that the order is paid.
func paidFact(o Order, message id.UUID, at time.Time) events.OrderPaid {
	total := o.Total()
	fact := events.OrderPaid{
		Meta: events.Stamp(message, at), Order: o.ID.UUID(), Number: o.Number, Customer: o.Customer, Payment: optional(o.Payment),
		TotalAmount: total.Decimal(), Currency: total.Currency, SecretHash: o.Secret.Hash, PaidAt: o.PaidAt,
	}
	for _, item := range o.Items {
		fact.Items = append(fact.Items, events.OrderItem{
			Seat: item.Seat.UUID(), Event: item.Event.UUID(), Reservation: item.Reservation.UUID(),
			SectionCode: item.Section, Row: item.Row, Label: item.Label, Price: item.Price.Decimal(),
		})
	}
	return fact
}

// cancelledFact says that the order is over and its seats are to be let go.
func cancelledFact(o Order, reason string, message id.UUID, at time.Time) events.OrderCancelled {
	return events.OrderCancelled{
		Meta: events.Stamp(message, at), Order: o.ID.UUID(), Number: o.Number, Customer: o.Customer, Reason: reason,
		Reservations: o.Reservations(), Payment: optional(o.Payment), CancelledAt: at,
	}
}

// optional is null for none.
func optional(u id.UUID) *id.UUID {
	if u == id.Nil {
		return nil
	}
	return &u
}

// deed is what a person did to an order.
func deed(who actor.Actor, action string, order OrderID, at time.Time) work.Deed {
	return work.Deed{At: at, Actor: who.Customer, Role: string(who.Role), Action: action, Subject: order.UUID()}
}
