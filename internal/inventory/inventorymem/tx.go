package inventorymem

import (
	"cmp"
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/mem"
)

// tx is one transaction.
type tx struct {
	*mem.Unit
	store *Store
}

func (t *tx) Load(_ context.Context, needs inventory.Needs) (inventory.Rows, error) {
	l := loading{store: t.store, seats: set(needs.Seats), reservations: set(needs.Reservations), sales: set(needs.Events)}
	l.bought(needs.Orders)
	l.close()
	return inventory.Rows{
		Sales:        rows(t.store.sales, l.sales),
		Seats:        rows(t.store.seats, l.seats),
		Reservations: rows(t.store.reservations, l.reservations),
		Live:         t.store.live(set(needs.Customers)),
	}, nil
}

// loading gathers which rows belong to what was asked for.
type loading struct {
	store        *Store
	seats        map[inventory.SeatID]bool
	reservations map[inventory.ReservationID]bool
	sales        map[inventory.EventID]bool
}

func (l *loading) bought(orders []inventory.OrderID) {
	wanted := set(orders)
	if len(wanted) == 0 {
		return
	}
	for _, r := range l.store.reservations.Where(func(r inventory.Reservation) bool { return wanted[r.Order] }, byID) {
		l.reservations[r.ID] = true
	}
}

// close adds the seats of the reservations, the claims on the seats, and the sales of the seats.
func (l *loading) close() {
	for k := range l.reservations {
		if r, ok := l.store.reservations.Get(k); ok {
			l.seats[r.Seat] = true
		}
	}
	for k := range l.seats {
		if seat, ok := l.store.seats.Get(k); ok {
			l.sales[seat.Event] = true
			l.reservations[seat.Reservation] = true
		}
	}
}

// live counts the live reservations of customers by event.
func (s *Store) live(customers map[inventory.CustomerID]bool) map[inventory.Claimant]int {
	counts := map[inventory.Claimant]int{}
	if len(customers) == 0 {
		return counts
	}
	for _, r := range s.reservations.Where(func(r inventory.Reservation) bool { return r.Live() && customers[r.Customer] }, byID) {
		counts[inventory.Claimant{Customer: r.Customer, Event: r.Event}]++
	}
	return counts
}

func (t *tx) Save(_ context.Context, changes inventory.Changes) error {
	for _, seat := range changes.Seats {
		row, ok := t.store.seats.Get(seat.ID)
		if !ok {
			return fmt.Errorf("seat %s does not exist", seat.ID)
		}
		row.Claim, row.Version = seat.Claim, seat.Version
		t.store.seats.Put(seat.ID, row)
	}
	for _, r := range changes.Changed {
		if claim, _ := t.store.claims.Get(r.Seat); claim == r.ID && !r.Live() {
			t.store.claims.Delete(r.Seat)
		}
		t.store.reservations.Put(r.ID, r)
	}
	for _, r := range changes.Created {
		if _, exists := t.store.reservations.Get(r.ID); exists {
			return fmt.Errorf("reservation %s exists already", r.ID)
		}
		if _, claimed := t.store.claims.Get(r.Seat); claimed && r.Live() {
			return inventory.ErrSeatTaken
		}
		if r.Live() {
			t.store.claims.Put(r.Seat, r.ID)
		}
		t.store.reservations.Put(r.ID, r)
	}
	return nil
}

func (t *tx) LockSale(_ context.Context, event inventory.EventID) (inventory.Sale, error) {
	sale, ok := t.store.sales.Get(event)
	if !ok {
		sale.Event, sale.Status = event, inventory.NotOnSale
	}
	return sale, nil
}

func (t *tx) PutSale(_ context.Context, sale inventory.Sale) error {
	t.store.sales.Put(sale.Event, sale)
	return nil
}

func (t *tx) Counts(_ context.Context, event inventory.EventID) (inventory.Counts, error) {
	var counts inventory.Counts
	for _, seat := range t.store.ofEvent(event) {
		counts.Add(seat.Kind, 1)
	}
	return counts, nil
}

func (t *tx) SeatsOf(_ context.Context, event inventory.EventID) ([]inventory.Seat, error) {
	return t.store.ofEvent(event), nil
}

func (s *Store) ofEvent(event inventory.EventID) []inventory.Seat {
	return s.seats.Where(func(seat inventory.Seat) bool { return seat.Event == event }, seatByID)
}

func (t *tx) PutSeats(_ context.Context, seats []inventory.Seat) error {
	for _, seat := range seats {
		t.store.seats.Put(seat.ID, seat)
	}
	return nil
}

func (t *tx) PutPart(ctx context.Context, part inventory.Part) (int, error) {
	t.store.parts.Put(partKey{part.Event, part.Layout, part.Number}, part)
	parts, err := t.Parts(ctx, part.Event, part.Layout)
	return len(parts), err
}

func (t *tx) Parts(_ context.Context, event inventory.EventID, layout int) ([]inventory.Part, error) {
	return t.store.parts.Where(
		func(p inventory.Part) bool { return p.Event == event && p.Layout == layout },
		func(a, b inventory.Part) int { return cmp.Compare(a.Number, b.Number) },
	), nil
}

func (t *tx) DropParts(_ context.Context, event inventory.EventID, layout int) error {
	for _, p := range t.store.parts.Where(
		func(p inventory.Part) bool { return p.Event == event && p.Layout <= layout },
		func(a, b inventory.Part) int {
			return cmp.Or(cmp.Compare(a.Layout, b.Layout), cmp.Compare(a.Number, b.Number))
		},
	) {
		t.store.parts.Delete(partKey{p.Event, p.Layout, p.Number})
	}
	return nil
}

func byID(a, b inventory.Reservation) int { return id.Compare(a.ID, b.ID) }

func seatByID(a, b inventory.Seat) int { return id.Compare(a.ID, b.ID) }

func set[T comparable](ids []T) map[T]bool {
	m := make(map[T]bool, len(ids))
	for _, k := range ids {
		m[k] = true
	}
	return m
}

// rows returns those of the rows that exist.
func rows[K comparable, V any](table *mem.Table[K, V], wanted map[K]bool) []V {
	found := make([]V, 0, len(wanted))
	for k := range wanted {
		if row, ok := table.Get(k); ok {
			found = append(found, row)
		}
	}
	return found
}
