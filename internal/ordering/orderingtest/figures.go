package orderingtest

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
)

// day is the day on which makers make orders, by the hour.
func day(event ordering.EventID) ordering.Span {
	midnight := Noon.Truncate(ordering.ByDay)
	return ordering.Span{Event: event, From: midnight, To: midnight.Add(ordering.ByDay), Step: ordering.ByHour}
}

func figures(t *testing.T, s Subject, span ordering.Span) []ordering.FiguresAt {
	t.Helper()
	found, err := s.Figures(t.Context(), span)
	if err != nil {
		t.Fatalf("count: %v", err)
	}
	return found
}

// step is what happened at a time, with the money of one currency in minor units.
func step(at time.Time, currency money.Currency, f ordering.Figures, revenue, refunds int64) ordering.FiguresAt {
	f.Revenue, f.Refunds = money.Of(revenue, currency), money.Of(refunds, currency)
	return ordering.FiguresAt{At: at, Figures: f}
}

// later is the same order, as if it had not been new.
func later(o ordering.Order) ordering.Order {
	o.Version++
	return o
}

func figuresOverTime(t *testing.T, s Subject) {
	m := NewMaker(1)
	event := m.Event()
	lapsed, refunded, free, euros, tooEarly := m.Pending(event, 1), m.Paid(event, 2), m.Pending(event, 1), m.Paid(event, 1), m.Paid(event, 1)
	must(lapsed.Cancel(events.HoldExpired, Noon.Add(2*time.Hour)))
	refunded.Refunded(refunded.Payment, "requested", Noon.Add(3*time.Hour), Noon.Add(3*time.Hour+time.Minute))
	free.Items[0].Price.Minor = 0
	must(free.Pay(m.ids.New(), nil, Noon.Add(time.Hour-time.Microsecond)))
	must(free.Cancel(events.CancelledByCustomer, Noon.Add(3*time.Hour)))
	euros.Items[0].Price = money.Of(700, "EUR")
	euros.PlacedAt, euros.PaidAt = day(event).From, day(event).To // the end is not in it
	tooEarly.PlacedAt, tooEarly.PaidAt = day(event).From.Add(-time.Microsecond), Noon.Add(time.Hour)
	owed := m.Pending(event, 1) // its money came too late: it was never paid
	owed.OweBack(m.ids.New(), ordering.SeatsGone, Noon.Add(2*time.Hour))
	owed.Refunded(owed.Payment, ordering.SeatsGone, Noon.Add(4*time.Hour), Noon.Add(4*time.Hour))
	var all []ordering.Order
	for _, o := range []ordering.Order{lapsed, refunded, free, euros, tooEarly, owed, m.Draft(event, 2)} {
		all = append(all, later(o))
	}
	put(t, s, all...)
	want := []ordering.FiguresAt{
		step(day(event).From, "EUR", ordering.Figures{Placed: 1}, 0, 0),
		step(Noon, "USD", ordering.Figures{Placed: 4, Paid: 2, Seats: 3}, 4000, 0),
		step(Noon.Add(time.Hour), "USD", ordering.Figures{Paid: 1, Seats: 1}, 2000, 0),
		step(Noon.Add(2*time.Hour), "USD", ordering.Figures{Cancelled: 2}, 0, 0),
		step(Noon.Add(3*time.Hour), "USD", ordering.Figures{Refunded: 2}, 0, 4000),
	}
	same(t, "of all events", want, figures(t, s, day(ordering.EventID{})))
	same(t, "of the event", want, figures(t, s, day(event)))
	same(t, "of an event that nothing happened to", 0, len(figures(t, s, day(m.Event()))))
	byDay := day(event)
	byDay.Step = ordering.ByDay
	same(t, "by day", []ordering.FiguresAt{
		want[0], step(byDay.From, "USD", ordering.Figures{Placed: 4, Paid: 3, Cancelled: 2, Refunded: 2, Seats: 4}, 6000, 4000),
	}, figures(t, s, byDay))
}

func figuresOfEvent(t *testing.T, s Subject) {
	m := NewMaker(1)
	one, other := m.Event(), m.Event()
	o := m.Paid(one, 2)
	o.Items = append(o.Items, m.Item(other, 500))
	put(t, s, later(o))
	for event, want := range map[ordering.EventID]ordering.FiguresAt{
		one:   step(Noon, "USD", ordering.Figures{Placed: 1, Paid: 1, Seats: 2}, 4000, 0),
		other: step(Noon, "USD", ordering.Figures{Placed: 1, Paid: 1, Seats: 1}, 500, 0),
		{}:    step(Noon, "USD", ordering.Figures{Placed: 1, Paid: 1, Seats: 3}, 4500, 0),
	} {
		same(t, "figures", []ordering.FiguresAt{want}, figures(t, s, day(event)))
	}
}

func figuresOfCarts(t *testing.T, s Subject) {
	m := NewMaker(1)
	one, other := m.Event(), m.Event()
	kept, emptied, never := m.Draft(one, 1), m.Draft(other, 1), m.Draft(one, 0)
	put(t, s, kept, emptied, never)
	emptied.Items = nil
	kept.Items = append(kept.Items, m.Item(other, 500))
	put(t, s, later(kept), later(emptied))
	carts := func(n int64) []ordering.FiguresAt {
		return []ordering.FiguresAt{step(Noon, "USD", ordering.Figures{Carts: n}, 0, 0)}
	}
	same(t, "of all", carts(2), figures(t, s, day(ordering.EventID{})))
	same(t, "of one", carts(1), figures(t, s, day(one)))
	same(t, "of the other", carts(1), figures(t, s, day(other)))
}
