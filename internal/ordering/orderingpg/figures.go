package orderingpg

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/ordering/orderingpg/orderingsql"
)

// Figures counts what happened in each step of the span.
func (s *Store) Figures(ctx context.Context, span ordering.Span) ([]ordering.FiguresAt, error) {
	count := s.figuresOfAll
	if !span.Event.IsZero() {
		count = s.figuresOfEvent
	}
	rows, err := count(ctx, span)
	if err != nil {
		return nil, fmt.Errorf("count what happened to orders: %w", err)
	}
	list := make([]ordering.FiguresAt, len(rows))
	for i, r := range rows {
		currency := money.Currency(r.Currency)
		list[i] = ordering.FiguresAt{At: r.Step.UTC(), Figures: ordering.Figures{
			Carts: r.Carts, Placed: r.Placed, Paid: r.Paid, Cancelled: r.Cancelled, Refunded: r.Refunded, Seats: r.Seats,
			Revenue: money.Of(r.Revenue, currency), Refunds: money.Of(r.Refunds, currency),
		}}
	}
	return list, nil
}

// figuresOfEvent counts with the seats of one event alone.
func (s *Store) figuresOfEvent(ctx context.Context, span ordering.Span) ([]orderingsql.FiguresOfEventRow, error) {
	return s.queries().FiguresOfEvent(ctx, orderingsql.FiguresOfEventParams{
		StepSeconds: span.Step.Seconds(), Since: span.From, Until: span.To, Event: span.Event.UUID(),
	})
}

// figuresOfAll counts whole orders, whatever their events.
func (s *Store) figuresOfAll(ctx context.Context, span ordering.Span) ([]orderingsql.FiguresOfEventRow, error) {
	rows, err := s.queries().FiguresOfAll(ctx, orderingsql.FiguresOfAllParams{StepSeconds: span.Step.Seconds(), Since: span.From, Until: span.To})
	all := make([]orderingsql.FiguresOfEventRow, len(rows))
	for i, r := range rows {
		all[i] = orderingsql.FiguresOfEventRow(r)
	}
	return all, err
}

// beginningsOf writes where orders began as the columns of their rows.
func beginningsOf(orders []ordering.Order) (p orderingsql.BeginParams) {
	for _, o := range orders {
		if begun, first := o.Begins(); first {
			p.Orders = append(p.Orders, o.ID.UUID())
			p.Events = append(p.Events, begun.Event.UUID())
			p.Currencies = append(p.Currencies, string(begun.Currency))
			p.Ats = append(p.Ats, begun.At)
		}
	}
	return p
}
