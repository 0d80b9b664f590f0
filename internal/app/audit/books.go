package audit

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
	"github.com/speckit/ticketing/internal/waitlist"
)

// page is how many rows are read at a time.
const page = 2000

// Installation is what an audit reads: each context through its own door, none through another's tables.
type Installation struct {
	Inventory   *inventory.Service
	Ordering    *ordering.Service
	Payment     *payment.Service
	Fulfillment *fulfillment.Service
	Waitlist    *waitlist.Service
	Bank        *paymentsim.Bank // nil where real money moves: its provider's statement is the operator's to compare
	// Map returns what the catalogue shows of seats after an id, at most so many, in the order of ids.
	Map func(ctx context.Context, after id.UUID, limit int) ([]Shown, error)
	// Road tells how messages fare: how many were looked at, and what did not arrive. It is nil where there are none (a simulation
	// checks its own).
	Road func(ctx context.Context) (told int, lost []Finding, err error)
}

// Shown is a seat as the catalogue shows it.
type Shown struct {
	Seat, Event id.UUID
	Status      string
	Version     int64
	Price       int64 // minor units; of whoever has the seat, else of whoever takes it
}

// books is one reading of an installation.
type books struct {
	seats   map[id.UUID]inventory.Seat
	claims  map[id.UUID]inventory.Reservation // live ones
	orders  map[id.UUID]ordering.Order
	paid    map[id.UUID]payment.Payment
	refunds map[id.UUID]payment.Refund // by payment; a pending or succeeded one, if there is any
	bank    map[id.UUID]paymentsim.Entry
	tickets []fulfillment.Census
	shown   map[id.UUID]Shown
	queue   queue
}

// read reads everything. What changes while it reads may look wrong for a moment; Run looks again before it says so. Effects are read
// before their causes, so that a cause is never missed for an effect that was seen.
func read(ctx context.Context, in Installation) (*books, error) {
	b := &books{
		seats: map[id.UUID]inventory.Seat{}, claims: map[id.UUID]inventory.Reservation{}, orders: map[id.UUID]ordering.Order{},
		paid: map[id.UUID]payment.Payment{}, refunds: map[id.UUID]payment.Refund{}, bank: map[id.UUID]paymentsim.Entry{}, shown: map[id.UUID]Shown{},
		queue: newQueue(),
	}
	for _, step := range []struct {
		what string
		do   func(context.Context, Installation) error
	}{
		{"the map", b.readMap},
		{"lines", b.readLines},
		{"tickets", b.readTickets},
		{"orders", b.readOrders},
		{"payments", b.readPayments},
		{"the bank's ledger", b.readBank},
		{"seats", b.readSeats},
		{"sales", b.readSales},
	} {
		if err := step.do(ctx, in); err != nil {
			return nil, fmt.Errorf("read %s: %w", step.what, err)
		}
	}
	return b, nil
}

func (b *books) readMap(ctx context.Context, in Installation) error {
	return pages(func(after id.UUID) ([]Shown, error) { return in.Map(ctx, after, page) }, func(s Shown) id.UUID {
		b.shown[s.Seat] = s
		return s.Seat
	})
}

func (b *books) readTickets(ctx context.Context, in Installation) error {
	return pages(func(after fulfillment.TicketID) ([]fulfillment.Census, error) {
		return in.Fulfillment.Census(ctx, after, page)
	},
		func(t fulfillment.Census) fulfillment.TicketID {
			b.tickets = append(b.tickets, t)
			return t.ID
		})
}

func (b *books) readOrders(ctx context.Context, in Installation) error {
	for o, err := range in.Ordering.All(ctx) {
		if err != nil {
			return err
		}
		b.orders[o.ID.UUID()] = o
	}
	return nil
}

func (b *books) readPayments(ctx context.Context, in Installation) error {
	err := pages(func(after payment.ID) ([]payment.Payment, error) { return in.Payment.Payments(ctx, after, page) }, func(p payment.Payment) payment.ID {
		b.paid[p.ID.UUID()] = p
		return p.ID
	})
	if err != nil {
		return err
	}
	return pages(func(after payment.RefundID) ([]payment.Refund, error) { return in.Payment.Refunds(ctx, after, page) }, func(r payment.Refund) payment.RefundID {
		if r.Status != payment.RefundFailed {
			b.refunds[r.Payment.UUID()] = r
		}
		return r.ID
	})
}

func (b *books) readBank(ctx context.Context, in Installation) error {
	if in.Bank == nil {
		return nil
	}
	return pages(func(after id.UUID) ([]paymentsim.Entry, error) { return in.Bank.Entries(ctx, after, page) }, func(e paymentsim.Entry) id.UUID {
		b.bank[e.Key] = e
		return e.Key
	})
}

func (b *books) readSeats(ctx context.Context, in Installation) error {
	err := pages(func(after inventory.SeatID) ([]inventory.Seat, error) { return in.Inventory.SeatPage(ctx, after, page) }, func(s inventory.Seat) inventory.SeatID {
		b.seats[s.ID.UUID()] = s
		return s.ID
	})
	if err != nil {
		return err
	}
	return pages(func(after inventory.ReservationID) ([]inventory.Reservation, error) {
		return in.Inventory.ClaimPage(ctx, after, page)
	},
		func(r inventory.Reservation) inventory.ReservationID {
			b.claims[r.ID.UUID()] = r
			return r.ID
		})
}

// pages walks over a list to its end. Keep takes a row in and returns its id.
func pages[ID, Row any](next func(after ID) ([]Row, error), keep func(Row) ID) error {
	var after ID
	for {
		rows, err := next(after)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return nil
		}
		for _, r := range rows {
			after = keep(r)
		}
	}
}
