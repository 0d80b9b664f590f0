package orderingpg

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
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
		Secret:    ordering.SealedSecret{Hash: r.SecretHash, Sealed: r.SecretSealed},
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

func rowOf(o ordering.Order) orderingsql.PutOrdersParams {
	total, name := o.Total(), strings.ToLower(o.Name)
	return orderingsql.PutOrdersParams{
		ID: o.ID.UUID(), CustomerID: o.Customer, Guest: o.Guest, State: string(o.State),
		Number: o.Number, Email: o.Email, Name: o.Name,
		EmailKey: strings.ToLower(o.Email), NameKey: name, SurnameKey: name[strings.LastIndex(name, " ")+1:],
		SecretHash: o.Secret.Hash, SecretSealed: o.Secret.Sealed, Operation: maybe(o.Operation),
		Currency: string(total.Currency), Total: total.Minor,
		CreatedAt: o.CreatedAt, PlacedAt: maybeAt(o.PlacedAt), PaidAt: maybeAt(o.PaidAt), FulfilledAt: maybeAt(o.FulfilledAt),
		CancelledAt: maybeAt(o.CancelledAt), CancelReason: o.CancelReason, ResentAt: maybeAt(o.ResentAt), PaymentID: maybe(o.Payment),
		FailedPaymentID: maybe(o.LastFailure.Payment), FailureReason: o.LastFailure.Reason, FailureMessage: o.LastFailure.Message,
		FailedAt: maybeAt(o.LastFailure.At), RefundDue: o.RefundDue, RefundAskedAt: maybeAt(o.RefundAskedAt),
		RefundedAt: maybeAt(o.RefundedAt), Version: o.Version,
	}
}

func itemRow(o ordering.Order, position int, i ordering.Item) orderingsql.PutItemsParams {
	return orderingsql.PutItemsParams{
		ID: i.ID, OrderID: o.ID.UUID(), Position: int32(position), State: string(o.State), // #nosec G115 -- at most a hundred
		SeatID: i.Seat.UUID(), EventID: i.Event.UUID(), ReservationID: i.Reservation.UUID(),
		Section: i.Section, RowLabel: i.Row, SeatLabel: i.Label, Price: i.Price.Minor, Currency: string(i.Price.Currency),
		ExpiresAt: i.ExpiresAt, TicketID: maybe(i.Ticket),
	}
}

// one is none for null.
func one(u *id.UUID) id.UUID {
	if u == nil {
		return id.Nil
	}
	return *u
}

// maybe is null for none.
func maybe(u id.UUID) *id.UUID {
	if u == id.Nil {
		return nil
	}
	return &u
}

// when is the zero time for null.
func when(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

// maybeAt is null for the zero time.
func maybeAt(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
