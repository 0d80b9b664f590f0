package orderingmem

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
)

// tally adds figures up by currency and step.
type tally struct {
	span ordering.Span
	sums map[tallied]ordering.Figures
}

type tallied struct {
	currency money.Currency
	at       time.Time
}

func (t tally) add(at time.Time, currency money.Currency, f ordering.Figures) {
	if at.Before(t.span.From) || !at.Before(t.span.To) {
		return
	}
	f.Revenue, f.Refunds = f.Revenue.Plus(money.Of(0, currency)), f.Refunds.Plus(money.Of(0, currency))
	key := tallied{currency, at.Truncate(t.span.Step)}
	t.sums[key] = t.sums[key].Plus(f)
}

// order adds what happened to an order after it began.
func (t tally) order(o ordering.Order) {
	items := slices.DeleteFunc(slices.Clone(o.Items), func(i ordering.Item) bool {
		return !t.span.Event.IsZero() && i.Event != t.span.Event
	})
	if len(items) == 0 || o.PlacedAt.IsZero() {
		return
	}
	var sum money.Amount
	for _, i := range items {
		sum = sum.Plus(i.Price)
	}
	t.add(o.PlacedAt, sum.Currency, ordering.Figures{Placed: 1})
	t.add(o.PaidAt, sum.Currency, ordering.Figures{Paid: 1, Seats: int64(len(items)), Revenue: sum})
	ended := ordering.Figures{Cancelled: 1}
	if !o.PaidAt.IsZero() {
		ended = ordering.Figures{Refunded: 1, Refunds: sum}
	}
	t.add(o.CancelledAt, sum.Currency, ended)
}

// Figures counts what happened in each step of the span.
func (s *Store) Figures(_ context.Context, span ordering.Span) ([]ordering.FiguresAt, error) {
	t := tally{span, map[tallied]ordering.Figures{}}
	s.DB.View(func() {
		for _, b := range s.begun.Where(func(b ordering.Beginning) bool { return span.Event.IsZero() || b.Event == span.Event }, earlier) {
			t.add(b.At, b.Currency, ordering.Figures{Carts: 1})
		}
		for _, o := range s.where(ascending, 0, func(ordering.Order) bool { return true }) {
			t.order(o)
		}
	})
	list := make([]ordering.FiguresAt, 0, len(t.sums))
	for key, sum := range t.sums {
		list = append(list, ordering.FiguresAt{At: key.at, Figures: sum})
	}
	slices.SortFunc(list, func(a, b ordering.FiguresAt) int {
		return cmp.Or(cmp.Compare(a.Revenue.Currency, b.Revenue.Currency), a.At.Compare(b.At))
	})
	return list, nil
}

func earlier(a, b ordering.Beginning) int { return a.At.Compare(b.At) }
