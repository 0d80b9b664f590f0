package inventory

import (
	"cmp"
	"context"
	"slices"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// ErrSeatsGone says that an order cannot have its seats any more.
var ErrSeatsGone = fault.New(fault.Gone, "seats_gone",
	"The time to pay was over and not all of these seats are free any more. Nothing was sold; money that was taken is refunded in full.")

// Confirm is an order's wish to have its seats sold to it, because its money is taken or nothing is due.
type Confirm struct {
	Order        OrderID
	Payment      PaymentID // zero where nothing was due
	Reservations []ReservationID
	Trace        string // of the purchase; empty where it is the caller's own
}

// Confirm sells all of the order's seats to it, or fails with ErrSeatsGone and changes nothing. Holds that have ended are taken
// again, under new ids, if every one of their seats is free for the public. The same order again finds its seats sold. The holds
// come back in the order of the reservations that were named.
func (s *Service) Confirm(ctx context.Context, in Confirm) ([]Hold, error) {
	verdicts, err := s.ConfirmAll(ctx, []Confirm{in})
	if err != nil {
		return nil, err
	}
	return verdicts[0].Result.Holds, verdicts[0].Err
}

// ConfirmAll confirms several orders, each by itself: the verdicts come in their order. An error says that nothing is known of any.
func (s *Service) ConfirmAll(ctx context.Context, orders []Confirm) ([]Verdict, error) {
	wishes := slices.Clone(orders)
	for i := range wishes {
		wishes[i].Trace = cmp.Or(wishes[i].Trace, work.TraceOf(ctx))
	}
	result, err := s.lane.Do(ctx, confirmAll(wishes))
	return result.Each, err
}

type confirmAll []Confirm

func (c confirmAll) need(n *Needs) {
	for _, in := range c {
		confirm{in}.need(n)
	}
}

func (c confirmAll) decide(b *Book) (Result, error) {
	all := Result{Each: make([]Verdict, len(c))}
	for i, in := range c {
		b.unit.From(in.Trace)
		one, err := confirm{in}.decide(b)
		all.Each[i] = Verdict{Result: one, Err: err}
		all.Count += one.Count
	}
	return all, nil
}

type confirm struct{ in Confirm }

func (c confirm) need(n *Needs) {
	n.Reservations = append(n.Reservations, c.in.Reservations...)
	for _, old := range c.in.Reservations {
		n.Reservations = append(n.Reservations, c.successor(old))
	}
}

// successor is the reservation by which an order takes the seat of an ended hold again.
func (c confirm) successor(old ReservationID) ReservationID {
	return ReservationID(id.Named(c.in.Order.UUID(), old.String()))
}

func (c confirm) decide(b *Book) (Result, error) {
	plan := make([]Reservation, len(c.in.Reservations))
	done, seats := 0, make(map[SeatID]bool, len(plan))
	for i, k := range c.in.Reservations {
		r, ok := c.present(b, k)
		if !ok || seats[r.Seat] || !c.possible(b, r) {
			return Result{}, ErrSeatsGone
		}
		seats[r.Seat] = true
		if r.Status == Confirmed {
			done++
		}
		plan[i] = r
	}
	result := Result{Count: len(plan) - done}
	for _, r := range plan {
		switch r.Status {
		case Confirmed:
			result.Holds = append(result.Holds, b.show(r)...)
		case Expired:
			again := c.again(r, b)
			b.hold(again, "")
			result.Holds = append(result.Holds, b.sell(again, c.in.Order, c.in.Payment))
		case Active:
			result.Holds = append(result.Holds, b.sell(r, c.in.Order, c.in.Payment))
		}
	}
	return result, nil
}

// present is the reservation that stands for a named one: itself, or what took its place when it had ended.
func (c confirm) present(b *Book, k ReservationID) (Reservation, bool) {
	if r, ok := b.reservations[c.successor(k)]; ok {
		return r, true
	}
	r, ok := b.reservations[k]
	return r, ok
}

// possible reports whether the seat of the reservation can be the order's.
func (c confirm) possible(b *Book, r Reservation) bool {
	if r.BoughtBy(c.in.Order) {
		return true
	}
	sale, seat := b.sales[r.Event], b.seats[r.Seat]
	switch {
	case sale.Status == Cancelled:
		return false
	case r.Status == Expired:
		// What was undone by a refund is not sold to the same order a second time.
		return r.Order.IsZero() && seat.Kind == SeatFree
	default:
		return r.Status == Active
	}
}

// again is a new claim of the same customer on the same seat at the same price.
func (c confirm) again(old Reservation, b *Book) Reservation {
	return Reservation{
		ID: c.successor(old.ID), Group: old.Group, Size: 1, Seat: old.Seat, Event: old.Event, Customer: old.Customer, Price: old.Price,
		CreatedAt: b.now, ExpiresAt: b.now, Status: Active,
	}
}
