package orderingpg

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/secretlink"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/ordering/orderingpg/orderingsql"
)

// withItems makes orders of rows and of their items, which are read after them: an order that was read without a lock may show items
// of a newer version, and never the other way round.
func withItems(ctx context.Context, queries *orderingsql.Queries, rows []orderingsql.Order) ([]ordering.Order, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	ids := make([]id.UUID, len(rows))
	at := make(map[id.UUID]int, len(rows))
	orders := make([]ordering.Order, len(rows))
	for i, row := range rows {
		ids[i], at[row.ID], orders[i] = row.ID, i, orderOf(row)
	}
	items, err := queries.Items(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("select items: %w", err)
	}
	for _, row := range items {
		o := &orders[at[row.OrderID]]
		o.Items = append(o.Items, itemOf(row))
	}
	return orders, nil
}

func orderOf(r orderingsql.Order) ordering.Order {
	return ordering.Order{
		ID: ordering.OrderID(r.ID), Customer: r.CustomerID, Guest: r.Guest, State: ordering.State(r.State),
		Number: r.Number, Email: r.Email, Name: r.Name, Operation: one(r.Operation),
		Secret:    secretlink.Secret{Hash: r.SecretHash, Sealed: r.SecretSealed},
		CreatedAt: r.CreatedAt.UTC(), PlacedAt: when(r.PlacedAt), PaidAt: when(r.PaidAt), FulfilledAt: when(r.FulfilledAt),
		CancelledAt: when(r.CancelledAt), CancelReason: r.CancelReason, ResentAt: when(r.ResentAt), Payment: one(r.PaymentID),
		LastFailure: ordering.Failure{
			Payment: one(r.FailedPaymentID), Reason: r.FailureReason, Message: r.FailureMessage, At: when(r.FailedAt),
		},
		RefundDue: r.RefundDue, RefundAskedAt: when(r.RefundAskedAt), RefundedAt: when(r.RefundedAt), Version: r.Version,
	}
}

func itemOf(r orderingsql.Item) ordering.Item {
	return ordering.Item{
		ID: r.ID, Seat: ordering.SeatID(r.SeatID), Event: ordering.EventID(r.EventID), Reservation: ordering.ReservationID(r.ReservationID),
		Section: r.Section, Row: r.RowLabel, Label: r.SeatLabel, Price: money.Of(r.Price, money.Currency(r.Currency)),
		ExpiresAt: r.ExpiresAt.UTC(), Ticket: one(r.TicketID),
	}
}

// rowsOf writes orders as the columns of their rows.
func rowsOf(orders []ordering.Order) (p orderingsql.PutOrdersParams) {
	for _, o := range orders {
		total, name := o.Total(), strings.ToLower(o.Name)
		p.Ids = append(p.Ids, o.ID.UUID())
		p.CustomerIds = append(p.CustomerIds, o.Customer)
		p.Guests = append(p.Guests, o.Guest)
		p.States = append(p.States, string(o.State))
		p.Numbers = append(p.Numbers, o.Number)
		p.Emails = append(p.Emails, o.Email)
		p.Names = append(p.Names, o.Name)
		p.EmailKeys = append(p.EmailKeys, strings.ToLower(o.Email))
		p.NameKeys = append(p.NameKeys, name)
		p.SurnameKeys = append(p.SurnameKeys, name[strings.LastIndex(name, " ")+1:])
		p.SecretHashes = append(p.SecretHashes, o.Secret.Hash)
		p.SecretsSealed = append(p.SecretsSealed, o.Secret.Sealed)
		p.Operations = append(p.Operations, o.Operation)
		p.Currencies = append(p.Currencies, string(total.Currency))
		p.Totals = append(p.Totals, total.Minor)
		p.CreatedAts = append(p.CreatedAts, o.CreatedAt)
		p.PlacedAts = append(p.PlacedAts, o.PlacedAt)
		p.PaidAts = append(p.PaidAts, o.PaidAt)
		p.FulfilledAts = append(p.FulfilledAts, o.FulfilledAt)
		p.CancelledAts = append(p.CancelledAts, o.CancelledAt)
		p.CancelReasons = append(p.CancelReasons, o.CancelReason)
		p.ResentAts = append(p.ResentAts, o.ResentAt)
		p.PaymentIds = append(p.PaymentIds, o.Payment)
		p.FailedPaymentIds = append(p.FailedPaymentIds, o.LastFailure.Payment)
		p.FailureReasons = append(p.FailureReasons, o.LastFailure.Reason)
		p.FailureMessages = append(p.FailureMessages, o.LastFailure.Message)
		p.FailedAts = append(p.FailedAts, o.LastFailure.At)
		p.RefundsDue = append(p.RefundsDue, o.RefundDue)
		p.RefundAskedAts = append(p.RefundAskedAts, o.RefundAskedAt)
		p.RefundedAts = append(p.RefundedAts, o.RefundedAt)
		p.Versions = append(p.Versions, o.Version)
	}
	return p
}

// itemRowsOf writes the items of orders as the columns of their rows.
func itemRowsOf(orders []ordering.Order) (p orderingsql.PutItemsParams) {
	for _, o := range orders {
		for position, i := range o.Items {
			p.Ids = append(p.Ids, i.ID)
			p.OrderIds = append(p.OrderIds, o.ID.UUID())
			p.Positions = append(p.Positions, int32(position)) // #nosec G115 -- at most a hundred
			p.States = append(p.States, string(o.State))
			p.SeatIds = append(p.SeatIds, i.Seat.UUID())
			p.EventIds = append(p.EventIds, i.Event.UUID())
			p.ReservationIds = append(p.ReservationIds, i.Reservation.UUID())
			p.Sections = append(p.Sections, i.Section)
			p.RowLabels = append(p.RowLabels, i.Row)
			p.SeatLabels = append(p.SeatLabels, i.Label)
			p.Prices = append(p.Prices, i.Price.Minor)
			p.Currencies = append(p.Currencies, string(i.Price.Currency))
			p.ExpiresAts = append(p.ExpiresAts, i.ExpiresAt)
			p.TicketIds = append(p.TicketIds, i.Ticket)
		}
	}
	return p
}

// one is none for null.
func one(u *id.UUID) id.UUID {
	if u == nil {
		return id.Nil
	}
	return *u
}

// when is the zero time for null.
func when(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}
