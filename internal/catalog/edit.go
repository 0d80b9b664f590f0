package catalog

import (
	"context"
	"math/big"
	"slices"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// Edit changes what is said about an event. Its capacity does not go below its seats, its currency stays once it has seats, and its
// prices stay while a seat is held or sold. With the base price all prices of seats change in proportion.
func (s *Service) Edit(ctx context.Context, who actor.Actor, event EventID, edit Edit) (Event, error) {
	return s.carry(ctx, change{
		event: event, who: who, deed: "event.edit",
		apply: func(e *Event) error { return e.apply(edit, s.clock.Now()) },
		layout: func(ctx context.Context, before, after Event) (*Plan, error) {
			if before.BasePrice == after.BasePrice {
				return nil, nil
			}
			plan, err := s.plan(ctx, before)
			if err != nil || plan == nil {
				return nil, err
			}
			return plan.reprice(before.BasePrice, after.BasePrice), nil
		},
		replaces: true,
	})
}

// reprice makes all prices follow the base price.
func (p *Plan) reprice(from, to money.Amount) *Plan {
	q := *p
	q.Categories, q.Seats = slices.Clone(p.Categories), slices.Clone(p.Seats)
	for i := range q.Categories {
		q.Categories[i].Price = proportional(q.Categories[i].Price, from, to)
	}
	for i := range q.Seats {
		q.Seats[i].Price = proportional(q.Seats[i].Price, from, to)
	}
	return &q
}

// proportional is price × to / from, rounded half up to a minor unit; prices are not negative.
func proportional(price, from, to money.Amount) money.Amount {
	product := new(big.Int).Mul(big.NewInt(price.Minor), big.NewInt(2*to.Minor))
	product.Add(product, big.NewInt(from.Minor))
	product.Quo(product, big.NewInt(2*from.Minor))
	if !product.IsInt64() {
		return money.Of(money.Max, to.Currency) // more than any price may be: it is refused as one
	}
	return money.Of(product.Int64(), to.Currency)
}
