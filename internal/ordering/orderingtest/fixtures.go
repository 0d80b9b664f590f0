package orderingtest

import (
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/secretlink"
	"github.com/speckit/ticketing/internal/ordering"
)

// Maker makes orders without a service, each with ids and numbers of its own.
type Maker struct {
	ids *id.Seeded
	n   int
}

// NewMaker returns a maker whose orders depend on the seed alone.
func NewMaker(seed uint64) *Maker { return &Maker{ids: id.NewSeeded(seed)} }

// Item makes an item of a fresh seat, at a price in cents of a dollar.
func (m *Maker) Item(event ordering.EventID, cents int64) ordering.Item {
	m.n++
	return ordering.Item{
		ID: m.ids.New(), Seat: ordering.SeatID(m.ids.New()), Event: event, Reservation: ordering.ReservationID(m.ids.New()),
		Section: "Stalls", Row: "A", Label: fmt.Sprint(m.n), Price: money.Of(cents, "USD"), ExpiresAt: Noon.Add(15 * time.Minute),
	}
}

// Event makes the id of an event.
func (m *Maker) Event() ordering.EventID { return ordering.EventID(m.ids.New()) }

// Draft makes a guest's cart, of seats of one event at 20 dollars.
func (m *Maker) Draft(event ordering.EventID, seats int) ordering.Order {
	o := ordering.NewCart(ordering.OrderID(m.ids.New()), m.ids.New(), true, Noon)
	for range seats {
		o.Items = append(o.Items, m.Item(event, 2000))
	}
	o.Version = 1
	return o
}

// Pending makes an order that waits for its money.
func (m *Maker) Pending(event ordering.EventID, seats int) ordering.Order {
	o := m.Draft(event, seats)
	m.n++
	must(o.Place(ordering.Placement{
		Number: fmt.Sprintf("A%07d", m.n), Email: fmt.Sprintf("Buyer%d@example.com", m.n), Name: "Ann Buyer", Operation: m.ids.New(), At: Noon,
		Secret: secretlink.Secret{Hash: secretlink.Hash("secret"), Sealed: Sealer{}.Seal([]byte("secret"))},
	}))
	return o
}

// Paid makes an order whose money was taken.
func (m *Maker) Paid(event ordering.EventID, seats int) ordering.Order {
	o := m.Pending(event, seats)
	must(o.Pay(m.ids.New(), nil, Noon.Add(time.Minute)))
	return o
}

// Full makes an order in which every field says something.
func (m *Maker) Full(event ordering.EventID) ordering.Order {
	o := m.Paid(event, 2)
	o.LastFailure = ordering.Failure{Payment: m.ids.New(), Reason: "card_declined", Message: "No.", At: Noon}
	for _, item := range o.Items {
		o.Issued(item.Seat, m.ids.New(), Noon.Add(2*time.Minute))
	}
	must(o.Resend(Noon.Add(3*time.Minute), time.Minute))
	o.OweBack(o.Payment, ordering.RefundEventIsOff, Noon.Add(4*time.Minute))
	o.RefundAskedAt = Noon.Add(5 * time.Minute)
	o.Refunded(o.Payment, "event_cancelled", Noon.Add(6*time.Minute), Noon.Add(7*time.Minute))
	return o
}

// Fact makes a fact about an order.
func (m *Maker) Fact(o ordering.Order) events.OrderCancelled {
	return events.OrderCancelled{Meta: events.Stamp(m.ids.New(), Noon), Order: o.ID.UUID(), Reason: events.HoldExpired, CancelledAt: Noon}
}

// must is for fixtures that cannot fail.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// owners lists whose the order is.
func owners(o ordering.Order) []id.UUID { return []id.UUID{o.Customer} }
