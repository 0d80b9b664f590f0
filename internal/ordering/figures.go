package ordering

import (
	"context"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// Refusals of a question about figures.
var (
	ErrNoSpan   = fault.New(fault.Invalid, "span_empty", "The time from which to count must be before the one until which. Nothing was counted.")
	ErrLongSpan = fault.New(fault.Invalid, "span_too_long", "That is more than 1,000 steps of time. Ask for a shorter time, or by day.")
)

// The steps by which figures are told, in UTC.
const (
	ByHour = time.Hour
	ByDay  = 24 * time.Hour
)

const (
	stepsMost   = 1000
	spanDefault = 30 * ByDay
)

// Figures count what happened. An order counts in each of the steps of time in which something happened to it.
type Figures struct {
	Carts     int64        // orders begun
	Placed    int64        // checked out
	Paid      int64        // or free
	Cancelled int64        // ended, after they were placed, without having been paid
	Refunded  int64        // ended after they were paid; a free one without money
	Seats     int64        // of those that were paid
	Revenue   money.Amount // of those that were paid
	Refunds   money.Amount // of those that were refunded
}

// Plus adds figures of one currency.
func (f Figures) Plus(g Figures) Figures {
	return Figures{
		Carts: f.Carts + g.Carts, Placed: f.Placed + g.Placed, Paid: f.Paid + g.Paid, Cancelled: f.Cancelled + g.Cancelled,
		Refunded: f.Refunded + g.Refunded, Seats: f.Seats + g.Seats, Revenue: f.Revenue.Plus(g.Revenue), Refunds: f.Refunds.Plus(g.Refunds),
	}
}

// FiguresAt are the figures of one step of time.
type FiguresAt struct {
	At time.Time // when the step begins
	Figures
}

// FiguresIn are the figures of one currency.
type FiguresIn struct {
	Currency money.Currency
	Totals   Figures
	Over     []FiguresAt // every step, those in which nothing happened too
}

// Span is a question about figures: of one event's seats, or of all. From is in it, To is not; both lie at the beginning of a step.
type Span struct {
	Event    EventID // zero: all
	From, To time.Time
	Step     time.Duration // ByHour or ByDay
}

// Beginning is where an order began, which is known after its cart has emptied too.
type Beginning struct {
	Event    EventID
	Currency money.Currency
	At       time.Time
}

// Begins returns where the order began, if this is its first version and has a seat.
func (o Order) Begins() (Beginning, bool) {
	if o.Version != 1 || len(o.Items) == 0 {
		return Beginning{}, false
	}
	return Beginning{o.Items[0].Event, o.Currency(), o.CreatedAt}, true
}

// Figures tells what happened to orders, a step of time after the other, by currency. A zero end is now, a zero beginning lies a default
// time before the end; both are widened to whole steps.
func (s *Service) Figures(ctx context.Context, span Span) ([]FiguresIn, error) {
	span, err := span.whole(s.clock.Now())
	if err != nil {
		return nil, err
	}
	happened, err := s.store.Figures(ctx, span)
	if err != nil {
		return nil, fmt.Errorf("count orders: %w", err)
	}
	var list []FiguresIn
	for _, one := range happened {
		if last := len(list) - 1; last < 0 || list[last].Currency != one.Revenue.Currency {
			list = append(list, span.nothing(one.Revenue.Currency))
		}
		in := &list[len(list)-1]
		at := &in.Over[one.At.Sub(span.From)/span.Step]
		at.Figures, in.Totals = one.Figures, in.Totals.Plus(one.Figures)
	}
	return list, nil
}

// whole completes the span and widens it to whole steps.
func (s Span) whole(now time.Time) (Span, error) {
	if s.To.IsZero() {
		s.To = now
	}
	if s.From.IsZero() {
		s.From = s.To.Add(-spanDefault)
	}
	if !s.From.Before(s.To) {
		return s, ErrNoSpan
	}
	end := s.To.UTC().Truncate(s.Step)
	if end.Before(s.To) {
		end = end.Add(s.Step)
	}
	s.From, s.To = s.From.UTC().Truncate(s.Step), end
	if s.To.Sub(s.From)/s.Step > stepsMost {
		return s, ErrLongSpan
	}
	return s, nil
}

// nothing is the span without anything that happened.
func (s Span) nothing(currency money.Currency) FiguresIn {
	zero := Figures{Revenue: money.Of(0, currency), Refunds: money.Of(0, currency)}
	in := FiguresIn{Currency: currency, Totals: zero, Over: make([]FiguresAt, s.To.Sub(s.From)/s.Step)}
	for i := range in.Over {
		in.Over[i] = FiguresAt{s.From.Add(time.Duration(i) * s.Step), zero}
	}
	return in
}
